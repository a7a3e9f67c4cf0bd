"""What is printed on a picture, whatever the light: the page made even, then ink and paper."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from extractors.pictures.picture import Pixels

#: Ink is darker than this share of the paper around it; where the picture itself shows no clear limit.
_DARKEST_LIMIT, _LIGHTEST_LIMIT = 130, 200
#: Faint lines are darker than this.
FAINT = 222
#: Greys between ink and paper; so many times as many as dark pixels a scanner has at least, between strokes and paper.
_GREYS, _FEW = (61, 199), 1.3
#: A ground darker than this may be that of light print; print is a rare colour, up to so many hundredths of the page.
_DARK_GROUND, _RARE = 110, 2
_SAMPLED = 4
#: The paper is what a disk of this many pixels, at a quarter of the size, finds brightest.
_DISK = 15
_SMALLER = 4
#: Strokes and rules are no thicker, in pixels; what is shaded is larger.
_THICKEST = 25


def dark_on_light(pixels: Pixels) -> Pixels:
    """The picture, its colours turned round where it is light print on a dark ground, as some screens show it."""
    import numpy as np

    grey = pixels[::_SAMPLED, ::_SAMPLED].mean(axis=2)
    darkest, ground, lightest = np.percentile(grey, (_RARE, 50, 100 - _RARE))
    inverted = ground < _DARK_GROUND and lightest - ground > ground - darkest
    return 255 - pixels if inverted else pixels


def evened(grey: Pixels) -> Pixels:
    """The grey picture with shadows and uneven light taken out: paper is white, ink keeps its share of it."""
    import cv2
    import numpy as np

    height, width = grey.shape
    small = cv2.resize(grey, (max(1, width // _SMALLER), max(1, height // _SMALLER)), interpolation=cv2.INTER_AREA)
    paper = cv2.morphologyEx(small, cv2.MORPH_CLOSE, cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (_DISK, _DISK)))
    paper = cv2.resize(cv2.GaussianBlur(paper, (0, 0), 5), (width, height), interpolation=cv2.INTER_LINEAR)
    return cv2.divide(grey, np.maximum(paper, 1), scale=255)


def is_bilevel(grey: Pixels) -> bool:
    """Whether the picture knows black and white alone, as a fax does; resizing leaves a few greys between them."""
    import cv2

    dark, rest = cv2.countNonZero(cv2.inRange(grey, 0, _GREYS[0])), cv2.countNonZero(cv2.inRange(grey, *_GREYS))
    return rest < _FEW * dark


def unshaded(even: Pixels) -> Pixels:
    """The even picture with shaded cells, and the desk around the sheet, as white as paper: thin marks stay."""
    import cv2
    import numpy as np

    shade = cv2.morphologyEx(cv2.blur(even, (3, 3)), cv2.MORPH_CLOSE, np.ones((_THICKEST, _THICKEST), np.uint8))
    return cv2.divide(even, np.maximum(shade, 1), scale=255)


def ink_of(even: Pixels) -> Pixels:
    """255 where there is ink, 0 elsewhere."""
    import cv2

    limit, _ = cv2.threshold(even, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    return cv2.threshold(even, min(_LIGHTEST_LIMIT, max(_DARKEST_LIMIT, limit)), 255, cv2.THRESH_BINARY_INV)[1]


def faint_of(even: Pixels) -> Pixels:
    """255 where there is any mark, however faint."""
    import cv2

    return cv2.threshold(even, FAINT, 255, cv2.THRESH_BINARY_INV)[1]
