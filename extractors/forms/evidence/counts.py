"""How often each mark stands in cells of each role, and which role stands beside which: the counted model.

`data/cell_counts.csv` has the marks (`role,mark,count`), `data/role_pairs.csv` the pairs (`before,role,count`, `^` and
`$` at the edges of a table), `data/column_counts.csv` in how many rows of a column another cell begins (`role,mark,
count`). All are what `jixiao corpus count` makes.
"""

from __future__ import annotations

import csv
import io
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from extractors.forms.evidence.features import features

CELLS, PAIRS, COLUMNS = "cell_counts.csv", "role_pairs.csv", "column_counts.csv"
#: The edges of a table in the pairs.
LEFT, RIGHT = "^", "$"
#: So many cells of a column are looked at.
SAMPLE = 12
#: A column that is none of the counted ones: its cells are as likely as in all roles together, less this a cell.
OTHER, _STRANGE = "other", 0.5
#: A mark that nobody has seen counts as if seen half a time in all roles together.
_UNSEEN = 0.5
#: A pair of roles that was never seen counts as if seen so often.
_PAIR = 0.3
#: Roles whose cells are figures of the same kinds, and points: what groups the rows tells none of them from the others.
FIGURES = frozenset({"target", "actual", "history", "interim", "forecast"})
OWN_POINTS = frozenset({"weight", "score", "second_score"})
#: A mark must have been seen so often to be kept.
_LEAST = 2

#: What is seen of a whole column goes by the role in this share, and else as in all roles together: made tables group
#: their rows in fewer ways than forms do, which print a name once over its parts, places or quarters.
_BY_ROLE = 0.5

Vector = NDArray[np.float64]


class Counted(NamedTuple):
    """A column as it is counted: its role, its cells, and in how many rows another cell begins."""

    role: str
    cells: Sequence[str]
    grouping: str = ""


@dataclass(frozen=True)
class Counts:
    """The counted model. `roles` in a fixed order; `marks`, `pairs` and `groupings` hold logarithms of likelihoods in
    that order."""

    roles: tuple[str, ...]
    marks: Mapping[str, Vector]
    unseen: Vector
    pairs: Mapping[str, Vector]
    groupings: Mapping[str, Vector]

    def cells(self, texts: Sequence[str]) -> Vector:
        """How likely a column of these cells is in each role, as a logarithm.

        Marks of one cell hang together, and so do cells of one column: each sum is divided by the root of its number.
        """
        total = np.zeros(len(self.roles))
        sample = [marks for text in texts[:SAMPLE] if (marks := features(text))]
        for marks in sample:
            said = np.sum([self.marks.get(mark, self.unseen) for mark in marks], axis=0)
            total = total + said / np.sqrt(len(marks))
        return np.asarray(total / np.sqrt(max(1, len(sample))))

    def grouping(self, seen: str) -> Vector:
        """How likely it is in each role that another cell begins in so many rows, as a logarithm."""
        return self.groupings.get(seen, np.zeros(len(self.roles)))

    def after(self, before: str) -> Vector:
        """How likely each role is behind another one, as a logarithm; the last entry is the table's right edge."""
        return self.pairs.get(before, self._anywhere)

    @property
    def _anywhere(self) -> Vector:
        return np.full(len(self.roles) + 1, -np.log(len(self.roles) + 1))


def counted(tables: Iterable[Sequence[Counted]]) -> tuple[str, str, str]:
    """The three files of counts, from tables of columns left to right; columns without cells are passed over.

    Made filings say the same again and again: each text counts once a role.
    """
    texts: defaultdict[str, set[str]] = defaultdict(set)
    pairs: Counter[tuple[str, str]] = Counter()
    groupings: Counter[tuple[str, str]] = Counter()
    for table in tables:
        filled = [column for column in table if column.cells]
        pairs.update(pairwise([LEFT, *(column.role for column in filled), RIGHT]))
        groupings.update((column.role, column.grouping) for column in filled if column.grouping)
        for column in filled:
            texts[column.role].update(column.cells[:SAMPLE])
    marks = {role: Counter(mark for text in texts[role] for mark in features(text)) for role in texts if role != OTHER}
    kept = [(role, mark, n) for role in sorted(marks) for mark, n in sorted(marks[role].items()) if n >= _LEAST]
    beside = [(*pair, n) for pair, n in sorted(pairs.items())]
    whole = [(*seen, n) for seen, n in sorted(groupings.items()) if seen[0] != OTHER]
    return (
        _written(("role", "mark", "count"), kept),
        _written(("before", "role", "count"), beside),
        _written(("role", "mark", "count"), whole),
    )


def _written(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return text.getvalue()


@cache
def counts() -> Counts:
    """The counts that the program brings along."""
    return read(*(data(name) for name in (CELLS, PAIRS, COLUMNS)))


def data(name: str) -> str:
    """One of the files of counts."""
    return files("extractors").joinpath("data", name).read_text(encoding="utf-8")


def read(cells: str, beside: str, columns: str) -> Counts:
    """The model that the three files hold."""
    found = _by_role(cells)
    roles = (*sorted(found), OTHER)
    totals = {role: sum(found[role].values()) for role in roles[:-1]}
    # After Witten and Bell: the more different marks a role has, the more room it has for new ones.
    kinds = {role: len(found[role]) for role in totals}
    every = sorted({mark for role in found for mark in found[role]})
    room = len(totals) + _UNSEEN
    least = _UNSEEN / len(every) / room

    def vector(mark: str) -> Vector:
        usual = sum(found[role][mark] / totals[role] for role in totals) / room + least
        known = [(found[role][mark] + kinds[role] * usual) / (totals[role] + kinds[role]) for role in totals]
        return np.log([*known, usual * np.exp(-_STRANGE)])

    marks = {mark: vector(mark) for mark in every}
    return Counts(roles, marks, vector(""), _pairs(beside, roles), _groupings(_by_role(columns), roles))


def _by_role(text: str) -> dict[str, Counter[str]]:
    """How often each mark was seen in each role."""
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in csv.DictReader(io.StringIO(text)):
        found[row["role"]][row["mark"]] = int(row["count"])
    return found


def _groupings(found: Mapping[str, Counter[str]], roles: Sequence[str]) -> dict[str, Vector]:
    """What is seen of whole columns, of roles that it can't tell apart together; a role that was seldom counted, and
    `OTHER`, is as all roles together."""
    every = sum(found.values(), Counter())
    alike = {role: sum((found.get(one, Counter()) for one in kin), Counter()) for kin in (FIGURES, OWN_POINTS)
             for role in kin}  # fmt: skip
    total = sum(every.values())
    made: dict[str, Vector] = {}
    for mark, count in every.items():
        usual = count / total
        seen = [alike.get(role) or found.get(role) or every for role in roles]
        made[mark] = np.log([_BY_ROLE * own[mark] / max(1, own.total()) + (1 - _BY_ROLE) * usual for own in seen])
    return made


def _pairs(beside: str, roles: Sequence[str]) -> dict[str, Vector]:
    found: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for row in csv.DictReader(io.StringIO(beside)):
        found[row["before"]][row["role"]] = int(row["count"])
    behind = (*roles, RIGHT)
    made: dict[str, Vector] = {}
    for before, seen in found.items():
        whole = sum(seen.values()) + _PAIR * len(behind)
        made[before] = np.log([(seen[role] + _PAIR) / whole for role in behind])
    return made
