"""What is printed on a page before anything is read from it: characters and straight ruling lines.

Named tuples, since a page has thousands and a frozen dataclass takes four times as long to make. The origin is the top
left; PDF points or image pixels.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from schema.geometry import Box


class Character(NamedTuple):
    """One character: its box, from the start of its advance to the end and as high as its font, and how it is turned.

    `turn` counts quarter turns against the clock: 0 reads to the right, 1 upwards, 2 upside down, 3 downwards.
    `confidence` is below 1 where it was recognised in a picture.
    """

    text: str
    x0: float
    y0: float
    x1: float
    y1: float
    turn: int = 0
    confidence: float = 1.0

    @property
    def size(self) -> float:
        """About the height of the type: exact for Chinese, whose characters are as wide as high."""
        return max(self.x1 - self.x0, self.y1 - self.y0)


class Rule(NamedTuple):
    """A straight horizontal (y0 = y1) or vertical (x0 = x1) line from its upper left end to its lower right one."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def horizontal(self) -> bool:
        """Whether it runs from left to right; a dot does both, and counts as horizontal."""
        return self.x1 - self.x0 >= self.y1 - self.y0

    @property
    def flipped(self) -> Rule:
        """Where it runs on the page with rows and columns exchanged."""
        return Rule(self.y0, self.x0, self.y1, self.x1)


def turned(x: float, y: float, turn: int, width: float, height: float) -> tuple[float, float]:
    """Where a point of a page of this width and height lies once text of that turn has been set upright."""
    if turn == 1:
        return height - y, x
    if turn == 2:
        return width - x, height - y
    if turn == 3:
        return y, width - x
    return x, y


def turned_box(
    box: tuple[float, float, float, float], turn: int, width: float, height: float
) -> tuple[float, float, float, float]:
    """The same for the corners of a box."""
    ax, ay = turned(box[0], box[1], turn, width, height)
    bx, by = turned(box[2], box[3], turn, width, height)
    return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def set_back(box: Box, turn: int, width: float, height: float) -> Box:
    """Where a box of a page that was set upright, now of this width and height, lies on the page as it was."""
    if not turn:
        return box
    return Box(*turned_box((box.x0, box.y0, box.x1, box.y1), (4 - turn) % 4, width, height))


def upright(characters: Iterable[Character], turn: int, width: float, height: float) -> list[Character]:
    """The characters with the page turned so that those of that turn read to the right."""
    done = []
    for one in characters:
        box = turned_box((one.x0, one.y0, one.x1, one.y1), turn, width, height)
        done.append(Character(one.text, *box, (one.turn - turn) % 4, one.confidence))
    return done
