"""Text without cell borders cut back into the cells of an indicator table: the likeliest way of all to read it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.forms.evidence.likelihoods import NEVER, VOID, Likelihoods, longest
from extractors.forms.lattice.pieces import has_blank_lines, is_bordered
from normalizers.text import BORDERS

# Logarithms of chances. A gap of the text lies inside a cell, by its strength; a cell ends where the text has no gap,
# or a weak one, though it has gaps elsewhere, and the same where borders part the cells.
_GAP_INSIDE = (0.0, -1.0, -4.5)
_NO_GAP = (-5.5, -2.5, 0.0, 0.0)
_UNCUT = (-14.0, -2.0, 0.0, 0.0)
_JUNK = -12.0  # a character that no cell holds: rarer than any that a cell may hold
_SLIP, _MOST_SLIPS = -2.4, 2  # a cell stands a column off from where the borders put it, and the most that counts
_WEAK, _PARTS, _BORDER = 1, 2, 3
# A column has no cell in a row, and has one, where most rows have none.
_MISSING = {"target": -2.8, "actual": -2.4, "weight": -4.0, "score": -4.0, "operator": -2.4, "unit": -1.8,
            "basis": -0.8}  # fmt: skip
_PRESENT = {"level1": -1.5, "level2": -0.8, "remark": -2.0, "note": -2.0}
_UNNAMED = -18.0
_EMPTY_HALF = -3.0  # a row of two halves side by side (长期 | 年度) has no indicator in the first
_LEVEL_ALONE = -3.0
# A cell says the same as the one that it is held against; it cannot be true beside it.
_SAME = {"actual": -1.2, "score": -0.7}
_DISAGREES = -6.0
_IN_NUMBER = -0.2
# At every place the best few ways to have come there are followed, and none far behind the best.
_BEAM = 16
_BEHIND = 16.0
_ATOMS = 48
_GAPS = 6
_ATOM = re.compile(rf"\d|[a-zA-Z]+|[\u4e00-\u9fff]+|[\s{BORDERS}]+|[^\w\s]|\w")
_SEPARATOR = re.compile(rf"[\s{BORDERS}]+")
_BORDER_SIGN = re.compile(f"[{BORDERS}]")


@dataclass(frozen=True, slots=True)
class Atom:
    """A piece that is never cut; `gap` says what stands before it: 0 nothing, 1 a blank or line break inside a cell in
    texts that part their cells by blank lines or borders, 2 what parts cells, 3 a border, which no cell crosses.
    `borders` counts those before it: between two of them stands an empty cell."""

    text: str
    gap: int
    borders: int = 0


@dataclass(frozen=True, slots=True)
class Segment:
    """A cell found: its role's position among the columns, and its text."""

    column: int
    text: str


@dataclass(slots=True)
class State:
    """A way to have read the text so far: its last cell, and the state before that; where that is watched, how far it
    was ahead of the nearest way that it beat to the same place, and that way."""

    worth: float
    column: int  # of the last cell; -1 at the start
    text: str
    before: State | None
    memory: tuple[str, str]  # the open row's weight and target, which later cells are held against
    beaten: tuple[float, State] | None = None


#: Hears of a way that beat another one, and by how much; gives back the way that is kept.
Watch = Callable[[State, State, float], State]


@dataclass(frozen=True, slots=True)
class _Span:
    """The characters of a text that may be a cell, and how many columns further it stands by its borders, 0 where none
    are printed."""

    start: int
    end: int
    borders: int

    def slip(self, columns: int) -> float:
        """The chance that a cell stands so many columns further than the one before it."""
        return _SLIP * min(_MOST_SLIPS, abs(columns - self.borders)) if self.borders else 0.0


