"""Red seals over text: in the red channel they are nearly as light as the paper, and the print under them stays."""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.pictures.pieces import pieces_of

if TYPE_CHECKING:
    from extractors.pictures.picture import Pixels

#: Red exceeds green and blue by so much in the ink of a seal, faint as it may be.
_REDDER = 28
#: In the red channel, and in shares of the seal's own brightness: print under the seal, and what is none.
_PRINT = 0.2, 0.85
#: Paper is found at a smaller size, within so many pixels there.
_SMALLER, _NEAR = 8, 9
#: A seal is so large, in pixels at 200 to the inch (15 to 60 mm), and about as wide as high.
_SMALLEST, _LARGEST = 110, 560
#: Half of it over the right edge of the sheet is higher than wide, which no line of red words is.
_ROUNDNESS, _HALF = 0.5, 0.2
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
    seal = max(1, int(np.percentile(channel[mask], 60)))
    darkest, lightest = (share * seal for share in _PRINT)
    share = np.clip((channel[mask].astype(np.float32) - darkest) / (lightest - darkest), 0, 1)
    lifted[mask] = (share[:, None] * _paper(pixels)[mask]).astype(np.uint8)
    return lifted, True


def _paper(pixels: Pixels) -> Pixels:
    """The picture's paper: what is brightest around each pixel."""
    import cv2
    import numpy as np

    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, (max(1, width // _SMALLER), max(1, height // _SMALLER)), interpolation=cv2.INTER_AREA)
    bright = cv2.blur(cv2.dilate(small, np.ones((_NEAR, _NEAR), np.uint8)), (_NEAR, _NEAR))
    return cv2.resize(bright, (width, height), interpolation=cv2.INTER_LINEAR)


def _red(pixels: Pixels) -> Pixels:
    """255 where the ink is red."""
    import cv2

    r, g, b = cv2.split(pixels)
    return cv2.threshold(cv2.subtract(r, cv2.max(g, b)), _REDDER, 255, cv2.THRESH_BINARY)[1]


def _sealed(red: Pixels) -> Pixels:
    """True within red marks that are as large and round as a seal, or as a part of one, and what stands in them."""
    import cv2
    import numpy as np

    whole = cv2.morphologyEx(red, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_RECT, (_TOGETHER, _TOGETHER)))
    boxes = [(x, y, width, height) for x, y, width, height in pieces_of(whole).boxes[1:].tolist()]
    seals = [box for box in boxes if _is_seal(*box[2:])]
    found = np.zeros_like(red)
    for x, y, width, height in (box for box in boxes if any(_belongs(box, seal) for seal in seals)):
        found[y : y + height, x : x + width] = red[y : y + height, x : x + width]
    return cv2.dilate(found, np.ones((_AROUND, _AROUND), np.uint8)) > 0


def _is_seal(width: int, height: int) -> bool:
    long, short = max(width, height), min(width, height)
    return _SMALLEST <= long <= _LARGEST and short >= (_HALF if height > width else _ROUNDNESS) * long


def _belongs(box: tuple[int, ...], seal: tuple[int, ...]) -> bool:
    """Whether the mark is the seal, or a star or an arc of it that stands by itself."""
    x, y, width, height = box
    across, down = (x + width / 2) - (seal[0] + seal[2] / 2), (y + height / 2) - (seal[1] + seal[3] / 2)
    near = max(abs(across), abs(down)) <= max(seal[2], seal[3]) / 2
    return box == seal or (
        near and max(width, height) <= _SMALLEST and min(width, height) >= _ROUNDNESS * max(width, height)
    )
