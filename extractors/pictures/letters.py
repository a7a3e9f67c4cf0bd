"""What an engine saw as characters of the upright page: in points, without what is a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from statistics import median
from typing import TYPE_CHECKING

from extractors.pictures.picture import POINT
from extractors.tables.marks import Character

if TYPE_CHECKING:
    from extractors.ocr.seen import Glyph, Line
    from extractors.pictures.picture import Pixels

#: Characters that a ruling line is taken for.
STROKES = frozenset("|丨Il1/\\¦[]_—-一I!丿")
#: Those of them that no form prints: each is what is left of a rule, so far from it at most, in heights of the line, or
#: a stroke of something else.
BARS = frozenset("|丨¦")
_BESIDE, _BAR_SURE = 0.7, 0.3
#: So much of the middle of such a character lies on a rule.
_ON_RULE = 0.6
#: Height of type in heights of the box that an engine draws around a line without Chinese characters.
_TYPE = 0.7


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
        sure = min(glyph.confidence, _BAR_SURE) if glyph.text in BARS else glyph.confidence
        yield Character(glyph.text, x0, y0, x1, y1, 0, sure)


def _is_rule(glyph: Glyph, level: Pixels, upright: Pixels) -> bool:
    if glyph.text not in STROKES:
        return False
    if glyph.text in BARS and _stands_at_rule(glyph, upright):
        return True
    x, y = int((glyph.x0 + glyph.x1) / 2), int((glyph.y0 + glyph.y1) / 2)
    down = upright[int(glyph.y0) : int(glyph.y1) + 1, max(0, x - 4) : x + 5].max(axis=1, initial=0)
    along = level[max(0, y - 4) : y + 5, int(glyph.x0) : int(glyph.x1) + 1].max(axis=0, initial=0)
    return any(len(part) and (part > 0).mean() >= _ON_RULE for part in (down, along))


def _stands_at_rule(glyph: Glyph, upright: Pixels) -> bool:
    """Whether an upright rule runs near a bar, along most of its height: engines place it beside the rule they saw."""
    x, reach = int((glyph.x0 + glyph.x1) / 2), int(_BESIDE * (glyph.y1 - glyph.y0))
    near = upright[int(glyph.y0) : int(glyph.y1) + 1, max(0, x - reach) : x + reach + 1]
    return bool(near.size) and float((near > 0).any(axis=1).mean()) >= _ON_RULE


def placed(line: Line, x: float, y: float) -> Line:
    """A line of a cut-out picture where that was cut from."""
    glyphs = tuple(
        glyph._replace(x0=glyph.x0 + x, y0=glyph.y0 + y, x1=glyph.x1 + x, y1=glyph.y1 + y) for glyph in line.glyphs
    )
    return line._replace(x0=line.x0 + x, y0=line.y0 + y, x1=line.x1 + x, y1=line.y1 + y, glyphs=glyphs)
