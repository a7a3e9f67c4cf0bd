"""Lines cut out of a page and made ready for a recognition model, in batches of bounded memory."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors.ocr.seen import Glyph, Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.ocr.seen import Picture

#: Pixels of the picture in which lines are looked for: at 200 dpi the smallest type in use is found (7 points), and a
#: page of any shape takes the models 1.3 GB at most. Lines are read at the size given.
DETECTION_AREA = 1_900_000
#: The height that the model reads, in pixels; the narrowest picture it is given; and the step of widths: few shapes,
#: since the engine plans anew for each.
HEIGHT, _NARROWEST, _STEP = 48, 160, 80
#: Pixels of width in a batch: the model's answer takes 9 KB for each.
_BATCH = 3200
#: What is wider is pressed together; a line of 150 characters is as wide.
_WIDEST = 6400


@dataclass(frozen=True, slots=True)
class Strip:
    """A line cut out of a page, upright, and its corners there, clockwise from where it begins."""

    picture: Picture
    corners: NDArray[Any]

    def placed(self, line: Line) -> Line:
        """The line with boxes in the pixels of the page."""
        wide = line.x1 or 1.0
        glyphs = tuple(
            Glyph(glyph.text, *self._box(glyph.x0 / wide, glyph.x1 / wide), glyph.confidence) for glyph in line.glyphs
        )
        return Line(*self._box(0.0, 1.0), glyphs, line.confidence)

    def _box(self, begin: float, end: float) -> tuple[float, float, float, float]:
        """The upright box around the part between two shares of the length."""
        a, b, c, d = self.corners
        points = [near + (far - near) * share for near, far in ((a, b), (d, c)) for share in (begin, end)]
        xs, ys = [float(x) for x, _ in points], [float(y) for _, y in points]
        return min(xs), min(ys), max(xs), max(ys)


def detection_side(high: int, wide: int) -> int:
    """The longest side, in pixels, of the picture in which the lines of one of that size are looked for."""
    return max(1, round(max(high, wide) * min(1.0, math.sqrt(DETECTION_AREA / max(1, high * wide)))))


def cut(image: Picture, quad: NDArray[Any]) -> Strip:
    """The part of the page within the four corners, turned upright."""
    import cv2
    import numpy as np

    corners = np.asarray(quad, dtype=np.float32)
    wide = max(1, round(float(np.linalg.norm(corners[1] - corners[0]))))
    high = max(1, round(float(np.linalg.norm(corners[3] - corners[0]))))
    flat = np.array([[0, 0], [wide, 0], [wide, high], [0, high]], dtype=np.float32)
    turned = cv2.getPerspectiveTransform(corners, flat)
    picture = cv2.warpPerspective(
        image, turned, (wide, high), flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
    )  # fmt: skip
    return Strip(np.asarray(picture, dtype=np.uint8), corners)


def batches(images: Sequence[Picture]) -> Iterator[tuple[list[int], int]]:
    """Numbers of pictures that are read together, and the width they share; pictures without pixels are left out."""
    widths = {i: _width(image) for i, image in enumerate(images) if image.size}
    batch: list[int] = []
    for i in sorted(widths, key=lambda i: widths[i]):
        if batch and (len(batch) + 1) * widths[i] > _BATCH:
            yield batch, widths[batch[-1]]
            batch = []
        batch.append(i)
    if batch:
        yield batch, widths[batch[-1]]


def _width(image: Picture) -> int:
    """The width at the model's height, rounded up to a step."""
    high, wide = image.shape[:2]
    own = min(_WIDEST, HEIGHT * wide / high)
    return max(_NARROWEST, -int(-own // _STEP) * _STEP)


def padded(images: Sequence[Picture], width: int) -> NDArray[Any]:
    """The pictures as the model takes them: blue first, from -1 to 1, at its height, filled up to the width."""
    import cv2
    import numpy as np

    block = np.zeros((len(images), 3, HEIGHT, width), dtype=np.float32)
    for place, image in zip(block, images, strict=True):
        high, wide = image.shape[:2]
        own = min(width, max(1, -int(-HEIGHT * wide // high)))
        resized = cv2.resize(image, (own, HEIGHT))[:, :, ::-1]
        place[:, :, :own] = resized.transpose(2, 0, 1).astype(np.float32) / 127.5 - 1
    return block
