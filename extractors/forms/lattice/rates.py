"""How often the columns of a table have a cell in a row, and what rows without one cost.

The rates begin with what is usual for each role and are taken anew from a first reading of the table.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.forms.columns.head_columns import BESIDE
from extractors.forms.evidence.counts import OTHER
from extractors.forms.lattice.separators import NEVER

#: The usual share of rows in which a column has a cell; merged levels stand in few, remarks are rare.
_USUAL: Mapping[str, float] = {"target": 0.94, "adjusted": 0.8, "actual": 0.91, "weight": 0.98, "score": 0.98,
                               "second_score": 0.9, "operator": 0.91,
                               "unit": 0.84, "level1": 0.22, "level2": 0.45, "level3": 0.6, "weight1": 0.22,
                               "weight2": 0.45, "remark": 0.14, "note": 0.14, "rule": 0.92, "explanation": 0.92,
                               "basis": 0.8, "number": 0.95, "share": 0.9}  # fmt: skip
_ANY = 0.6
#: A row opens a group of rows (a project with its goal and its money) so often; then all that is said of a group
#: mostly stands in it, and its levels.
_OPENS_GROUP, _WITH_ITS_GROUP = 0.12, 0.95
_LEVELS = ("level1", "level2", "level3")
#: Columns at the left of these say what a group of rows is about.
_FIRST = (*_LEVELS, "name")
#: The usual rate weighs as much as so many rows.
_WEIGHT = 6.0
_LEAST = 0.004
#: Nearly each row has a cell in these columns where more than so large a share of the rows of a first reading has.
_FULL: Mapping[str, float] = {"weight": 0.996, "score": 0.996, "target": 0.98}
_MOST = 0.5
#: A row without a name, one of two halves (长期 | 年度) whose first has no indicator, and one that says only a level.
_UNNAMED, _EMPTY_HALF, _LEVEL_ALONE = -18.0, -3.0, -3.0

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Rates:
    """`steps[before, behind]` is what it costs that the cell behind one column's is another column's: the cells missing
    between them, and that this one is there. The first row is the left edge, the last column the right one."""

    steps: Table


def usual_rates(columns: Sequence[str]) -> Rates:
    """The usual rates of columns, each a role."""
    return _rates(columns, _usual(columns))


def counted_rates(columns: Sequence[str], filled: Sequence[int], rows: int) -> Rates:
    """The rates of a table that has so many rows, and so many filled cells in each column."""
    usual = _usual(columns)
    counted = [(_WEIGHT * share + n) / (_WEIGHT + rows) for share, n in zip(usual, filled, strict=True)]
    return _rates(columns, [
        _FULL[role] if role in _FULL and n > _MOST * rows else share
        for role, n, share in zip(columns, filled, counted, strict=True)
    ])  # fmt: skip


def _usual(columns: Sequence[str]) -> list[float]:
    """The usual rate of each column; of several of one role those behind the first may as well be empty."""
    group = _of_groups(columns)
    rates = [_USUAL.get(role, _ANY) if role not in columns[:at] else min(_ANY, _USUAL.get(role, _ANY))
             for at, role in enumerate(columns)]  # fmt: skip
    return [_OPENS_GROUP if at in group else rate for at, rate in enumerate(rates)]


def _rates(columns: Sequence[str], shares: Sequence[float]) -> Rates:
    count = len(columns)
    steps = np.full((count + 1, count + 1), NEVER)
    for before in range(count + 1):
        present = np.clip(_behind(columns, before, shares), _LEAST, 1 - _LEAST)
        missing = np.log(1 - present)
        for behind in range(before, count + 1):
            without = _without_name(columns, before, behind) if "name" in columns[before:behind] else None
            cost = float(missing[before:behind].sum()) if without is None else without
            steps[before, behind] = cost + (float(np.log(present[behind])) if behind < count else 0.0)
    return Rates(steps)


def _behind(columns: Sequence[str], before: int, shares: Sequence[float]) -> Table:
    """How often each column has a cell where the last one of the row, if any, stood at a place: what is said of a group
    stands there together, and opens its levels."""
    rates = np.array(shares)
    group = _of_groups(columns)
    if before - 1 in group:
        opened = [*group, *(columns.index(level) for level in _LEVELS if level in columns)]
        rates[opened] = np.maximum(rates[opened], _WITH_ITS_GROUP)
    return rates


def _of_groups(columns: Sequence[str]) -> list[int]:
    """The columns, at the left of all others, that say what a group of rows is about."""
    return [at for at in range(_first(columns)) if columns[at] in BESIDE or columns[at] == OTHER]


def _first(columns: Sequence[str]) -> int:
    """Where the first column stands that says something of an indicator alone."""
    return next((at for at, role in enumerate(columns) if role in _FIRST), 0)


def _without_name(columns: Sequence[str], before: int, behind: int) -> float:
    """What a row costs whose name is missing. One that says only a level has no indicator, and is hardly rarer."""
    if behind < len(columns):
        return _EMPTY_HALF if "name" in columns[behind:] else _UNNAMED
    return _LEVEL_ALONE if before else 0.0
