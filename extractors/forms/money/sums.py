"""Sums of a money table that hold: proof that its figures were read right and stand under their own labels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import takewhile

from extractors.forms.money.rows import is_sum
from normalizers.quantities.numbers import parse_number
from normalizers.text import compact

#: What speaks for a figure that stands in a sum that holds.
PROVED = "the parts add up to their total"
#: A table with more figures than this is not added up.
_MOST = 20_000
_MOST_SUMS = 50


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure of a half: its row (counted within the half), its column, the labels of its row and of its column."""

    row: int
    column: int
    path: tuple[str, ...]
    label: str
    text: str

    @property
    def number(self) -> Decimal | None:
        """What it says; None for words."""
        return parse_number(compact(self.text))


@dataclass(frozen=True, slots=True)
class Added:
    """Which figures (by their places in the list) stand in a sum that holds, and which only in one that does not."""

    proved: frozenset[int]
    contradicted: frozenset[int]


def added_up(figures: Sequence[Figure]) -> Added:
    """Every sum that a half's rows and columns make, tried; one of which a part is no number says nothing."""
    numbers = [figure.number for figure in figures[:_MOST]]
    proved: set[int] = set()
    contradicted: set[int] = set()
    for total, choices, whole in _families(figures[:_MOST]):
        sums = [parts for parts in choices if len(parts) > 1 and _can_be_told(numbers, total, parts)]
        held = next((parts for parts in sums if _holds(numbers, total, parts)), None)
        if held is not None:
            proved |= {total, *held}
        elif whole and sums:
            contradicted |= {total, *sums[0]}
    return Added(frozenset(proved), frozenset(contradicted - proved))


def _can_be_told(numbers: Sequence[Decimal | None], total: int, parts: Sequence[int]) -> bool:
    """Whether total and parts are numbers, and not all nought."""
    told = [numbers[place] for place in (total, *parts)]
    return all(number is not None for number in told) and any(told)


def _holds(numbers: Sequence[Decimal | None], total: int, parts: Sequence[int]) -> bool:
    """Whether the parts make up the total: whole numbers exactly, others but for the rounding of each."""
    told = [number for place in (total, *parts) if (number := numbers[place]) is not None]
    digits = max(0, *(-int(number.as_tuple().exponent) for number in told))
    slack = Decimal(1).scaleb(-digits) * len(parts) / 2 if digits else Decimal(0)
    return abs(sum(told[1:], Decimal(0)) - told[0]) <= slack


def _families(figures: Sequence[Figure]) -> Iterator[tuple[int, list[list[int]], bool]]:
    """A total, the lists of figures that may be its parts, and whether one of the lists must make it up."""
    columns: dict[int, list[int]] = defaultdict(list)
    rows: dict[int, list[int]] = defaultdict(list)
    for place, figure in enumerate(figures):
        columns[figure.column].append(place)
        rows[figure.row].append(place)
    for column in columns.values():
        yield from _downwards(figures, column)
    for row in rows.values():
        if is_sum(figures[row[0]].label) or figures[row[0]].label.endswith(("合计", "总预算")):
            yield row[0], [row[1:]], False


def _downwards(figures: Sequence[Figure], column: Sequence[int]) -> Iterator[tuple[int, list[list[int]], bool]]:
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    owners: dict[tuple[str, ...], int] = {}
    for place in column:
        path = figures[place].path
        if path:
            groups[path[:-1]].append(place)
            owners.setdefault(path, place)
    for parent, places in groups.items():
        if parent in owners:
            yield owners[parent], [[place for place in places if not is_sum(figures[place].path[-1])]], False
        yield from _sums_among(figures, places)


def _sums_among(figures: Sequence[Figure], places: Sequence[int]) -> Iterator[tuple[int, list[list[int]], bool]]:
    """Sums among rows of one parent: of those since the sum before, with it, or of all above that are no sums."""
    since: list[int] = []
    above: list[int] = []
    sums = 0
    for order, place in enumerate(places):
        if not is_sum(figures[place].path[-1]):
            since.append(place)
            above.append(place)
            continue
        if order == 0:
            below = takewhile(lambda one: not is_sum(figures[one].path[-1]), places[1:])
            yield place, [list(below)], False
        elif sums < _MOST_SUMS:
            yield place, [since, list(above)], sums == 0
        sums += 1
        since = [place]