class _Beam:
    """The ways to have read a text up to a place: the best with each last column and each memory."""

    def __init__(self, watch: Watch | None) -> None:
        self._states: dict[tuple[int, tuple[str, str]], State] = {}
        self._best = NEVER
        self._watch = watch

    def is_hopeless(self, worth: float) -> bool:
        """Whether a way is too far behind the best one."""
        return worth <= self._best - _BEHIND

    def keep(self, state: State) -> None:
        """Keeps a way if it is the best of its kind."""
        key = (state.column, state.memory)
        other = self._states.get(key)
        if self.is_hopeless(state.worth):
            return
        if other is None or other.worth < state.worth:
            self._states[key] = state
            self._best = max(self._best, state.worth)
        if self._watch and other is not None:
            kept = self._states[key]
            loser = other if kept is state else state
            self._states[key] = self._watch(kept, loser, kept.worth - loser.worth)

    def ranked(self) -> list[State]:
        """The best few ways, the best first."""
        best = sorted(self._states.values(), key=lambda state: -state.worth)[:_BEAM]
        return [state for state in best if not self.is_hopeless(state.worth)]


def atoms_of(text: str, glued: bool) -> list[Atom]:
    """The pieces of a text; words of a text without blanks are cut by a dictionary."""
    found: list[Atom] = []
    weak = _WEAK if is_bordered(text) or has_blank_lines(text) else _PARTS
    gap, borders = _PARTS, 0
    for piece in _ATOM.findall(text):
        if _SEPARATOR.fullmatch(piece):
            borders = len(_BORDER_SIGN.findall(piece))
            strong = _BORDER if borders else _PARTS if piece.count("\n") > 1 else weak
            gap = max(gap, strong)
            continue
        for word in _words(piece) if glued and len(piece) > 2 and "\u4e00" <= piece[0] <= "\u9fff" else (piece,):
            found.append(Atom(word, gap, borders))
            gap = borders = 0
    return found


def _words(text: str) -> Iterator[str]:
    import jieba  # late: loading its dictionary takes a second, and only glued text needs it

    jieba.setLogLevel("ERROR")
    yield from jieba.cut(text, HMM=False)


def segment(text: str, columns: Sequence[str], glued: bool) -> list[list[Segment]]:
    """The rows of the text: cells in column order, each row beginning with a level or a name.

    `columns` are roles in the order of the head. Beam search over the atoms, so time grows with the length of the text.
    """
    return rows_of(best_way(text, columns, glued))


def best_way(text: str, columns: Sequence[str], glued: bool, watch: Watch | None = None) -> State | None:
    """The end of the likeliest way to read the text; None for a text without words."""
    atoms = atoms_of(text, glued)
    if not atoms:
        return None
    search = _Search(tuple(columns), "".join(atom.text for atom in atoms), watch)
    uncut = _UNCUT if is_bordered(text) else _NO_GAP
    beams = [_Beam(watch) for _ in range(len(atoms) + 1)]
    at = 0
    beams[0].keep(State(0.0, -1, "", None, ("", "")))
    for start, atom in enumerate(atoms):
        states = beams[start].ranked()
        beams[start] = _Beam(watch)
        for state in states:  # a piece that is no part of any cell (a page number, a mark) is passed over
            beams[start + 1].keep(replace(state, worth=state.worth + _JUNK * len(atom.text)))
        for end, cell, cost in _cells(atoms, start, glued, search.longest, uncut) if states else ():
            search.extend(states, _Span(at, at + len(cell), atom.borders), cost, beams[end])
        at += len(atom.text)
    return search.last(beams[-1].ranked())


def _cells(
    atoms: Sequence[Atom], start: int, glued: bool, most: int, uncut: Sequence[float]
) -> Iterator[tuple[int, str, float]]:
    """The texts that may be a cell from an atom on: where each ends, its words, and what its borders cost. `uncut` is
    the price of an end where the text has no gap, by the gap's strength."""
    text = ""
    inside, cost = 0, 0.0
    for end in range(start, min(len(atoms), start + _ATOMS)):
        atom = atoms[end]
        if end > start and atom.gap:
            if atom.gap == _BORDER:
                return
            if atom.text.isdigit() and text[-1:].isdigit():
                return  # two figures
            inside += 1
            cost += _GAP_INSIDE[atom.gap] * (0.5 if glued else 1.0)
        text += atom.text
        if len(text) > most or inside > _GAPS:
            return
        following = atoms[end + 1] if end + 1 < len(atoms) else None
        yield end + 1, text, cost + _border(atom, following, glued, uncut)


