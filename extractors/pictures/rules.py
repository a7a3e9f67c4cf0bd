"""Ruling lines out of pixels: long thin strokes, level and upright, broken and faint ones too."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from extractors.pictures.picture import POINT
from extractors.pictures.pieces import pieces_of
from extractors.tables.marks import Rule

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from extractors.pictures.picture import Pixels

#: All lengths in pixels at 200 to the inch. A stroke so long is a rule: type of a table is at most 35 high.
_RULE = 45
#: Gaps between the dashes of a dashed rule; pieces of a faint or broken one; the gaps between those; and how long they
#: must be together.
_DASHES, _PIECE, _GAP, _WHOLE = 9, 13, 21, 130
#: A rule is no thicker.
_THICKEST = 11
#: A speck is no larger. Specks in a row are a dotted rule where so many of its pixels are marked in this length, and
#: so many times more than on the page.
_SPECK_WIDE, _SPECK_HIGH = 8, 3
_ALONG, _DENSE, _DENSER = 81, 0.03, 5.0
#: The next speck is no farther than half of this; below that share there is none.
_NEXT, _NOTHING = 27, 1e-4
#: A page with a smaller share of specks in its middle is no fax.
_SPECKLED = 0.0005
#: Pieces in which a bent rule is told: each lies level.
_SLICE = 160
#: Lines that touch no other and are no longer than this are strokes of large type.
_STROKE = 120
_REACH = 9
#: What reaches over so much of the page is no rule.
_STREAK = 0.97
_DRAWN = 3
#: What hangs together and is smaller is no table.
_TABLE = 160


@dataclass(frozen=True, slots=True)
class _Need:
    """What makes weak marks a rule: in each stretch of so many pixels this share is marked, and no more than that share
    of what lies on either hand, up to so many pixels off: rows of type have more."""

    stretch: int
    marked: float
    empty: float
    beside: int


_BROKEN = _Need(60, 0.6, 0.15, 8)
_DASHED = _Need(30, 0.45, 0.2, 7)


def rule_masks(ink: Pixels, faint: Pixels, clear: Pixels) -> tuple[Pixels, Pixels]:
    """Where level and upright rules run: 255 there, 0 elsewhere.

    `ink` is 255 where there is ink, `clear` where there is some that is no text, `faint` where any such mark is.
    """
    import cv2
    import numpy as np

    level = _level(ink, faint, clear)
    upright = np.ascontiguousarray(_level(*(np.ascontiguousarray(mask.T) for mask in (ink, faint, clear))).T)
    level, upright = _crossed(level, upright), _crossed(upright, level)
    large = _large(cv2.max(level, upright))
    return cv2.min(level, large), cv2.min(upright, large)


def rules_of(level: Pixels, upright: Pixels) -> list[Rule]:
    """The rules that run where the masks say, in points."""
    return [*_rules(level), *(rule.flipped for rule in _rules(upright.T))]


def draw(rules: Iterable[Rule], level: Pixels, upright: Pixels) -> None:
    """Marks where the rules run in the masks."""
    import cv2

    for rule in rules:
        mask = level if rule.horizontal else upright
        start, end = (round(rule.x0 / POINT), round(rule.y0 / POINT)), (round(rule.x1 / POINT), round(rule.y1 / POINT))
        cv2.line(mask, start, end, 255, _DRAWN)


def _large(lines: Pixels) -> Pixels:
    """The lines that hang together and reach as far as a table does; the rest are strokes of large type."""
    import numpy as np

    pieces = pieces_of(lines)
    kept = (pieces.boxes[:, 2:].max(axis=1) >= _TABLE).astype(np.uint8) * 255
    return np.take(kept, pieces.numbers)


def _level(ink: Pixels, faint: Pixels, clear: Pixels) -> Pixels:
    import cv2

    strong = _thin(_opened(ink, _RULE))
    marks = _thickened(faint)
    pieces = _opened(_closed(_thin(_opened(marks, _PIECE)), _GAP), _WHOLE)
    pieces = _clear(pieces, marks, _BROKEN)
    dashes = _clear(_opened(_thin(_closed(marks, _DASHES)), _RULE), marks, _DASHED)
    found = cv2.max(cv2.max(strong, pieces), cv2.max(dashes, _dotted(clear)))
    return _closed(found, _GAP)


def _dotted(ink: Pixels) -> Pixels:
    """Where specks stand in a row, far denser than dirt does: what a fax leaves of a fine line."""
    import cv2
    import numpy as np

    height, width = ink.shape
    if _specks(ink[height // 3 : 2 * height // 3, width // 3 : 2 * width // 3]).mean() < _SPECKLED:
        return np.zeros_like(ink)
    specks = _specks(ink)
    usual = float(specks.mean())
    dense = cv2.boxFilter(specks, -1, (_ALONG, 3)) >= max(_DENSE, _DENSER * usual)
    dense &= cv2.boxFilter(specks, -1, (_NEXT, 3)) > _NOTHING
    rows = cv2.boxFilter(specks, -1, (_ALONG, 1))
    ridge = dense & (rows >= cv2.dilate(rows, np.ones((5, 1), np.uint8)) - 1e-6)
    mask = _closed(_thickened(ridge.astype(np.uint8) * 255), _GAP)
    return _opened(cv2.erode(mask, np.ones((1, _ALONG // 2), np.uint8)), _WHOLE - _ALONG // 2)


def _specks(ink: Pixels) -> Pixels:
    """1.0 where the ink is a speck, 0.0 elsewhere."""
    import cv2
    import numpy as np

    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    small = (stats[:, cv2.CC_STAT_WIDTH] <= _SPECK_WIDE) & (stats[:, cv2.CC_STAT_HEIGHT] <= _SPECK_HIGH)
    return np.asarray(small[labels], np.float32)


def _thickened(mask: Pixels) -> Pixels:
    """The mask a pixel higher, so that a line that climbs a little still runs on."""
    import cv2
    import numpy as np

    return cv2.dilate(mask, np.ones((3, 1), np.uint8))


def _opened(mask: Pixels, width: int) -> Pixels:
    import cv2
    import numpy as np

    return cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((1, width), np.uint8))


def _closed(mask: Pixels, width: int) -> Pixels:
    import cv2
    import numpy as np

    return cv2.morphologyEx(mask, cv2.MORPH_CLOSE, np.ones((1, width), np.uint8))


def _thin(mask: Pixels) -> Pixels:
    """The mask without what is too thick for a line."""
    import cv2
    import numpy as np

    thick = cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((_THICKEST + 3, _THICKEST + 3), np.uint8))
    return cv2.subtract(mask, cv2.dilate(thick, np.ones((5, 5), np.uint8)))


def _clear(pieces: Pixels, marks: Pixels, need: _Need) -> Pixels:
    """The stretches of pieced lines that are marked, with next to nothing above and below: rows of type have that."""
    import numpy as np

    found = pieces_of(pieces)
    kept = np.zeros_like(pieces)
    for number, (x, y, width, height) in enumerate(found.boxes[1:].tolist(), 1):
        stretches = max(1, round(width / need.stretch))
        for start, end in ((x + width * i // stretches, x + width * (i + 1) // stretches) for i in range(stretches)):
            own = found.numbers[y : y + height, start:end] == number
            around = marks[max(0, y - need.beside) : y + height + need.beside, start:end]
            if _is_clear(own, around, min(y, need.beside), need):
                kept[y : y + height, start:end][own] = 255
    return kept


def _is_clear(own: NDArray[np.bool_], around: Pixels, above: int, need: _Need) -> bool:
    """Whether most of the stretch is marked, and hardly anything of what is around it but for two pixels' distance."""
    import numpy as np

    rows = np.nonzero(own.any(axis=1))[0]
    if not len(rows):
        return False
    first, last = above + int(rows[0]), above + int(rows[-1]) + 1
    marked = np.count_nonzero(around[above : above + own.shape[0]][own])
    far = need.beside
    sides = around[max(0, first - far) : max(0, first - 2)], around[last + 2 : last + far]
    fullest = max((np.count_nonzero(side) / side.size for side in sides if side.size), default=0.0)
    return bool(marked >= need.marked * own.sum() and fullest <= need.empty)


