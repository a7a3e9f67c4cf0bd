"""An abstract page: paragraphs and tables of cells with spans, from which Word, PDF and text are made."""

from __future__ import annotations

from dataclasses import dataclass


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
    """What stands at one place of the grid: the cell, and whether it begins here."""

    cell: Cell
    first_row: bool
    first_column: bool


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
            slots[r][c] = Slot(cell, r == row, c == column)
