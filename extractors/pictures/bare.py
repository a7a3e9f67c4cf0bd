"""Marks of the page without what has been read on it: what is left is rules and dirt."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING

from extractors.pictures.letters import STROKES

if TYPE_CHECKING:
    from extractors.ocr.seen import Glyph, Line
    from extractors.pictures.picture import Pixels

#: What is taken away of a character: the middle of its box, as shares of its width and height. A rule may touch the
#: rest.
_WIDE, _HIGH = 0.8, 0.8
#: Characters whose middles are no farther apart, in widths of both, stand in one cell: no rule runs between them.
_ADJACENT = 1.3
#: A character less sure than this may be dirt, or pieces of rules.
_SURE = 0.5

Area = tuple[float, float, float, float]


def bare(marks: Pixels, lines: Iterable[Line]) -> Pixels:
    """The marks without the characters of the lines: 255 where there is any other, 0 elsewhere."""
    left = marks.copy()
    for line in lines:
        for x0, y0, x1, y1 in _lettered(line):
            left[max(0, round(y0)) : round(y1), max(0, round(x0)) : round(x1)] = 0
    return left


def _lettered(line: Line) -> Iterator[Area]:
    """The middles of the characters, and what lies between those that stand close together in a row."""
    sure = [glyph for glyph in line.glyphs if glyph.confidence >= _SURE and glyph.text not in STROKES]
    for glyph in sure:
        yield _middle(glyph)
    for left, right in pairwise(sure):
        apart = (right.x0 + right.x1 - left.x0 - left.x1) / 2
        if 0 < apart <= _ADJACENT * (left.x1 - left.x0 + right.x1 - right.x0) / 2:
            (x0, y0, _, y1), (_, top, x1, bottom) = _middle(left), _middle(right)
            yield x0, max(y0, top), x1, min(y1, bottom)


def _middle(glyph: Glyph) -> Area:
    x, y = (glyph.x0 + glyph.x1) / 2, (glyph.y0 + glyph.y1) / 2
    wide, high = _WIDE * (glyph.x1 - glyph.x0) / 2, _HIGH * (glyph.y1 - glyph.y0) / 2
    return x - wide, y - high, x + wide, y + high
