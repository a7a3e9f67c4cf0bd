"""Heads of indicator tables that a scan damaged: what each says, by its letters, its neighbours and the cells below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from extractors.forms.content import is_placeholder, year_of
from extractors.forms.fit import fit
from extractors.forms.grid import Grid, Row, Slot, mended
from extractors.forms.heads import is_head_row
from extractors.forms.misread import likeness, plain
from extractors.forms.vocabulary import ambiguous, column_role, column_sets, spellings

_STRUCTURE = ("level1", "level2", "name", "finest")
_AGAIN = ("history", "weight", "other")
_MOST, _LONGEST = 24, 28
#: The least likeness of a head to a word for it, and of a whole row to a head.
_LEAST, _ROW = 0.5, 0.75
#: What speaks for a reading of a head: its print is that word, its cells suit, the column sets have it there.
_AS_PRINTED, _BY_CELLS, _IN_PLACE = 0.3, 0.5, 0.2
#: What a column is worth whose head says nothing known, and one of a head of which nothing is left.
_UNKNOWN, _BLANK = 0.5, 0.4
#: So well must the cells under a head that can't be read suit, so much better than for another role; so many must be.
_TELLING, _AHEAD, _ENOUGH = 0.3, 0.15, 3
_SAMPLE = 12
_SURE, _BY_LIKENESS = 0.5, 0.42
_SIDE = "side"


@dataclass(frozen=True, slots=True)
class _Option:
    """One way to read a head; `word` is empty where it stays as it is."""

    role: str
    word: str
    alike: float
    printed: bool = False


@dataclass(frozen=True, slots=True)
class _Choice:
    """Heads read from the left up to here: which, their worth, the structure so far, the roles taken since."""

    worth: float
    picks: tuple[_Option, ...] = ()
    rank: int = 0
    taken: frozenset[str] = frozenset()

    @property
    def state(self) -> tuple[int, frozenset[str]]:
        return self.rank, self.taken


_NOTHING = _Option("", "", 0.0)


def with_mended_heads(grid: Grid) -> Grid:
    """The grid with the words of each damaged head in place of its letters, less sure; other rows as they are."""
    rows = tuple(_mended(grid, index) if _may_be_head(row) else row for index, row in enumerate(grid.rows))
    return replace(grid, rows=rows)


def _may_be_head(row: Row) -> bool:
    """Whether a row of short texts has at least two that say a column's role, or nearly."""
    filled = row.filled
    if not 3 <= len(filled) <= _MOST or len(row.slots) > _MOST:
        return False
    if any(len(slot.label) > _LONGEST for slot in filled):
        return False
    return sum(1 for slot in filled if any(option.alike > _ROW for option in _options(slot.label))) > 1


def _mended(grid: Grid, index: int) -> Row:
    row = grid.rows[index]
    was_head = is_head_row(row)
    picks = _read(grid, index, was_head)
    said = [pick.alike for slot, pick in zip(row.slots, picks, strict=True) if slot.label]
    if not was_head and sum(said) < _ROW * len(said):
        return row
    slots = tuple(
        mended(slot, pick.word, _SURE + _BY_LIKENESS * pick.alike) if pick.word and not pick.printed else slot
        for slot, pick in zip(row.slots, picks, strict=True)
    )
    found = replace(row, slots=slots)
    return found if is_head_row(found) else row


def _read(grid: Grid, index: int, was_head: bool) -> tuple[_Option, ...]:
    """The likeliest reading of the whole row: each role once in a half, levels in their order."""
    row = grid.rows[index]
    choices = [_Choice(0.0)]
    for position, slot in enumerate(row.slots):
        below = _below(grid, index, slot)
        options = [(option, _worth(option, below)) for option in _options(slot.label)]
        if not slot.label and was_head and not slot.continues and len(below) >= _ENOUGH:
            options += _unread(row, position, below)
        if position == 0 or not any(before.label for before in row.slots[:position]):
            options += [(option, option.alike) for option in _sides(slot.label)]
        best: dict[tuple[int, frozenset[str]], _Choice] = {}
        for choice in choices:
            for option, worth in [*options, (_NOTHING, _UNKNOWN)]:
                place = _IN_PLACE if option.role in _expected(row, position) else 0.0
                after = _after(choice, option, worth + place)
                if after is not None and (after.state not in best or best[after.state].worth < after.worth):
                    best[after.state] = after
        choices = list(best.values())
    return max(choices, key=lambda choice: choice.worth).picks


