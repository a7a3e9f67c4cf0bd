"""How a page lies: askew, on its side, seen from an angle, not quite flat."""

from __future__ import annotations

import cv2
import numpy as np
import numpy.typing as npt

from corpus.wear.picture import Chance, Picture, cloudy, eight_bit

Points = npt.NDArray[np.float32]

#: Colours of what lies under a photographed page: blue, green, red.
DESKS = ((70, 105, 150), (60, 80, 105), (150, 150, 145), (95, 90, 85), (200, 205, 205))


def skewed(picture: Picture, degrees: float, shift: tuple[float, float], beyond: int) -> Picture:
    """The page turned clockwise and shifted by so many pixels, as large as before; `beyond` is the grey of the lid."""
    rows, columns = picture.shape[:2]
    turn = cv2.getRotationMatrix2D((columns / 2, rows / 2), -degrees, 1.0)
    turn[:, 2] += np.asarray(shift)
    lid = (beyond, beyond, beyond)
    return eight_bit(cv2.warpAffine(picture, turn, (columns, rows), flags=cv2.INTER_CUBIC, borderValue=lid))


def turned(picture: Picture, quarters: int) -> Picture:
    """The page put on the glass turned clockwise by so many quarters."""
    return np.ascontiguousarray(np.rot90(picture, -quarters))


def photographed(picture: Picture, chance: Chance, tilt: float, desk: tuple[int, int, int]) -> Picture:
    """The page on a desk of that colour, seen from a slight angle: each corner is off by up to `tilt` of the page."""
    rows, columns = picture.shape[:2]
    rim = chance.uniform(0.02, 0.06)
    high, wide = int(rows * (1 + 2 * rim)), int(columns * (1 + 2 * rim))
    flat = np.array([(0, 0), (columns, 0), (columns, rows), (0, rows)], np.float32)
    moved = chance.uniform(-tilt, tilt, (4, 2)) * (columns, rows)
    seen = _turned(flat, chance.normal(0, 0.9)) + np.array((columns * rim, rows * rim)) + moved
    view = cv2.getPerspectiveTransform(flat, seen.astype(np.float32))
    page = cv2.warpPerspective(picture, view, (wide, high), flags=cv2.INTER_CUBIC)
    whole = np.full((rows, columns), 255, np.uint8)
    mask = cv2.GaussianBlur(cv2.warpPerspective(whole, view, (wide, high)), (0, 0), 1.2)[:, :, None] / 255
    clouds = np.mean([cloudy((high, wide), max(2, wide // parts), chance) for parts in (8, 40, 400)], axis=0)
    grain = 0.8 + 0.4 * clouds[:, :, None]
    return eight_bit(page * mask + np.asarray(desk, np.float32) * grain * (1 - mask))


def _turned(corners: Points, degrees: float) -> Points:
    angle = np.radians(degrees)
    middle = corners.mean(axis=0)
    turn = np.array([(np.cos(angle), -np.sin(angle)), (np.sin(angle), np.cos(angle))])
    moved: Points = ((corners - middle) @ turn.T + middle).astype(np.float32)
    return moved


def curled(picture: Picture, chance: Chance, depth: float) -> Picture:
    """The page with its lines bent up or down by up to `depth` of its height, as a sheet that does not lie flat."""
    rows, columns = picture.shape[:2]
    across = np.linspace(0, 1, columns, dtype=np.float32)
    bend = np.sin(np.pi * across * chance.uniform(0.7, 1.3) + chance.uniform(0, np.pi)) * depth * rows
    x = np.broadcast_to(np.arange(columns, dtype=np.float32), (rows, columns))
    y = np.arange(rows, dtype=np.float32)[:, None] + bend.astype(np.float32)[None, :]
    sheet = (255, 255, 255)
    return eight_bit(cv2.remap(picture, np.ascontiguousarray(x), y, cv2.INTER_CUBIC, borderValue=sheet))
