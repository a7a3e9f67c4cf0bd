"""A table as the forms read it: rows of slots, a slot for every cell and for every place that a merged cell covers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

from normalizers.text import compact
from schema.document import Cell, Table
from schema.geometry import union
from schema.place import Place
from schema.reading import NOTHING, Printed


@dataclass(frozen=True, slots=True)
class Slot:
    """A cell in one row. `continues` says that it began in a row above; then `text` is empty and `origin` holds it.

    `sureness` is below 1 where `text` is a mended reading of what `origin` prints.
    """

    text: str
    column: int
    width: int
    origin: Cell
    continues: bool = False
    sureness: float = 1.0

    @property
    def label(self) -> str:
        """The text without blanks and line breaks."""
        return compact(self.text)

    @property
    def end(self) -> int:
        """The column behind the slot."""
        return self.column + self.width


@dataclass(frozen=True)
class Row:
    """One physical row; `number` is 1-based, heads included."""

    number: int
    slots: tuple[Slot, ...]

    @cached_property
    def filled(self) -> tuple[Slot, ...]:
        """The slots that say something, left to right."""
        return tuple(slot for slot in self.slots if slot.label)

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(slot.column for slot in self.slots)

    def between(self, start: int, end: int) -> tuple[Slot, ...]:
        """The slots that begin in a column from one to before another."""
        return self.slots[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def without_outer(row: Row) -> tuple[Slot, ...]:
    """The filled slots behind those at the left edge that are merged over further rows: labels of the whole block."""
    filled = row.filled
    inner = next((at for at, slot in enumerate(filled) if slot.origin.rowspan == 1), len(filled))
    return filled[inner:]


@dataclass(frozen=True)
class Grid:
    """A table with its place in the document. Rows count from 0 here and from 1 in every `Place`.

    `exact` says whether columns are certain, `merges` whether merged cells are, as in `Table`; `headings` are the
    indexes of the rows that stand over others, whose words are known to stand under the right column.
    """

    rows: tuple[Row, ...]
    exact: bool
    table: int
    block: int
    merges: bool = True
    headings: frozenset[int] = frozenset()

    @cached_property
    def width(self) -> int:
        """The number of columns, or of the most cells in a row where columns are only counted off."""
        return max((row.slots[-1].end for row in self.rows if row.slots), default=0)

    @cached_property
    def seen(self) -> bool:
        """Whether an engine read it from a picture: then it doubts a character at least."""
        return any(slot.origin.confidence < 1 for row in self.rows for slot in row.slots)

    @cached_property
    def keeps_lines(self) -> bool:
        """Whether cells still have their line breaks; a dump of one line a row has lost them."""
        return any("\n" in slot.text.strip() for row in self.rows for slot in row.slots)

    @cached_property
    def _mended(self) -> dict[int, float]:
        """How sure the mended texts are, by the cells that they are of."""
        return {id(slot.origin): slot.sureness for row in self.rows for slot in row.slots if slot.sureness < 1}

    def sureness(self, row: int) -> float:
        """How sure the least sure of the mended texts is that stand in a row or reach into it; 1 where all stand as
        printed."""
        return min((self._mended.get(id(slot.origin), 1.0) for slot in self.rows[row].slots), default=1.0)

    def place(self, row: int, slot: Slot | None = None) -> Place:
        """Where a slot stands, or a whole row with the box around its cells."""
        if slot is not None:
            cell = slot.origin
            number, column = self.rows[row].number, slot.column + 1
            return Place(cell.page, self.block, self.table, number, column, cell.box, cell.name)
        return self.row_place(row)

    def row_place(self, row: int, named: Slot | None = None) -> Place:
        """A row with the box around its own cells and the one that names it; merged cells reach into other rows. A
        workbook's name is that of the cell which names the row, else of the row's first."""
        own = [s.origin for s in self.rows[row].slots if not s.continues]
        cells = [cell for cell in own if cell.rowspan == 1 or (named is not None and cell is named.origin)] or own
        box = union(cell.box for cell in cells if cell.box is not None)
        page = next((cell.page for cell in cells if cell.page is not None), None)
        first = named.origin.name if named is not None else next((cell.name for cell in cells), "")
        return Place(page, self.block, self.table, self.rows[row].number, None, box, first)

    def printed(self, row: int, slot: Slot | None) -> Printed:
        """What a slot says and where; `NOTHING` for no slot."""
        if slot is None:
            return NOTHING
        return Printed(slot.text.strip(), self.place(row, slot), slot.origin.confidence)

    def from_row(self, start: int) -> Iterator[tuple[int, Row]]:
        """The rows from one on, with their indexes."""
        for index in range(start, len(self.rows)):
            yield index, self.rows[index]


def grid_of(table: Table, number: int, block: int) -> Grid:
    """The grid of a table: covered places of merged cells become slots that continue their cell."""
    rows = tuple(table.rows())
    if not table.exact:
        return Grid(tuple(_counted(i, cells) for i, cells in enumerate(rows)), False, number, block, False)
    return Grid(tuple(_covered(rows)), True, number, block, table.merges)


def _counted(index: int, cells: tuple[Cell, ...]) -> Row:
    return Row(index + 1, tuple(Slot(cell.text, cell.column, 1, cell) for cell in cells))


def _covered(rows: tuple[tuple[Cell, ...], ...]) -> Iterator[Row]:
    open_cells: list[Cell] = []
    for index, cells in enumerate(rows):
        open_cells = [cell for cell in open_cells if cell.row + cell.rowspan > index]
        slots = [Slot("", cell.column, cell.colspan, cell, True) for cell in open_cells]
        slots += [Slot(cell.text, cell.column, cell.colspan, cell) for cell in cells]
        yield Row(index + 1, tuple(sorted(slots, key=lambda slot: slot.column)))
        open_cells += [cell for cell in cells if cell.rowspan > 1]


def mended(slot: Slot, text: str, sureness: float) -> Slot:
    """The same slot with what its damaged print most likely says."""
    return replace(slot, text=text, sureness=round(slot.sureness * sureness, 3))


def moved(slot: Slot, column: int, width: int) -> Slot:
    """The same slot at another place of the counted grid."""
    return replace(slot, column=column, width=width)
