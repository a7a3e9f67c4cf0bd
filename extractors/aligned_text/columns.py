"""Where the columns of aligned text stand: runs of lines whose pieces leave the same places blank."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from normalizers.text import BORDERS

#: A wide gap between two pieces has so many blanks; a line has so many characters, an area so many lines at most.
_PIECE, _WIDE = re.compile(r"\S+"), 2
_PARTED = re.compile(rf"[\t{BORDERS}]")
_LONGEST_LINE, _MOST_LINES = 600, 2000
#: An area begins with a line of so many pieces with wide gaps between them, and has so many such lines.
_FEWEST_PIECES, _FEWEST_LINES = 3, 3
#: A line ends an area in which it would fill so large a share of the wide gaps.
_LOST = 0.06
#: So many blank lines end an area.
_MOST_BLANK = 4


@dataclass(frozen=True, slots=True)
class Piece:
    """Text of one line in one place: from `start` to before `end`, counted in characters of half a width."""

    text: str
    start: int
    end: int

    @property
    def mask(self) -> int:
        """A bit for each place that it fills."""
        return (1 << self.end) - (1 << self.start)


@dataclass(frozen=True, slots=True)
class Line:
    """The pieces of a line, left to right; `apart` says that a blank line stands before it."""

    number: int
    pieces: tuple[Piece, ...]
    apart: bool = False

    @property
    def mask(self) -> int:
        """A bit for each place that a piece fills."""
        return sum(piece.mask for piece in self.pieces)

    def gaps(self) -> Iterator[int]:
        """The wide gaps between neighbours, a bit a place."""
        for before, behind in pairwise(self.pieces):
            if behind.start - before.end >= _WIDE:
                yield (1 << behind.start) - (1 << before.end)

    @property
    def is_row(self) -> bool:
        """Whether so many pieces stand side by side as in rows of tables."""
        return sum(1 for _ in self.gaps()) >= _FEWEST_PIECES - 1


@dataclass
class Area:
    """Lines whose pieces stand in the same columns."""

    lines: list[Line] = field(default_factory=list)
    filled: int = 0
    gaps: list[int] = field(default_factory=list)
    lost: int = 0

    def takes(self, line: Line) -> bool:
        """Adds a line, if that leaves the pieces of nearly all lines apart; False where it does not."""
        filled = self.filled | line.mask
        gaps = [*self.gaps, *line.gaps()]
        lost = sum(not gap & ~filled for gap in gaps)
        if lost > max(1, _LOST * len(gaps)) and lost > self.lost:
            return False
        self.lines.append(line)
        self.filled, self.gaps, self.lost = filled, gaps, lost
        return True

    @property
    def is_table(self) -> bool:
        """Whether so many lines have pieces side by side that the area is a table's."""
        return sum(line.is_row for line in self.lines) >= _FEWEST_LINES

    def columns(self) -> list[int]:
        """Where the columns begin: between two of them stands nothing in any line."""
        return [found.start() for found in re.finditer("1+", bin(self.filled)[:1:-1])]


def areas(lines: Sequence[str]) -> Iterator[Area]:
    """The areas of a text in order, as far as they are tables."""
    area = Area()
    blank = 0
    for number, text in enumerate(lines):
        pieces = pieces_of(text)
        if not pieces:
            blank += 1
            continue
        line = Line(number, pieces, blank > 0)
        ended = blank >= _MOST_BLANK or len(area.lines) >= _MOST_LINES
        blank = 0
        if area.lines and not ended and area.takes(line):
            continue
        if area.is_table:
            yield area
        area = Area()
        if line.is_row:
            area.takes(line)
    if area.is_table:
        yield area


def pieces_of(line: str) -> tuple[Piece, ...]:
    """The pieces of a line; none of one that is blank, one alone of one that is longer than any table's or whose cells
    something else parts."""
    if len(line) > _LONGEST_LINE or _PARTED.search(line):
        return (Piece(line, 0, 2 * len(line)),) if line.strip() else ()
    places = [0]
    for sign in line:
        places.append(places[-1] + (2 if unicodedata.east_asian_width(sign) in "WF" else 1))
    return tuple(Piece(found[0], places[found.start()], places[found.end()]) for found in _PIECE.finditer(line))
