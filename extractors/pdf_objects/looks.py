"""How a text of a page looks: how it is turned, and whether a reader sees it at all."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: Left, top, right, bottom on the page as shown, in points.
Sides = tuple[float, float, float, float]
#: Red, green, blue and how opaque, each up to 255.
Colour = tuple[int, int, int, int]

#: Why characters are left out. The first is what recognised scans have.
INVISIBLE, PALE, COVERED, TINY, OUTSIDE, LAYER, LEANING, UNDER = (
    "printed invisibly", "in the colour of the paper", "painted over", "too small to be seen",
    "outside the page as shown", "on a layer that is switched off", "leaning", "under what was typed",
)  # fmt: skip
#: What may be a watermark, upright and leaning, and where one is told: it stands alone, and on this page only.
FAINT, FAINT_LEANING, WATERMARK = "large and faint", "leaning and faint", "faint, taken for a watermark"
#: Red text that leans, as on the circle of a seal: it is none of the form.
SEAL = "a seal"

#: Text of this size, in points, and fainter than that is a watermark.
_LARGE = 28.0
_LIGHT, _OPAQUE, _FULL = 140, 160, 255
_PAPER = (255, 255, 255, 255)
#: Text no higher than this, in points, is seen by nobody.
_SMALLEST = 1.2
#: Colours that differ by no more look alike; text all of whose colours are lighter may be as light as what it lies on.
_ALIKE, _PERHAPS_ALIKE = 12, 180
#: So much more red than the rest is the red of a seal.
_RED = 80
#: So many leaning characters make the circle of a seal, which reaches beyond them by this share.
_CIRCLE, _BEYOND = 3, 0.3


class Look(NamedTuple):
    """How text is printed: its quarter turns against the clock, why it is left out, and the areas painted over it."""

    turn: int = 0
    left_out: str = ""
    covers: tuple[Sides, ...] = ()


PLAIN = Look()


class Area(NamedTuple):
    """A rectangle painted in one colour, or covered by a picture, which has none."""

    sides: Sides
    colour: Colour | None


def turn_of(across: float, down: float) -> int | None:
    """The quarter turns against the clock of text that runs so far across and down; None where it leans."""
    if abs(down) <= 0.05 * abs(across):
        return 0 if across >= 0 else 2
    if abs(across) <= 0.05 * abs(down):
        return 1 if down < 0 else 3
    return None


def is_plain(turn: int | None, colour: Colour, sides: Sides) -> bool:
    """Whether text reads to the right, dark and large enough: what nearly all does, whatever its size."""
    return turn == 0 and colour[3] == _FULL and min(colour[:3]) <= _LIGHT and sides[3] - sides[1] > _SMALLEST


def look_of(turn: int | None, size: float, colour: Colour, sides: Sides, areas: Sequence[Area]) -> Look:
    """The look of text of that size and colour; `areas` were painted before it, and what follows may cover it."""
    light, opaque = min(colour[:3]), colour[3]
    if max(size, sides[3] - sides[1]) <= _SMALLEST:  # some fonts are drawn at another size than they say
        return Look(turn or 0, TINY)
    if opaque <= _ALIKE or (light > _PERHAPS_ALIKE and _vanishes(colour, sides, areas)):
        return Look(turn or 0, PALE)
    if turn == 0 and light <= _LIGHT and opaque == _FULL:
        return PLAIN
    faint = opaque < _OPAQUE or (light > _LIGHT and not _lies_on_colour(sides, areas))
    if turn is None:
        return Look(0, SEAL if is_red(colour) else FAINT_LEANING if faint else LEANING)
    return Look(turn, FAINT if faint and size >= _LARGE else "")


def is_red(colour: Colour) -> bool:
    """Whether it is the red of a seal."""
    return colour[0] - max(colour[1:3]) >= _RED


def _vanishes(colour: Colour, sides: Sides, areas: Sequence[Area]) -> bool:
    """Whether the text has the colour of what it lies on: the last area painted there, or white paper."""
    area = _under(sides, areas)
    under = _PAPER if area is None else area.colour
    return under is not None and all(abs(one - other) <= _ALIKE for one, other in zip(colour[:3], under, strict=False))


def _lies_on_colour(sides: Sides, areas: Sequence[Area]) -> bool:
    """Whether the text lies on an area darker than paper, as a light title on its band does."""
    area = _under(sides, areas)
    return area is not None and area.colour is not None and min(area.colour[:3]) <= _LIGHT


def _under(sides: Sides, areas: Sequence[Area]) -> Area | None:
    """The last area that was painted where the middle of the text stands."""
    x, y = (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2
    return next((area for area in reversed(areas) if holds(area.sides, x, y)), None)


def holds(sides: Sides, x: float, y: float) -> bool:
    """Whether the point lies within the sides."""
    return sides[0] <= x <= sides[2] and sides[1] <= y <= sides[3]


def lies_within(inner: Sides, outer: Sides) -> bool:
    """Whether all of the one lies within the other."""
    return outer[0] <= inner[0] and outer[1] <= inner[1] and inner[2] <= outer[2] and inner[3] <= outer[3]


def sealed(texts: Sequence[tuple[Colour, Sides, int, Look]]) -> Iterator[int]:
    """The addresses of the red texts that belong to a seal, given with their colours, places and looks.

    A seal is a circle of leaning characters; what stands upright on it, or within it, has its colour.
    """
    circles: dict[Colour, list[Sides]] = defaultdict(list)
    for colour, sides, _, look in texts:
        if look.left_out == SEAL:
            circles[colour].append(sides)
    for colour, sides, address, _ in texts:
        circle = circles.get(colour, ())
        if len(circle) >= _CIRCLE and holds(_around(circle), (sides[0] + sides[2]) / 2, (sides[1] + sides[3]) / 2):
            yield address


def _around(circle: Sequence[Sides]) -> Sides:
    """What surrounds the characters of a circle, of which one at an end may be upright."""
    left, top = min(one[0] for one in circle), min(one[1] for one in circle)
    right, bottom = max(one[2] for one in circle), max(one[3] for one in circle)
    more = _BEYOND * max(right - left, bottom - top)
    return left - more, top - more, right + more, bottom + more
