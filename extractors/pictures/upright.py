"""A picture set upright: quarter turns, a small skew and the perspective of a photograph taken out.

Ruling lines tell how: those that should be level have a slope that changes from the top of the page to its foot where
the camera was tilted, and upright ones likewise from left to right. Without lines, the rows of text do.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from extractors.pictures.picture import Picture

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from extractors.pictures.picture import Pixels, Projection

    #: For each line: its middle along the other axis (0 to 1), its slope and its length.
    Slopes = NDArray[Any]

#: Lines are looked for at about so many pixels of the longer side.
_LOOKED_AT = 1200
#: Marks of fewer pixels then are dirt.
_SPECK = 9
#: A ruling line is at least so long, as a share of the longer side, and no farther off its direction.
_LONG = 0.05
_STEEPEST = 0.22
#: What runs so near the edge of the picture, as a share of it, is the edge of the scan and no line of the sheet.
_EDGE = 0.015
#: Lines must be so long together, as a share of that side, to tell anything, and so far apart to tell a change.
_ENOUGH = 1.0
_SPREAD = 0.12
#: Lines that all lie within so little are one line: the edge of the sheet, or a streak.
_SINGLE = 0.03
#: Rows of text are looked for at these angles, in degrees.
_WIDEST, _STEP, _FINE = 6.0, 0.5, 0.1
#: Corners that would move by fewer pixels stay where they are.
_MOVED = 1.5
#: Where lines of the page are fitted, as shares of its sides.
_NEAR, _FAR = 0.1, 0.9


def is_sideways(ink: Pixels) -> bool:
    """Whether text runs up or down the page: then its characters meet upwards before they meet sideways."""
    import cv2
    import numpy as np

    scale = _LOOKED_AT / max(ink.shape)
    small = cv2.resize(ink, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale < 1 else ink
    _, small = cv2.threshold(small, 90, 255, cv2.THRESH_BINARY)
    text = _without_specks(cv2.subtract(small, cv2.max(_opened(small, 40, 1), _opened(small, 1, 40))))
    counts = []
    for kernel in ((7, 1), (1, 7)):
        joined = cv2.morphologyEx(text, cv2.MORPH_CLOSE, np.ones(kernel[::-1], np.uint8))
        counts.append(cv2.connectedComponents(joined)[0])
    level, upright = counts
    return upright < level


def _without_specks(mask: Pixels) -> Pixels:
    import cv2
    import numpy as np

    _, numbers = cv2.connectedComponents(mask)
    kept = (np.bincount(numbers.ravel()) >= _SPECK).astype(np.uint8) * 255
    kept[0] = 0
    return np.take(kept, np.asarray(numbers))


def _opened(mask: Pixels, width: int, height: int) -> Pixels:
    import cv2
    import numpy as np

    return cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((height, width), np.uint8))


def rectified(picture: Picture, even: Pixels) -> Picture:
    """The picture with level rows and upright columns; `even` is its grey picture in even light."""
    import cv2

    scale = min(1.0, _LOOKED_AT / max(even.shape))
    small = cv2.resize(even, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    projection = _by_lines(small)
    if projection is None:
        projection = _by_rows(small)
    if projection is None:
        return picture
    return _projected(picture, _scaled(projection, scale))


def _by_lines(grey: Pixels) -> Projection | None:
    """What makes the ruling lines level and upright; None for too few lines."""
    import cv2

    found = cv2.createLineSegmentDetector().detect(grey)[0]
    if found is None:
        return None
    height, width = grey.shape
    segments = found.reshape(-1, 4).astype(float)
    level = _slopes(segments, width, height)
    upright = _slopes(segments[:, [1, 0, 3, 2]], height, width)
    a, b = _fitted(level, width)
    c, d = _fitted(upright, height)
    if a is None and c is None:
        return None
    a, c = (-c if a is None else a), (-a if c is None else c)  # type: ignore[operator]
    return _levelling((a, b), (c, d), width, height)


def _slopes(segments: NDArray[Any], along: int, across: int) -> Slopes:
    """Of the segments that run along an axis: where across it, with what slope, how long."""
    import numpy as np

    dx, dy = segments[:, 2] - segments[:, 0], segments[:, 3] - segments[:, 1]
    length = np.hypot(dx, dy)
    middle = (segments[:, 1] + segments[:, 3]) / 2 / across
    kept = (length >= _LONG * along) & (np.abs(dy) <= _STEEPEST * np.abs(dx)) & (np.abs(middle - 0.5) < 0.5 - _EDGE)
    return np.stack([middle[kept], dy[kept] / dx[kept], length[kept]], axis=1)


def _fitted(lines: Slopes, along: int) -> tuple[float | None, float]:
    """The slope at the middle and its change over the whole; None where the lines don't tell."""
    import numpy as np

    if lines[:, 2].sum() < _ENOUGH * along:
        return None, 0.0
    usual = _weighted_median(lines[:, 1], lines[:, 2])
    kept = lines[np.abs(lines[:, 1] - usual) <= 0.08]
    for _ in range(3):
        where, slope, weight = kept[:, 0] - 0.5, kept[:, 1], kept[:, 2]
        centre = np.average(where, weights=weight)
        spread = np.average((where - centre) ** 2, weights=weight)
        if spread < _SINGLE**2:
            return None, 0.0
        mean = np.average(slope, weights=weight)
        change = 0.0
        if spread >= _SPREAD**2:
            change = float(np.average((where - centre) * (slope - mean), weights=weight) / spread)
        off = np.abs(slope - (mean + change * (where - centre)))
        near = off <= max(0.004, 2.5 * float(np.average(off, weights=weight)))
        middle = float(mean - change * centre)
        if near.all() or near.sum() < 4:
            break
        kept = kept[near]
    return middle, change


