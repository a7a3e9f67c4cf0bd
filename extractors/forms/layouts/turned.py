"""Tables on their side, an indicator a column: turned upright to be read, and what was read put back in its place."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Protocol, TypeVar

from extractors.forms.columns.storeys import is_head_row
from extractors.forms.evidence.fit import levels_abreast
from extractors.forms.grid import Grid, Row, Slot, grid_of
from extractors.forms.scene import Claim
from extractors.forms.words.content import is_amount, is_prose
from extractors.forms.words.vocabulary import column_role
from schema.document import Cell, Table
from schema.place import Place
from schema.reading import AmountReading, FieldReading, GoalReading, IndicatorReading, Printed

_LONGEST = 60
#: The heads stand in one of so many columns at the left.
_EDGE = 2
#: So many of them are known, where they are not the head of a table by themselves.
_LEAST_KNOWN = 2
#: More columns than this are no indicators of one table.
_WIDEST = 400
_Own = TypeVar("_Own", AmountReading, GoalReading, FieldReading)


@dataclass(frozen=True, slots=True)
class Turned:
    """Rows (0-based, `end` behind the last), the columns in which cells begin in them, and their upright grid."""

    first: int
    end: int
    starts: tuple[int, ...]
    grid: Grid

    def back(self, place: Place) -> Place:
        """The place in the printed table of one in the upright one."""
        if place.row is None:
            return place
        row = place.column if place.column is not None else 1
        return replace(place, row=self.first + row, column=self.starts[place.row - 1] + 1)

    def of_row(self, place: Place, name: Place) -> Place:
        """The place in the printed table of a row of the upright one whose name is printed there."""
        return replace(self.back(place), row=name.row, column=None)


class Moved(Protocol):
    """A table that was made upright to be read."""

    @property
    def grid(self) -> Grid:
        """The upright table."""

    @property
    def end(self) -> int:
        """The row of the printed table behind its last."""

    def back(self, place: Place) -> Place:
        """The place in the printed table of a cell of the upright one."""

    def of_row(self, place: Place, name: Place) -> Place:
        """The place in the printed table of a row of the upright one whose name is printed at another."""


def turned(grid: Grid, index: int) -> Turned | None:
    """The table on its side that begins in a row of a ruled grid; None where none does. Rows of which most hold further
    heads (三级指标 | … | 指标值 | …) are cards."""
    if not grid.exact or grid.width > _WIDEST or is_head_row(grid.rows[index]):
        return None
    for column in range(min(_EDGE, grid.width)):
        end = _end(grid, index, column)
        if end is not None:
            rows = grid.rows[index:end]
            if 2 * sum(_holds_head(row, column) for row in rows) > len(rows):
                continue
            starts = sorted({slot.column for row in rows for slot in row.slots if slot.column >= column})
            return Turned(index, end, tuple(starts), _upright(grid, index, end, starts))
    return None


def _holds_head(row: Row, column: int) -> bool:
    """Whether a known head stands in a row behind a column."""
    return any(column_role(slot.text).sureness == 1.0 for slot in row.filled if slot.column > column)


def _end(grid: Grid, index: int, column: int) -> int | None:
    """Where the rows end whose cells in a column are the heads of an indicator table."""
    heads: list[Slot] = []
    end = index
    for at, row in grid.from_row(index):
        slot = next((s for s in row.slots if s.column == column), None)
        if slot is None or at - index >= _LONGEST or not _may_be_head(slot):
            break
        if (len(row.filled) < 2 and not slot.continues) or (at > index and is_head_row(row)):
            break
        if not slot.continues:
            if not heads and not column_role(slot.text) and not _has_levels(grid.rows[at], column):
                return None
            heads.append(replace(slot, column=at - index, width=1))
        end = at + 1
    is_known = is_head_row(Row(1, tuple(heads))) or _holds_levels(grid, index, end, column, heads)
    return end if is_known else None


def _holds_levels(grid: Grid, index: int, end: int, column: int, heads: Sequence[Slot]) -> bool:
    """Whether some of the heads are known and levels' names stand side by side in one of the rows behind them."""
    known = sum(bool(column_role(head.text)) for head in heads)
    return known >= _LEAST_KNOWN and any(_has_levels(row, column) for row in grid.rows[index:end])


def _has_levels(row: Row, column: int) -> bool:
    return levels_abreast(slot.text for slot in row.filled if slot.column > column) >= _LEAST_KNOWN


def _may_be_head(slot: Slot) -> bool:
    return slot.continues or (bool(slot.label) and not is_prose(slot.text) and not is_amount(slot.text))


def _upright(grid: Grid, first: int, end: int, starts: Sequence[int]) -> Grid:
    """The rows as columns; columns in which no cell begins, which other parts of the table part, are none."""
    cells = {
        id(slot.origin): Cell(
            slot.text,
            bisect_left(starts, slot.column),
            at - first,
            rowspan=bisect_left(starts, slot.end) - bisect_left(starts, slot.column),
            colspan=min(slot.origin.rowspan, end - at),
            page=slot.origin.page,
            box=slot.origin.box,
            confidence=slot.origin.confidence,
        )
        for at in range(first, end)
        for slot in grid.rows[at].slots
        if slot.column >= starts[0] and not slot.continues
    }
    ordered = sorted(cells.values(), key=lambda cell: (cell.row, cell.column))
    return grid_of(Table(tuple(ordered), True), grid.table, grid.block)


def put_back(claim: Claim, own: Moved) -> Claim:
    """What was read of the upright table, its places those of the printed one."""
    return replace(
        claim,
        end=own.end,
        indicators=tuple(_indicator(reading, own) for reading in claim.indicators),
        amounts=tuple(_moved(replace(one, value=_printed(one.value, own)), own) for one in claim.amounts),
        goals=tuple(_moved(one, own) for one in claim.goals),
        fields=tuple(_moved(one, own) for one in claim.fields),
    )


def _indicator(reading: IndicatorReading, own: Moved) -> IndicatorReading:
    name = _printed(reading.name, own)
    cells: Mapping[str, Printed] = {role: _printed(cell, own) for role, cell in reading.cells.items()}
    return replace(
        reading,
        name=name,
        cells=MappingProxyType(dict(cells)),
        history=tuple((period, _printed(cell, own)) for period, cell in reading.history),
        interim=tuple((period, _printed(cell, own)) for period, cell in reading.interim),
        place=own.of_row(reading.place, name.place),
    )


def _printed(cell: Printed, own: Moved) -> Printed:
    return replace(cell, place=own.back(cell.place))


def _moved(reading: _Own, own: Moved) -> _Own:
    return replace(reading, place=own.back(reading.place))
