"""The records that a finding speaks of, each with its figure, so that the figures stand side by side.

A finding says in one sentence what does not agree, the labels in quotes and the figures as they are printed. Its
records are those of the same filing that bear such a label, or hold such a figure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from normalizers.numbers import find_numbers
from normalizers.values import Context, parse_value

if TYPE_CHECKING:
    from pipeline.review.filing import Record

Row = Mapping[str, Any]

_QUOTED = re.compile(r"“([^”]{1,200})”")
_SCALES = ("百", "千", "万", "亿")
# More records say nothing to the eye.
_MOST = 8
_LABELS = ("name", "item", "project", "key")
_FIGURES = (("target_base_value", "target_base_unit"), ("actual_base_value", "actual_base_unit"),
            ("base_value", "base_unit"), ("weight", ""), ("score", ""))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Linked:
    """A record that a finding speaks of; `figure` is what is printed in it."""

    record: Record
    figure: str


@dataclass(frozen=True, slots=True)
class Links:
    """The records of a finding, and the difference of the two figures that it names; empty where there are not two of
    one unit."""

    records: tuple[Linked, ...]
    difference: str = ""


def links_of(finding: Row, records: Sequence[Record]) -> Links:
    """What a finding speaks of among the records of its filing."""
    message = str(finding["message"])
    labels = {_squeezed(label) for label in _QUOTED.findall(message)}
    figures = list(_figures(_QUOTED.sub("", message)))
    ranked = [(_weight(record, finding, labels, figures), record) for record in records]
    best = sorted((pair for pair in ranked if pair[0] > 0), key=lambda pair: -pair[0])[:_MOST]
    return Links(tuple(Linked(record, _printed(record)) for _, record in best), _difference(figures))


def _weight(record: Record, finding: Row, labels: set[str], figures: Sequence[tuple[Decimal, str]]) -> int:
    """How surely a finding speaks of a record; 0 where nothing says so. A figure alone may stand anywhere."""
    row = record.row
    if record.kind.table in ("filings", "goals") or (finding["indicator_id"] and record.id == finding["indicator_id"]):
        return 0
    said = [_squeezed(str(row.get(name) or "")) for name in _LABELS]
    last = [text.rsplit("/", 1)[-1] for text in said]
    is_named = any(text and text in labels for text in [*said, *last])
    holds = any(
        (row.get(value), row.get(unit, "")) in figures for value, unit in _FIGURES if row.get(value) is not None
    )
    same = not finding["project"] or row.get("project") in ("", finding["project"])
    return (2 * is_named + holds + (is_named and holds)) if same and (is_named or (holds and not labels)) else 0


def _printed(record: Record) -> str:
    row = record.row
    names = ("value",) if record.kind.table == "fields" else ("target_raw", "actual_raw", "raw")
    said = [str(row.get(name) or "") for name in names]
    return " → ".join(text for text in said if text)


def _figures(text: str) -> Iterator[tuple[Decimal, str]]:
    """The figures of a sentence with a unit of one sign behind them (元, 万元, %, 人, 分), in their base units."""
    for number in find_numbers(text):
        start = number.start - text[: number.start].endswith("-")
        found = parse_value(text[start : number.end + 1 + text.startswith(_SCALES, number.end)], Context())
        if found.base_value is not None and found.unit:
            yield found.base_value, found.base_unit


def _difference(figures: Sequence[tuple[Decimal, str]]) -> str:
    if len(figures) != 2 or figures[0][1] != figures[1][1]:
        return ""
    difference, unit = abs(figures[0][0] - figures[1][0]), figures[0][1]
    if unit == "1":
        return f"{(difference * 100).normalize():f}%"
    if unit == "元" and difference >= 10_000:
        return f"{(difference / 10_000).normalize():f}万元"
    return f"{difference.normalize():f}{unit}"


def _squeezed(text: str) -> str:
    return "".join(text.split())
