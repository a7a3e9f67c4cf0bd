"""Prose in two columns: the left one is read before the right one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from extractors.tables.lettering import TextLine
from schema.geometry import Box

#: So many lines with text on both sides show two columns.
_FEWEST = 5
#: The gap between the columns lies within these shares of the page's width.
_MIDDLE = (0.35, 0.65)
#: Text of a column of prose has so many characters a line.
_LONG = 8

#: A line with its column: 0 over the whole page, 1 on the left, 2 on the right.
Placed = tuple[TextLine, int]


def in_columns(lines: Sequence[TextLine], width: float) -> list[Placed]:
    """The lines in reading order; those of two columns cut in two."""
    gap = _gap(lines, width)
    if gap is None:
        return [(line, 0) for line in lines]
    ordered: list[Placed] = []
    left: list[Placed] = []
    right: list[Placed] = []
    for line in lines:
        sides = _sides(line, gap)
        if sides is None:
            ordered += [*left, *right, (line, 0)]
            left, right = [], []
        else:
            left += [(half, 1) for half in sides[0]]
            right += [(half, 2) for half in sides[1]]
    return [*ordered, *left, *right]


def _gap(lines: Iterable[TextLine], width: float) -> tuple[float, float] | None:
    """Where the gap between two columns begins and ends; None where there are none."""
    pairs = [line.pieces for line in lines if len(line.pieces) == 2 and min(len(p.text) for p in line.pieces) >= _LONG]
    if len(pairs) < _FEWEST:
        return None
    start, end = max(left.x1 for left, _ in pairs), min(right.x0 for _, right in pairs)
    middle = (start + end) / 2
    return (start, end) if start < end and _MIDDLE[0] * width < middle < _MIDDLE[1] * width else None


def _sides(line: TextLine, gap: tuple[float, float]) -> tuple[list[TextLine], list[TextLine]] | None:
    """The halves of a line to the left and to the right of the gap; None for a line that runs over it."""
    middle = (gap[0] + gap[1]) / 2
    if any(piece.x0 < middle < piece.x1 for piece in line.pieces):
        return None
    return _half(line, lambda x: x < middle), _half(line, lambda x: x > middle)


def _half(line: TextLine, holds: Callable[[float], bool]) -> list[TextLine]:
    pieces = tuple(piece for piece in line.pieces if holds(piece.x0))
    if not pieces:
        return []
    box = Box(pieces[0].x0, line.box.y0, pieces[-1].x1, line.box.y1)
    return [replace(line, text="  ".join(piece.text for piece in pieces), box=box, pieces=pieces)]
