"""The likeliest cut of running text into the rows of a table beside the second likeliest, for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, zip_longest

from extractors.forms.lattice.segmentation import NewRow, Segment, State, best_way

#: So many last cells tell one way to read a text from another.
_COMPARED = 8


@dataclass(frozen=True, slots=True)
class CutRow:
    """A row that was cut out. `second` are the cells of the likeliest other way to read the same stretch, `instead_of`
    those of the row that it would replace, `ahead` how far behind it is, as a logarithm; no cells where every other way
    was hopeless."""

    cells: tuple[Segment, ...]
    second: tuple[Segment, ...] = ()
    instead_of: tuple[Segment, ...] = ()
    ahead: float = 0.0


def cut_rows(text: str, columns: Sequence[str], glued: bool) -> list[CutRow]:
    """The rows of a text, as `segment` gives them, each with its second cut. Costs more than `segment`."""
    path = list(_path(best_way(text, columns, glued, _nearest)))[::-1]
    rows: list[list[State]] = []
    for state in path:
        if not rows or isinstance(state.before, NewRow) or _opens(state):
            rows.append([])
        rows[-1].append(state)
    return [_row(row, path) for row in rows]


def _nearest(winner: State, loser: State, ahead: float) -> State:
    """The way that won, with the nearest of those that it beat, if that has other cells."""
    if (winner.beaten is not None and winner.beaten[0] <= ahead) or _are_same(winner, loser):
        return winner
    return replace(winner, beaten=(ahead, loser))


def _are_same(one: State, other: State) -> bool:
    """Whether the last cells of two ways are the same, whatever rows they stand in."""
    pairs = islice(zip_longest(_path(one), _path(other)), _COMPARED)
    return all(a is not None and b is not None and (a.column, a.text) == (b.column, b.text) for a, b in pairs)


def _path(final: State | None) -> Iterator[State]:
    """The states of a way from its end to its first cell."""
    state = final
    while state is not None and state.before is not None:
        yield state
        state = state.before


def _opens(state: State) -> bool:
    return state.before is not None and state.before.before is None


def _row(row: Sequence[State], path: Sequence[State]) -> CutRow:
    cells = tuple(Segment(state.column, state.text) for state in row)
    beaten = [(state.beaten[0], at, state.beaten[1]) for at, state in enumerate(row) if state.beaten is not None]
    if not beaten:
        return CutRow(cells)
    ahead, at, other = min(beaten, key=lambda one: one[:2])
    shared = {id(state.before) for state in path}
    second: list[Segment] = []
    for state in _path(other):
        second.append(Segment(state.column, state.text))
        if id(state.before) in shared:
            last = state.before
            break
    else:
        last = None
    instead = list(_between(row[at], last))
    return CutRow(cells, tuple(second[::-1]), tuple(instead), ahead)


def _between(state: State, last: State | None) -> list[Segment]:
    """The cells of a way from behind a state up to another one."""
    found: list[Segment] = []
    for each in _path(state):
        if each is last:
            break
        found.append(Segment(each.column, each.text))
    return found[::-1]
