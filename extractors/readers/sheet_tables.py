"""A grid of filled cells as paragraphs and tables: titles apart, tables below each other, margins gone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from extractors.readers.sheet_cells import MAXIMUM_CELLS, At, Grid, covered
from schema.document import Block, Cell, Paragraph, Table
from schema.errors import LimitError

#: Between cells of a line that is no row of a table.
_APART = "\u3000\u3000"
#: A row of so many cells with borders is one of a table, filled or not.
_FEWEST_BORDERED = 2

Rows = list[int]


def blocks_of(grid: Grid, page: int | None) -> Iterator[Block]:
    """The blocks of a sheet in order.

    Empty rows part a sheet; what follows without a title of its own goes on with the table above, since its columns
    are the same. A row above a table is a title where a single cell is filled, or where it has no borders and the
    table has; so is, the other way, a line below it.
    """
    layout = _Layout(grid)
    table: Rows = []
    for band in layout.bands():
        first, last = layout.body(band)
        titles, feet = band[:first], band[last:]
        if titles and table:
            yield layout.table(table, page)
            table = []
        yield from layout.lines(titles, page)
        table += band[first:last]
        if feet and table:
            yield layout.table(table, page)
            table = []
        yield from layout.lines(feet, page)
    if table:
        yield layout.table(table, page)


class _Layout:
    """What is asked of a grid again and again."""

    def __init__(self, grid: Grid) -> None:
        self._grid = grid
        self._filled: dict[int, list[int]] = {}
        for row, column in sorted(grid.texts):
            self._filled.setdefault(row, []).append(column)
        self._bordered: dict[int, set[int]] = {}
        for row, column in grid.bordered:
            self._bordered.setdefault(row, set()).add(column)
        self._covered = set(covered(grid))

    def bands(self) -> Iterator[Rows]:
        """Runs of rows that are filled, under a merged cell or ruled; each begins and ends with a filled row."""
        under = {row for row, _ in self._covered}
        ruled = {row for row, cells in self._bordered.items() if len(cells) >= _FEWEST_BORDERED}
        live = sorted(under | ruled | set(self._filled))
        for _, run in groupby(enumerate(live), lambda pair: pair[1] - pair[0]):
            rows = [row for _, row in run]
            filled = [index for index, row in enumerate(rows) if row in self._filled]
            if filled:
                end = max(filled[-1], *(self._end(rows[index]) - rows[0] for index in filled))
                yield rows[filled[0] : end + 1]

    def _end(self, row: int) -> int:
        """The last row that a cell which begins in a row reaches."""
        return max(self._grid.ends.get((row, column), (row, column))[0] for column in self._filled[row])

    def body(self, band: Rows) -> tuple[int, int]:
        """Where the rows of the table begin and end in a band; the same place twice where it has none."""
        is_ruled = any(self._is_ruled(row) for row in band)
        first, last = 0, len(band)
        while first < last and self._is_line(band[first], band, is_ruled):
            first += 1
        while last > first and self._is_line(band[last - 1], band, is_ruled, is_foot=True):
            last -= 1
        return first, last

    def _is_ruled(self, row: int) -> bool:
        return len(self._bordered.get(row, ())) >= _FEWEST_BORDERED

    def _is_line(self, row: int, band: Rows, is_ruled: bool, is_foot: bool = False) -> bool:
        """Whether a row is a line of text and no row of the band's table."""
        filled = self._filled.get(row, [])
        if self._is_merged(row, band) and not self._is_alone(row, filled, band):
            return False
        if is_ruled and not self._is_ruled(row):
            return True
        if len(filled) != 1:
            return False
        return self._is_alone(row, filled, band) or not (is_foot or self._is_ruled(row))

    def _is_merged(self, row: int, band: Rows) -> bool:
        return any((row, column) in self._covered for column in range(self._right(band) + 1))

    def _is_alone(self, row: int, filled: list[int], band: Rows) -> bool:
        """Whether a single cell takes the whole width of the band, and no row below."""
        if len(filled) != 1:
            return False
        ends = self._grid.ends.get((row, filled[0]))
        return ends is not None and ends[0] == row and filled[0] == self._left(band) and ends[1] == self._right(band)

    def _left(self, band: Rows) -> int:
        return min(self._filled[row][0] for row in band if row in self._filled)

    def _right(self, band: Rows) -> int:
        ends = [self._grid.ends.get((row, column), (row, column))[1]
                for row in band for column in self._filled.get(row, ())[-1:]]  # fmt: skip
        return max(ends)

    def lines(self, rows: Rows, page: int | None) -> Iterator[Paragraph]:
        """The rows as lines of text."""
        for row in rows:
            words = _APART.join(self._grid.texts[row, column].strip() for column in self._filled.get(row, ()))
            if words:
                yield Paragraph(words, page)

    def table(self, rows: Rows, page: int | None) -> Table:
        """The rows as a table between its outermost filled columns, with every empty cell."""
        left, right = self._left(rows), self._right(rows)
        if (right - left + 1) * len(rows) > MAXIMUM_CELLS:
            raise LimitError(f"a table has more than {MAXIMUM_CELLS:,} cells", "cut it into one file a filing")
        places = {row: index for index, row in enumerate(rows)}
        cells = (
            self._cell((row, column), places, left, page)
            for row in rows
            for column in range(left, right + 1)
            if (row, column) not in self._covered
        )
        return Table(tuple(cells))

    def _cell(self, at: At, places: dict[int, int], left: int, page: int | None) -> Cell:
        row, column = at
        end_row, end_column = self._grid.ends.get(at, at)
        height = sum(1 for line in range(row, end_row + 1) if line in places)
        return Cell(self._grid.texts.get(at, ""), places[row], column - left, height, end_column - column + 1, page)
