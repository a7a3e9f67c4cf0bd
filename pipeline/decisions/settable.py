"""The columns that a person may set beside the printed ones, and a filing's records with them set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from normalizers.names.taxonomy import Entry, Taxonomy
from normalizers.values.values import print_value, settled_value
from schema.filing import Amount, Indicator
from schema.match import Match
from schema.reading import FORMS, GOAL_KINDS, HORIZONS, SOURCES
from schema.value import KINDS, OPERATORS, VALUE_PARTS, Value

_POINTS = ("weight", "score", "second_score")
_NUMBERS = ("value", "value_max", "base_value", "base_value_max")
_BASE = ("base_value", "base_value_max", "base_unit")
_READ = tuple(part for part in VALUE_PARTS if part != "raw")

#: The columns of a filing's head that a person may set.
HEAD = ("form", "fiscal_year", "unit_name")
#: The columns of each table that are not printed and that a person may set all the same.
DERIVED: Mapping[str, tuple[str, ...]] = {
    "indicators": (
        *(f"target_{part}" for part in _READ), *(f"actual_{part}" for part in _READ), "weight", "score", "second_score",
        "canonical_id",
    ),
    "amounts": ("value", "unit", "base_value", "base_unit"),
}  # fmt: skip

_CHOICES = {
    ("filings", "form"): FORMS,
    ("indicators", "form"): FORMS,
    ("indicators", "horizon"): HORIZONS,
    ("goals", "horizon"): HORIZONS,
    ("goals", "kind"): GOAL_KINDS,
    ("amounts", "source"): SOURCES,
}
# Nothing that a form holds is longer; what is, is no correction.
_LONGEST = 100_000


def is_allowed(table: str, column: str, text: str) -> bool:
    """Whether a column can hold this: a choice of its own, a number where one stands, an entry of the taxonomy."""
    if len(text) > _LONGEST:
        return False
    if (table, column) in _CHOICES:
        return text in _CHOICES[table, column]
    if column == "fiscal_year":
        return not text or (len(text) == 4 and text.isdigit())
    if column == "canonical_id":
        return not text or _entry(text) is not None
    if column in DERIVED.get(table, ()):
        return _part_allowed(_part_of(column), text)
    return True


def with_parts(record: Indicator | Amount, parts: Mapping[str, str]) -> Any:
    """The record with these columns set; a value's base and kind follow what is set beside them."""
    if isinstance(record, Amount):
        return replace(record, value=_value_with(record.value, dict(parts)))
    target = {name.removeprefix("target_"): text for name, text in parts.items() if name.startswith("target_")}
    actual = {name.removeprefix("actual_"): text for name, text in parts.items() if name.startswith("actual_")}
    more: dict[str, Any] = {name: parts[name] for name in ("name", "name_raw") if name in parts}
    more |= {name: _number(parts[name]) for name in _POINTS if name in parts}
    if "canonical_id" in parts:
        more["match"] = _chosen(parts["canonical_id"], record.match.family)
    return replace(record, target=_value_with(record.target, target), actual=_value_with(record.actual, actual), **more)


def _value_with(value: Value, parts: Mapping[str, str]) -> Value:
    if not parts:
        return value
    set_parts: dict[str, Any] = {name: _number(text) if name in _NUMBERS else text for name, text in parts.items()}
    if value.readings and not {"value", "text"} & parts.keys():
        return replace(value, **set_parts)  # what it comes to is still in doubt
    found = replace(value, **set_parts, confidence=1.0, reasons=(), readings=())
    if any(name in parts for name in _BASE):
        return found
    return _based(found, keeps_kind="kind" in parts)


def _based(value: Value, keeps_kind: bool) -> Value:
    """The value with the base that its print has; without one where its print says something else."""
    again = settled_value(print_value(value))
    same = all(getattr(again, name) == getattr(value, name) for name in ("op", "value", "value_max", "unit"))
    base = {name: getattr(again, name) if same else None for name in _BASE}
    kind = value.kind if keeps_kind or not same else again.kind
    return replace(value, **(base | {"base_unit": base["base_unit"] or "", "kind": kind}))


def _chosen(canonical_id: str, family: str) -> Match:
    """The entry that a person chose; where that is none, the row keeps its family."""
    entry = _entry(canonical_id)
    if entry is None:
        return Match(family=family)
    return Match(entry.id, entry.name, 100.0, reasons=("chosen by a person",), family=entry.family)


def _entry(canonical_id: str) -> Entry | None:
    return next((entry for entry in Taxonomy.load().entries if entry.id == canonical_id), None)


def _part_of(column: str) -> str:
    return column.removeprefix("target_").removeprefix("actual_")


def _part_allowed(part: str, text: str) -> bool:
    if part in (*_NUMBERS, *_POINTS):
        try:
            _number(text)
        except ValueError:
            return False
        return True
    choices = {"op": OPERATORS, "kind": KINDS}.get(part)
    return choices is None or not text or text in choices


def _number(text: str) -> Decimal | None:
    """The number that the digits say, None for nothing. Raises `ValueError` for anything else."""
    if not text.strip():
        return None
    try:
        number = Decimal(text.strip())
    except InvalidOperation as error:
        raise ValueError(f"{text[:40]!r} is no number") from error
    if not number.is_finite() or abs(number.adjusted()) > 60:
        raise ValueError(f"{text[:40]!r} is no number of a form")
    return number
