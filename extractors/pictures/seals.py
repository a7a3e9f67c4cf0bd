"""Red seals over text: in the red channel they are nearly as light as the paper, and the print under them stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.pictures.picture import Pixels

#: Red exceeds green and blue by so much in the ink of a seal, faint as it may be.
_REDDER = 28
#: Print under the seal is darker than this in the red channel.
_PRINT = 100
#: A seal is so large, in pixels at 200 to the inch (15 to 60 mm), and about as wide as high.
_SMALLEST, _LARGEST = 110, 560
_ROUNDNESS = 0.5
#: Parts of a seal are no farther from each other.
_TOGETHER = 31
_AROUND = 5


def without_seals(pixels: Pixels) -> tuple[Pixels, bool]:
    """The picture with its seals lifted, and whether there are any; other red print stays."""
    import cv2
    import numpy as np

    red = _red(pixels)
    if cv2.countNonZero(red) < _SMALLEST:
        return pixels, False
    mask = _sealed(red)
    if not mask.any():
        return pixels, False
    channel = pixels[:, :, 0]
    lifted = pixels.copy()
    # Where the paper shows through, red is as bright as the paper; the seal's own red is a little darker.
    bright = np.clip(channel.astype(np.uint16) * 255 // max(1, int(np.percentile(channel[mask], 60))), 0, 255)
    lifted[mask] = np.repeat(bright.astype(np.uint8)[mask][:, None], 3, axis=1)
    lifted[mask & (red > 0) & (channel > _PRINT)] = 255
    return lifted, True


def _red(pixels: Pixels) -> Pixels:
    """255 where the ink is red."""
    import cv2

    r, g, b = cv2.split(pixels)
    return cv2.threshold(cv2.subtract(r, cv2.max(g, b)), _REDDER, 255, cv2.THRESH_BINARY)[1]


def _sealed(red: Pixels) -> Pixels:
    """True within red marks that are as large and round as a seal."""
    import cv2
    import numpy as np

    whole = cv2.morphologyEx(red, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (_TOGETHER, _TOGETHER)))
    count, _, stats, _ = cv2.connectedComponentsWithStats(whole)
    found = np.zeros_like(red)
    for x, y, width, height, _ in stats[1:count]:
        long, short = max(width, height), min(width, height)
        if _SMALLEST <= long <= _LARGEST and short >= _ROUNDNESS * long:
            found[y : y + height, x : x + width] = red[y : y + height, x : x + width]
    return cv2.dilate(found, np.ones((_AROUND, _AROUND), np.uint8)) > 0