def _weighted_median(values: NDArray[Any], weights: NDArray[Any]) -> float:
    import numpy as np

    order = np.argsort(values)
    total = np.cumsum(weights[order])
    return float(values[order][np.searchsorted(total, total[-1] / 2)])


def _levelling(level: tuple[float, float], upright: tuple[float, float], width: int, height: int) -> Projection:
    """The projection that makes two level lines, near top and foot, and two upright ones the sides of a rectangle."""
    import cv2
    import numpy as np

    corners, wanted = [], []
    for y in (_NEAR, _FAR):
        for x in (_NEAR, _FAR):
            slope, lean = level[0] + level[1] * (y - 0.5), upright[0] + upright[1] * (x - 0.5)
            # The level line: v = y H + slope (u - W/2); the upright one: u = x W + lean (v - H/2).
            v = (y * height + slope * (x * width - lean * height / 2 - width / 2)) / (1 - slope * lean)
            corners.append((x * width + lean * (v - height / 2), v))
            wanted.append((x * width, y * height))
    return cv2.getPerspectiveTransform(np.array(corners, np.float32), np.array(wanted, np.float32))


def _by_rows(grey: Pixels) -> Projection | None:
    """The rotation under which the rows of text are most distinct."""
    import cv2
    import numpy as np

    _, ink = cv2.threshold(grey, 0, 255, cv2.THRESH_BINARY_INV + cv2.THRESH_OTSU)
    height, width = ink.shape
    centre = (width / 2, height / 2)

    def distinct(angle: float) -> float:
        turned = cv2.warpAffine(ink, cv2.getRotationMatrix2D(centre, angle, 1), (width, height))
        return float(np.square(np.diff(turned.mean(axis=1))).sum())

    rough = max(np.arange(-_WIDEST, _WIDEST + _STEP, _STEP), key=distinct)
    angle = max(np.arange(rough - _STEP, rough + _STEP + _FINE, _FINE), key=distinct)
    if distinct(angle) < 1.05 * distinct(0.0):
        return None
    return np.vstack([cv2.getRotationMatrix2D(centre, angle, 1), [0.0, 0.0, 1.0]])


def _scaled(projection: Projection, scale: float) -> Projection:
    """The projection of the small picture for that of full size."""
    import numpy as np

    return np.diag([1 / scale, 1 / scale, 1.0]) @ projection @ np.diag([scale, scale, 1.0])


def _projected(picture: Picture, projection: Projection) -> Picture:
    """The picture as the projection shows it, as large as it must be to hold the whole."""
    import cv2
    import numpy as np

    height, width = picture.pixels.shape[:2]
    corners = np.array([[[0, 0], [width, 0], [0, height], [width, height]]], np.float64)
    moved = cv2.perspectiveTransform(corners, projection)
    if np.abs(moved - corners).max() < _MOVED:
        return picture
    left, top = np.floor(moved.min(axis=(0, 1)))
    size = np.ceil(moved.max(axis=(0, 1)) - (left, top)).astype(int)
    size = np.minimum(size, (int(1.3 * width) + 2, int(1.3 * height) + 2))
    shifted = np.array([[1, 0, -left], [0, 1, -top], [0, 0, 1]]) @ projection
    return Picture(_warped(picture.pixels, shifted, size), picture.back @ np.linalg.inv(shifted))


def _warped(pixels: Pixels, projection: Projection, size: NDArray[Any]) -> Pixels:
    """The pixels as the projection shows them; of a page without colours one channel for all three."""
    import cv2

    red, green, blue = cv2.split(pixels)
    is_grey = not (cv2.absdiff(red, green).any() or cv2.absdiff(red, blue).any())
    shown = cv2.warpPerspective(
        red if is_grey else pixels, projection, (int(size[0]), int(size[1])), flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )  # fmt: skip
    return cv2.merge([shown] * 3) if is_grey else shown
