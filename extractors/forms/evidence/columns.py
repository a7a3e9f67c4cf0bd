"""The roles of a table's columns weighed together: each by its cells, its head and the columns beside it.

The k likeliest sequences of roles are kept (a beam from left to right); the share of all their likelihood in which a
column has a role is how sure that role is.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extractors.forms.evidence.counts import LEFT, OTHER, OWN_POINTS, Counts, Vector, counts
from extractors.forms.evidence.heads import by_letters, known
from extractors.forms.words.content import is_comparison
from normalizers.quantities.figures import POINTS
from normalizers.text import fold

#: Roles that a table may have several columns of.
_SEVERAL = frozenset({OTHER, "history", "note", "explanation", "remark"})
#: What a second column of another role costs, as a logarithm; how much the order of columns weighs.
_AGAIN, _ORDER = float(np.log(0.02)), 1.0
#: What a plan costs, as a logarithm, in which no column holds names, or none values, or parts of a value stand alone,
#: or scores or results of the year beside what had been reached by some month, or what was reached, this year or in
#: those before, without what was meant to be, or points of a level or of a second judge without the indicator's own.
_NAMELESS, _VALUELESS, _PARTED, _EARLY, _AIMLESS, _SECOND = np.log((0.002, 0.05, 0.0005, 0.0005, 0.05, 0.05)).tolist()
#: What points of a level cost, as a logarithm, that do not stand behind the level.
_STRAY = float(np.log(0.002))
_NAMES = frozenset({"name", "finest"})
_VALUES = frozenset({"target", "actual", "weight", "score", "interim", "forecast"})
_PARTS = frozenset({"operator", "unit"})
_REACHED = frozenset({"actual", "history"})
_MONITORED, _OF_THE_END = frozenset({"interim", "forecast"}), frozenset({"score", "second_score", "actual"})
_LEVELS, _OF_LEVELS = frozenset({"level1", "level2"}), frozenset({"weight1", "weight2"})
_POINTS = OWN_POINTS | _OF_LEVELS
_NUMBER, _MOST_POINTS = re.compile(rf"^{POINTS}$"), 100
#: What each cell costs, as a logarithm, that can't be points where its column is taken for some, and of how many; where
#: they are more than half, what they cost together.
_STRANGE, _MOST_STRANGE, _NO_POINTS = float(np.log(0.1)), 3, float(np.log(1e-9))
#: What points cost, as a logarithm, of which there are more than a form has.
_TOO_MANY = float(np.log(0.05))
#: What a column of operators costs, as a logarithm, none of which compares: 定性 and 定量 alone sort the indicators.
_SIGNLESS = float(np.log(1e-4))
#: Counts of marks that hang together are surer of themselves than they are right: the beam is this much flatter.
_FLATTER = 2.0
_BEAM = 60


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of one column: what its head prints, the role that the vocabulary gives it (empty where none), how
    sure that is, its cells, and in how many rows another one begins (empty where that was not seen)."""

    head: str
    role: str
    sureness: float
    cells: Sequence[str]
    grouping: str = ""


@dataclass(frozen=True, slots=True)
class Told:
    """The likeliest role of a column, and how sure each role is."""

    role: str
    chances: Mapping[str, float]

    def chance(self, role: str) -> float:
        """How sure it is that the column has this role."""
        return self.chances.get(role, 0.0)


@dataclass(frozen=True, slots=True)
class Way:
    """One way to read all columns together: their roles, and its share of the likelihood of all ways that were kept."""

    roles: tuple[str, ...]
    share: float


@dataclass(frozen=True, slots=True)
class _Path:
    worth: float
    roles: tuple[int, ...]
    last: str


def told(columns: Sequence[Evidence], held: frozenset[str] = frozenset(), model: Counts | None = None) -> list[Told]:
    """What each column is, left to right. A column without cells says nothing, and is what its head says.

    `held` are the roles of further columns of the table, which are not weighed.
    """
    return marginal(ways(columns, held, model))


def ways(columns: Sequence[Evidence], held: frozenset[str] = frozenset(), model: Counts | None = None) -> list[Way]:
    """The likeliest ways to read the columns together, the best first; `held` as for `told`."""
    model = model or counts()
    paths = [_Path(0.0, (), LEFT)]
    for column in columns:
        paths = _longer(paths, column, _said(column, model), model)
    return _shared(paths, held, model)


