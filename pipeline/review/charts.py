"""Bars for pictures: where each stands and how long it is, in the units of its drawing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

#: Names of the shades that parts of a bar have.
STATES = ("ok", "needs-review", "failed")


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a bar."""

    shade: str
    number: float
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A labelled bar of parts; `number` is their sum."""

    label: str
    number: float
    parts: tuple[Part, ...]

    @property
    def end(self) -> float:
        """Where the last part ends."""
        return max((part.start + part.length for part in self.parts), default=0.0)


def bars(rows: Mapping[str, Mapping[str, float]], shades: Sequence[str], length: float) -> list[Bar]:
    """A bar a row, its parts one behind the other in the order of the shades; the greatest has the length."""
    most = max((sum(parts.values()) for parts in rows.values()), default=0) or 1
    return [Bar(label, sum(parts.values()), _parts(parts, shades, length / most)) for label, parts in rows.items()]


def _parts(parts: Mapping[str, float], shades: Sequence[str], scale: float) -> tuple[Part, ...]:
    found: list[Part] = []
    start = 0.0
    for shade in shades:
        number = parts.get(shade, 0)
        if number:
            found.append(Part(shade, number, round(start, 2), round(number * scale, 2)))
            start += number * scale
    return tuple(found)
