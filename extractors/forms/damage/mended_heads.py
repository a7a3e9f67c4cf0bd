"""Heads of indicator tables that a scan damaged: what each says, by its letters, its neighbours and the cells below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from extractors.forms.columns.beside_heads import beside_role
from extractors.forms.columns.head_cells import cells_below, suits
from extractors.forms.columns.storeys import is_head_row
from extractors.forms.damage.misread import likeness, may_be, plain
from extractors.forms.grid import Grid, Row, Slot, mended
from extractors.forms.words.times import time_of
from extractors.forms.words.vocabulary import ambiguous, column_role, column_sets, spellings

_STRUCTURE = ("level1", "level2", "name", "finest")
_SIDE, _POINTS = "side", "weight"
#: What may stand anywhere in a head, and as often as it likes.
_FREE = ("", _SIDE, "?", "history", "other")
#: What cells tell without a head over them.
_TOLD = frozenset(
    ("level1", "level2", "name", "target", "operator", "unit", "actual", "weight", "score", "basis", "rule",
     "explanation")
)  # fmt: skip
_MOST, _LONGEST = 24, 28
#: The least likeness of a head to a word for it, and of a whole row to a head.
_LEAST, _ROW = 0.5, 0.75
#: What speaks for a reading of a head: its print is that word, its cells suit, the column sets have it there; and
#: what speaks against one is that its word stands in the row already.
_AS_PRINTED, _BY_CELLS, _IN_PLACE, _TWICE = 0.3, 0.5, 0.2, 0.5
_CONTRADICTED = -0.5
#: What a column is worth whose head says nothing known, and one of a head of which nothing is left.
_UNKNOWN, _BLANK = 0.5, 0.4
#: So well must the cells under a head that can't be read suit, so much better than for another role; so many must be.
_TELLING, _AHEAD, _ENOUGH = 0.3, 0.15, 3
_SURE, _BY_LIKENESS = 0.5, 0.42


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
    return sum(1 for slot in filled if any(option.alike > _ROW for option in _options(row, slot))) > 1


def _mended(grid: Grid, index: int) -> Row:
    """The row as a head: first what its letters tell, then heads of which no letter is left, among those."""
    row = grid.rows[index]
    found = row if is_head_row(row) else _read(grid, index, row, False)
    return _read(grid, index, found, True) if is_head_row(found) else row


def _read(grid: Grid, index: int, row: Row, is_head: bool) -> Row:
    """The row with the likeliest words of its heads, where it is one or they are alike enough to make it one."""
    picks = _picked(grid, index, row, is_head)
    said = [pick.alike for slot, pick in zip(row.slots, picks, strict=True) if slot.label]
    if not is_head and sum(said) < _ROW * len(said):
        return row
    slots = tuple(
        mended(slot, pick.word, _SURE + _BY_LIKENESS * pick.alike) if pick.word and not pick.printed else slot
        for slot, pick in zip(row.slots, picks, strict=True)
    )
    return replace(row, slots=slots)


def _picked(grid: Grid, index: int, row: Row, is_head: bool) -> tuple[_Option, ...]:
    """The likeliest reading of the whole row: each role once in a half, levels in their order."""
    choices = [_Choice(0.0)]
    for position, slot in enumerate(row.slots):
        ways = list(_ways(row, position, cells_below(grid, index, slot), is_head))
        best: dict[tuple[int, frozenset[str]], _Choice] = {}
        for choice in choices:
            for option, worth in ways:
                after = _after(choice, option, worth)
                if after is not None and (after.state not in best or best[after.state].worth < after.worth):
                    best[after.state] = after
        choices = list(best.values())
    return max(choices, key=lambda choice: choice.worth).picks


def _ways(row: Row, position: int, below: Sequence[str], is_head: bool) -> Iterator[tuple[_Option, float]]:
    """The ways to read one head, each with its worth."""
    slot, expected = row.slots[position], _expected(row, position)
    yield _NOTHING, _UNKNOWN
    for option in _options(row, slot, below):
        yield option, _worth(option, below) + _IN_PLACE * (option.role in expected)
    if is_head and _says_nothing(slot) and len(below) >= _ENOUGH:
        yield from _unread(expected & _TOLD, below)
    if slot is row.filled[0]:
        yield from ((option, option.alike) for option in _sides(slot.label))


def _after(choice: _Choice, option: _Option, worth: float) -> _Choice | None:
    """The choice with one more head; None where the head can't follow on those before it."""
    picks, total = (*choice.picks, option), choice.worth + worth
    if option.role in _FREE:
        return replace(choice, worth=total, picks=picks)
    if option.role not in _STRUCTURE:
        if option.role in choice.taken and not option.printed:
            return None
        again = _TWICE if option.role in choice.taken and option.role != _POINTS else 0.0
        return _Choice(total - again, picks, choice.rank, choice.taken | {option.role})
    rank, taken = _STRUCTURE.index(option.role) + 1, choice.taken - {_POINTS}
    if rank > choice.rank:
        return _Choice(total, picks, rank, taken)
    if option.printed and taken:  # the second half of a table that prints two side by side
        return _Choice(total - _TWICE, picks, rank)
    return None


