"""Tables of printed values, names and rules that lie outside the project, in the folder that `REFERENCE` names.

Every row is read as its table says, but for those of `known_wrong.csv`: the tests fail where one of these becomes right
and where another one goes wrong. A name that a table has no entry for may get one that the taxonomy took in later.
"""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path

import pytest

from normalizers.matching.matching import match
from normalizers.names.taxonomy import Taxonomy
from normalizers.rules.scoring_rules import parse_rule
from normalizers.values.values import Context, parse_value
from schema.printing import pieces_text
from tests.normalizers.known import known_wrong

FOLDER = Path(os.environ.get("REFERENCE", "")) / "domain"
#: The version of the taxonomy that the tables of names were made for, and those since.
LATER = frozenset(entry.id for entry in Taxonomy.load().entries if entry.version not in ("1.0", "1.1"))
VALUE_WORDS, VALUE_NUMBERS = ("op", "unit", "kind", "text", "base_unit"), ("value", "value_max", "base_value")
RULE_WORDS, RULE_NUMBERS = (
    ("threshold_op", "unit", "step_unit"),
    ("threshold", "points", "step", "deduct_per_step", "floor"),
)

Row = Mapping[str, str]

pytestmark = pytest.mark.skipif(
    not os.environ.get("REFERENCE") or not FOLDER.is_dir(), reason="no reference tables are there"
)


def _rows(name: str) -> list[Row]:
    with (FOLDER / f"{name}.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def _equal(found: Decimal | None, printed: str) -> bool:
    if found is None or not printed:
        return found is None and not printed
    try:
        return abs(found - Decimal(printed)) <= Decimal("0.000001") * max(1, abs(found))
    except ArithmeticError:
        return False


def _same(found: object, row: Row, words: tuple[str, ...], numbers: tuple[str, ...]) -> bool:
    said = all(getattr(found, name) == row[name] for name in words if name in row)
    return said and all(_equal(getattr(found, name), row[name]) for name in numbers if name in row)


def _value_is_right(row: Row) -> bool:
    context = Context(row["context_name"], head_unit=row["context_unit"], fiscal_year=row["fiscal_year"])
    return _same(parse_value(row["raw"], context), row, VALUE_WORDS, VALUE_NUMBERS)


def _rule_is_right(row: Row) -> bool:
    rule = parse_rule(row["raw"])
    pieces = json.loads(row["pieces"]) if row["pieces"] else []
    read = json.loads(pieces_text(rule.pieces)) if rule.pieces else []
    return read == pieces and _same(rule, row, RULE_WORDS, RULE_NUMBERS)


def _name_is_right(name: str, wanted: str, level2: str = "", kind: str = "") -> bool:
    found = match(name, level2=level2, kind=kind).canonical_id
    return found == wanted or (wanted in ("", "none") and (not found or found in LATER))


def _judged(table: str) -> Iterator[tuple[str, bool]]:
    """The text of each row of a table that says one thing, and whether it is read as the row says."""
    for row in _rows(table):
        if table.endswith("values") or table == "value_cases":
            if row.get("annotated") != "no":
                yield row["raw"], _value_is_right(row)
        elif table.endswith("rules"):
            yield row["raw"], _rule_is_right(row)
        elif table == "taxonomy_seed":
            for name in filter(None, (row["name"], *row["aliases"].split("|"))):
                yield name, _name_is_right(name, row["id"])
        elif table == "taxonomy_coverage":
            yield row["name"], _name_is_right(row["name"], row["canonical_id"])
        elif row["sure"] == "yes":
            yield row["alias"], _name_is_right(row["alias"], row["id"], row["level2"], row["kind"])


@pytest.mark.parametrize(
    ("table", "least"),
    [
        ("value_cases", 0.995),
        ("wild/values", 0.995),
        ("scoring_rules", 0.97),
        ("wild/rules", 0.97),
        ("wild/aliases", 0.95),
        ("taxonomy_seed", 0.95),
        ("taxonomy_coverage", 0.95),
    ],
)
def test_a_table_is_read_but_for_what_is_known(table: str, least: float) -> None:
    judged = list(_judged(table))
    assert judged
    assert {text for text, right in judged if not right} == set(known_wrong(table))
    assert sum(right for _, right in judged) / len(judged) >= least


def test_names_of_real_forms_are_found_and_refused() -> None:
    rows = [row for row in _rows("wild/aliases") if row["sure"] == "yes"]
    for none in (True, False):
        asked = [row for row in rows if (row["id"] == "none") == none]
        right = [_name_is_right(row["alias"], row["id"], row["level2"], row["kind"]) for row in asked]
        assert sum(right) / len(right) >= 0.95


def test_values_seen_in_real_forms_are_read() -> None:
    rows = [row for row in _rows("wild/values") if row["source"] == "seen" and row["annotated"] != "no"]
    assert sum(map(_value_is_right, rows)) / len(rows) >= 0.99
