"""Ink in the cells that the engine passed over: a lone dash, an operator, a digit are read by themselves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from extractors.pictures.dirt import without_dirt
from extractors.pictures.letters import placed
from extractors.pictures.picture import POINT

if TYPE_CHECKING:
    from extractors.ocr.seen import Line
    from extractors.pictures.picture import Pixels
    from schema.geometry import Box

#: Pixels at 200 to the inch: marks of one text are no farther apart, dirt is smaller, a line of text is no higher.
_TOGETHER = 27
_SMALLEST, _FEWEST = 8, 16
_HIGHEST = 70
#: A piece of a rule is no thicker, and no farther from the side of the cell.
_THIN, _AT_SIDE = 9, 7
#: Around what is cut out, and around what has been read.
_MARGIN = 6
_READ = 3
#: What is recognised so surely counts.
_SURE = 0.5
#: A character by itself that is less sure is read again.
_FIRM = 0.95
#: A lone sign is no wider, and the figure behind it no longer.
_LONE, _FIGURE = 56, 12
#: A page of dirt is no page of cells.
_MOST = 200

Area = tuple[int, int, int, int]


def firm_and_lone(lines: Iterable[Line]) -> tuple[list[Line], list[Line]]:
    """The lines, and apart from them the unsure ones of one character, which are read again in company."""
    firm: list[Line] = []
    lone: list[Line] = []
    for line in lines:
        (lone if len(line.glyphs) == 1 and line.confidence < _FIRM else firm).append(line)
    return firm, lone


def unless_read_again(lone: Iterable[Line], more: Sequence[Line]) -> list[Line]:
    """The lone lines in whose place nothing was read again."""
    return [
        line for line in lone
        if not any(one.x0 - _MARGIN <= (line.x0 + line.x1) / 2 <= one.x1 + _MARGIN
                   and one.y0 - _MARGIN <= (line.y0 + line.y1) / 2 <= one.y1 + _MARGIN for one in more)
    ]  # fmt: skip


def passed_over(
    pixels: Pixels, ink: Pixels, rules: Pixels, lines: Sequence[Line], boxes: Iterable[Box], recogniser: Any
) -> list[Line]:
    """What stands in the boxes, in points, where no line was seen; `rules` is 255 where rules run."""
    areas = _areas(_left(ink, rules, lines), boxes)[:_MOST]
    seen = recogniser.crops([_in_company(pixels, area, lines) for area in areas]) if areas else ()
    found = [_placed(line, area) for line, area in zip(seen, areas, strict=True)]
    return [line for line in without_dirt(found, ink) if line.confidence >= _SURE]


def _in_company(pixels: Pixels, area: Area, lines: Sequence[Line]) -> Pixels:
    """The area cut out; a lone sign before the figure that stands to its right in its row.

    An engine that reads lines takes a sign by itself for a letter, and one before its figure for what it is.
    """
    import numpy as np

    x0, y0, x1, y1 = area
    middle, height = (y0 + y1) / 2, y1 - y0
    row = [
        line for line in lines
        if line.x0 >= x1 - _MARGIN and abs((line.y0 + line.y1) / 2 - middle) <= height and len(line.glyphs) <= _FIGURE
    ]  # fmt: skip
    if x1 - x0 > _LONE or not row:
        return pixels[y0:y1, x0:x1]
    figure = min(row, key=lambda line: line.x0)
    top = max(0, round((figure.y0 + figure.y1 - height) / 2))
    beside = pixels[top : top + height, max(0, int(figure.x0)) : int(figure.x1)]
    alone = pixels[y0:y1, x0:x1]
    return np.hstack([alone, beside]) if beside.shape[0] == alone.shape[0] else alone


def _placed(line: Line, area: Area) -> Line:
    """What was recognised of the area itself, where it stands."""
    width = area[2] - area[0]
    own = tuple(glyph for glyph in line.glyphs if (glyph.x0 + glyph.x1) / 2 < width and not glyph.text.isspace())
    sure = min((glyph.confidence for glyph in own), default=0.0)
    return placed(line._replace(glyphs=own, confidence=sure), area[0], area[1])


def _left(ink: Pixels, rules: Pixels, lines: Sequence[Line]) -> Pixels:
    """The ink that is neither rule nor read."""
    import cv2
    import numpy as np

    left = cv2.subtract(ink, cv2.dilate(rules, np.ones((7, 7), np.uint8)))
    for line in lines:
        left[
            max(0, int(line.y0) - _READ) : int(line.y1) + _READ, max(0, int(line.x0) - _READ) : int(line.x1) + _READ
        ] = 0
    return left


def _areas(left: Pixels, boxes: Iterable[Box]) -> list[Area]:
    """What to cut out: in each cell, marks that stand together."""
    areas: list[Area] = []
    for box in boxes:
        x0, y0, x1, y1 = (round(side / POINT) for side in (box.x0, box.y0, box.x1, box.y1))
        part = left[max(0, y0) : y1, max(0, x0) : x1]
        if part.size and part.any():
            areas += [
                _wider((max(0, x0) + a, max(0, y0) + b, max(0, x0) + c, max(0, y0) + d), left)
                for a, b, c, d in _marks(part)
            ]
    return areas


def _marks(part: Pixels) -> list[Area]:
    import cv2
    import numpy as np

    joined = cv2.morphologyEx(part, cv2.MORPH_CLOSE, np.ones((5, _TOGETHER), np.uint8))
    count, labels, stats, _ = cv2.connectedComponentsWithStats(joined)
    inked = np.bincount(labels[part > 0], minlength=count)
    return [
        (int(x), int(y), int(x + width), int(y + height))
        for (x, y, width, height, _), marked in zip(stats[1:], inked[1:], strict=True)
        if max(width, height) >= _SMALLEST and height <= _HIGHEST and marked >= _FEWEST
        and not _is_side(x, width, part.shape[1]) and not _is_side(y, height, part.shape[0])
    ]  # fmt: skip


def _is_side(start: int, long: int, whole: int) -> bool:
    """Whether a thin mark lies on the side of its cell, as a piece of a rule that was not found does."""
    return long <= _THIN and (start <= _AT_SIDE or start + long >= whole - _AT_SIDE)


def _wider(area: Area, page: Pixels) -> Area:
    """The area with a margin around, as high as a line of text at least: a dash alone is not to be blown up."""
    x0, y0, x1, y1 = area
    more = max(_MARGIN, (30 - (y1 - y0)) // 2)
    height, width = page.shape
    return max(0, x0 - _MARGIN), max(0, y0 - more), min(width, x1 + _MARGIN), min(height, y1 + more)
