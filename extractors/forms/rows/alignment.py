"""A row whose cells slipped: which cell stands under which column, by what the cells say and how far they moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.forms.columns.column import Column
from extractors.forms.evidence.fit import fit
from extractors.forms.grid import Row, Slot

# Costs are in the unit of `fit`: a perfect cell is worth 1.
_MOVE = 0.12  # a column further from where it was counted
_CHANGE = 0.45  # the shift changes inside the row
_DROP = 2.5  # a cell that says something is left out
_NAMED = 1.5  # an indicator without a name is none
#: Below this a cell contradicts its column.
CONTRADICTS = -0.5
_UNSURE = 0.82
#: Rows of more cells are no rows of a form, and not worth the search.
_WIDEST = 60
_SURE = 0.98
#: What puts cells under their columns.
BY_PLACE, BY_CONTENT = "by place", "by content"


@dataclass(frozen=True, slots=True)
class Aligned:
    """Slots by column index, how sure the whole row is, and the filled slots that stand under no column, or under one
    that another has taken. `way` says what put them there, `second` is the other way where both were weighed."""

    slots: Mapping[int, Slot]
    sureness: float
    left: tuple[Slot, ...] = ()
    way: str = BY_PLACE
    second: Aligned | None = None

    def by_role(self, columns: Sequence[Column]) -> dict[str, list[Slot]]:
        """The filled slots of each role, in column order."""
        found: dict[str, list[Slot]] = {}
        for index in sorted(self.slots):
            found.setdefault(columns[index].role, []).append(self.slots[index])
        return found


def align(row: Row, columns: Sequence[Column], exact: bool) -> Aligned:
    """The slots of a row under their columns: by position where that holds, by content where it contradicts itself."""
    placed = _by_position(row, columns)
    if any(slot.column < columns[index].start for index, slot in placed.items()):
        return _aligned(row, placed, _UNSURE)
    if exact or _holds(placed, columns, row):
        return _aligned(row, placed, _SURE)
    if len(row.filled) > _WIDEST or len(columns) > _WIDEST:
        return _aligned(row, placed, _UNSURE)
    moved = _by_content(row.filled, columns)
    found = _aligned(row, placed, _UNSURE), _aligned(row, moved, _UNSURE, BY_CONTENT)
    stays = _worth(moved, columns) <= _worth(placed, columns) and len(moved) <= len(placed)
    best, second = found if stays else found[::-1]
    return replace(best, second=second)


def _aligned(row: Row, placed: Mapping[int, Slot], sureness: float, way: str = BY_PLACE) -> Aligned:
    taken = {id(slot) for slot in placed.values()}
    return Aligned(placed, sureness, tuple(slot for slot in row.filled if id(slot) not in taken), way)


def _by_position(row: Row, columns: Sequence[Column]) -> dict[int, Slot]:
    """A cell over several columns counts for the first of them; one over a level and the name for the name, where it
    is none of the levels' words and a value follows, since a scan lost the rule between them."""
    found: dict[int, Slot] = {}
    at = {place: index for index, column in enumerate(columns) for place in range(column.start, column.end)}
    for slot in row.filled:
        index = at.get(slot.column)
        last = at.get(slot.end - 1)
        if index is not None and last is not None and _swallows_name(slot, columns[index], columns[last]):
            index = index if slot is row.filled[-1] else last
        if index is not None:
            found.setdefault(index, slot)
    return found


def _swallows_name(slot: Slot, first: Column, last: Column) -> bool:
    """Whether a cell reaches from a level's column to the name's, and says no level."""
    return (
        first.role in ("level1", "level2")
        and last.role == "name"
        and fit("name", slot.text) > fit(first.role, slot.text)
    )


def _holds(placed: Mapping[int, Slot], columns: Sequence[Column], row: Row) -> bool:
    if len(placed) < len(row.filled):
        return False
    if any(fit(columns[index].role, slot.text) <= CONTRADICTS for index, slot in placed.items()):
        return False
    roles = {columns[index].role for index in placed}
    return "name" in roles or not roles & {"target", "actual", "weight", "score"}


def _worth(placed: Mapping[int, Slot], columns: Sequence[Column]) -> float:
    roles = {columns[index].role for index in placed}
    unnamed = _NAMED if "name" not in roles and roles & {"target", "actual", "weight", "score"} else 0.0
    return sum(fit(columns[index].role, slot.text) for index, slot in placed.items()) - unnamed


def _by_content(slots: Sequence[Slot], columns: Sequence[Column]) -> dict[int, Slot]:
    """The best monotone assignment of slots to columns (dynamic programming over slot, column and last shift)."""
    # state: (last column index, last shift) -> (worth, assignment)
    states: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {(-1, 0): (0.0, ())}
    for position, slot in enumerate(slots):
        following: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]] = {}
        for (last, shift), (worth, pairs) in states.items():
            _keep(following, (last, shift), worth - _DROP, pairs)
            for index in range(last + 1, len(columns)):
                column = columns[index]
                if column.role == "other" and index < 1:
                    continue
                move = column.start - slot.column
                gain = fit(column.role, slot.text) - _MOVE * abs(move) + (_NAMED if column.role == "name" else 0.0)
                if move != shift and pairs:
                    gain -= _CHANGE
                _keep(following, (index, move), worth + gain, (*pairs, (index, position)))
        states = following
    _, best = max(states.values(), key=lambda state: state[0])
    return {index: slots[position] for index, position in best}


def _keep(
    states: dict[tuple[int, int], tuple[float, tuple[tuple[int, int], ...]]],
    key: tuple[int, int],
    worth: float,
    pairs: tuple[tuple[int, int], ...],
) -> None:
    if key not in states or states[key][0] < worth:
        states[key] = (worth, pairs)
