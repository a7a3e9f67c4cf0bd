"""Where the columns of aligned text stand: runs of lines whose pieces leave the same places blank.

A form has several of them one below the other: labels with their values, sums of money, goals, indicators.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from normalizers.text import BORDERS

#: A wide gap between two pieces has so many blanks; a line has so many characters, an area so many lines at most.
_PIECE, _WIDE = re.compile(r"\S+"), 2
_PARTED = re.compile(rf"[\t{BORDERS}]")
_LONGEST_LINE, _MOST_LINES = 600, 2000
#: A line of so many pieces with wide gaps between them is a row of a table, and so many of them are one.
_FEWEST_PIECES, _FEWEST_LINES = 3, 3
#: Gaps are one and the same where so large a share of them is as wide.
_ALIKE = 0.97
#: So many lines have a piece behind a single blank that parts columns.
_FEWEST_NARROW = 3
#: A line ends a table in which it would fill so large a share of the wide gaps, and other areas where it fills one.
_LOST = 0.06
#: How far pieces may begin apart that stand under one another, and so many lines above are looked at.
_NEAR, _LOOKED_BACK = 1, 30
# A label and its value in one piece: a line of such pieces is parted by them.
_LABELLED = re.compile(r".+[：:].+")
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

    def runs(self) -> list[tuple[int, int]]:
        """Where the pieces stand that no wide gap parts, each from a place to before another one."""
        found: list[tuple[int, int]] = []
        for piece in self.pieces:
            near = found and piece.start - found[-1][1] < _WIDE
            found[-1:] = [(found[-1][0], piece.end)] if near else [*found[-1:], (piece.start, piece.end)]
        return found

    def gaps(self) -> list[int]:
        """The wide gaps between neighbours, a bit a place."""
        return [(1 << behind) - (1 << end) for (_, end), (behind, _) in pairwise(self.runs())]

    @property
    def is_row(self) -> bool:
        """Whether so many pieces stand side by side as in rows of tables."""
        return len(self.runs()) >= _FEWEST_PIECES

    @property
    def is_labelled(self) -> bool:
        """Whether a label stands beside its value."""
        return len(self.runs()) > 1 and not all(_LABELLED.fullmatch(piece.text) for piece in self.pieces)

    def goes_on(self, above: Line) -> bool:
        """Whether it may be the rest of the line above: what stands in it begins under what stands in that, or has its
        middle there, and at the left edge it is no longer."""
        return not self.apart and all(any(_is_under(run, over) for over in above.runs()) for run in self.runs())


def _is_under(run: tuple[int, int], over: tuple[int, int]) -> bool:
    return _is_aligned(run, over) and (over[0] > 0 or run[1] <= over[1])


def _is_aligned(run: tuple[int, int], over: tuple[int, int]) -> bool:
    """Whether both begin or end in one place, or have their middles there."""
    middles = abs(sum(run) - sum(over)) <= 2 * _WIDE
    return middles or abs(run[0] - over[0]) <= _NEAR or abs(run[1] - over[1]) <= _NEAR


@dataclass
class Area:
    """Lines whose pieces stand in the same columns, and the line above the first of them."""

    above: Line | None = None
    lines: list[Line] = field(default_factory=list)
    filled: int = 0
    gaps: Counter[int] = field(default_factory=Counter)
    lost: int = 0
    rows: int = 0

    @property
    def start(self) -> int:
        """The number of its first line."""
        return self.lines[0].number

    @property
    def end(self) -> int:
        """The number behind that of its last line."""
        return self.lines[-1].number + 1

    def takes(self, line: Line) -> bool:
        """Adds a line, if it may stand there and leaves its own pieces and those of nearly all lines apart; False where
        it does not."""
        if not self._may_stand(line):
            return False
        if any(not gap & ~self.filled for gap in line.gaps()):
            return False
        wide = sum(piece.mask for piece in line.pieces if self._is_wide(piece))
        filled = self.filled | (line.mask & ~wide)
        free = ~(filled | wide)
        lost = sum(count for gap, count in self.gaps.items() if not gap & free)
        if lost > (max(1, _LOST * self.gaps.total()) if self.rows else 0) and lost > self.lost:
            return False
        self.lines.append(line)
        self.gaps.update(line.gaps())
        self.filled, self.lost = filled, lost
        self.rows += line.is_row
        return True

    def _may_stand(self, line: Line) -> bool:
        """Whether a line may be one of the area: a row, in a table any, the rest of the line above. Before there is a
        table, a label with its value must stand under what stands in the area, or below a row off its left edge."""
        above = self.lines[-1] if self.lines else self.above
        if line.is_row or self.is_table or (above and line.goes_on(above)):
            return True
        runs = {run for each in self.lines[-_LOOKED_BACK:] for run in each.runs()}
        under = not runs or all(any(_is_aligned(run, over) for over in runs) for run in line.runs())
        return (line.is_labelled and under) or (self.rows > 0 and not (line.is_labelled and self._is_at_edge(line)))

    def _is_at_edge(self, line: Line) -> bool:
        return line.pieces[0].start <= min(each.pieces[0].start for each in self.lines) + _NEAR

    def _is_wide(self, piece: Piece) -> bool:
        """Whether a piece fills a gap of the lines before: it stands over several columns, and parts none."""
        return any(gap & ~self.filled and not gap & ~(self.filled | piece.mask) for gap in self.gaps)

    @property
    def is_table(self) -> bool:
        """Whether so many lines have pieces side by side that the area is a table's."""
        return self.rows >= _FEWEST_LINES

    def columns(self) -> list[int]:
        """Where the columns begin: between two of them stands nothing in any line. A single blank parts two where it
        stands between pieces of several lines."""
        bounds = [(found.start(), found.end()) for found in re.finditer("1+", bin(self.filled)[:1:-1])]
        starts = [start for start, _ in bounds]
        counts = Counter(bisect_right(starts, piece.start) for line in self.lines for piece in line.pieces)
        narrow = [behind - end < _WIDE for (_, end), (behind, _) in pairwise(bounds)]
        return starts[:1] + [start for at, start in enumerate(starts[1:], 2)
                             if not narrow[at - 2] or counts[at] >= _FEWEST_NARROW]  # fmt: skip


def forms(lines: Sequence[str]) -> Iterator[list[Area]]:
    """The areas of each form of a text in order: those that touch one another, a table among them."""
    form: list[Area] = []
    for area in _areas(lines):
        if form and area.start > form[-1].end:
            yield from _with_table(form)
            form = []
        form.append(area)
    yield from _with_table(form)


def _with_table(form: list[Area]) -> Iterator[list[Area]]:
    if any(area.is_table for area in form) and not _are_parted_alike(form):
        yield form


def _are_parted_alike(form: Sequence[Area]) -> bool:
    """Whether one and the same gap parts all cells of rows that stand under no columns, as a sign does."""
    rows = [line.runs() for area in form for line in area.lines if line.is_row]
    gaps = Counter(behind - end for row in rows for (_, end), (behind, _) in pairwise(row))
    seconds = {row[1][0] - row[0][0] for row in rows}
    return max(gaps.values(), default=0) >= _ALIKE * gaps.total() and max(seconds) - min(seconds) > _NEAR


def _areas(lines: Sequence[str]) -> Iterator[Area]:
    """The runs of lines with gaps in the same places."""
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
        if area.lines:
            yield area
        area = Area(area.lines[-1] if area.lines and not ended else None)
        area.takes(line)
    if area.lines:
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
