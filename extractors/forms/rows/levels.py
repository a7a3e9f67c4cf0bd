"""First and second levels carried down their rows, and put right where the label stands in the middle of its merge."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalizers.quantities.figures import POINTS
from normalizers.text import compact

_SUBTOTAL = re.compile(rf"[(（]({POINTS})分?[)）]")
#: Sums of rounded points may differ by this.
_TOLERANCE = Decimal("0.051")
_LONGEST_SEARCH = 400
_ABOVE = 0.2

#: How well the row with an index suits a label: above 0 for it, below 0 against it, 0 where nothing is known.
Suits = Callable[[int, str], float]


@dataclass(frozen=True, slots=True)
class Mark:
    """What one row says of a level: the label (empty where none begins), its printed subtotal, the row's own points.

    `counts` tells an indicator's row from rows that only carry labels.
    """

    label: str = ""
    subtotal: Decimal | None = None
    weight: Decimal | None = None
    counts: bool = True


def subtotal_of(label: str) -> Decimal | None:
    """The points that a label prints in brackets: `产出指标（50分）` gives 50."""
    found = _SUBTOTAL.search(compact(label))
    return Decimal(found.group(1)) if found else None


def carried(marks: Sequence[Mark], resets: Sequence[bool] = (), suits: Suits | None = None) -> list[str]:
    """The label of each row. A label holds from its row to the next one, or where its points say, if they say so.

    `resets[i]` is true where a label of the level above begins: a label from before does not reach over it. `suits`
    is None where the paper itself says how far a merged cell reaches; else it says how well a row suits a label, for
    tables whose labels a bad reading moved into the middle of their merges.
    """
    if suits is None:
        return _downwards(marks, resets)
    bounds = _by_points(marks)
    if bounds is None and _is_displaced(marks, _downwards(marks, resets), suits):
        bounds = _by_sense(marks, suits)
    if bounds is None:
        return _downwards(marks, resets)
    labelled = [i for i, mark in enumerate(marks) if mark.label]
    found = [""] * len(marks)
    for order, position in enumerate(labelled):
        start = bounds[order]
        end = bounds[order + 1] if order + 1 < len(bounds) else len(marks)
        for row in range(start, end):
            found[row] = marks[position].label
    return found


def _is_displaced(marks: Sequence[Mark], simple: Sequence[str], suits: Suits) -> bool:
    """Rows stand before the first label, or a row under one speaks against it."""
    if not marks or not any(mark.label for mark in marks):
        return False
    return not marks[0].label or any(suits(row, label) < 0 for row, label in enumerate(simple) if label)


def _by_sense(marks: Sequence[Mark], suits: Suits) -> list[int] | None:
    """First rows of the labels' parts for which the rows suit their labels best; each label inside its own part.

    Dynamic programming over the ends of parts; a part that begins above its label costs a little a row.
    """
    labelled = [i for i, mark in enumerate(marks) if mark.label]
    rows = len(marks)
    if rows > _LONGEST_SEARCH:
        return None
    worth = [[suits(row, marks[position].label) for row in range(rows)] for position in labelled]
    states: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for order, position in enumerate(labelled):
        last = order + 1 == len(labelled)
        following: dict[int, tuple[float, list[int]]] = {}
        for start, (total, bounds) in states.items():
            for end in [rows] if last else range(position + 1, labelled[order + 1] + 1):
                if start > position:
                    continue
                gain = total + sum(worth[order][start:end]) - _ABOVE * (position - start)
                if end not in following or following[end][0] < gain:
                    following[end] = (gain, [*bounds, start])
        states = following
    return states[rows][1] if rows in states else None


def _downwards(marks: Sequence[Mark], resets: Sequence[bool]) -> list[str]:
    """Rows before the first label belong to it: nothing else can be meant."""
    found: list[str] = []
    current = next((mark.label for mark in marks if mark.label), "")
    seen = False
    for index, mark in enumerate(marks):
        if mark.label:
            current, seen = mark.label, True
        elif seen and index < len(resets) and resets[index]:
            current = ""
        found.append(current)
    return found


def _by_points(marks: Sequence[Mark]) -> list[int] | None:
    """First rows of the labels' parts when every part's points sum to its subtotal; None where that cannot be had.

    Every label keeps its own row inside its part; of several ways the one nearest to the printed rows is taken.
    """
    labelled = [i for i, mark in enumerate(marks) if mark.label]
    subtotals = [marks[i].subtotal for i in labelled]
    if not labelled or any(s is None for s in subtotals) or len(marks) > _LONGEST_SEARCH:
        return None
    if any(mark.counts and mark.weight is None for mark in marks):
        return None
    sums = [Decimal(0)]
    for mark in marks:
        sums.append(sums[-1] + (mark.weight if mark.counts and mark.weight is not None else Decimal(0)))
    return _parts(labelled, [s for s in subtotals if s is not None], sums)


def _parts(labelled: Sequence[int], subtotals: Sequence[Decimal], sums: Sequence[Decimal]) -> list[int] | None:
    """Dynamic programming over the ends of parts; cost is how far a part's first row is from its label."""
    rows = len(sums) - 1
    states: dict[int, tuple[int, list[int]]] = {0: (0, [])}
    for order, position in enumerate(labelled):
        last = order + 1 == len(labelled)
        following: dict[int, tuple[int, list[int]]] = {}
        for start, (cost, bounds) in states.items():
            if start > position:
                continue
            for end in [rows] if last else range(position + 1, labelled[order + 1] + 1):
                if abs(sums[end] - sums[start] - subtotals[order]) > _TOLERANCE:
                    continue
                total = cost + position - start
                if end not in following or following[end][0] > total:
                    following[end] = (total, [*bounds, start])
        states = following
    return states[rows][1] if rows in states else None
