"""Two pages on one sheet, side by side: a sheet that lies across, with nothing on it along its middle."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.pictures.ink import evened, ink_of
from extractors.pictures.picture import Picture

if TYPE_CHECKING:
    from extractors.pictures.picture import Pixels

#: Width of such a sheet in heights of it, least and most.
_ACROSS = (1.2, 1.7)
#: The blank strip lies between these shares of the width, is so wide, and holds no larger share of ink.
_MIDDLE, _STRIP, _BLANK = (0.44, 0.56), 0.015, 0.002
#: On either page stands a rule as long as this share of its height: columns of prose have none.
_RULE = 0.05
#: The edge of the sheet, which a scanner darkens, is not looked at.
_EDGE = 0.02


def halves(picture: Picture) -> tuple[Picture, ...]:
    """The two pages of the sheet, left and right, or the picture itself where it is one page."""
    import cv2
    import numpy as np

    height, width = picture.pixels.shape[:2]
    if not _ACROSS[0] * height <= width <= _ACROSS[1] * height:
        return (picture,)
    ink = ink_of(evened(cv2.cvtColor(picture.pixels, cv2.COLOR_RGB2GRAY)))
    edge = int(_EDGE * height)
    middle = _gap(ink[edge : height - edge])
    if middle is None or not all(_is_page(half) for half in (ink[:, :middle], ink[:, middle:])):
        return (picture,)
    left, right = (np.ascontiguousarray(half) for half in (picture.pixels[:, :middle], picture.pixels[:, middle:]))
    shift = np.array([[1.0, 0.0, float(middle)], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]])
    return Picture(left, picture.back), Picture(right, picture.back @ shift)


def _gap(ink: Pixels) -> int | None:
    """The middle of the widest blank strip near the middle of the sheet; None where there is none."""
    width = ink.shape[1]
    first, last = (int(share * width) for share in _MIDDLE)
    blank = (ink[:, first:last] > 0).mean(axis=0) <= _BLANK
    best, start, wide = None, 0, int(_STRIP * width)
    for at, is_blank in enumerate([*blank.tolist(), False]):
        if is_blank:
            continue
        if at - start > wide:
            best, wide = first + (start + at) // 2, at - start
        start = at + 1
    return best


def _is_page(ink: Pixels) -> bool:
    """Whether an upright rule stands on it, as a table has at least two."""
    import cv2
    import numpy as np

    long = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((max(1, int(_RULE * ink.shape[0])), 1), np.uint8))
    return bool(long.any())
