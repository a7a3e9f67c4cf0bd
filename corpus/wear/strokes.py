"""What people and machines leave on a page beside the form: handwriting, page numbers, punch holes, specks, hairs."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np
import numpy.typing as npt

from corpus.wear.picture import POINTS, Chance, Cover, Picture, drawn, inked, placed

#: Inks of pens: blue, green, red.
PENS = ((120, 40, 30), (60, 55, 55), (150, 70, 40))
BLACK = (25, 25, 25)
Points = npt.NDArray[np.float64]
#: Within so many inches of a mark there is nothing printed.
CLEAR = 0.08


def written(picture: Picture, dpi: float, chance: Chance) -> Picture:
    """The page with something written by hand where nothing is printed; as it was where there is no room."""
    high = int(dpi * chance.uniform(0.22, 0.4))
    wide = int(high * chance.uniform(1.6, 4.0))
    spot = _free(picture, high, wide, dpi, chance)
    if spot is None:
        return picture
    cover = _scrawl(high, wide, dpi, chance)
    return inked(picture, placed(cover, picture.shape[:2], *spot), PENS[chance.integers(len(PENS))])


def ticked(picture: Picture, dpi: float, chance: Chance) -> Picture:
    """The page with a few ticks of a pen in its margin."""
    ink = PENS[chance.integers(len(PENS))]
    for _ in range(chance.integers(1, 4)):
        side = int(dpi * chance.uniform(0.15, 0.25))
        spot = _free(picture, side, side, dpi, chance)
        if spot is None:
            break
        points = np.array([(0.05, 0.55), (0.3, 0.9), (0.95, 0.1)]) * side + chance.normal(0, side * 0.04, (3, 2))
        picture = inked(picture, placed(_line(points, (side, side), dpi * 0.012), picture.shape[:2], *spot), ink)
    return picture


def numbered(picture: Picture, number: int, dpi: float, chance: Chance) -> Picture:
    """The page with the archive's page number, from a numbering stamp, in the upper right corner."""
    size = chance.uniform(11, 15)

    def draw(canvas: Any) -> None:
        canvas.setFont("Courier-Bold", size)
        canvas.drawString(4, 5, f"{number:03d}")

    cover = drawn(size * 3, size * 1.6, dpi, draw) * np.float32(chance.uniform(0.6, 0.9))
    down, across = chance.uniform(14, 24), chance.uniform(50, 80)
    top, left = int(down * dpi / POINTS), int(picture.shape[1] - across * dpi / POINTS)
    return inked(picture, placed(cover, picture.shape[:2], top, left), BLACK)


def punched(picture: Picture, dpi: float, chance: Chance) -> Picture:
    """The page with the two holes of a file binder in its left edge, which scan dark."""
    done = picture.copy()
    middle = picture.shape[0] / 2 + chance.normal(0, dpi * 0.1)
    for way in (-1, 1):
        spot = int(0.42 * dpi), int(middle + way * dpi * 80 / 25.4 / 2)
        cv2.circle(done, spot, int(0.11 * dpi), (70, 70, 70), -1, cv2.LINE_AA)
    return done


def specked(picture: Picture, dpi: float, chance: Chance, count: int) -> Picture:
    """The page with that many specks of dirt an A4 page, and at times a hair on the glass."""
    done = picture.copy()
    rows, columns = picture.shape[:2]
    for _ in range(count):
        spot = int(chance.integers(columns)), int(chance.integers(rows))
        shade = int(chance.integers(20, 150))
        radius = int(chance.exponential(dpi / 280))
        cv2.circle(done, spot, radius, (shade,) * 3, -1, cv2.LINE_AA if radius else cv2.LINE_8)
    if chance.random() < 0.25:
        start = chance.random(2) * (columns, rows)
        bend = np.cumsum(chance.normal(0, dpi * 0.06, (6, 2)), axis=0)
        cover = _line(start + bend, (rows, columns), dpi * 0.004)
        done = inked(done, cover * np.float32(0.6), (90, 90, 90))
    return done