def _worth(option: _Option, below: Sequence[str]) -> float:
    return option.alike + _AS_PRINTED * option.printed + _BY_CELLS * suits(option.role, below)


def _says_nothing(slot: Slot) -> bool:
    """Whether nothing is left of a head, or a word that is none of a column."""
    return not slot.continues and (not slot.label or _is_other_word(plain(slot.text)))


def _is_other_word(word: str) -> bool:
    return word not in spellings("columns") and any(word in spellings(section) for section in ("side", "goals"))


def _unread(roles: frozenset[str], below: Sequence[str]) -> Iterator[tuple[_Option, float]]:
    """What a head of which nothing is left may say: the one of the roles that the cells below tell plainly."""
    fits = sorted(((suits(role, below), role) for role in roles), reverse=True)
    if not fits or fits[0][0] < _TELLING or (len(fits) > 1 and fits[0][0] - fits[1][0] < _AHEAD):
        return
    worth, role = fits[0]
    word = next((word for word, meant in spellings("columns").items() if meant == role), "")
    if word:
        yield _Option(role, word, _BLANK), _BLANK + _IN_PLACE + _BY_CELLS * worth


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


def _options(row: Row, slot: Slot, below: Sequence[str] = ()) -> tuple[_Option, ...]:
    """The ways to read a head by its letters: as printed, where a word is known, stands there but once, and the cells
    below do not contradict it."""
    printed = column_role(slot.label)
    if not printed:
        return _alike(slot.label)
    own = _Option(printed.name, slot.label, max(_LEAST, printed.sureness), True)
    twice = sum(1 for other in row.filled if _own_role(other) == printed.name and _of_one_time(other, slot)) > 1
    if printed.name in _FREE or not (twice or suits(own.role, below) <= _CONTRADICTED):
        return (own,)
    return (own, *(option for option in _alike(slot.label) if option.role != own.role))


def _of_one_time(slot: Slot, other: Slot) -> bool:
    """Whether two heads speak of the same time: 实施期指标值 may stand beside 年度指标值."""
    return time_of(slot.label) == time_of(other.label)


def _own_role(slot: Slot) -> str:
    """The role of a head that says nothing of a whole group of rows: 年度目标 may stand beside 指标值."""
    return "" if beside_role(slot.label) else column_role(slot.label).name


@lru_cache(maxsize=16384)
def _alike(label: str) -> tuple[_Option, ...]:
    """The words that a head may be, one a role; none for a word that means something else."""
    word = plain(label)
    if not word or _is_other_word(word):
        return ()
    best: dict[str, _Option] = {}
    own = frozenset(word)
    for other, role, signs in _head_words():
        if (len(other) - len(signs - own)) * 3 < len(other):
            continue  # too few of its characters for any likeness
        alike = likeness(word, other)
        least = _ROW if role == "history" else _LEAST  # which else is hard to tell from the target beside it
        if alike >= max(least, best[role].alike if role in best else 0.0) and may_be(word, other):
            best[role] = _Option(role, other, alike)
    return tuple(option for option in best.values() if option.role != "other")


@cache
def _head_words() -> tuple[tuple[str, str, frozenset[str]], ...]:
    """The words of heads, each with its role and its characters."""
    known = {**spellings("columns"), **dict.fromkeys(ambiguous(), "?")}
    return tuple((word, role, frozenset(word)) for word, role in known.items())


@lru_cache(maxsize=4096)
def _sides(label: str) -> tuple[_Option, ...]:
    """The label of the merged cell at the left edge that a text may be."""
    word = plain(label)
    found = max(spellings("side"), key=lambda side: likeness(word, side)) if word else ""
    alike = likeness(word, found)
    return (_Option(_SIDE, found, alike, word == found),) if alike >= _ROW else ()
