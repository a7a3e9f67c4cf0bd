"""Boxes on a page: top left is the origin, in PDF points or image pixels, for every reader alike."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle from its left upper corner (x0, y0) to its right lower one (x1, y1)."""

    x0: float
    y0: float
    x1: float
    y1: float

    def __str__(self) -> str:
        """`x0 y0 x1 y1` with one decimal, as the export prints it."""
        return f"{self.x0:.1f} {self.y0:.1f} {self.x1:.1f} {self.y1:.1f}"


def union(boxes: Iterable[Box]) -> Box | None:
    """The smallest box that holds them all; None for none."""
    found = list(boxes)
    if not found:
        return None
    return Box(min(b.x0 for b in found), min(b.y0 for b in found), max(b.x1 for b in found), max(b.y1 for b in found))