def _said(column: Evidence, model: Counts) -> Vector:
    """What head and cells say of the column's role, as logarithms in the order of the model's roles."""
    head = _head(column, model)
    if not column.cells:
        return head
    points = [point for text in column.cells if (point := _point(text))]
    strange = len(column.cells) - sum(float(point) <= _MOST_POINTS for point in points)
    against = _NO_POINTS if 2 * strange > len(column.cells) else min(_MOST_STRANGE, strange) * _STRANGE
    if not column.role:
        against += _TOO_MANY if sum(map(float, points)) > _MOST_POINTS else 0.0
    signless = 0.0 if any(map(is_comparison, column.cells)) else _SIGNLESS
    cost = np.array([against * (role in _POINTS) + signless * (role == "operator") for role in model.roles])
    # 不低于 says what ≥ does, and is rarer.
    cells = model.cells(["≥" if is_comparison(text) else text for text in column.cells])
    if points and not strange:
        cells = np.where([role in _POINTS for role in model.roles], model.cells(points), cells)
    return np.asarray(head + cells + cost + model.grouping(column.grouping))


def _point(text: str) -> str:
    """The points that a cell may print, as plain as can be: `15%`, `15分` and `15.00` are 15; empty for no number."""
    word = fold(text).rstrip("分%")
    if not _NUMBER.match(word):
        return ""
    return word.rstrip("0").rstrip(".") if "." in word else word


def _head(column: Evidence, model: Counts) -> Vector:
    return known(column.role, model.roles, column.sureness) if column.role else by_letters(column.head, model.roles)


def voices(column: Evidence, model: Counts | None = None) -> tuple[str, str]:
    """The role that the head alone says, and the one that the cells alone say; empty where there is neither."""
    model = model or counts()
    head = model.roles[int(_head(column, model).argmax())] if column.head else ""
    return head, model.roles[int(model.cells(column.cells).argmax())] if column.cells else ""


def _longer(paths: Sequence[_Path], column: Evidence, said: Vector, model: Counts) -> list[_Path]:
    """The best of all ways to go on by one column, the best first."""
    if not column.cells:
        best = int(said.argmax())
        return [_Path(path.worth, (*path.roles, best), path.last) for path in paths]
    behind = _ORDER * np.array([model.after(path.last)[:-1] for path in paths])
    worths = np.array([path.worth for path in paths])[:, None] + said + behind
    for at, path in enumerate(paths):
        for index in set(path.roles):
            if model.roles[index] not in _SEVERAL:
                worths[at, index] += _AGAIN
    flat = worths.ravel()
    found: list[_Path] = []
    for place in np.argsort(-flat, kind="stable")[:_BEAM]:
        at, index = divmod(int(place), len(model.roles))
        found.append(_Path(float(flat[place]), (*paths[at].roles, index), model.roles[index]))
    return found


def _wholeness(path: _Path, held: frozenset[str], model: Counts) -> float:
    """What speaks against a plan as a whole: an indicator has a name and a value, a value's
    parts have a figure, and what is scored is what the year brought."""
    row = [model.roles[index] for index in path.roles]
    roles = held.union(row)
    told = (
        (_NAMELESS, not roles & _NAMES),
        (_VALUELESS, not roles & _VALUES),
        (_PARTED, bool(roles & _PARTS) and "target" not in roles),
        (_AIMLESS, bool(roles & _REACHED) and "target" not in roles),
        (_EARLY, bool(roles & _OF_THE_END) and bool(roles & _MONITORED)),
        (_SECOND, "second_score" in roles and "score" not in roles),
        (_SECOND, bool(roles & _OF_LEVELS) and "weight" not in roles),
        (_AGAIN, "weight" in held and model.roles.index("weight") in path.roles),
        (_STRAY, any(after in _OF_LEVELS and before not in _LEVELS for before, after in pairwise(("", *row)))),
    )
    return float(sum(cost for cost, holds in told if holds))


def _shared(paths: Sequence[_Path], held: frozenset[str], model: Counts) -> list[Way]:
    ends = (_ORDER * model.after(path.last)[-1] + _wholeness(path, held, model) for path in paths)
    worths = np.array([path.worth + end for path, end in zip(paths, ends, strict=True)])
    shares = np.exp((worths - worths.max()) / _FLATTER)
    shares /= shares.sum()
    order = (-worths).argsort(kind="stable")
    return [Way(tuple(model.roles[index] for index in paths[at].roles), float(shares[at])) for at in order]


def marginal(found: Sequence[Way]) -> list[Told]:
    """What each column is by all ways together: the best one's role, and how sure each role is."""
    told_columns: list[Told] = []
    for at, role in enumerate(found[0].roles):
        chances: dict[str, float] = {}
        for way in found:
            chances[way.roles[at]] = chances.get(way.roles[at], 0.0) + way.share
        told_columns.append(Told(role, chances))
    return told_columns