def _crossed(lines: Pixels, others: Pixels) -> Pixels:
    """The lines that touch one of the others, or are long: short ones by themselves are strokes of large type.

    Those from edge to edge of the page are streaks of the machine.
    """
    import cv2
    import numpy as np

    pieces = pieces_of(lines)
    near = cv2.dilate(others, np.ones((2 * _REACH + 1, 2 * _REACH + 1), np.uint8))
    touching = np.bincount(pieces.numbers[near > 0], minlength=len(pieces.boxes)) > 0
    sides = pieces.boxes[:, 2:]
    kept = touching | (sides.max(axis=1) > _STROKE)
    kept &= ~(sides >= _STREAK * np.array(lines.shape[::-1])).any(axis=1)
    kept[0] = False
    return np.take(kept.astype(np.uint8) * 255, pieces.numbers)


def _rules(mask: Pixels) -> Iterator[Rule]:
    """The level rules of a mask, those that bend in pieces that lie level."""
    import numpy as np

    mask = np.ascontiguousarray(mask)
    found = pieces_of(mask)
    for number, (x, y, width, height) in enumerate(found.boxes[1:].tolist(), 1):
        part = found.numbers[y : y + height, x : x + width] == number
        pieces = max(1, round(width / _SLICE))
        for start, end in ((width * i // pieces, width * (i + 1) // pieces) for i in range(pieces)):
            rows = np.nonzero(part[:, start:end])[0]
            if len(rows):
                at = (y + float(rows.mean()) + 0.5) * POINT
                yield Rule((x + start) * POINT, at, (x + end) * POINT, at)
