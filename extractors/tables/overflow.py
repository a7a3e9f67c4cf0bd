"""Stacked labels that were drawn past the end of their cell, put back into it.

An office program that cuts a row at a page break may let the rest of its upright label run into the cell below.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.tables.cells import RuledCell
from extractors.tables.lettering import TextLine
from extractors.tables.ruled import RuledTable

#: A label with so many characters a line is stacked.
STACKED = 2
#: How far one step from line to line may be from the others, as a share, and by how much a gap is wider.
_ALIKE = 0.15
_WIDER = 1.2


def is_stacked(cell: RuledCell) -> bool:
    """Whether the cell's lines are so short that they stand upright."""
    return bool(cell.lines) and all(len(line.text) <= STACKED for line in cell.lines)


def put_back(table: RuledTable, steps: Mapping[int, float]) -> RuledTable:
    """The table; where a stacked label of its first row ran into the cell below, the lines are the label's again.

    `steps` gives by column how far the lines of the label's part before the break are from each other.
    """
    cells = list(table.cells)
    places = {(cell.row, cell.column, cell.colspan): index for index, cell in enumerate(cells)}
    for index, label in enumerate(table.cells):
        under = places.get((label.row + label.rowspan, label.column, label.colspan))
        if label.row or under is None or not is_stacked(label) or not is_stacked(cells[under]):
            continue
        step = step_of(label) or steps.get(label.column, 0.0)
        lines = cells[under].lines
        count = _overflowing(step, (label.lines[-1], *lines))
        cells[index] = replace(label, lines=(*label.lines, *lines[:count]))
        cells[under] = replace(cells[under], lines=lines[count:])
    return replace(table, cells=tuple(cells))


def step_of(cell: RuledCell) -> float:
    """How far the cell's first two lines are from each other; 0 where there is one at most."""
    return _step(*cell.lines[:2]) if len(cell.lines) > 1 else 0.0


def _overflowing(step: float, lines: Sequence[TextLine]) -> int:
    """How many lines behind the first go on in the label's step, before a wider gap."""
    for count, (above, below) in enumerate(pairwise(lines)):
        if _step(above, below) > _WIDER * step:
            return count
        if abs(_step(above, below) - step) > _ALIKE * step:
            return 0
    return 0


def _step(above: TextLine, below: TextLine) -> float:
    return below.box.y0 - above.box.y0
