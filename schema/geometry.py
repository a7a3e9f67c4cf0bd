"""Boxes on a page: top left is the origin, in PDF points or image pixels, for every reader alike."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its left upper corner (x0, y0) to its right lower one (x1, y1).

    Where what it holds slants on the page, `corners` are x and y of that: left top, right top, right foot, left foot.
    """

    x0: float
    y0: float
    x1: float
    y1: float
    corners: tuple[float, ...] = ()

    @property
    def polygon(self) -> str:
        """The eight numbers of the corners with one decimal, as the export prints them; empty for an upright box."""
        return " ".join(f"{number:.1f}" for number in self.corners)

    def __str__(self) -> str:
        """`x0 y0 x1 y1` with one decimal, as the export prints it."""
        return f"{self.x0:.1f} {self.y0:.1f} {self.x1:.1f} {self.y1:.1f}"


def union(boxes: Iterable[Box]) -> Box | None:
    """The smallest box that holds them all; None for none. Where one of them slants, so does what holds them."""
    found = list(boxes)
    if not found:
        return None
    sides = min(b.x0 for b in found), min(b.y0 for b in found), max(b.x1 for b in found), max(b.y1 for b in found)
    if not any(box.corners for box in found):
        return Box(*sides)
    points = [point for box in found for point in _points(box)]
    # The outermost points along both diagonals are the corners of what slants by less than an eighth of a turn.
    ends = (
        min(points, key=lambda point: point[0] + point[1]),
        max(points, key=lambda point: point[0] - point[1]),
        max(points, key=lambda point: point[0] + point[1]),
        min(points, key=lambda point: point[0] - point[1]),
    )
    return Box(*sides, tuple(number for point in ends for number in point))


def _points(box: Box) -> Sequence[tuple[float, float]]:
    """The four corners of a box, slanting or not."""
    if box.corners:
        return tuple(zip(box.corners[::2], box.corners[1::2], strict=True))
    return (box.x0, box.y0), (box.x1, box.y0), (box.x1, box.y1), (box.x0, box.y1)
