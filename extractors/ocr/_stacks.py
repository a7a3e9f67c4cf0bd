"""Characters printed one below the other in a narrow cell: laid side by side, read as a line, put back in place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from extractors.ocr.seen import Glyph, Line

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.ocr.seen import Picture

#: A line so many times as high as wide may be a stack; a character is at most so many times as high as wide.
_TALL, _CHARACTER = 1.6, 1.2
#: A column of pixels dark over more than this share of the height is a rule, not a character.
_RULE = 0.95
#: Characters of a stack that is laid out at most; more are no label of a cell.
_MOST = 60
#: Room around a character when it is laid out, as a share of the width of the stack.
_ROOM = 0.12


@dataclass(frozen=True, slots=True)
class _Stack:
    """The characters as a line, each in a square of that side, and where they stand in the stack."""

    line: Picture
    side: int
    left: float
    right: float
    bands: tuple[tuple[int, int], ...]

    def placed(self, seen: Line, at: Line) -> Line:
        """What was seen in the line, with the boxes that the characters have on the page."""
        glyphs = []
        for glyph in seen.glyphs:
            number = min(len(self.bands) - 1, max(0, int((glyph.x0 + glyph.x1) / 2 / self.side)))
            top, bottom = self.bands[number]
            box = at.x0 + self.left, at.y0 + top, at.x0 + self.right, at.y0 + bottom
            glyphs.append(Glyph(glyph.text, *box, glyph.confidence))
        return at._replace(glyphs=tuple(glyphs), confidence=seen.confidence)


def with_stacks(
    image: Picture, lines: Sequence[Line], crops: Callable[[Sequence[Picture]], Sequence[Line]]
) -> tuple[Line, ...]:
    """The lines that have text, tall ones read as stacks where that is the surer reading."""
    stacks = {i: stack for i, line in enumerate(lines) if (stack := _stack(image, line))}
    read = dict(zip(stacks, crops([stack.line for stack in stacks.values()]), strict=True)) if stacks else {}
    whole = list(lines)
    for i, seen in read.items():
        if seen.confidence > lines[i].confidence:
            whole[i] = stacks[i].placed(seen, lines[i])
    return tuple(line for line in whole if line.glyphs)


def _stack(image: Picture, line: Line) -> _Stack | None:
    """The line laid out, where it is tall and has more than one character."""
    import numpy as np

    if line.y1 - line.y0 < _TALL * (line.x1 - line.x0):
        return None
    part = image[max(0, int(line.y0)) : int(line.y1) + 1, max(0, int(line.x0)) : int(line.x1) + 1]
    dark = _dark(part)
    columns = np.flatnonzero(dark.any(axis=0))
    if not len(columns):
        return None
    left, right = int(columns[0]), int(columns[-1]) + 1
    bands = _bands(np.asarray(dark.any(axis=1)), right - left)
    if not 1 < len(bands) <= _MOST:
        return None
    side = max(2, round((right - left) * (1 + 2 * _ROOM)))
    return _Stack(_laid_out(part, bands, (left, right), side), side, left, right, tuple(bands))


def _dark(part: Picture) -> NDArray[Any]:
    """Which pixels are ink, without upright rules."""
    import cv2
    import numpy as np

    grey = cv2.cvtColor(part, cv2.COLOR_RGB2GRAY)
    _, ink = cv2.threshold(grey, 0, 1, cv2.THRESH_BINARY_INV | cv2.THRESH_OTSU)
    dark = np.asarray(ink, dtype=bool)
    dark[:, dark.mean(axis=0) > _RULE] = False
    return dark


def _bands(rows: NDArray[Any], wide: int) -> list[tuple[int, int]]:
    """Top and bottom of each character: inked rows put together up to its height, taller ones parted."""
    import numpy as np

    edges = np.flatnonzero(np.diff(np.concatenate(([False], rows, [False])).astype(np.int8))).tolist()
    bands: list[tuple[int, int]] = []
    for top, bottom in zip(edges[::2], edges[1::2], strict=True):
        if bands and bottom - bands[-1][0] <= _CHARACTER * wide:
            bands[-1] = (bands[-1][0], bottom)
        else:
            bands.append((top, bottom))
    return [part for band in bands for part in _parted(*band, wide)] if len(bands) > 1 else bands


def _parted(top: int, bottom: int, wide: int) -> list[tuple[int, int]]:
    """The band in as many equal parts as it has characters that touch."""
    count = max(1, round((bottom - top) / (_CHARACTER * wide)))
    step = (bottom - top) / count
    return [(round(top + step * i), round(top + step * (i + 1))) for i in range(count)]


def _laid_out(part: Picture, bands: Sequence[tuple[int, int]], columns: tuple[int, int], side: int) -> Picture:
    """The characters side by side, each in the middle of a square, on the colour of the paper."""
    import numpy as np

    left, right = columns
    line = np.empty((side, side * len(bands), 3), dtype=np.uint8)
    line[:] = np.median(part.reshape(-1, 3), axis=0)
    for number, (top, bottom) in enumerate(bands):
        character = part[top:bottom, left:right][:side, :side]
        high, wide = character.shape[:2]
        y, x = (side - high) // 2, number * side + (side - wide) // 2
        line[y : y + high, x : x + wide] = character
    return line
