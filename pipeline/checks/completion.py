"""Results against targets: full points where met, none of another kind, none beyond belief."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks import _rows
from pipeline.checks._completion import direction, meets
from pipeline.checks._figures import figure, percent, plain, shown
from pipeline.checks._knowledge import holds_any
from pipeline.checks._wording import error, info, name, warning
from schema.filing import Filing, Indicator
from schema.finding import Finding
from schema.parts import Check
from schema.value import Value

_MOST, _LEAST = Decimal("1.5"), Decimal("0.6")
# Words for a result in time answer a date; 达标 answered by 100% is common and means the same.
_ANSWERS = {
    "qualitative": ("qualitative", "ratio", "date", ""),
    "ratio": ("ratio", "qualitative", ""),
    "date": ("date", "duration", "qualitative", "ratio", ""),
    "duration": ("duration", "date", "qualitative", ""),
    "quantity": ("quantity", ""),
    "money": ("money", ""),
}


def _points(row: Indicator) -> Iterator[Finding]:
    met = meets(row)
    if met is None or not row.weight or row.score is None:
        return
    values = f"完成值{shown(row.actual)}，指标值{shown(row.target)}"
    points = f"得分{plain(row.score)}，分值{plain(row.weight)}"
    # Without a reason it is the scores' check that speaks.
    if met and row.score < row.weight and _rows.has_reason(row):
        yield info("completion-mismatch", f"{name(row.name)}已达标却未得满分：{values}；{points}", row)
    if not met and row.score >= row.weight:
        yield warning("completion-mismatch", f"{name(row.name)}未达标却得满分：{values}；{points}", row)


def _extremes(row: Indicator) -> Iterator[Finding]:
    target, actual = figure(row.target), figure(row.actual)
    if target is None or actual is None or target.unit != actual.unit or target.size <= 0 or direction(row) != "up":
        return
    rate = actual.size / target.size
    if not _LEAST <= rate <= _MOST:
        text = f"{name(row.name)}完成值{shown(row.actual)}为指标值{shown(row.target)}的{percent(rate)}，偏差过大"
        yield info("completion-extreme", text, row)


def _kinds(row: Indicator) -> Iterator[Finding]:
    if row.actual.kind in _ANSWERS.get(row.target.kind, (row.actual.kind,)) or _is_unread(row.target, row.actual):
        return
    text = f"{name(row.name)}指标值{shown(row.target)}，实际完成值却为{shown(row.actual)}，口径不一致"
    # A number of things answered with a sum of money is of another unit altogether.
    if row.actual.kind == "money" and holds_any(row.level2, "units", "quantity_levels"):
        yield error("unit-contradiction", text, row)
    else:
        yield warning("kind-mismatch", text, row)


def _is_unread(*values: Value) -> bool:
    """Whether words hold a number that could not be read: of what kind it is cannot be told."""
    return any(value.kind == "qualitative" and any(char.isdigit() for char in value.raw) for value in values)


def _run(filing: Filing) -> Iterator[Finding]:
    for row in filing.indicators:
        yield from _points(row)
        yield from _extremes(row)
        yield from _kinds(row)


COMPLETION = Check(
    "completion", ("completion-mismatch", "completion-extreme", "kind-mismatch", "unit-contradiction"), _run
)
