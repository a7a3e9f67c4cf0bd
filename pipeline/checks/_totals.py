"""The total score of each form: as printed in its 总分 or 合计 row, and as its rows add up."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from normalizers.quantities.figures import POINTS
from normalizers.text import bare, compact
from pipeline.checks import _rows
from pipeline.checks._execution import execution_points
from pipeline.checks._figures import HALF, ZERO, grain
from pipeline.checks._knowledge import section, words
from schema.filing import Filing

_NUMBER = re.compile(POINTS)


@dataclass(frozen=True, slots=True)
class Scored:
    """The rows of a form with scores: `printed` are the keys and numbers of its total rows, `sums` what its scores add
    up to.

    `sums` are empty where a score or a row is missing: where the weights printed are not all of the whole.
    """

    project: str
    rows: _rows.Group
    printed: tuple[tuple[str, Decimal], ...]
    sums: tuple[Decimal, ...]

    @property
    def known(self) -> tuple[Decimal, ...]:
        """The printed totals, else the sum."""
        return tuple(number for _, number in self.printed) or self.sums[:1]


def same_score(one: Decimal, other: Decimal) -> bool:
    """Whether two totals are the same as finely as the coarser is printed: 91.308 and 91.31."""
    return abs(one - other) <= max(grain(one), grain(other)) * HALF


def scored_forms(filing: Filing) -> tuple[Scored, ...]:
    """The forms that have scores, in reading order; a lone form owns every total row of the document."""
    forms = [rows for rows in _rows.by_form(filing).values() if any(row.score is not None for row in rows)]
    printed = _printed(filing)
    weights, points = execution_points(filing, "weight"), execution_points(filing, "score")
    every = tuple(total for totals in printed.values() for total in totals)
    made = []
    for rows in forms:
        project = rows[0].project
        own = every if len(forms) == 1 else tuple(printed.get(project, ()))
        made.append(Scored(project, rows, own, _sums(rows, weights.get(project), points.get(project))))
    return tuple(made)


def _printed(filing: Filing) -> dict[str, list[tuple[str, Decimal]]]:
    """The total rows by project: the key and the last number printed there, which is the score."""
    totals: dict[str, list[tuple[str, Decimal]]] = {}
    for field in filing.fields:
        found = _NUMBER.findall(compact(field.value)) if bare(field.name) in words("scores", "totals") else []
        if found:
            totals.setdefault(field.project, []).append((field.name, Decimal(found[-1])))
    return totals


def _sums(rows: _rows.Group, weight: Decimal | None, points: Decimal | None) -> tuple[Decimal, ...]:
    """What the scores add up to; `weight` and `points` are the execution-rate row's, None where it prints none."""
    scored = [row for row in rows if row.weight is not None or row.score is not None]
    if any(row.score is None for row in scored):
        return ()
    total = sum((row.score or ZERO for row in scored), ZERO)
    weights = [row.weight for row in scored if row.weight is not None]
    if len(weights) < len(scored):
        return (total,) if points is None else (total + points, total)
    if _is_whole(sum(weights, ZERO)):
        return (total,)
    # Without its tenth, the whole lacks the row of the execution rate, or a row that was lost.
    return (total + points,) if points is not None and _is_whole(sum(weights, weight or ZERO)) else ()


def _is_whole(weights: Decimal) -> bool:
    return weights in (1, section("weights")["whole"])
