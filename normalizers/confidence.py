"""How sure we are of a record: the chance that all of it is right, as the product of the chances of its parts."""

from __future__ import annotations

from collections.abc import Iterable
from math import prod

_LEAST, _MOST = 0.01, 0.99


def together(parts: Iterable[float]) -> float:
    """The chance that all parts are right, from 0.01 to 0.99, three decimals."""
    return round(min(_MOST, max(_LEAST, prod(parts))), 3)
