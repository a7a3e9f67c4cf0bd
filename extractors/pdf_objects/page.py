"""What one page of a PDF holds, in the coordinates of the page as shown: top left origin, points."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from extractors.tables.marks import Character, Rule

Matrix = tuple[float, float, float, float, float, float]


@dataclass(frozen=True, slots=True)
class PageContent:
    """Characters and ruling lines of one page, and what tells whether its text can be trusted.

    `slants` are lines (left, top, right, bottom) that fall to the right. Where most of the text is turned, the page
    has been set upright by `turn` quarter turns; else that is 0. `scale` is by how much it was enlarged. `pictured` is
    the share of the page that pictures cover, `apart` how many large ones have no text over them, `drawn` counts the
    curves in its paths (letters drawn as outlines have many), `unmapped` the characters that the font gives no Unicode
    for, `undrawn` the texts in fonts that the file does not hold.

    `left_out` gives the reasons why characters were left out, and how many; `mark` what may be a watermark says, and
    `beside` what was read, or not, beside the print: annotations and form fields, with how many.
    """

    number: int
    width: float
    height: float
    characters: tuple[Character, ...] = ()
    rules: tuple[Rule, ...] = ()
    slants: tuple[tuple[float, float, float, float], ...] = ()
    turn: int = 0
    scale: float = 1.0
    pictured: float = 0.0
    apart: int = 0
    drawn: int = 0
    unmapped: int = 0
    undrawn: int = 0
    left_out: Mapping[str, int] = field(default_factory=dict)
    mark: str = ""
    beside: Mapping[str, int] = field(default_factory=dict)


def times(first: Matrix, then: Matrix) -> Matrix:
    """The matrix that does the first and then the other, as PDF writes them: x' = a x + c y + e."""
    a, b, c, d, e, f = first
    p, q, r, s, t, u = then
    return a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s, e * p + f * r + t, e * q + f * s + u


def shown(box: tuple[float, float, float, float], rotation: int) -> Matrix:
    """From the coordinates of a page's content to those of the page as shown.

    `box` is the visible part (left, bottom, right, top), `rotation` the quarter turns clockwise that it is shown by.
    """
    left, bottom, right, top = box
    if rotation == 1:
        return 0.0, 1.0, 1.0, 0.0, -bottom, -left
    if rotation == 2:
        return -1.0, 0.0, 0.0, 1.0, right, -bottom
    if rotation == 3:
        return 0.0, -1.0, -1.0, 0.0, top, right
    return 1.0, 0.0, 0.0, -1.0, -left, top
