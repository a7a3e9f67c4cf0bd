"""Which fields of a record are doubtful, and why: the values by how surely they were read, the rest by what was said
of the whole row, as `data/doubts.toml` assigns it to fields."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from normalizers.confidence import REVIEW_BELOW

_DATA = Path(__file__).with_name("data") / "doubts.toml"
#: What stands between two reasons of a record.
BETWEEN = "；"
#: A field of a form, and what a value of the record stands in, by table.
_VALUE_FIELDS = {"target": "target_raw", "actual": "actual_raw"}

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class FieldDoubt:
    """Why a field is doubtful; `confidence` is its own, None where only the row's is known."""

    reasons: tuple[str, ...] = ()
    confidence: float | None = None


@dataclass(frozen=True, slots=True)
class Doubts:
    """The doubtful fields by name, and the reasons that belong to no field of theirs."""

    fields: Mapping[str, FieldDoubt] = field(default_factory=dict)
    elsewhere: tuple[str, ...] = ()

    def get(self, name: str) -> FieldDoubt | None:
        """What is doubted of a field; None for nothing."""
        return self.fields.get(name)


def doubts_of(
    table: str, row: Row, values: Sequence[Row], readings: Sequence[Row], findings: Sequence[Row], is_open: bool
) -> Doubts:
    """The doubts of a record that needs a look. Of one that needs none every reason is about the row."""
    said = _parted(row.get("reasons") or "")
    if not is_open:
        return Doubts({}, said)
    found: defaultdict[str, list[str]] = defaultdict(list)
    sureness: dict[str, float] = {}
    for value in values:
        if value["confidence"] < REVIEW_BELOW:
            name = _field_of(value)
            sureness[name] = value["confidence"]
            found[name] += []
    for reading in readings:
        found[_field_of(reading)] += _parted(reading["reason"])
    of_readings = {reason for reading in readings for reason in _parted(reading["reason"])}
    elsewhere = _assigned(table, [reason for reason in said if reason not in of_readings], found)
    for finding in findings:
        name = _assignments()["findings"].get(finding["rule"], "")
        if name in row and finding["severity"] in ("error", "warning"):
            found[name] += [finding["message"]]
    if not found and row.get("confidence", 1.0) < REVIEW_BELOW and (name := _assignments()["whole"].get(table, "")):
        found[name] += []
    fields = {name: FieldDoubt(tuple(dict.fromkeys(said)), sureness.get(name)) for name, said in found.items()}
    return Doubts(fields, elsewhere)


def compared(rule: str) -> str:
    """The column whose figures findings of this rule compare; empty for a record's value."""
    return _assignments()["compared"].get(rule, "")


def _parted(reasons: str) -> tuple[str, ...]:
    return tuple(reason for reason in reasons.split(BETWEEN) if reason)


def _assigned(table: str, said: Sequence[str], found: defaultdict[str, list[str]]) -> tuple[str, ...]:
    """Puts each reason to its field, and gives back those that have none."""
    fields = _assignments().get(table, {})
    elsewhere = []
    for reason in said:
        name = fields.get(reason, "")
        if name:
            found[name] += [reason]
        else:
            elsewhere.append(reason)
    return tuple(elsewhere)


def _field_of(value: Row) -> str:
    return _VALUE_FIELDS.get(value["role"], f"{value['role']}.{value['period']}")


@cache
def _assignments() -> Mapping[str, Mapping[str, str]]:
    """Fields by what is said, by table; the data lists what is said by field."""
    with _DATA.open("rb") as file:
        told: Mapping[str, Mapping[str, list[str]]] = tomllib.load(file)
    return {
        part: {sentence: name for name, sentences in fields.items() for sentence in sentences}
        for part, fields in told.items()
    }
