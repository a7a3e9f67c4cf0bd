"""Marks of the page without what has been read on it: what is left is rules and dirt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.pictures.letters import STROKES

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from extractors.ocr.seen import Glyph, Line
    from extractors.pictures.picture import Pixels

#: What is taken away of a character: the middle of its box, as a share of its width. A rule may touch the rest.
_WIDE = 0.8
#: Characters whose middles are no farther apart, in widths of both, stand in one cell: no rule runs between them.
_ADJACENT = 1.3
#: What an upright rule between two cells is taken for.
_UPRIGHT = STROKES - frozenset("_—-一")
#: A character less sure than this may be dirt, or pieces of rules.
_SURE = 0.5
#: A row of pixels with a smaller share of ink is blank between type and a rule; one with a greater is a rule.
_BLANK, _RULE = 0.04, 0.85

#: Rows of pixels above and below type that its paler edge takes.
_FRINGE = 2

Stretch = tuple[float, float]


def bare(marks: Pixels, ink: Pixels, lines: Iterable[Line]) -> Pixels:
    """The marks without the characters of the lines: 255 where there is any other, 0 elsewhere.

    An engine draws its boxes wide, over a rule beside the type: `ink` tells how high the type is. The edge of the type
    is paler than it, and would be left as a row of dashes.
    """
    import cv2
    import numpy as np

    left, type_alone = marks.copy(), np.zeros_like(ink)
    for line in (row for whole in lines for row in _rows(whole)):
        top, bottom = _type(ink, line)
        for start, end in _lettered(line):
            place = slice(top, bottom), slice(max(0, round(start)), round(end))
            left[place] = 0
            type_alone[place] = ink[place]
    fringe = cv2.dilate(type_alone, np.ones((2 * _FRINGE + 1, 3), np.uint8))
    return cv2.subtract(left, fringe)


def _rows(line: Line) -> Iterator[Line]:
    """The line, or its characters where they stand one below the other."""
    if line.y1 - line.y0 <= line.x1 - line.x0:
        yield line
        return
    for glyph in line.glyphs:
        yield line._replace(x0=glyph.x0, y0=glyph.y0, x1=glyph.x1, y1=glyph.y1, glyphs=(glyph,))


def _type(ink: Pixels, line: Line) -> tuple[int, int]:
    """From which row of pixels to which the type of a line stands."""
    top, bottom = max(0, round(line.y0)), round(line.y1)
    box = ink[top:bottom, max(0, round(line.x0)) : round(line.x1)]
    if not box.size:
        return top, top
    rows = (box > 0).mean(axis=1)
    middle = len(rows) // 2
    return top + middle - _reach(rows[:middle][::-1]), top + middle + _reach(rows[middle:])


def _reach(rows: NDArray[Any]) -> int:
    """How many rows from the middle of a line outwards are type, by the share of ink in each."""
    import numpy as np

    ends = np.flatnonzero((rows < _BLANK) | (rows > _RULE))
    return int(ends[0]) if len(ends) else len(rows)


def _lettered(line: Line) -> Iterator[Stretch]:
    """The middles of the characters, and what lies between those that stand close together, along the line."""
    sure = [glyph for glyph in line.glyphs if glyph.confidence >= _SURE and glyph.text not in _UPRIGHT]
    close = [_are_adjacent(left, right) for left, right in pairwise(sure)]
    for glyph, before, after in zip(sure, [False, *close], [*close, False], strict=False):
        if before or after or glyph.text not in STROKES:
            half = _WIDE * (glyph.x1 - glyph.x0) / 2
            yield _middle(glyph) - half, _middle(glyph) + half
    for (left, right), joined in zip(pairwise(sure), close, strict=True):
        if joined:
            yield _middle(left), _middle(right)


def _are_adjacent(left: Glyph, right: Glyph) -> bool:
    return 0 < _middle(right) - _middle(left) <= _ADJACENT * (left.x1 - left.x0 + right.x1 - right.x0) / 2


def _middle(glyph: Glyph) -> float:
    return (glyph.x0 + glyph.x1) / 2
