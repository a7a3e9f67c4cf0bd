"""Indicator tables whose names are heads: 数量指标 over 改造户数 over a row of values for each project or place."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.forms.columns.storeys import STOREYS, is_head_row
from extractors.forms.evidence.fit import is_level_name, level_names
from extractors.forms.grid import Grid, Row, Slot, grid_of
from extractors.forms.labels.openings import total_label
from extractors.forms.layouts.levels_across import LEAST_ABREAST, levels_stand_abreast
from extractors.forms.words.content import has_figure, is_placeholder, is_prose
from extractors.forms.words.vocabulary import column_role, role_of
from normalizers.text import bare
from schema.document import Cell, Table
from schema.place import Place

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


@dataclass(frozen=True, slots=True)
class Upright:
    """Rows of a printed table (0-based, `end` behind the last) as a table with a row for each of its values, and where
    each cell of that one, by its row and column from 0, is printed."""

    first: int
    end: int
    grid: Grid
    places: dict[tuple[int, int], Place]

    def back(self, place: Place) -> Place:
        """The place in the printed table of a cell of the upright one."""
        if place.row is None or place.column is None:
            return place
        return self.places.get((place.row - 1, place.column - 1), place)

    def of_row(self, place: Place, name: Place) -> Place:
        """The place in the printed table of a row of the upright one: that of its value."""
        value = self.back(replace(place, column=self.grid.width))
        return replace(value, column=None)


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
    cells: list[Cell] = []
    places: dict[tuple[int, int], Place] = {}

    def put(row: int, column: int, slot: Slot | None, at: int) -> None:
        if slot is not None:
            origin = slot.origin
            cells.append(Cell(origin.text, row, column, page=origin.page, box=origin.box, confidence=origin.confidence))
            places[row, column] = grid.place(at, slot)

    names_row = body[0] - 1
    for place, column in enumerate(beside):
        put(0, place, _at(grid.rows[names_row], column), names_row)
    cells += [Cell(head, 0, len(beside) + place) for place, head in enumerate(_HEADS)]
    row = 0
    for index in body:
        for one in named:
            row += 1
            for place, column in enumerate(beside):
                put(row, place, _at(grid.rows[index], column), index)
            shown = (one.level1, one.level2, one.name)
            for place, slot in enumerate(shown, len(beside)):
                put(row, place, slot, first if slot is not one.name else names_row)
            put(row, len(beside) + len(shown), _at(grid.rows[index], one.column), index)
    table = Table(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))), True)
    return Upright(first, body[-1] + 1, grid_of(table, grid.table, grid.block), places)


def _at(row: Row, column: int) -> Slot | None:
    return next((slot for slot in row.slots if slot.column <= column < slot.end), None)
