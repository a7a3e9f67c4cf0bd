"""The rows of aligned text: which lines are one row, whose cells are broken over lines and may stand in its middle."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from math import inf
from statistics import median

from normalizers.quantities.figures import FIGURE

#: A row has so many lines at most.
MOST_LINES = 40
#: A piece that leaves so much room, or fills so small a share of its column, was not broken there; it costs so much if
#: it was.
_ROOM, _BROKEN, _NOT_FULL = 4, 0.6, 3.0
#: What costs a row: a cell that most rows have and it has not (in all no more than so much, for sums have few), a line
#: inside a cell where others have text, two whole values in a cell, a blank line inside, a line by which a cell stands
#: off its place, two cells of as many lines at different places, and a second line that looks like a row itself.
_EMPTY, _MOST_EMPTY, _GAP, _TWO_VALUES, _APART, _OFF, _UNEVEN, _TWO_ROWS = 3.0, 7.0, 1.5, 5.0, 2.0, 0.8, 1.5, 2.0
#: Words of a head and the value below it in a cell.
_VALUE_BELOW = 3.5
#: The lines of a cell in the middle of a row stand between those of its neighbours: so far are two of them apart.
_BETWEEN = 2
#: A column of labels over several rows has a piece in fewer of the lines in which most columns have one.
_DENSE = 0.6
#: A line with so large a share of the texts of the fullest one looks like a row.
_FULL = 0.75
# A figure with its sign and unit, and no more.
_VALUE = re.compile(rf"[≥≤><=≧≦]{{0,2}}{FIGURE}\s?\S{{0,4}}")
_WORDS = re.compile(r"\S{6,}[\u4e00-\u9fff]")

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
    """The lines of an area, text by column, and how wide each text and each column is; the rows of what is no table
    (not `even`) have texts in as many columns as they like.

    `filled` are the columns with a text in each line, `begun` those in which one begins that is no rest of the one
    above, `joints` says how unlikely a text and the one before it in its column are one cell.
    `labels` is how many columns at the left hold labels over several rows, `shares` what share of the rows has a cell
    in each column, and `first` the first line that looks like a row: above it stand labels with their values."""

    def __init__(
        self, lines: Sequence[Texts], widths: Sequence[Sequence[int]], apart: Sequence[bool], even: bool = True
    ) -> None:
        self.lines, self.apart = lines, apart
        self._widths = widths
        self._wide = [max(width[column] for width in widths) for column in range(len(lines[0]))]
        self.filled = [[column for column, text in enumerate(line) if text] for line in lines]
        self.begun = [self._begun(at) for at in range(len(lines))]
        self.joints = list(self._joints())
        counts = sorted(filter(None, map(len, self.begun)), reverse=True)
        usual = median(counts[: max(1, len(counts) // 3)])
        rows = [begun for begun in self.begun if len(begun) * 2 > usual]
        self.shares = [sum(column in row for row in rows) / len(rows) for column in range(len(lines[0]))]
        self.labels = next((at for at, share in enumerate(self.shares) if share >= _DENSE), 0)
        full = (at for at, begun in enumerate(self.begun) if len(begun) >= _FULL * usual)
        self.first = next(full) if even else len(lines)

    def is_broken(self, line: int, column: int) -> bool:
        """Whether a text fills its column, so that it may go on in the next line."""
        width, wide = self._widths[line][column], self._wide[column]
        return width > wide - _ROOM and width >= _BROKEN * wide

    def _begun(self, line: int) -> set[int]:
        """The columns in which a text begins: where most texts of a line begin, the others do as well."""
        begun = {column for column in self.filled[line] if self._begins(line, column)}
        return set(self.filled[line]) if 2 * len(begun) >= len(self.filled[line]) else begun

    def _begins(self, line: int, column: int) -> bool:
        return not line or not (self.lines[line - 1][column] and self.is_broken(line - 1, column))

    def _joints(self) -> Iterator[dict[int, float]]:
        last: dict[int, int] = {}
        for at, own in enumerate(self.filled):
            yield {column: self._joint(last[column], at, column) for column in own if column in last}
            last.update(dict.fromkeys(own, at))

    def _joint(self, line: int, behind: int, column: int) -> float:
        text, rest = self.lines[line][column], self.lines[behind][column]
        cost = 0.0 if self.is_broken(line, column) else _NOT_FULL
        if _VALUE.fullmatch(rest):
            cost += _TWO_VALUES if _VALUE.fullmatch(text) else _VALUE_BELOW if _WORDS.fullmatch(text) else 0.0
        return cost + _GAP * max(0, behind - line - _BETWEEN)

    def rows(self) -> Rows:
        """The likeliest rows: the best way to every line, for each manner in which cells may stand in them."""
        count = len(self.lines)
        best = {manner: [(0.0, 0), *[(inf, 0)] * count] for manner in MANNERS}
        for start in range(count):
            row = _Row(self, start)
            for end in range(start + 1, min(count, start + MOST_LINES) + 1):
                row.take(end - 1)
                for manner, cost in row.costs(end).items():
                    best[manner][end] = min(best[manner][end], (best[manner][start][0] + cost, start))
        return min((_followed(manner, ways) for manner, ways in best.items()), key=lambda rows: rows.cost)


class _Row:
    """Lines from one on that may be one row, taken line by line, and how unlikely they are one."""

    def __init__(self, stacked: Stacked, start: int) -> None:
        self._of, self._start = stacked, start
        self._cost = 0.0
        self._missing = _EMPTY * sum(stacked.shares[stacked.labels :])
        self._cells: dict[int, list[int]] = {}  # column: its first and last line, and in how many it has a text
        self._texts: list[int] = []

    def take(self, at: int) -> None:
        """Adds the next line."""
        of = self._of
        self._cost += _APART * (at > self._start and of.apart[at])
        for column in of.filled[at]:
            cell = self._cells.get(column)
            if cell is None:
                self._cells[column] = [at, at, 1]
                self._missing -= _EMPTY * of.shares[column] if column >= of.labels else 0.0
            else:
                self._cost += of.joints[at][column]
                cell[1:] = [at, cell[2] + 1]
        self._texts.append(sum(column >= of.labels for column in of.filled[at]))

    def costs(self, end: int) -> dict[str, float]:
        """How unlikely the lines so far are a row, for each manner in which its cells stand."""
        values = [cell for column, cell in self._cells.items() if column >= self._of.labels]
        places: defaultdict[int, set[int]] = defaultdict(set)
        for first, _, count in values:
            places[count].add(first)
        cost = self._cost + _UNEVEN * sum(len(starts) - 1 for starts in places.values())
        cost += min(self._missing, _MOST_EMPTY) if end > self._of.first else 0.0
        cost += _TWO_ROWS * self._full_lines()
        return {
            name: cost + _OFF * sum(off(first - self._start, end - 1 - last) for first, last, _ in values)
            for name, off in MANNERS.items()
        }  # fmt: skip

    def _full_lines(self) -> int:
        """How many lines beside the fullest one have a text in nearly all columns in which that has one."""
        most = max(self._texts)
        return sum(count > _FULL * most for count in self._texts) - 1 if most > 1 else 0


def _followed(manner: str, ways: Sequence[tuple[float, int]]) -> Rows:
    """The rows of the best way to the last line."""
    bounds: list[tuple[int, int]] = []
    end = len(ways) - 1
    while end:
        bounds.append((ways[end][1], end))
        end = ways[end][1]
    return Rows(tuple(bounds[::-1]), manner, ways[-1][0])
