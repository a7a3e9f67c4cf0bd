"""What an engine saw as characters of the upright page: in points, without rules and dirt."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from statistics import median
from typing import TYPE_CHECKING

from extractors.pictures.picture import POINT
from extractors.tables.marks import Character

if TYPE_CHECKING:
    from extractors.ocr.seen import Glyph, Line
    from extractors.pictures.picture import Pixels

#: Characters that a ruling line is taken for.
STROKES = frozenset("|丨Il1/\\¦[]_—-一I!丿")
#: So much of the middle of such a character lies on a rule.
_ON_RULE = 0.6
#: Height of type in heights of the box that an engine draws around a line without Chinese characters.
_TYPE = 0.7
#: What specks of dirt are taken for.
_SPECKS = frozenset(".,·'`´‘’\"“”°:;、。，。；：…*^~ˉ¨")
#: What a speck is taken for in a line; points stand lower in it than this share of its height.
_POINTS = frozenset(".·'`,")
_BASE = 0.55
#: Lines by themselves that are unsure, or no more than a mark, are dirt.
_SURE_ENOUGH = 0.6
_SHORT = 3
#: Up to so many characters are to be so sure, or a pen wrote them.
_PEN = ((2, 0.9), (6, 0.75))
_SIGNS = 2
#: A stamp counts sheets, so far from the edges at most, in shares of the page's sides.
_STAMP = re.compile(r"(?:No\.?|№)?\s?\d{1,5}")
_CORNER = 0.2, 0.15
#: Characters of a spaced title are no farther apart, in heights of their line.
_SPACED = 5


def characters_of(lines: Iterable[Line], level: Pixels, upright: Pixels) -> list[Character]:
    """The characters of the lines; the masks are 255 where rules run, in which strokes are no characters."""
    return [one for line in lines for one in _characters(line, level, upright)]


def _characters(line: Line, level: Pixels, upright: Pixels) -> Iterator[Character]:
    glyphs = [glyph for glyph in line.glyphs if not _is_rule(glyph, level, upright)]
    wide = [glyph.x1 - glyph.x0 for glyph in glyphs if glyph.text >= "\u2e80"]
    for glyph in glyphs:
        size = median(wide) if len(wide) > 1 else _TYPE * (glyph.y1 - glyph.y0)
        half = min(size, glyph.y1 - glyph.y0) / 2
        middle = (glyph.y0 + glyph.y1) / 2
        x0, y0, x1, y1 = (side * POINT for side in (glyph.x0, middle - half, glyph.x1, middle + half))
        yield Character(glyph.text, x0, y0, x1, y1, 0, glyph.confidence)


def _is_rule(glyph: Glyph, level: Pixels, upright: Pixels) -> bool:
    if glyph.text not in STROKES:
        return False
    x, y = int((glyph.x0 + glyph.x1) / 2), int((glyph.y0 + glyph.y1) / 2)
    down = upright[int(glyph.y0) : int(glyph.y1) + 1, max(0, x - 4) : x + 5].max(axis=1, initial=0)
    along = level[max(0, y - 4) : y + 5, int(glyph.x0) : int(glyph.x1) + 1].max(axis=0, initial=0)
    return any(len(part) and (part > 0).mean() >= _ON_RULE for part in (down, along))


def placed(line: Line, x: float, y: float) -> Line:
    """A line of a cut-out picture where that was cut from."""
    glyphs = tuple(
        glyph._replace(x0=glyph.x0 + x, y0=glyph.y0 + y, x1=glyph.x1 + x, y1=glyph.y1 + y) for glyph in line.glyphs
    )
    return line._replace(x0=line.x0 + x, y0=line.y0 + y, x1=line.x1 + x, y1=line.y1 + y, glyphs=glyphs)


def without_dirt(lines: Iterable[Line], ink: Pixels) -> list[Line]:
    """The lines that say something, without specks among their characters; `ink` is 255 where there is ink.

    Short unsure lines are what specks and strokes of a pen give.
    """
    return [_without_specks(line, ink) for line in lines if not _is_dirt(line)]


def _without_specks(line: Line, ink: Pixels) -> Line:
    """The line without points before a Chinese character that stand behind none, or high above where points stand."""
    kept = []
    for before, glyph, after in zip((None, *line.glyphs), line.glyphs, (*line.glyphs[1:], None), strict=False):
        alone = glyph.text in _POINTS and after is not None and _is_chinese(after)
        if not (alone and (before is None or (_is_chinese(before) and _is_high(glyph, ink)))):
            kept.append(glyph)
    return line if len(kept) == len(line.glyphs) else line._replace(glyphs=tuple(kept))


def _is_chinese(glyph: Glyph) -> bool:
    return "\u4e00" <= glyph.text <= "\u9fff"


def _is_high(glyph: Glyph, ink: Pixels) -> bool:
    """Whether the ink of a point stands in the upper part of its line."""
    import numpy as np

    rows = np.flatnonzero(ink[int(glyph.y0) : int(glyph.y1) + 1, int(glyph.x0) : int(glyph.x1) + 1].any(axis=1))
    return bool(len(rows)) and float(rows.mean()) < _BASE * (glyph.y1 - glyph.y0)


def of_a_pen(lines: Sequence[Line], shape: tuple[int, ...]) -> list[Line]:
    """Those of the lines beside the form that a pen, what is left of a seal or a numbering stamp made.

    They are a sign or two that are no Chinese, a few unsure characters, a single one with no other in its row, or a
    figure in a corner of the page, of which `shape` gives the height and the width.
    """
    return [line for line in lines if _is_mark(line) or _is_alone(line, lines) or _is_stamped(line, *shape[:2])]


def _is_stamped(line: Line, height: int, width: int) -> bool:
    x, y = (line.x0 + line.x1) / 2 / width, (line.y0 + line.y1) / 2 / height
    across, down = _CORNER
    return bool(_STAMP.fullmatch(line.text)) and min(x, 1 - x) < across and min(y, 1 - y) < down


def _is_mark(line: Line) -> bool:
    count = len(line.glyphs)
    foreign = count <= _SIGNS and not any(_is_chinese(glyph) for glyph in line.glyphs)
    return foreign or any(count <= most and line.confidence < least for most, least in _PEN)


def _is_alone(line: Line, lines: Iterable[Line]) -> bool:
    """Whether it is a single character that belongs to no spaced title."""
    high = line.y1 - line.y0
    row = [one for one in lines if one is not line and one.y0 < (line.y0 + line.y1) / 2 < one.y1]
    return len(line.glyphs) == 1 and not any(
        max(one.x0 - line.x1, line.x0 - one.x1) <= _SPACED * high and not _is_mark(one) for one in row
    )


def _is_dirt(line: Line) -> bool:
    unsure = line.confidence < _SURE_ENOUGH and len(line.glyphs) <= _SHORT
    return unsure or all(glyph.text in _SPECKS for glyph in line.glyphs)
