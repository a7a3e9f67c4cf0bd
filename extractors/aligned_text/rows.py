"""The rows of aligned text: which lines are one row, whose cells are broken over lines and may stand in its middle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from normalizers.quantities.figures import FIGURE

#: A row has so many lines at most.
MOST_LINES = 14
#: A piece that leaves so much room, or fills so small a share of its column, was not broken there; it costs so much if
#: it was.
_ROOM, _BROKEN, _NOT_FULL = 4, 0.6, 3.0
#: What costs a row: a cell that most rows have and it has not (in all no more than so much, for sums have few), a line
#: inside a cell where others have text, two whole values in a cell, a blank line inside, a line by which a cell stands
#: off its place, two cells of as many lines at different places, and a second line that looks like a row itself.
_EMPTY, _MOST_EMPTY, _GAP, _TWO_VALUES, _APART, _OFF, _UNEVEN, _TWO_ROWS = 3.0, 7.0, 1.5, 5.0, 2.0, 0.8, 1.5, 2.0
#: The lines of a cell in the middle of a row stand between those of its neighbours: so far are two of them apart.
_BETWEEN = 2
#: A column of labels over several rows has a piece in fewer of the lines in which most columns have one.
_DENSE = 0.6
#: A line with so large a share of the texts of the fullest one looks like a row.
_FULL = 0.75
# A figure with its sign and unit, and no more.
_VALUE = re.compile(rf"[≥≤><=≧≦]{{0,2}}{FIGURE}\s?\S{{0,4}}")

#: The text of each column in a line; empty where it has none.
Texts = Sequence[str]
#: How far the cells of a row stand off their places, by the free lines above and below them.
Manner = Callable[[int, int], int]
#: Cells stand at the top of their row, or in its middle: above or below it where that is between two lines.
MANNERS: dict[str, Manner] = {
    "top": lambda above, below: above,
    "upper": lambda above, below: abs((above + below) // 2 - above),
    "lower": lambda above, below: abs((above + below + 1) // 2 - above),
}


@dataclass(frozen=True, slots=True)
class Rows:
    """The rows, each from a line to before another one, and how their cells stand in them."""

    bounds: tuple[tuple[int, int], ...]
    manner: str
    cost: float


class Stacked:
    """The lines of a table, text by column, and how wide each text and each column is."""

    def __init__(self, lines: Sequence[Texts], widths: Sequence[Sequence[int]], apart: Sequence[bool]) -> None:
        self.lines, self.apart = lines, apart
        self._widths = widths
        self.columns = len(lines[0])
        self._wide = [max(width[column] for width in widths) for column in range(self.columns)]
        self.shares = self._shares()

    def _shares(self) -> list[float]:
        """The share of rows in which each column has a cell: that of the lines in which most columns have one."""
        filled = [sum(bool(text) for text in line) for line in self.lines]
        usual = median(sorted(filled, reverse=True)[: max(1, len(filled) // 3)])
        full = [line for line, count in zip(self.lines, filled, strict=True) if count * 2 > usual] or list(self.lines)
        return [sum(bool(line[column]) for line in full) / len(full) for column in range(self.columns)]

    @property
    def labels(self) -> int:
        """How many columns at the left hold labels over several rows."""
        return next((at for at, share in enumerate(self.shares) if share >= _DENSE), 0)

    def is_broken(self, line: int, column: int) -> bool:
        """Whether a text fills its column, so that it may go on in the next line."""
        width, wide = self._widths[line][column], self._wide[column]
        return width > wide - _ROOM and width >= _BROKEN * wide

    def rows(self) -> Rows:
        """The likeliest rows."""
        return min((self._rows(manner) for manner in MANNERS), key=lambda rows: rows.cost)

    def _rows(self, manner: str) -> Rows:
        """The likeliest rows whose cells stand in one manner: the best way to every line."""
        best: list[tuple[float, int]] = [(0.0, 0)]
        for end in range(1, len(self.lines) + 1):
            starts = range(max(0, end - MOST_LINES), end)
            best.append(min((best[start][0] + self._cost(start, end, MANNERS[manner]), start) for start in starts))
        bounds: list[tuple[int, int]] = []
        end = len(self.lines)
        while end:
            bounds.append((best[end][1], end))
            end = best[end][1]
        return Rows(tuple(bounds[::-1]), manner, best[-1][0])

    def _cost(self, start: int, end: int, off: Manner) -> float:
        """How unlikely lines are a row."""
        cost = _APART * sum(self.apart[start + 1 : end])
        empty = 0.0
        places: dict[int, set[int]] = defaultdict(set)
        for column in range(self.columns):
            lines = [at for at in range(start, end) if self.lines[at][column]]
            cost += sum(self._joint(at, behind, column) for at, behind in pairwise(lines))
            if column < self.labels:
                continue
            if lines:
                cost += _OFF * off(lines[0] - start, end - 1 - lines[-1])
                places[len(lines)].add(lines[0])
            else:
                empty += _EMPTY * self.shares[column]
        uneven = sum(len(starts) - 1 for starts in places.values())
        return cost + min(empty, _MOST_EMPTY) + _UNEVEN * uneven + _TWO_ROWS * self._full_lines(start, end)

    def _full_lines(self, start: int, end: int) -> int:
        """How many lines beside the fullest one have a text in nearly all columns in which that has one."""
        counts = [sum(map(bool, self.lines[at][self.labels :])) for at in range(start, end)]
        most = max(counts)
        return sum(count > _FULL * most for count in counts) - 1 if most > 1 else 0

    def _joint(self, line: int, behind: int, column: int) -> float:
        """How unlikely the texts of two lines are one cell."""
        whole = all(_VALUE.fullmatch(self.lines[at][column]) for at in (line, behind))
        broken = 0.0 if self.is_broken(line, column) else _NOT_FULL
        return broken + (_TWO_VALUES if whole else 0.0) + _GAP * max(0, behind - line - _BETWEEN)
