"""Dirt that an engine took for text: specks by themselves and among the characters of a line."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.ocr.seen import Glyph, Line
    from extractors.pictures.picture import Pixels

#: What specks of dirt are taken for.
_SPECKS = frozenset(".,·'`´‘’\"“”°:;、。，。；：…*^~ˉ¨")
#: What a speck is taken for in a line; points stand lower in it than this share of its height.
_POINTS = frozenset(".·'`,")
_BASE = 0.55
#: Lines by themselves that are unsure, or no more than a mark, are dirt.
_SURE_ENOUGH = 0.6
_SHORT = 3


def without_dirt(lines: Iterable[Line], ink: Pixels) -> list[Line]:
    """The lines that say something, without specks among their characters; `ink` is 255 where there is ink.

    Short unsure lines are what specks and strokes of a pen give.
    """
    return [_without_specks(line, ink) for line in lines if not _is_dirt(line)]


def _without_specks(line: Line, ink: Pixels) -> Line:
    """The line without points before a Chinese character that stand behind none, or high above where points stand."""
    kept = []
    for before, glyph, after in zip((None, *line.glyphs), line.glyphs, (*line.glyphs[1:], None), strict=False):
        alone = glyph.text in _POINTS and after is not None and after.is_chinese
        if not (alone and (before is None or (before.is_chinese and _is_high(glyph, ink)))):
            kept.append(glyph)
    return line if len(kept) == len(line.glyphs) else line._replace(glyphs=tuple(kept))


def _is_high(glyph: Glyph, ink: Pixels) -> bool:
    """Whether the ink of a point stands in the upper part of its line."""
    import numpy as np

    rows = np.flatnonzero(ink[int(glyph.y0) : int(glyph.y1) + 1, int(glyph.x0) : int(glyph.x1) + 1].any(axis=1))
    return bool(len(rows)) and float(rows.mean()) < _BASE * (glyph.y1 - glyph.y0)


def _is_dirt(line: Line) -> bool:
    unsure = line.confidence < _SURE_ENOUGH and len(line.glyphs) <= _SHORT
    return unsure or all(glyph.text in _SPECKS for glyph in line.glyphs)
