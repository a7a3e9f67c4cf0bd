"""The grid of a table without rulings: lines into cells, cells into rows, labels held down to the next one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from extractors.tables.cells import RuledCell
from extractors.tables.lettering import TextLine, lines_of
from extractors.tables.regions import TIGHT
from extractors.tables.ruled import RuledTable
from extractors.tables.segments import SAME_START, Row, Segment
from schema.geometry import Box

#: A column that so many rows have a cell in is no column of labels over several rows.
_DENSE = 0.85

Chain = tuple[int, list[Segment]]
#: By row and column the height, the width and the segments of a cell.
Placed = dict[tuple[int, int], tuple[int, int, list[Segment]]]


def chains(rows: Sequence[Row], starts: Sequence[float]) -> Iterator[Chain]:
    """The segments of each cell under one another, with its column."""
    open_chains: dict[int, list[Segment]] = {}
    for row in rows:
        for segment in row:
            column = max(0, bisect_right(starts, segment.x0 + SAME_START) - 1)
            chain = open_chains.get(column)
            if chain and segment.y0 - chain[-1].y1 < TIGHT * segment.size:
                chain.append(segment)
                continue
            if chain:
                yield column, chain
            open_chains[column] = [segment]
    yield from open_chains.items()


def grid(chains: Sequence[Chain], starts: Sequence[float], edge: float) -> RuledTable:
    """The table of the cells: a row begins where a cell does."""
    tops = _tops(chains)
    right = max(edge, max(segment.x1 for _, chain in chains for segment in chain) + 1)
    bottom = max(segment.y1 for _, chain in chains for segment in chain) + 1
    xs, ys = (*starts, right), (*tops, bottom)
    placed: Placed = {}
    for column, chain in chains:
        row = _row(tops, chain[0])
        wide = max(1, bisect_left(xs, max(segment.x1 for segment in chain) - 1) - column)
        high = max(1, _row(tops, chain[-1]) + 1 - row)
        before = placed.get((row, column))
        if before:
            chain, wide, high = before[2] + chain, max(wide, before[1]), max(high, before[0])
        placed[(row, column)] = (high, wide, chain)
    return RuledTable(xs, ys, tuple(_cells(placed, xs, ys)), ragged=True)


def _tops(chains: Iterable[Chain]) -> list[float]:
    tops: list[float] = []
    for top, size in sorted((chain[0].y0, chain[0].size) for _, chain in chains):
        if not tops or top - tops[-1] > TIGHT * size:
            tops.append(top)
    return tops


def _row(tops: Sequence[float], segment: Segment) -> int:
    return max(0, bisect_right(tops, segment.y0 + TIGHT * segment.size) - 1)


def _cells(placed: Placed, xs: Sequence[float], ys: Sequence[float]) -> Iterator[RuledCell]:
    """The cells in reading order, labels held down to the next one, and empty ones where there is nothing."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [bytearray(columns) for _ in range(rows)]
    labels = _label_columns(placed, rows, columns)
    filled = Counter(row for row, _ in placed)
    sparse = {row for row in range(rows) if filled[row] * 2 < columns}
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            high, wide, chain = placed.get((row, column), (1, 1, []))
            wide = _free(placed, taken[row], row, column, columns if chain and row in sparse else wide)
            high = _held(placed, row, column, rows) if chain and column < labels else _low(placed, row, column, high)
            for below in taken[row : row + high]:
                below[column : column + wide] = b"\x01" * wide
            box = Box(xs[column], ys[row], xs[column + wide], ys[row + high])
            yield RuledCell(row, column, high, wide, box, _lines(chain))


def _lines(chain: Sequence[Segment]) -> tuple[TextLine, ...]:
    return lines_of(one for segment in chain for one in segment.characters)


def _free(placed: Placed, taken: bytearray, row: int, column: int, wide: int) -> int:
    """As many columns of the width as no other cell has."""
    end = column + 1
    while end < min(column + wide, len(taken)) and not taken[end] and (row, end) not in placed:
        end += 1
    return end - column


def _low(placed: Placed, row: int, column: int, high: int) -> int:
    """As many rows of the height as no other cell of the column begins in."""
    end = row + 1
    while end < row + high and (end, column) not in placed:
        end += 1
    return end - row


def _held(placed: Placed, row: int, column: int, rows: int) -> int:
    """The rows down to the next cell of the column or of one to its left."""
    end = row + 1
    while end < rows and not any((end, left) in placed for left in range(column + 1)):
        end += 1
    return end - row


def _label_columns(placed: Placed, rows: int, columns: int) -> int:
    """How many columns on the left hold labels over several rows: those before the first that most rows have."""
    for column in range(columns):
        if sum(1 for row in range(rows) if (row, column) in placed) >= _DENSE * rows:
            return column
    return min(2, columns)
