"""What hangs together in a mask of few pieces: OpenCV takes five times as long where it counts all statistics."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from typing import Any

    from numpy.typing import NDArray

    from extractors.pictures.picture import Pixels


class Pieces(NamedTuple):
    """The number of the piece that each pixel belongs to, 0 for none, and by number its left, top, width and height."""

    numbers: NDArray[Any]
    boxes: NDArray[Any]


def pieces_of(mask: Pixels) -> Pieces:
    """The pieces of the mask, in OpenCV's order; pixels that touch at a corner hang together."""
    import cv2
    import numpy as np

    count, numbers = cv2.connectedComponents(mask)
    outlines, within = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    boxes = np.zeros((count, 4), np.int32)
    for outline, (_, _, _, parent) in zip(outlines, within[0] if within is not None else (), strict=True):
        if parent < 0:  # the others are the edges of holes
            x, y = outline[0, 0]
            boxes[numbers[y, x]] = cv2.boundingRect(outline)
    return Pieces(numbers, boxes)
