"""Rows of a text with tabs in which a cell over several columns is printed once: heads of several storeys.

A cell that reaches down leaves a blank in the row below, one that reaches over several columns none: where the row
below has blanks for all cells but those that part a wide one, the row's cells can stand in one way only.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

Row = Sequence[str]


def with_wide_cells(rows: Sequence[Row]) -> list[list[str]]:
    """The rows; of those over a row of all columns each wide cell as often as it reaches over columns."""
    width = max(map(len, rows), default=0)
    found: list[list[str]] = []
    below: Row = ()
    for row in reversed(rows):
        below = _over(row, below, width) if len(row) < width == len(below) else row
        found.append(list(below))
    return found[::-1]


def _over(row: Row, below: Row, width: int) -> Row:
    """The row over one of all columns, its wide cells repeated; as it is where that is not sure."""
    runs = [(says, len(list(run))) for says, run in groupby(bool(text.strip()) for text in below)]
    if len(runs) == 1 or sum(length - 1 for says, length in runs if says) != width - len(row):
        return row
    cells = iter(row)
    spread: list[str] = []
    for says, length in runs:
        spread += [next(cells)] * length if says else [next(cells) for _ in range(length)]
    return spread
