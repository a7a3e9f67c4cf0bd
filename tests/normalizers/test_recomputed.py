"""Scores told from rule, target, result and weight: a table of cases, and what is missing where they cannot be told."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest

from normalizers.rules.recomputed import score
from normalizers.rules.scoring_rules import parse_rule
from normalizers.values.values import Context, parse_value
from schema.value import Value

CASES = Path(__file__).parents[1] / "cases" / "recomputed.csv"


def _rows() -> list[dict[str, str]]:
    with CASES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize("row", _rows(), ids=lambda row: f"{row['rule'][:20]}|{row['actual']}|{row['weight']}")
def test_a_score_is_recomputed(row: dict[str, str]) -> None:
    target = parse_value(row["target"], Context(row["name"]))
    actual = parse_value(row["actual"], Context(row["name"], target=target))
    found = score(parse_rule(row["rule"]), target, actual, Decimal(row["weight"]) if row["weight"] else None)
    assert (found.points, found.missing) == (Decimal(row["points"]) if row["points"] else None, row["missing"])


def test_what_a_part_of_a_step_costs_is_bounded() -> None:
    rule = parse_rule("≥90%得10分，每降低1%扣1分，扣完为止")
    found = score(rule, parse_value("≥90%"), parse_value("86.5%"), Decimal(10))
    assert (found.points, found.least, found.most) == (None, 6, 7)


def test_a_cell_with_several_readings_earns_nothing_certain() -> None:
    doubtful = Value(raw="292%", readings=(parse_value("≥92%"), parse_value("292%")))
    assert score(parse_rule("≥90%得10分"), parse_value("≥90%"), doubtful, Decimal(10)).missing == "the result"
