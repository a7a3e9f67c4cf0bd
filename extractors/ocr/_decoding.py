"""What a recognition model says of a line, to characters with boxes (connectionist temporal classification)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from extractors.ocr.seen import Glyph, Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

_BLANK = 0
#: Width of a full-width character in heights of its line box, which stands a little above and below the characters.
_FULL, _HALF = 0.85, 0.45
#: The models see a character a quarter of a step after its centre (measured on drawn pages).
_LATE = 0.25


def line_of(chances: NDArray[Any], width: int, shape: tuple[int, int], characters: Sequence[str]) -> Line:
    """The line of a picture of that shape (height, width) from the chances, steps x characters.

    The steps share out the width of the batch, at the model's height.
    """
    from extractors.ocr._strips import HEIGHT

    best, sure = chances.argmax(axis=1), chances.max(axis=1)
    high, wide = shape
    scale = width / len(best) * high / HEIGHT
    seen: list[tuple[str, float, float]] = []
    for start, end in _runs(best):
        if (text := characters[best[start]]) and scale * start < wide:
            seen.append((text, scale * ((start + end) / 2 - _LATE), float(sure[start:end].max())))
    return placed_along(seen, high, wide)


def _runs(best: NDArray[Any]) -> list[tuple[int, int]]:
    """First and one past the last step of each run of the same character."""
    import numpy as np

    edges = [0, *(np.flatnonzero(np.diff(best)) + 1).tolist(), len(best)]
    return [(a, b) for a, b in pairwise(edges) if best[a] != _BLANK]


def placed_by_steps(
    shape: tuple[int, ...], characters: Sequence[str], seen_at: Sequence[int], steps: float, confidence: float
) -> Line:
    """The line of a picture of that shape whose characters were seen at those of its steps."""
    high, wide = shape[0], shape[1]
    scale = wide / max(steps, 1.0)
    seen = [(text, scale * (at + 0.5 - _LATE), confidence) for text, at in zip(characters, seen_at, strict=True)]
    return placed_along(seen, high, wide)


def placed_along(seen: Sequence[tuple[str, float, float]], high: float, wide: float) -> Line:
    """The line of characters known by their centres: each reaches half way to the next, no further than its kind."""
    glyphs = []
    for i, (text, centre, confidence) in enumerate(seen):
        reach = high * (_FULL if unicodedata.east_asian_width(text[0]) in "WF" else _HALF) / 2
        left = (seen[i - 1][1] + centre) / 2 if i else 0.0
        right = (centre + seen[i + 1][1]) / 2 if i + 1 < len(seen) else wide
        box = max(left, centre - reach), 0.0, min(right, centre + reach, wide), float(high)
        glyphs.append(Glyph(text, *box, round(confidence, 4)))
    sure = sum(glyph.confidence for glyph in glyphs) / len(glyphs) if glyphs else 0.0
    return Line(0.0, 0.0, float(wide), float(high), tuple(glyphs), round(sure, 4))
