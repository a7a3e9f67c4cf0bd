"""Names and values that something cut in two: whether what stands below is the rest of what stands above."""

from __future__ import annotations

import re
from itertools import accumulate

from normalizers.names.parts import ENDING, split
from normalizers.quantities.units import sole_unit
from normalizers.text import fold

#: A figure with its comparison and no unit.
_BARE_FIGURE = re.compile(r"[<>≤≥=]{0,2}\d[\d.,]{0,20}")
#: No name is longer.
_LONGEST = 60


def is_rest(above: str, below: str) -> bool:
    """Whether the text below can hardly stand by itself, and is the rest of the one above: a unit behind a bare figure,
    nothing but what a name counts (`受益居民` and `人数`), or the end of a word (`群众满` and `意度`)."""
    one, other = fold(above), fold(below)
    if not one or not other or max(len(one), len(other)) > _LONGEST or has_figure(other):
        return False
    if has_figure(one):
        return bool(_BARE_FIGURE.fullmatch(one)) and sole_unit(other) is not None
    return _is_ending(other) or len(one) not in accumulate(len(word) for word, _ in split(one + other))


def _is_ending(text: str) -> bool:
    words = split(text)
    return len(words) == 1 and words[0][1].role == ENDING


def has_figure(text: str) -> bool:
    """Whether a digit stands anywhere in it."""
    return any(character.isdigit() for character in text)
