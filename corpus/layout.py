"""An abstract page: paragraphs and tables of cells with spans, from which Word, PDF and text are made."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

Origin = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text outside tables; `style` is `title`, `heading`, `year`, `unit` (单位：万元) or `body`."""

    text: str
    style: str = "body"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell where it begins; line breaks in its text are breaks in the cell. `head` marks a column's head."""

    text: str
    rowspan: int = 1
    colspan: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of the cells that begin in them, left to right, as HTML has them; `width` counts the grid's columns.

    `repeated` holds the index of each row that heads the rows below it and may be printed again on a new page.
    """

    rows: tuple[tuple[Cell, ...], ...]
    width: int
    repeated: tuple[int, ...] = ()


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Layout:
    """A whole document, top to bottom."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Slot:
    """What stands at one place of the grid: the cell, whether it begins here, and the row and column of its origin."""

    cell: Cell
    first_row: bool
    first_column: bool
    origin: Origin


def grid(table: Table) -> list[list[Slot]]:
    """The table as rows of `width` slots each; raises `ValueError` where spans overlap or leave a hole."""
    slots: list[list[Slot | None]] = [[None] * table.width for _ in table.rows]
    for r, row in enumerate(table.rows):
        for cell in row:
            _place(slots, r, cell)
    if any(slot is None for line in slots for slot in line):
        raise ValueError("the spans of the table leave a hole")
    return [[slot for slot in line if slot is not None] for line in slots]


def _place(slots: list[list[Slot | None]], row: int, cell: Cell) -> None:
    column = slots[row].index(None)
    for r in range(row, row + cell.rowspan):
        for c in range(column, column + cell.colspan):
            if slots[r][c] is not None:
                raise ValueError("two cells of the table overlap")
            slots[r][c] = Slot(cell, r == row, c == column, (row, column))


def heads_at(table: Table, at: int) -> list[int]:
    """The rows that head the row at this place: the last run of head rows above it, none where it is one itself."""
    above = [] if at in table.repeated else [i for i in table.repeated if i < at]
    return [i for i in above if above[-1] - i == len(above) - 1 - above.index(i)]


def part(table: Table, rows: Sequence[int], hidden: Collection[Origin] = (), again: Collection[Origin] = ()) -> Table:
    """These rows of the table as a table of its own, its spans cut to what is left of them.

    A cell that began above the rows is empty in them, unless its origin is among `again`; a cell whose origin is among
    `hidden` is empty although it begins here."""
    slots = grid(table)
    done: list[tuple[Cell, ...]] = []
    for k, row in enumerate(rows):
        cells: list[Cell] = []
        for c, slot in enumerate(slots[row]):
            if slot.first_column and (k == 0 or slots[rows[k - 1]][c].origin != slot.origin):
                shown = slot.origin in again or (slot.first_row and slot.origin not in hidden)
                height = _height(slots, rows[k:], c)
                cells.append(replace(slot.cell, text=slot.cell.text if shown else "", rowspan=height))
        done.append(tuple(cells))
    return Table(tuple(done), table.width, tuple(k for k, row in enumerate(rows) if row in table.repeated))


def _height(slots: list[list[Slot]], rows: Sequence[int], column: int) -> int:
    """How many of the rows the cell at the first of them covers without a gap."""
    origin = slots[rows[0]][column].origin
    return next((k for k, row in enumerate(rows) if slots[row][column].origin != origin), len(rows))


def crossing(table: Table, at: int) -> set[Origin]:
    """The origins of the cells that reach over the border above this row."""
    return {slot.origin for slot in grid(table)[at] if not slot.first_row}
