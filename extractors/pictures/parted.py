"""Upright sides of cells that are lost between two texts: what stands on either side tells that they were there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from extractors.pictures.picture import POINT
from extractors.tables.marks import Rule

if TYPE_CHECKING:
    from extractors.ocr.seen import Glyph, Line
    from extractors.pictures.picture import Pixels
    from extractors.tables.lines import Mesh

#: Texts of two cells are so far apart, in heights of their lines, and reach so far, in pixels, into what parts them.
_APART, _INTO = 0.4, 3
#: A line belongs to a row that holds this share of its height.
_HELD = 0.25
#: Where the rule goes on at one end alone, this share of the side is marked at least, so many pixels off at most.
_MARKED, _OFF = 0.1, 3

Stretch = tuple[float, float]


def between_texts(mesh: Mesh, seen: Sequence[Line], marks: Pixels) -> Iterator[Rule]:
    """The sides that no rule covers in one row alone, with a text on either hand; `marks` is 255 where any mark is."""
    for number in range(1, len(mesh.xs) - 1):
        x, there = mesh.xs[number], mesh.upright[number]
        for row in range(len(mesh.ys) - 1):
            side = mesh.ys[row], mesh.ys[row + 1]
            ends = sum(there[near] for near in (row - 1, row + 1) if 0 <= near < len(there))
            if there[row] or not ends or (ends == 1 and _share(marks, x, side) < _MARKED):
                continue
            if _stand_apart(x, _glyphs(seen, side, (mesh.xs[number - 1], mesh.xs[number + 1]))):
                yield Rule(x, side[0], x, side[1])


def _share(marks: Pixels, x: float, side: Stretch) -> float:
    """The share of the side that is marked."""
    at, start, end = round(x / POINT), round(side[0] / POINT), round(side[1] / POINT)
    band = marks[start:end, max(0, at - _OFF) : at + _OFF + 1]
    return float((band > 0).any(axis=1).mean()) if band.size else 0.0


def _glyphs(seen: Sequence[Line], row: Stretch, columns: Stretch) -> list[Glyph]:
    """The characters in both places beside the side."""
    top, bottom, left, right = (value / POINT for value in (*row, *columns))
    return [
        glyph
        for line in seen
        if min(bottom, line.y1) - max(top, line.y0) >= _HELD * (line.y1 - line.y0)
        for glyph in line.glyphs
        if left < (glyph.x0 + glyph.x1) / 2 < right
    ]


def _stand_apart(x: float, glyphs: Sequence[Glyph]) -> bool:
    """Whether characters stand on both sides of that place, far from each other: `合　计` is one text."""
    at = x / POINT
    before = [glyph for glyph in glyphs if (glyph.x0 + glyph.x1) / 2 < at]
    behind = [glyph for glyph in glyphs if (glyph.x0 + glyph.x1) / 2 > at]
    if not before or not behind or len(glyphs) == 2:
        return False
    ends, begins = max(glyph.x1 for glyph in before), min(glyph.x0 for glyph in behind)
    high = max(glyph.y1 - glyph.y0 for glyph in glyphs)
    return ends <= at + _INTO and begins >= at - _INTO and begins - ends >= _APART * high
