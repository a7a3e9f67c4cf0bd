"""A corner cell that a slanting line parts: what stands below the line is the head of its column."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from extractors.tables.cells import RuledCell
from extractors.tables.lettering import TextLine
from extractors.tables.ruled import RuledTable

#: Left, top, right, bottom of a line that falls to the right.
Slant = tuple[float, float, float, float]

#: So near to the corners of its cell the line ends, in points, and no longer are the words of such a cell.
_CORNER, _LONGEST = 6.0, 24


def without_words_above_slants(table: RuledTable, slants: Sequence[Slant]) -> RuledTable:
    """The table whose parted cells say what stands below their line; above it stands what the other heads have in
    common, as `内容` does over `一级指标`."""
    if not slants:
        return table
    return replace(table, cells=tuple(_below(cell, slants) for cell in table.cells))


def _below(cell: RuledCell, slants: Iterable[Slant]) -> RuledCell:
    own = [slant for slant in slants if _parts(slant, cell)]
    kept = tuple(line for line in cell.lines if all(_is_below(line, slant) for slant in own))
    dropped = "".join(line.text for line in cell.lines if line not in kept)
    if not own or not kept or len(cell.text) > _LONGEST or any(sign.isdigit() for sign in dropped):
        return cell
    return replace(cell, lines=kept, indent=0)


def _parts(slant: Slant, cell: RuledCell) -> bool:
    """Whether the line begins in the upper left corner and ends at the right side or the foot of the cell."""
    x0, y0, x1, y1 = slant
    box = cell.box
    ends = abs(x1 - box.x1) <= _CORNER or abs(y1 - box.y1) <= _CORNER
    inside = x1 <= box.x1 + _CORNER and y1 <= box.y1 + _CORNER
    return abs(x0 - box.x0) <= _CORNER and abs(y0 - box.y0) <= _CORNER and ends and inside


def _is_below(line: TextLine, slant: Slant) -> bool:
    x0, y0, x1, y1 = slant
    x, y = (line.box.x0 + line.box.x1) / 2, (line.box.y0 + line.box.y1) / 2
    return y > y0 + (y1 - y0) * (x - x0) / (x1 - x0)
