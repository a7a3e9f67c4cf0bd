"""Running text whose columns stand under one another, made into tables."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.aligned_text.columns import Area, forms
from extractors.aligned_text.rows import Rows, Stacked
from schema.document import Cell, Table

#: How sure a cell of such a table is of its text: its lines may belong to another row.
_SURE = 0.97
#: Columns of two areas are one that begin so many half characters apart.
_NEAR = 2
#: So large a share of the labels of a column stands beside one of the next column where both stand in first rows.
_AT_FIRST = 0.9

#: From a row to before another one.
Span = tuple[int, int]


def aligned(lines: Sequence[str]) -> Iterator[list[str] | Table]:
    """The lines in order: runs of lines that are no such table, and the tables."""
    position = 0
    for form in forms(lines):
        start, end = form[0].start, form[-1].end
        if start > position:
            yield list(lines[position:start])
        yield table_of(form)
        position = end
    if position < len(lines):
        yield list(lines[position:])


def table_of(form: Sequence[Area]) -> Table:
    """The table of a form: the rows of its areas one below the other, each cell over all columns to the next one of its
    area."""
    starts = _together(sorted({start for area in form for start in area.columns()}))
    cells: list[Cell] = []
    rows = 0
    for area in form:
        own, count = _cells(area)
        at = [bisect_right(starts, start) - 1 for start in area.columns()]
        bounds = [*at, max(len(starts), at[-1] + 1)]
        cells += [
            replace(cell, row=rows + cell.row, column=at[cell.column],
                    colspan=max(1, bounds[cell.column + 1] - at[cell.column]))
            for cell in own
        ]  # fmt: skip
        rows += count
    return Table(tuple(sorted(cells, key=lambda cell: (cell.row, cell.column))))


def _together(starts: Sequence[int]) -> list[int]:
    """The places at which columns begin, of those that are near one another the first."""
    found: list[int] = []
    for start in starts:
        if not found or start - found[-1] > _NEAR:
            found.append(start)
    return found


def _cells(area: Area) -> tuple[list[Cell], int]:
    """The cells of an area, its rows and its merged labels told by where the text stands, and how many rows it has."""
    starts = area.columns()
    texts = [[""] * len(starts) for _ in area.lines]
    widths = [[0] * len(starts) for _ in area.lines]
    for at, line in enumerate(area.lines):
        for piece in line.pieces:
            column = bisect_right(starts, piece.start) - 1
            texts[at][column] = " ".join(filter(None, (texts[at][column], piece.text)))
            widths[at][column] += piece.end - piece.start
    stacked = Stacked(texts, widths, [line.apart for line in area.lines], area.is_table)
    rows = stacked.rows()
    cells: list[Cell] = []
    first = _are_at_first_rows(stacked, rows)
    for column in range(len(starts)):
        spans = labels(stacked, column, rows.bounds, first) if column < stacked.labels else None
        cells += spans or _plain(stacked, column, rows.bounds)
    return cells, len(rows.bounds)


def _are_at_first_rows(stacked: Stacked, rows: Rows) -> bool:
    """Whether labels over several rows stand in the first of them: where one begins, one of the column at its right
    does as well. Of a single column of labels its first one tells it, and whether some stand between two rows."""
    begun = [{_row_of(rows.bounds, start) for start, _ in _runs(stacked, column)} for column in range(stacked.labels)]
    pairs = [(outer, inner) for outer, inner in pairwise(begun) if len(outer) > 1]
    if pairs:
        return all(len(outer & inner) >= _AT_FIRST * len(outer) for outer, inner in pairs)
    alone = any(line[0] and not any(line[stacked.labels :]) for line in stacked.lines)
    return not begun or (1 in begun[0] and not alone)


def _plain(stacked: Stacked, column: int, rows: Sequence[Span]) -> list[Cell]:
    """A cell a row."""
    return [Cell("\n".join(filter(None, (stacked.lines[at][column] for at in range(*row)))), number, column,
                 confidence=_SURE) for number, row in enumerate(rows)]  # fmt: skip


def labels(stacked: Stacked, column: int, rows: Sequence[Span], at_first: bool) -> list[Cell] | None:
    """The labels of a column, each over the rows that it stands for: down to the next one where it stands in
    the first of them, around its middle elsewhere; None where the middles do not fit."""
    runs = list(_runs(stacked, column))
    starts = [_row_of(rows, start) for start, _ in runs] if at_first else _around(rows, runs)
    if starts is None or any(one >= other for one, other in pairwise(starts)):
        return None
    cells = [Cell("", row, column) for row in range(starts[0])] if starts else []
    for (first, end), start, behind in zip(runs, starts, [*starts[1:], len(rows)], strict=True):
        text = "\n".join(stacked.lines[at][column] for at in range(first, end))
        cells.append(Cell(text, start, column, behind - start, confidence=_SURE))
    return cells


def _runs(stacked: Stacked, column: int) -> Iterator[Span]:
    """The lines of each label: those under one another of which each but the last fills the column."""
    start = -1
    for at, line in enumerate(stacked.lines):
        if not line[column]:
            continue
        if start < 0:
            start = at
        goes_on = at + 1 < len(stacked.lines) and bool(stacked.lines[at + 1][column])
        if not (goes_on and stacked.is_broken(at, column)):
            yield start, at + 1
            start = -1


def _row_of(rows: Sequence[Span], line: int) -> int:
    return next(number for number, (_, end) in enumerate(rows) if line < end)


def _around(rows: Sequence[Span], runs: Sequence[Span]) -> list[int] | None:
    """The first row of each label that stands in the middle of its rows; None where some do not."""
    starts: list[int] = []
    row = 0
    for order, (first, end) in enumerate(runs):
        if row >= len(rows) or rows[row][0] > first:
            return None
        starts.append(row)
        bottom = first + end - rows[row][0]
        last = runs[order + 1][0] if order + 1 < len(runs) else rows[-1][1]
        fitting = [at for at in range(row, len(rows)) if end <= rows[at][1] <= max(last, end)]
        if not fitting:
            return None
        nearest = min(fitting, key=lambda at: abs(rows[at][1] - bottom))
        if abs(rows[nearest][1] - bottom) > 1:
            return None
        row = nearest + 1
    return starts
