"""The likeliest way to read a lattice of text as rows of cells: one pass from its first piece to its last.

At each place between two pieces the best way to have come there is kept for each column whose cell ends there. A cell
of words or figures is weighed as a whole; one of prose grows piece by piece, so that it may be of any length.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from extractors.forms.evidence.likelihoods import VOID
from extractors.forms.evidence.spans import WHOLE, Spans
from extractors.forms.lattice.pieces import Gap, Lattice, Manner
from extractors.forms.lattice.rates import Rates
from extractors.forms.lattice.separators import CELL, INSIDE, NEVER, ROW, Separators

#: A character that no cell holds is rarer than any that a cell may hold.
_JUNK = -12.0
#: A cell says the same as the one that it is held against; it cannot be true beside it.
_SAME = {
    "adjusted": ("target", -0.7),
    "actual": ("target", -1.2),
    "score": ("weight", -0.7),
    "second_score": ("score", -0.7),
}
_DISAGREES = -6.0
#: Neighbours of a row that say the same, from so many characters on, and how much likelier that makes the first one.
_SAID_TWICE = {("target", "actual"): 2, ("weight", "score"): 1, ("score", "weight"): 1}
_TWICE, _TWICE_LONGER, _MOST_TWICE = 2.5, 0.8, 6.0
_POINTS = frozenset({"weight", "score"})
#: A line of a cell is a cell of its own (several indicators in one row) in texts in which lines part no cells.
_STACKED = -2.5
#: What parts cells parts one of words or figures seldomer than one of prose, which may have several paragraphs.
_TORN = -8.0
#: The same in a text whose levels are torn too.
_TORN_AS_OTHERS = -2.0
#: A way so far behind the best one at its place is not looked at more closely.
_BEHIND = 20.0
#: Points may be printed as a share of all.
_PER_CENT = "%％"

Vector = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Found:
    """A cell found: its column, and the pieces of the lattice from `start` to before `end`; `opens` says that a row
    begins with it."""

    column: int
    start: int
    end: int
    opens: bool


class Decoder:
    """What a lattice says under columns, each a role, whatever its gaps mean."""

    def __init__(self, lattice: Lattice, columns: Sequence[str], spans: Spans) -> None:
        self.lattice, self.columns = lattice, tuple(columns)
        self.text, self.bounds = lattice.text, lattice.bounds
        self.places = {place: at for at, place in enumerate(self.bounds)}
        self.own = np.stack([spans.of(role) for role in columns], axis=2)
        self.prose = np.array([at for at, role in enumerate(columns) if role not in WHOLE], dtype=int)
        told = [spans.prose(columns[at]) for at in self.prose]
        self.begins, self.goes_on, self.ends = (
            _stacked([each[i] for each in told], len(self.bounds)) for i in range(3)
        )
        self.lengths = np.diff(self.bounds)
        self.held = [
            (at, *_SAME[role]) for at, role in enumerate(columns) if role in _SAME and _SAME[role][0] in columns
        ]
        self.units = [at for at, role in enumerate(columns) if role == "unit" and "target" in columns]
        self.behind_units = [at for at, role in enumerate(columns) if role == "target" and "unit" in columns[:at]]
        self.is_figure = np.array([sign.isdigit() for sign in self.text])
        self._hear_twice()
        self.possible = self.own.max(axis=1) > NEVER

    def _hear_twice(self) -> None:
        """In a text that nothing parts a target is likelier where its result, which stands behind it, says the same,
        and points where the same points end the figures behind them. The longer they are, the less that is chance."""
        if self.lattice.manner is not Manner.GLUED:
            return
        for column, pair in enumerate(pairwise(self.columns)):
            least = _SAID_TWICE.get(pair)
            for at, width in np.argwhere(self.own[:, :, column] > NEVER / 2) if least is not None else ():
                start, end = self.bounds[at], self.bounds[at + width + 1]
                again = end + end - start
                if end - start < least or not self.text.startswith(self.text[start:end], end):
                    continue
                if pair[0] in _POINTS and self.text[again : again + 1].isdigit():
                    continue
                self.own[at, width, column] += min(_MOST_TWICE, _TWICE + _TWICE_LONGER * (end - start - 2))

    def read(self, separators: Separators, rates: Rates) -> tuple[list[Found], float]:
        """The cells of the likeliest way, in order, and the logarithm of its chance."""
        search = _Search(self, separators, rates)
        for at in range(len(self.lattice.pieces)):
            search.step(at)
        return search.found(), search.worth()

    def said(self, start: int, end: int) -> str:
        """The text of the pieces from `start` to before `end`."""
        return self.text[self.bounds[start] : self.bounds[end]]


def _begins_word(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff" or sign in "《“"


def _ends_word(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff" or sign in "》”)）"


def _stacked(arrays: Sequence[Vector], count: int) -> Vector:
    return np.stack(arrays, axis=1) if arrays else np.zeros((count, 0))


class _Search:
    """The best ways to have read a lattice up to each place, by the column of the cell that ends there."""

    def __init__(self, decoder: Decoder, separators: Separators, rates: Rates) -> None:
        self._decoder, self._separators, self._steps = decoder, separators, rates.steps
        pieces, columns = len(decoder.lattice.pieces), len(decoder.columns)
        self._worth = np.full((pieces + 1, columns), NEVER)
        self._start = np.full((pieces + 1, columns), -1)  # where the cell that ends here begins; -1: it ended before
        self._before = np.full((pieces + 1, columns), -1)  # of a cell that begins here: the column before it in its row
        self._last = np.full(pieces + 1, -1)  # of a row that begins here: the last column of the row before
        self._unread = 0.0  # what it costs that no cell has been found so far
        self._open = np.full(len(decoder.prose), NEVER)  # the worth of cells of prose that go on
        self._opened = np.full(len(decoder.prose), -1)
        self._inside = self._insides()
        self._slips: dict[int, Vector] = {}
        self._stacked = self._steps[1:, :-1].copy()
        np.fill_diagonal(self._stacked, _STACKED)
        self._name = decoder.columns.index("name") if "name" in decoder.columns else -1

    def _insides(self) -> Vector:
        """What the gaps inside each run of pieces cost."""
        lattice = self._decoder.lattice
        costs = self._separators.events[list(lattice.gaps), INSIDE].copy()
        for at in range(1, len(costs)):
            if lattice.gaps[at] and lattice.pieces[at][:1].isdigit() and lattice.pieces[at - 1][-1:].isdigit():
                costs[at] = NEVER  # two figures
        self._costs = costs
        costs = costs + self._torn()
        sums = np.concatenate((np.cumsum(costs), [0.0] * self._decoder.own.shape[1]))
        width = np.arange(self._decoder.own.shape[1])
        starts = np.arange(len(costs))[:, None]
        return np.asarray(sums[np.minimum(starts + width, len(costs) - 1)] - sums[starts])

    def _torn(self) -> Vector:
        """What it costs, at each gap, that a cell of words or figures goes on over it besides: over a line's end where
        each line is a cell, and over a blank between two words where blanks part cells. Beside a figure a blank may be
        the printer's."""
        lattice = self._decoder.lattice
        cost = _TORN_AS_OTHERS if lattice.manner is Manner.SPACED and lattice.tears_words else _TORN
        parting = {Manner.LINES: (Gap.LINE,), Manner.SPACED: (Gap.BLANK, Gap.LINE)}.get(lattice.manner, ())
        words = [False, *(_ends_word(a[-1]) and _begins_word(b[0]) for a, b in pairwise(lattice.pieces))]
        lines = lattice.manner is Manner.LINES
        return cost * np.array([found in parting and (is_words or lines)
                                 for found, is_words in zip(lattice.gaps, words, strict=True)])  # fmt: skip

    def step(self, at: int) -> None:
        """Follows all ways that come to a place by one more cell, or past a piece that is part of none."""
        decoder = self._decoder
        enter = self._entered(at)
        junk = _JUNK * decoder.lengths[at] + self._separators.events[decoder.lattice.gaps[at], CELL]
        self._keep(at + 1, self._worth[at] + junk, -1)
        self._unread += junk
        best = float(enter.max())
        if best > NEVER / 2:
            runs = decoder.own[at] + self._inside[at][:, None]
            self._hold(at, enter, best, runs)
            runs = runs + enter
            end = min(at + 1 + len(runs), len(self._worth))
            ahead = self._worth[at + 1 : end]
            better = runs[: end - at - 1] > ahead
            ahead[better] = runs[: end - at - 1][better]
            self._start[at + 1 : end][better] = at
        self._grow(at, enter)

    def _keep(self, place: int, worth: Vector, start: int) -> None:
        better = worth > self._worth[place]
        self._worth[place][better] = worth[better]
        self._start[place][better] = start

    def _entered(self, at: int) -> Vector:
        """The best worth with which a cell of each column may begin at a place."""
        events = self._separators.events[self._decoder.lattice.gaps[at]] if at else np.zeros(3)
        ended = self._ended(at)
        last = int(ended.argmax())
        row = max(float(ended[last]), self._unread)
        self._last[at] = last if ended[last] > self._unread else -1
        opened = row + events[ROW] + self._steps[0, :-1]
        within = self._worth[at][:, None] + self._within(at) + self._slip(self._decoder.lattice.borders[at])
        before = within.argmax(axis=0)
        inside = within[before, np.arange(len(before))] + events[CELL]
        goes_on = inside > opened
        self._before[at] = np.where(goes_on, before, -1)
        return np.asarray(np.where(goes_on, inside, opened))

    def _within(self, at: int) -> Vector:
        """What the steps between the columns of a row cost at a place."""
        stacks = self._decoder.lattice.manner in (Manner.BORDERED, Manner.BLANK_LINES)
        return self._stacked if stacks and self._decoder.lattice.gaps[at] is Gap.LINE else self._steps[1:, :-1]

    def _ended(self, at: int) -> Vector:
        """The worth of the ways whose row ends here, their missing cells reckoned in."""
        ended = self._worth[at] + self._steps[1:, -1]
        start = int(self._start[at, self._name]) if self._name >= 0 else -1
        if start >= 0 and self._decoder.said(start, at) in VOID:
            ended[self._name] = self._worth[at, self._name]
        return np.asarray(ended)

    def _slip(self, borders: int) -> Vector:
        if borders not in self._slips:
            self._slips[borders] = self._separators.slips(borders, len(self._decoder.columns))
        return self._slips[borders]

    def _grow(self, at: int, enter: Vector) -> None:
        """Cells of prose take one more piece; each may end behind it."""
        decoder = self._decoder
        if not len(decoder.prose):
            return
        begins = enter[decoder.prose] + decoder.begins[at]
        goes_on = self._open + decoder.goes_on[at] + self._costs[at]
        fresh = begins > goes_on
        self._open = np.where(fresh, begins, goes_on)
        self._opened = np.where(fresh, at, self._opened)
        worth = self._open + decoder.ends[at + 1]
        better = worth > self._worth[at + 1][decoder.prose]
        columns = decoder.prose[better]
        self._worth[at + 1, columns] = worth[better]
        self._start[at + 1, columns] = self._opened[better]

    def _hold(self, at: int, enter: Vector, best: float, runs: Vector) -> None:
        """Weighs cells beside those of their row: a result like its target, points like the weight."""
        decoder = self._decoder
        for column, other, same in decoder.held:
            if self._before[at, column] < 0 or enter[column] < best - _BEHIND:
                continue
            said = self._said_of(other, at, column)
            if not said:
                continue
            if other == "weight":
                said = said.rstrip(_PER_CENT)
                self._limit(at, column, float(said), runs)
            end = decoder.places.get(decoder.bounds[at] + len(said), 0)
            if at < end <= at + len(runs) and decoder.text.startswith(said, decoder.bounds[at]):
                runs[end - at - 1, column] = max(runs[end - at - 1, column], same)
        self._hold_units(at, runs)

    def _hold_units(self, at: int, runs: Vector) -> None:
        """Weighs units beside what they are of: they stand behind a bare figure, or a bare figure behind them."""
        decoder = self._decoder
        for column in decoder.units:
            if self._before[at, column] >= 0 and decoder.possible[at, column]:
                said = self._said_of("target", at, column)
                if said and not said[-1:].isdigit():
                    runs[:, column] += _DISAGREES
        for column in decoder.behind_units:
            if self._before[at, column] >= 0 and decoder.possible[at, column] and self._said_of("unit", at, column):
                runs[:, column] += _DISAGREES * self._with_a_unit(at, len(runs))

    def _with_a_unit(self, at: int, width: int) -> NDArray[np.bool_]:
        """Which runs from a place on end with a word behind a figure."""
        decoder = self._decoder
        ends = np.array(decoder.bounds[at + 1 : at + 1 + width])
        figures = np.concatenate(([0], np.cumsum(decoder.is_figure[decoder.bounds[at] : ends[-1]])))
        found = (figures[ends - decoder.bounds[at]] > 0) & ~decoder.is_figure[ends - 1]
        return np.concatenate((found, np.zeros(width - len(found), dtype=bool)))

    def _limit(self, at: int, column: int, most: float, runs: Vector) -> None:
        """Points above the weight disagree with it."""
        for width in np.flatnonzero(runs[:, column] > NEVER / 2):
            if float(self._decoder.said(at, at + int(width) + 1).rstrip(_PER_CENT)) > most:
                runs[width, column] += _DISAGREES

    def _said_of(self, role: str, at: int, column: int) -> str:
        """What the cell of a role says in the row that a cell at a place goes on; empty where it has none."""
        for cell in self._back(at, int(self._before[at, column])):
            if self._decoder.columns[cell.column] == role:
                return self._decoder.said(cell.start, cell.end)
            if cell.opens:
                break
        return ""

    def _back(self, end: int, column: int) -> Iterator[Found]:
        """The cells of a way from its last one back to the first."""
        while column >= 0:
            while self._start[end, column] < 0:
                end -= 1
            start = int(self._start[end, column])
            before = int(self._before[start, column])
            yield Found(column, start, end, before < 0)
            column = before if before >= 0 else int(self._last[start])
            end = start

    def worth(self) -> float:
        """The worth of the way that ended best."""
        return max(self._unread, float(self._ended(len(self._worth) - 1).max()))

    def found(self) -> list[Found]:
        """The cells of the way that ended best."""
        ended = self._ended(len(self._worth) - 1)
        if float(ended.max()) <= self._unread:
            return []
        return list(self._back(len(self._worth) - 1, int(ended.argmax())))[::-1]


def events_of(lattice: Lattice, cells: Sequence[Found]) -> list[tuple[Gap, int]]:
    """Each gap beside or inside a cell, with what it stands for."""
    found: list[tuple[Gap, int]] = []
    for order, cell in enumerate(cells):
        if order and cell.start == cells[order - 1].end:
            found.append((lattice.gaps[cell.start], ROW if cell.opens else CELL))
        found += [(lattice.gaps[at], INSIDE) for at in range(cell.start + 1, cell.end)]
    return found


def slips_of(lattice: Lattice, cells: Sequence[Found]) -> tuple[int, int]:
    """How many cells stand where the borders before them say, and how many elsewhere."""
    counts = dict.fromkeys((True, False), 0)
    for before, cell in pairwise(cells):
        if not cell.opens and lattice.borders[cell.start]:
            counts[cell.column - before.column == lattice.borders[cell.start]] += 1
    return counts[True], counts[False]
