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

from normalizers.quantities.numbers import find_numbers
from normalizers.values.values import Context, parse_value
from pipeline.review.doubts import compared

if TYPE_CHECKING:
    from pipeline.review.filing import Record

Row = Mapping[str, Any]

_QUOTED = re.compile(r"“([^”]{1,200})”")
_SCALES = ("百", "千", "万", "亿")
# The rows of a sum; more records say nothing to the eye.
_MOST = 40
_LABELS = ("name", "item", "project", "key")
_FIGURES = (("target_base_value", "target_base_unit"), ("actual_base_value", "actual_base_unit"),
            ("base_value", "base_unit"), ("weight", ""), ("score", ""))  # fmt: skip


@dataclass(frozen=True, slots=True)
class Linked:
    """A record that a finding speaks of; `figure` is what is printed in it, `side` which of the finding's two figures
    it belongs to: 0 where it holds the first, else 1."""

    record: Record
    figure: str
    side: int = 1


@dataclass(frozen=True, slots=True)
class Links:
    """The records of a finding, the two figures that should be one (`sides`), and their difference; both empty where
    the finding does not name two figures of one unit."""

    records: tuple[Linked, ...]
    sides: tuple[str, ...] = ()
    difference: str = ""


def links_of(finding: Row, records: Sequence[Record]) -> Links:
    """What a finding speaks of among the records of its filing."""
    message = str(finding["message"])
    labels = {_squeezed(label) for label in _QUOTED.findall(message)}
    figures = list(_figures(_QUOTED.sub("", message)))
    ranked = [(_weight(record, finding, labels, figures), record) for record in records]
    best = sorted((pair for pair in ranked if pair[0] > 0), key=lambda pair: -pair[0])[:_MOST]
    sides, column = _sides(figures), compared(finding["rule"])
    chosen = [record for _, record in best]
    beside = _beside(chosen, sides, column)
    linked = tuple(Linked(record, _printed(record, column), side) for record, side in zip(chosen, beside, strict=True))
    return Links(linked, tuple(_told(*side) for side in sides), _difference(sides))


def _weight(record: Record, finding: Row, labels: set[str], figures: Sequence[tuple[Decimal, str]]) -> int:
    """How surely a finding speaks of a record; 0 where nothing says so. A figure alone may stand anywhere."""
    row = record.row
    if record.kind.table in ("filings", "goals") or (finding["indicator_id"] and record.id == finding["indicator_id"]):
        return 0
    column = compared(finding["rule"])
    if column and not row.get(column):
        return 0
    said = [_squeezed(str(row.get(name) or "")) for name in _LABELS]
    last = [text.rsplit("/", 1)[-1] for text in said]
    is_named = any(text and text in labels for text in [*said, *last])
    holds = any(
        (row.get(value), row.get(unit, "")) in figures for value, unit in _FIGURES if row.get(value) is not None
    )
    same = not finding["project"] or row.get("project") in ("", finding["project"])
    return (2 * is_named + holds + (is_named and holds)) if same and (is_named or (holds and not labels)) else 0


def _printed(record: Record, column: str) -> str:
    """What a reader sees of the record: the column that is compared, else its value."""
    row = record.row
    own = ("value",) if record.kind.table == "fields" else ("target_raw", "actual_raw", "raw")
    names = (column,) if column in row else own
    said = [str(row.get(name) or "") for name in names]
    return " → ".join(text for text in said if text)


def _figures(text: str) -> Iterator[tuple[Decimal, str]]:
    """The figures of a sentence with a unit of one sign behind them (元, 万元, %, 人, 分), in their base units."""
    for number in find_numbers(text):
        start = number.start - text[: number.start].endswith("-")
        found = parse_value(text[start : number.end + 1 + text.startswith(_SCALES, number.end)], Context())
        if found.base_value is not None and found.unit:
            yield found.base_value, found.base_unit


def _sides(figures: Sequence[tuple[Decimal, str]]) -> Sequence[tuple[Decimal, str]]:
    """The two figures that should be one; none where there are others or their units differ."""
    return figures if len(figures) == 2 and figures[0][1] == figures[1][1] else ()


def _beside(records: Sequence[Record], sides: Sequence[tuple[Decimal, str]], column: str) -> list[int]:
    """Which of the two figures each record belongs to: the one that it holds; those that hold neither are the parts of
    the one that they add up to."""
    held = [next((side for side, figure in enumerate(sides) if figure in _held(one, column)), None) for one in records]
    parts = [
        figure[0] for one, side in zip(records, held, strict=True) if side is None for figure in _held(one, column)[:1]
    ]
    rest = 0 if sides and sum(parts) == sides[0][0] else 1
    return [rest if side is None else side for side in held]


def _held(record: Record, column: str) -> list[tuple[Decimal, str]]:
    """The figures of a record in their base units; of one column that alone, whose points have no unit of their own."""
    row, points = record.row, column.removesuffix("_raw")
    if column:
        return [(row[points], unit) for unit in ("分", "") if row.get(points) is not None]
    return [(row[value], row.get(unit, "")) for value, unit in _FIGURES if row.get(value) is not None]


def _difference(sides: Sequence[tuple[Decimal, str]]) -> str:
    return _told(abs(sides[0][0] - sides[1][0]), sides[0][1]) if sides else ""


def _told(figure: Decimal, unit: str) -> str:
    """A figure in its base unit as a reader says it."""
    if unit == "1":
        return f"{(figure * 100).normalize():f}%"
    if unit == "元" and abs(figure) >= 10_000:
        return f"{(figure / 10_000).normalize():f}万元"
    return f"{figure.normalize():f}{unit}"


def _squeezed(text: str) -> str:
    return "".join(text.split())
