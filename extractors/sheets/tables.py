"""A grid of filled cells as paragraphs and tables: titles apart, tables below each other, margins gone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from extractors.sheets.grid import MAXIMUM_CELLS, At, Grid, covered
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
        for lines, rows in (*layout.parts(band[:first], band[first:last]), (band[last:], [])):
            if lines and table:
                yield layout.table(table, page)
                table = []
            yield from layout.lines(lines, page)
            table += rows
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
        self._merged = {row for row, _ in self._covered}

    def bands(self) -> Iterator[Rows]:
        """Runs of rows that are filled, under a merged cell or ruled; each begins and ends with a filled row."""
        ruled = {row for row, cells in self._bordered.items() if len(cells) >= _FEWEST_BORDERED}
        live = sorted(self._merged | ruled | set(self._filled))
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
        sides = self._sides(band)
        first, last = 0, len(band)
        while first < last and self._is_line(band[first], sides, is_ruled):
            first += 1
        while last > first and self._is_line(band[last - 1], sides, is_ruled, is_foot=True):
            last -= 1
        return first, last

    def parts(self, lines: Rows, body: Rows) -> Iterator[tuple[Rows, Rows]]:
        """The lines over a table with its rows, and anew from where a line stands within it and the first label of the
        table comes again: a second form on its heels."""
        start = line = 0
        for index in range(1, len(body)):
            if index - 1 == start or not self._is_single(body[index - 1]):
                line = index
            if line < index and self._label(body[index]) == self._label(body[0]) != "":
                yield lines, body[start:line]
                lines, start = body[line:index], index
        yield lines, body[start:]

    def _is_single(self, row: int) -> bool:
        return row not in self._merged and len(self._filled.get(row, [])) == 1

    def _label(self, row: int) -> str:
        filled = self._filled.get(row, [])
        return "".join(self._grid.texts[row, filled[0]].split()) if len(filled) > 1 else ""

    def _is_ruled(self, row: int) -> bool:
        return len(self._bordered.get(row, ())) >= _FEWEST_BORDERED

    def _is_line(self, row: int, sides: tuple[int, int], is_ruled: bool, is_foot: bool = False) -> bool:
        """Whether a row is a line of text and no row of the table between these sides."""
        filled = self._filled.get(row, [])
        is_alone = self._is_alone(row, filled, sides)
        if is_alone or row in self._merged:
            return is_alone
        if is_ruled and not self._is_ruled(row):
            return True
        return len(filled) == 1 and not is_foot and not self._is_ruled(row)

    def _is_alone(self, row: int, filled: list[int], sides: tuple[int, int]) -> bool:
        """Whether a single cell takes the whole width between the sides, and no row below."""
        return len(filled) == 1 and self._grid.ends.get((row, filled[0])) == (row, sides[1]) and filled[0] == sides[0]

    def _sides(self, rows: Rows) -> tuple[int, int]:
        """The outermost columns of what is filled in some rows."""
        filled = [(row, self._filled[row]) for row in rows if row in self._filled]
        right = max(self._grid.ends.get((row, columns[-1]), (row, columns[-1]))[1] for row, columns in filled)
        return min(columns[0] for _, columns in filled), right

    def lines(self, rows: Rows, page: int | None) -> Iterator[Paragraph]:
        """The rows as lines of text."""
        for row in rows:
            words = _APART.join(self._grid.texts[row, column].strip() for column in self._filled.get(row, ()))
            if words:
                yield Paragraph(words, page)

    def table(self, rows: Rows, page: int | None) -> Table:
        """The rows as a table between its outermost filled columns, with every empty cell."""
        left, right = self._sides(rows)
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
        text, width, name = self._grid.texts.get(at, ""), end_column - column + 1, self._grid.name(at)
        return Cell(text, places[row], column - left, height, width, page, name=name)
