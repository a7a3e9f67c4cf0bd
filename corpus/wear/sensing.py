"""What the machine makes of the page: blur, noise, greys, and the black and white of a fax."""

from __future__ import annotations

from typing import Any

import cv2
import numpy as np

from corpus.wear.picture import CHINESE, Chance, Cover, Picture, drawn, eight_bit, placed

#: Dots an inch of a fax in its fine mode, across and down.
FAX = (204.0, 196.0)


def blurred(picture: Picture, radius: float) -> Picture:
    """The page out of focus by so many pixels."""
    return eight_bit(cv2.GaussianBlur(picture, (0, 0), radius))


def noisy(picture: Picture, chance: Chance, strength: float, coloured: bool) -> Picture:
    """The page with the sensor's noise, its standard deviation in levels of 255."""
    rows, columns = picture.shape[:2]
    noise = chance.standard_normal((rows, columns, 3 if coloured else 1), dtype=np.float32) * np.float32(strength)
    return eight_bit(picture + noise)


def contrasted(picture: Picture, black: float, white: float) -> Picture:
    """The page as a machine with its own ideas of black and white has it: those levels become 0 and 255."""
    levels = eight_bit(np.round((np.arange(256) - black) * (255 / (white - black))))
    return levels[picture]


def faxed(picture: Picture, dpi: float, chance: Chance, head: str) -> Picture:
    """The page as a fax prints it: black and white dots, a line of the sender on top, lines lost on the way."""
    rows, columns = picture.shape[:2]
    size = round(columns * FAX[0] / dpi), round(rows * FAX[1] / dpi)
    grey = cv2.resize(cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY), size, interpolation=cv2.INTER_AREA)
    level = chance.uniform(150, 185) + chance.normal(0, 14, grey.shape)
    dots = np.where(grey < level, 0, 255).astype(np.uint8)
    dots = _streaked(_peppered(dots, chance), chance)
    dots[placed(_sender(head), dots.shape, 14, size[0] // 14) > 0.5] = 0
    return eight_bit(cv2.cvtColor(dots, cv2.COLOR_GRAY2BGR))


def _peppered(dots: Picture, chance: Chance) -> Picture:
    """Single dots lost, and dirt that came along."""
    lost = chance.random(dots.shape, dtype=np.float32)
    share = chance.uniform(0.0004, 0.002)
    return eight_bit(np.where(lost < share, np.uint8(0), np.where(lost > 1 - 2 * share, np.uint8(255), dots)))


def _streaked(dots: Picture, chance: Chance) -> Picture:
    """Some lines of dots that came twice or not at all, and at times a dark line down the page from dirty glass."""
    rows, columns = dots.shape
    order = np.arange(rows)
    for _ in range(chance.integers(0, 6)):
        at = int(chance.integers(rows - 4))
        order[at : at + int(chance.integers(1, 3))] = order[at]
    done = dots[order]
    if chance.random() < 0.2:
        at = int(chance.integers(columns))
        done[chance.random(rows) < 0.7, at] = 0
    return done


def _sender(head: str) -> Cover:
    def draw(canvas: Any) -> None:
        canvas.setFont(CHINESE, 9)
        canvas.drawString(0, 3, head)

    return drawn(520, 13, FAX[0], draw)