def _after(choice: _Choice, option: _Option, worth: float) -> _Choice | None:
    """The choice with one more head; None where the head can't follow on those before it."""
    picks, total = (*choice.picks, option), choice.worth + worth
    if option.role in ("", _SIDE, "?") or option.role in _AGAIN:
        return _Choice(total, picks, choice.rank, choice.taken)
    if option.role not in _STRUCTURE:
        if option.role in choice.taken and not option.printed:
            return None
        return _Choice(total, picks, choice.rank, choice.taken | {option.role})
    rank = _STRUCTURE.index(option.role) + 1
    if rank > choice.rank:
        return _Choice(total, picks, rank, choice.taken)
    if option.printed and choice.taken:  # the second half of a table that prints two side by side
        return _Choice(total, picks, rank, frozenset())
    return None


def _worth(option: _Option, below: Sequence[str]) -> float:
    return option.alike + _AS_PRINTED * option.printed + _BY_CELLS * _suits(option.role, below)


def _suits(role: str, below: Sequence[str]) -> float:
    if role in ("?", _SIDE) or not below:
        return 0.0
    return sum(fit(role, text) for text in below) / len(below)


def _unread(row: Row, position: int, below: Sequence[str]) -> Iterator[tuple[_Option, float]]:
    """What a head of which nothing is left may say: the role that its place allows and its cells tell."""
    fits = sorted(((_suits(role, below), role) for role in _expected(row, position)), reverse=True)
    if not fits or fits[0][0] < _TELLING or (len(fits) > 1 and fits[0][0] - fits[1][0] < _AHEAD):
        return
    worth, role = fits[0]
    word = next(word for word, meant in spellings("columns").items() if meant == role)
    yield _Option(role, word, _BLANK), _BLANK + _BY_CELLS * worth


def _below(grid: Grid, index: int, slot: Slot) -> list[str]:
    """What stands under a head down to the next one; nothing where a storey of the head itself does."""
    texts: list[str] = []
    for _, row in grid.from_row(index + 1):
        if len(texts) == _SAMPLE or is_head_row(row):
            break
        own = next((other for other in row.slots if other.column == slot.column and other.label), None)
        if own is not None and not texts and (column_role(own.text) or year_of(own.text)):
            return []
        if own is not None and not is_placeholder(own.text):
            texts.append(own.text)
    return texts


def _expected(row: Row, position: int) -> frozenset[str]:
    """The roles that column sets have between the nearest heads beside this one that are plain to read."""
    left = next((role for role in reversed(_plain_roles(row)[:position]) if role), "")
    right = next((role for role in _plain_roles(row)[position + 1 :] if role), "")
    known = frozenset(_plain_roles(row))
    return _between(left, right) - known


def _plain_roles(row: Row) -> list[str]:
    roles = [column_role(slot.text) for slot in row.slots]
    return [role.name if role.sureness == 1.0 and role.name != "other" else "" for role in roles]


@lru_cache(maxsize=1024)
def _between(left: str, right: str) -> frozenset[str]:
    found: set[str] = set()
    for roles in column_sets():
        if (not left or left in roles) and (not right or right in roles):
            start = roles.index(left) + 1 if left else 0
            found.update(roles[start : roles.index(right) if right else len(roles)])
    return frozenset(found)


@lru_cache(maxsize=16384)
def _options(label: str) -> tuple[_Option, ...]:
    """The ways to read a head by its letters alone, one a role; none for a word that means something else."""
    word = plain(label)
    printed = column_role(label)
    if printed and printed.sureness == 1.0 and (printed.name == "other" or len(word) > _LONGEST):
        return (_Option("other", label, 1.0, True),)
    if not word or (not printed and any(word in spellings(section) for section in ("side", "goals", "fields"))):
        return ()
    best: dict[str, _Option] = {}
    for other, role in {**spellings("columns"), **dict.fromkeys(ambiguous(), "?")}.items():
        alike = likeness(word, other)
        if role != "other" and alike >= _LEAST and (role not in best or best[role].alike < alike):
            best[role] = _Option(role, other, alike)
    if printed:
        best[printed.name] = _Option(printed.name, label, max(_LEAST, printed.sureness), True)
    return tuple(best.values())


@lru_cache(maxsize=4096)
def _sides(label: str) -> tuple[_Option, ...]:
    """The label of the merged cell at the left edge that a text may be."""
    word = plain(label)
    found = max(spellings("side"), key=lambda side: likeness(word, side)) if word else ""
    alike = likeness(word, found)
    return (_Option(_SIDE, found, alike, word == found),) if alike >= _ROW else ()
