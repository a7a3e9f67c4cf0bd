"""What an engine sees in a picture: lines of characters, each with its box in pixels and how sure it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Picture = NDArray[np.uint8]


class Glyph(NamedTuple):
    """One character, its upright box in pixels of the picture given, and the confidence from 0 to 1."""

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    confidence: float

    @property
    def is_chinese(self) -> bool:
        """Whether it is a Chinese character."""
        return "\u4e00" <= self.text <= "\u9fff"


class Line(NamedTuple):
    """A detected line: its upright box in pixels, its characters as they are read, and the confidence from 0 to 1."""

    x0: float
    y0: float
    x1: float
    y1: float
    glyphs: tuple[Glyph, ...]
    confidence: float

    @property
    def text(self) -> str:
        """The characters in a row."""
        return "".join(glyph.text for glyph in self.glyphs)


class Recogniser(Protocol):
    """A loaded engine. Pictures are height x width x 3, RGB, eight bits."""

    def page(self, image: Picture) -> tuple[Line, ...]:
        """Every line of text of the page, from top to bottom."""

    def crops(self, images: Sequence[Picture]) -> tuple[Line, ...]:
        """Recognition without detection: one `Line` a picture, in its pixels, without glyphs where nothing is seen."""


def nothing(image: Picture) -> Line:
    """The answer for a picture in which nothing is seen: its whole box, and no glyphs."""
    height, width = image.shape[:2]
    return Line(0.0, 0.0, float(width), float(height), (), 0.0)
