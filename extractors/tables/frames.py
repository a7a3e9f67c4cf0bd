"""A frame drawn around a whole table, as a cell that holds a table leaves it: its margins are no columns."""

from __future__ import annotations

from dataclasses import replace
from statistics import median

from extractors.tables.cells import RuledCell
from extractors.tables.ruled import RuledTable


def without_frame(table: RuledTable) -> RuledTable:
    """The table without empty columns at its sides that are too narrow for a character of its own type."""
    sizes = [line.size for cell in table.cells for line in cell.lines]
    if not sizes:
        return table
    narrow = median(sizes)
    left = _is_margin(table, 0, narrow)
    right = _is_margin(table, len(table.xs) - 2, narrow)
    if not (left or right) or len(table.xs) - left - right < 2:
        return table
    end = len(table.xs) - 1 - right
    cells = [_moved(cell, int(left), end) for cell in table.cells]
    return replace(table, xs=table.xs[left : end + 1], cells=tuple(cell for cell in cells if cell.colspan > 0))


def _is_margin(table: RuledTable, column: int, narrow: float) -> bool:
    """Whether the column is one empty cell, or several, narrower than that."""
    own = [cell for cell in table.cells if cell.column <= column < cell.column + cell.colspan]
    beside = [cell for cell in own if cell.colspan == 1]
    if table.xs[column + 1] - table.xs[column] >= narrow or any(cell.lines for cell in beside):
        return False
    return 2 * sum(cell.rowspan for cell in beside) > len(table.ys) - 1


def _moved(cell: RuledCell, left: int, end: int) -> RuledCell:
    """The cell as it lies in the columns from `left` to `end`; without width where it lies outside."""
    first, last = max(cell.column, left), min(cell.column + cell.colspan, end)
    return replace(cell, column=first - left, colspan=last - first)
