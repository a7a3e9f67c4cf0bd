"""Pages drawn for the tests: ruled grids with blocks of ink for characters, and an engine that knows where they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np

from extractors.ocr.seen import Glyph, Line

HEIGHT, WIDTH = 1200, 1600
#: The edges of the grid that `grid` draws, in pixels.
XS, YS = (100, 400, 800, 1100, 1500), (150, 260, 370, 480, 700, 1000)
SIZE = 28


def paper(height: int = HEIGHT, width: int = WIDTH) -> Any:
    """A white page."""
    return np.full((height, width, 3), 255, np.uint8)


def grid(page: Any, xs: Sequence[int] = XS, ys: Sequence[int] = YS, thick: int = 2, ink: int = 0) -> Any:
    """Rules all around and between."""
    for y in ys:
        cv2.line(page, (xs[0], y), (xs[-1], y), (ink, ink, ink), thick)
    for x in xs:
        cv2.line(page, (x, ys[0]), (x, ys[-1]), (ink, ink, ink), thick)
    return page


def write(page: Any, x: int, y: int, text: str, sure: float = 0.99) -> Line:
    """Strokes for each character, drawn like a box with a bar, and the line that an engine would see."""
    glyphs = []
    for i, sign in enumerate(text):
        left = x + i * SIZE
        cv2.rectangle(page, (left + 4, y + 4), (left + SIZE - 4, y + SIZE - 4), (20, 20, 20), 2)
        cv2.line(page, (left + 6, y + SIZE // 2), (left + SIZE - 6, y + SIZE // 2), (20, 20, 20), 2)
        glyphs.append(Glyph(sign, left, y - 4, left + SIZE, y + SIZE + 4, sure))
    return Line(x, y - 4, x + len(text) * SIZE, y + SIZE + 4, tuple(glyphs), sure)


class Knowing:
    """An engine that sees the lines that it was told, on a page that is the right way up."""

    def __init__(self, lines: Sequence[Line], crops: Sequence[str] = ()) -> None:
        self.lines, self.texts, self.asked = tuple(lines), list(crops), 0

    def page(self, image: Any) -> tuple[Line, ...]:
        """The lines."""
        return self.lines

    def crops(self, images: Sequence[Any]) -> tuple[Line, ...]:
        """The texts, one a picture, as far as they reach."""
        self.asked += len(images)
        found = []
        for image, text in zip(images, [*self.texts, *[""] * len(images)], strict=False):
            high, wide = image.shape[:2]
            step = wide / max(1, len(text))
            glyphs = tuple(Glyph(sign, i * step, 0, (i + 1) * step, high, 0.9) for i, sign in enumerate(text))
            found.append(Line(0, 0, wide, high, glyphs, 0.9 if text else 0.0))
        return tuple(found)