def _scrawl(high: int, wide: int, dpi: float, chance: Chance) -> Cover:
    """Something in an unreadable hand: characters of single strokes, or a signature in one go."""
    shape, width = (high, wide), dpi * chance.uniform(0.009, 0.015)
    if chance.random() < 0.4:
        across = np.sort(chance.random(12)) * 0.9 + chance.normal(0, 0.03, 12)
        down = 0.5 + np.where(np.arange(12) % 2, 1, -1) * chance.uniform(0.05, 0.45, 12)
        return _line(np.stack([across, down], axis=1) * (wide, high), shape, width)
    cover: Cover = np.zeros(shape, np.float32)
    count = max(1, round(wide / high))
    for i in range(count):
        corner = np.array([(i + 0.08) * wide / count, 0.1 * high])
        room = np.array([wide / count, high]) * 0.8
        for _ in range(chance.integers(4, 8)):
            cover = np.maximum(cover, _line(corner + _stroke(chance) * room, shape, width))
    return cover


def _stroke(chance: Chance) -> Points:
    """A stroke in a square of side 1: from left to right, or from top to bottom and a little to the left."""
    start, lean, reach = chance.random(2) * 0.6, chance.normal(0, 0.12), chance.uniform(0.4, 0.9)
    step = np.array([reach, lean]) if chance.random() < 0.5 else np.array([-abs(lean) * 2, reach])
    middle = start + step / 2 + chance.normal(0, 0.1, 2)
    stroke: Points = np.clip(np.array([start, middle, start + step]), 0, 1)
    return stroke


def _line(points: Points, shape: tuple[int, int], width: float) -> Cover:
    """A soft line along the points (across, down), its corners rounded."""
    for _ in range(3):
        near, far = points[:-1] * 0.75 + points[1:] * 0.25, points[:-1] * 0.25 + points[1:] * 0.75
        between = np.stack([near, far], axis=1).reshape(-1, 2)
        points = np.concatenate([points[:1], between, points[-1:]])
    canvas = np.zeros(shape, np.uint8)
    # Sixteenths of a pixel.
    path = np.round(points * 16).astype(np.int32).reshape(-1, 1, 2)
    cv2.polylines(canvas, [path], False, (255,), max(1, round(width)), cv2.LINE_AA, 4)
    return (canvas / np.float32(255)).astype(np.float32)


def _free(picture: Picture, high: int, wide: int, dpi: float, chance: Chance) -> tuple[int, int] | None:
    """A place (row, column) of that size where nothing is printed near; None where none was met."""
    gap = int(CLEAR * dpi)
    rows, columns = picture.shape[:2]
    edge = int(0.15 * dpi)
    if rows <= high + 2 * edge or columns <= wide + 2 * edge:
        return None
    table = _table(picture, dpi)
    for _ in range(60):
        top = int(chance.integers(edge, rows - high - edge))
        left = int(chance.integers(edge, columns - wide - edge))
        part = (slice(max(0, top - gap), top + high + gap), slice(max(0, left - gap), left + wide + gap))
        if picture[part].min() > 200 and not table[part].any():
            return top, left
    return None


def _table(picture: Picture, dpi: float) -> npt.NDArray[np.bool_]:
    """Where a form's cells are, empty ones too: between the outermost lines of what is printed."""
    found = np.zeros(picture.shape[:2], bool)
    dark = (picture.min(axis=2) < 140).astype(np.uint8)
    length = int(0.6 * dpi)
    lines = cv2.morphologyEx(dark, cv2.MORPH_OPEN, cv2.getStructuringElement(cv2.MORPH_RECT, (1, length)))
    rows, columns = np.nonzero(lines)
    if rows.size:
        found[rows.min() : rows.max() + 1, columns.min() : columns.max() + 1] = True
    return found
