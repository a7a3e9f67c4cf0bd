"""Official seals: a red ring with the office's name around a star, stamped over the print with patchy ink."""

from __future__ import annotations

import math
from typing import Any

import cv2
import numpy as np

from corpus.wear.picture import CHINESE, Chance, Cover, Picture, cloudy, drawn, inked, placed

#: The diameter of a seal of a county or city office, 42 mm, in points; and the room that it is drawn in.
DIAMETER, ROOM = 119.0, 150.0
#: What may stand under the star.
KINDS = ("", "", "", "财务专用章", "预算绩效专用章", "业务专用章")
#: Shades of the ink: blue, green, red.
REDS = ((48, 32, 205), (60, 45, 222), (38, 28, 178), (75, 60, 210))


def sealed(picture: Picture, office: str, dpi: float, chance: Chance) -> Picture:
    """The page with one seal of the office over its print, for the most part near the end of what is printed."""
    cover = _stamp(office, dpi, chance)
    top, left = _spot(picture, cover.shape[0], chance)
    whole = placed(cover, picture.shape[:2], top, left)
    return inked(picture, whole, REDS[chance.integers(len(REDS))])


def straddled(pictures: list[Picture], office: str, dpi: float, chance: Chance) -> list[Picture]:
    """The pages with a slice each of one seal on their right edge, as it is set over the fanned-out sheets."""
    cover = _stamp(office, dpi, chance)
    colour = REDS[chance.integers(len(REDS))]
    side, wide = cover.shape[0], math.ceil(cover.shape[1] / len(pictures))
    down = chance.uniform(0.35, 0.6)
    done: list[Picture] = []
    for i, picture in enumerate(pictures):
        piece = cover[:, i * wide : (i + 1) * wide]
        rows, columns = picture.shape[:2]
        whole = placed(piece, (rows, columns), int(rows * down - side / 2), columns - piece.shape[1])
        done.append(inked(picture, whole, colour))
    return done


def _stamp(office: str, dpi: float, chance: Chance) -> Cover:
    """A seal as it comes off the pad: turned a little, its ink patchy and pressed harder on one side."""
    kind = KINDS[chance.integers(len(KINDS))]
    clean = drawn(ROOM, ROOM, dpi, lambda canvas: _seal(canvas, office, kind))
    side = clean.shape[0]
    turn = cv2.getRotationMatrix2D((side / 2, side / 2), float(chance.normal(0, 9)), 1.0)
    turned = cv2.warpAffine(clean, turn, (side, side))
    fine, coarse = cloudy(turned.shape, 3, chance), cloudy(turned.shape, side // 4, chance)
    ink = np.clip(0.55 + 0.55 * coarse, 0, 1) * np.where(fine < chance.uniform(0.05, 0.22), 0.35, 1.0)
    soft = cv2.GaussianBlur((turned * ink).astype(np.float32), (0, 0), dpi / 400)
    cover: Cover = np.clip(soft * chance.uniform(0.7, 0.95), 0, 1).astype(np.float32)
    return cover


def _seal(canvas: Any, office: str, kind: str) -> None:
    radius = DIAMETER / 2
    canvas.translate(ROOM / 2, ROOM / 2)
    canvas.setLineWidth(3.4)
    canvas.circle(0, 0, radius - 1.7)
    _star(canvas, radius * 0.28)
    size = min(17.0, 2.0 * math.pi * radius * 0.62 / max(8, len(office)))
    _arc(canvas, office, radius - 6 - size * 0.86, size)
    if kind:
        canvas.setFont(CHINESE, 10.5)
        canvas.drawCentredString(0, -radius * 0.66, kind)


def _star(canvas: Any, radius: float) -> None:
    path = canvas.beginPath()
    for i in range(10):
        reach, angle = radius * (1 if i % 2 == 0 else 0.382), math.pi / 2 + i * math.pi / 5
        spot = reach * math.cos(angle), reach * math.sin(angle)
        if i:
            path.lineTo(*spot)
        else:
            path.moveTo(*spot)
    path.close()
    canvas.drawPath(path, stroke=0, fill=1)


def _arc(canvas: Any, text: str, radius: float, size: float) -> None:
    """The text on the upper part of a circle, each character turned to stand on it."""
    step = min(0.42, 4.1 / max(1, len(text)))
    canvas.setFont(CHINESE, size)
    for i, char in enumerate(text):
        canvas.saveState()
        canvas.rotate(-math.degrees((i - (len(text) - 1) / 2) * step))
        # The seal's characters are narrow and bold: drawn with an outline, pressed together sideways.
        canvas.translate(0, radius)
        canvas.scale(0.82, 1.15)
        spot = canvas.beginText(-size / 2, 0)
        spot.setTextRenderMode(2)
        spot.textOut(char)
        canvas.setLineWidth(0.5)
        canvas.drawText(spot)
        canvas.restoreState()


def _spot(picture: Picture, side: int, chance: Chance) -> tuple[int, int]:
    """Where the seal goes, whole on the page: over the lower right end of the print, over the head of the form, or
    anywhere on it."""
    rows, columns = np.nonzero(picture[::4, ::4, 0] < 128)
    if rows.size == 0:
        return picture.shape[0] // 2, picture.shape[1] // 2
    top, bottom = 4 * int(rows.min()), 4 * int(rows.max())
    left, right = 4 * int(columns.min()), 4 * int(columns.max())
    across = left + (right - left) * chance.uniform(0.55, 0.88)
    where = chance.random()
    if where < 0.5:
        down = bottom - chance.uniform(0.1, 0.6) * side
    elif where < 0.8:
        down = top + chance.uniform(0.3, 1.0) * side
    else:
        down, across = chance.uniform(top, bottom), chance.uniform(left + side / 2, right - side / 2)
    high, wide = picture.shape[:2]
    return int(np.clip(down - side / 2, 0, high - side)), int(np.clip(across - side / 2, 0, wide - side))
