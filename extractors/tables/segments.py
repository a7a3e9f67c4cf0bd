"""Lines cut into segments: the parts that may be cells where no rulings say so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from extractors.tables.marks import Character

#: Text of a column begins at one place within so many points.
SAME_START = 2.5
#: A gap so wide, in sizes of type, parts two cells anywhere, also one with printed blanks in it; and a narrow one where
#: a column begins.
_PARTS, _PARTS_BLANKS, _PARTS_AT_START = 1.25, 1.8, 0.15


@dataclass(frozen=True, slots=True)
class Segment:
    """Characters of one line in one cell."""

    characters: tuple[Character, ...]
    x0: float
    x1: float
    y0: float
    y1: float
    size: float


Row = list[Segment]


def segments(row: Sequence[Character], starts: Sequence[float]) -> Row:
    """A line cut at wide gaps, and at narrow ones where a column starts; blanks belong to no segment."""
    parts: list[list[Character]] = []
    blank = False
    for one in row:
        if one.text.isspace():
            blank = True
            continue
        if parts and not _parted(parts[-1][-1], one, blank, starts):
            parts[-1].append(one)
        else:
            parts.append([one])
        blank = False
    return [_segment(part) for part in parts]


def _parted(before: Character, one: Character, blank: bool, starts: Sequence[float]) -> bool:
    gap, size = one.x0 - before.x1, min(_type(one), _type(before))
    wide = gap > (_PARTS_BLANKS if blank else _PARTS) * size
    return wide or (gap > _PARTS_AT_START * size and start_at(one.x0, starts) is not None)


def _type(one: Character) -> float:
    """The size of its type: Chinese characters are as wide as it says, the boxes of all may be higher."""
    return one.x1 - one.x0 if one.text >= "\u2e80" else one.size


def start_at(x: float, starts: Sequence[float]) -> int | None:
    """The column that starts there, if one does."""
    near = bisect_left(starts, x - SAME_START)
    return near if near < len(starts) and abs(starts[near] - x) <= SAME_START else None


def _segment(part: Sequence[Character]) -> Segment:
    return Segment(
        tuple(part),
        part[0].x0,
        max(one.x1 for one in part),
        min(one.y0 for one in part),
        max(one.y1 for one in part),
        max(one.size for one in part),
    )