def _border(last: Atom, following: Atom | None, glued: bool, uncut: Sequence[float]) -> float:
    """The chance that a cell ends between two atoms."""
    if following is None:
        return 0.0
    if not glued or following.gap or uncut is _UNCUT:
        return uncut[following.gap]
    return _IN_NUMBER if last.text.isdigit() and following.text.isdigit() else 0.0


class _Search:
    """Extends states by cells; what skipped columns cost is reckoned once a head."""

    def __init__(self, columns: tuple[str, ...], text: str, watch: Watch | None) -> None:
        self._columns = columns
        self._watch = watch
        self._text = text
        self._likelihoods = Likelihoods(text)
        self._longest = tuple(map(longest, columns))
        self.longest = max(self._longest)
        count = len(columns)
        self._skips = [[self._skipped(left, right) for right in range(count + 1)] for left in range(-1, count)]

    def _skipped(self, left: int, right: int) -> float:
        """The chance of columns without a cell. A row that says only a level has no indicator, and is hardly rarer."""
        between = self._columns[left + 1 : right]
        if "name" not in between:
            return sum(_MISSING.get(role, 0.0) for role in between)
        if right < len(self._columns):
            return _EMPTY_HALF if "name" in self._columns[right:] else _UNNAMED
        return _LEVEL_ALONE if left >= 0 else 0.0

    def extend(self, states: Sequence[State], span: _Span, cost: float, beam: _Beam) -> None:
        """Puts into the beam every state, the best first, with one more cell, under each column that the text may stand
        in; a new row follows on the state whose row may best end here."""
        text = self._text[span.start : span.end]
        last = self.last(states) or states[0]
        for column, role in enumerate(self._columns):
            own = self._likelihoods.of(role, span.start, span.end) if len(text) <= self._longest[column] else NEVER
            if own <= NEVER or beam.is_hopeless(states[0].worth + max(own, _SAME.get(role, own)) + cost):
                continue
            beside = cost + _PRESENT.get(role, 0.0)
            worth = self.ended(last) + self._skips[0][column] + own + beside
            memory = (text if role == "weight" else "", text if role == "target" else "")
            beam.keep(State(worth, column, text, NewRow.after(last), memory))
            for state in states:
                if state.column < column and state.before is not None:
                    worth = state.worth + _beside(own, state, role, text) + beside
                    worth += self._skips[state.column + 1][column] + span.slip(column - state.column)
                    weight, target = state.memory
                    memory = (text if role == "weight" else weight, text if role == "target" else target)
                    beam.keep(State(worth, column, text, state, memory))

    def last(self, states: Sequence[State]) -> State | None:
        """The state whose row may best end here."""
        best = max(states, key=self.ended, default=None)
        if best is None or self._watch is None or len(states) == 1:
            return best
        second = max((state for state in states if state is not best), key=self.ended)
        return self._watch(best, second, self.ended(best) - self.ended(second))

    def ended(self, state: State) -> float:
        """The worth of a state whose row ends here, its missing cells reckoned in."""
        if state.before is None or (self._columns[state.column] == "name" and state.text in VOID):
            return state.worth
        return state.worth + self._skips[state.column + 1][len(self._columns)]


class NewRow(State):
    """A state behind which a row begins."""

    @classmethod
    def after(cls, state: State) -> NewRow:
        """The same state as the end of a row."""
        return cls(state.worth, state.column, state.text, state.before, state.memory, state.beaten)


def _beside(own: float, state: State, role: str, text: str) -> float:
    """The chance of a cell beside those of its row: a result like its target, points like the weight, a unit behind a
    bare figure."""
    weight, target = state.memory
    if role == "unit" and target:
        return own if target[-1:].isdigit() else own + _DISAGREES
    if role == "actual" and target == text:
        return max(own, _SAME["actual"])
    if role == "score" and weight == text:
        return max(own, _SAME["score"])
    if role == "score" and weight:
        return own + (_DISAGREES if float(text) > float(weight) else 0.0)
    return own


def rows_of(final: State | None) -> list[list[Segment]]:
    """The rows of the way that ended best, read back to its start."""
    rows: list[list[Segment]] = [[]]
    state = final
    while state is not None and state.before is not None:
        rows[-1].append(Segment(state.column, state.text))
        if isinstance(state.before, NewRow):
            rows.append([])
        state = state.before
    return [row[::-1] for row in rows[::-1] if row]
