"""Indicator tables whose names are heads: 数量指标 over 改造户数 over a row of values for each project or place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from extractors.forms.columns.storeys import STOREYS, is_head_row
from extractors.forms.evidence.fit import is_level_name, level_names
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.labels.openings import total_label
from extractors.forms.layouts.levels_across import LEAST_ABREAST, levels_stand_abreast
from extractors.forms.layouts.upright import Shown, Upright, upright_of
from extractors.forms.words.content import has_figure, is_placeholder, is_prose
from extractors.forms.words.vocabulary import column_role, role_of
from normalizers.text import bare

#: The upright table is read by the words that forms print over such columns.
_HEADS = ("一级指标", "二级指标", "三级指标", "指标值")
_LONGEST_NAME = 40


@dataclass(frozen=True, slots=True)
class _Named:
    """A column under a name, with the levels over it."""

    column: int
    level1: Slot | None
    level2: Slot | None
    name: Slot


def upright(grid: Grid, index: int) -> Upright | None:
    """The table that begins in a row of a ruled grid with levels side by side, and names below them; None where none
    does."""
    if not grid.exact or is_head_row(grid.rows[index]) or not levels_stand_abreast(grid.rows[index]):
        return None
    last = _row_of_names(grid, index)
    if last is None:
        return None
    named = list(_named(grid, index, last))
    body = list(_body(grid, last + 1, named))
    if len(named) < LEAST_ABREAST or not body or not _hold_values(grid, body, named):
        return None
    beside = sorted({slot.column for slot in grid.rows[last].slots} - {one.column for one in named})
    return _upright(grid, index, body, beside, named)


def _row_of_names(grid: Grid, index: int) -> int | None:
    """The row below the levels in which names stand, none of them a level, a head or a figure alone."""
    for at in range(index + 1, min(len(grid.rows), index + STOREYS)):
        under = [slot for slot in grid.rows[at].filled if _levels_over(grid, index, at, slot.column)]
        if not under:
            return None
        if not any(is_level_name(slot.text) for slot in under):
            return at if all(map(_may_be_name, under)) else None
    return None


def _may_be_name(slot: Slot) -> bool:
    text = slot.text
    return not (column_role(text) or is_placeholder(text) or is_prose(text) or _is_value(text)) and (
        len(text) <= _LONGEST_NAME
    )


def _is_value(text: str) -> bool:
    """Whether a text begins as a value does: a sign, a figure."""
    return has_figure(text[:2])


def _levels_over(grid: Grid, first: int, below: int, column: int) -> list[Slot]:
    """The names of levels in the storeys over a column, from the top down."""
    return [
        slot
        for row in grid.rows[first:below]
        for slot in row.slots
        if slot.column <= column < slot.end and is_level_name(slot.text)
    ]


def _named(grid: Grid, first: int, last: int) -> Iterator[_Named]:
    for slot in grid.rows[last].filled:
        levels = _levels_over(grid, first, last, slot.column)
        if levels and not slot.continues:
            second = next((one for one in reversed(levels) if bare(one.text) in level_names("level2")), None)
            yield _Named(slot.column, next((one for one in levels if one is not second), None), second, slot)


def _body(grid: Grid, start: int, named: list[_Named]) -> Iterator[int]:
    """The rows below the names that have a cell under most of them; what sums them up ends them, and what holds labels
    of other cells."""
    columns = {one.column for one in named}
    for index, row in grid.from_row(start):
        under = {slot.column for slot in row.slots} & columns
        labels = sum(role_of("fields", slot.text).sureness == 1.0 for slot in row.filled)
        if is_head_row(row) or total_label(row) or labels or 2 * len(under) <= len(columns):
            return
        yield index


def _hold_values(grid: Grid, body: list[int], named: list[_Named]) -> bool:
    """Whether figures stand in most cells under the names, and in few of the names."""
    columns = {one.column for one in named}
    cells = [s.text for at in body for s in grid.rows[at].filled if s.column in columns and not is_placeholder(s.text)]
    return 2 * sum(map(has_figure, cells)) > len(cells) and not 2 * sum(has_figure(one.name.text) for one in named) > (
        len(named)
    )


def _upright(grid: Grid, first: int, body: list[int], beside: list[int], named: list[_Named]) -> Upright:
    """A row for each value, with what stands beside it, its levels and its name."""
    last = body[0] - 1

    def at(index: int, slot: Slot | None) -> Shown | None:
        return None if slot is None else (slot, index)

    def row(index: int, one: _Named) -> list[Shown | None]:
        said = (at(first, one.level1), at(first, one.level2), at(last, one.name))
        return [*(at(index, _at(grid.rows[index], column)) for column in beside), *said,
                at(index, _at(grid.rows[index], one.column))]  # fmt: skip

    heads = [*(at(last, _at(grid.rows[last], column)) for column in beside), *_HEADS]
    rows = [row(index, one) for index in body for one in named]
    return upright_of(grid, (first, body[-1]), heads, rows, by_values=True)


def _at(row: Row, column: int) -> Slot | None:
    return next((slot for slot in row.slots if slot.column <= column < slot.end), None)
