"""What stands beside the form and is none of it: strokes of a pen, what is left of a seal, figures of a stamp."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.ocr.seen import Line

#: Up to so many characters are to be so sure, or a pen wrote them.
_PEN = ((2, 0.9), (6, 0.75))
_SIGNS = 2
#: A stamp counts sheets, so far from the edges at most, in shares of the page's sides.
_STAMP = re.compile(r"(?:No\.?|№)?\s?\d{1,5}")
_CORNER = 0.2, 0.15
#: Characters of a spaced title are no farther apart, in heights of their line.
_SPACED = 5


def foreign(lines: Sequence[Line], shape: tuple[int, ...]) -> list[Line]:
    """Those of the lines beside the form that are none of it.

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
    odd = count <= _SIGNS and not any(glyph.is_chinese for glyph in line.glyphs)
    return odd or any(count <= most and line.confidence < least for most, least in _PEN)


def _is_alone(line: Line, lines: Iterable[Line]) -> bool:
    """Whether it is a single character that belongs to no spaced title."""
    high = line.y1 - line.y0
    row = [one for one in lines if one is not line and one.y0 < (line.y0 + line.y1) / 2 < one.y1]
    return len(line.glyphs) == 1 and not any(
        max(one.x0 - line.x1, line.x0 - one.x1) <= _SPACED * high and not _is_mark(one) for one in row
    )
