"""The row of the execution rate: 预算数, 执行数, 执行率 and the points that it gives."""

from __future__ import annotations

from decimal import Decimal

from pipeline.checks._ledger import Line, column, lines
from schema.filing import Filing


def execution_rows(filing: Filing) -> tuple[Line, ...]:
    """The rows of money tables that print a budget or an executed sum together with a rate or points."""
    wanted = ({"rate", "weight", "score"}, {"budget", "executed", "opening"})
    return tuple(
        row for row in lines(filing) if all(kinds & {column(at).kind for at in row.amounts} for kinds in wanted)
    )


def execution_points(filing: Filing, kind: str) -> dict[str, Decimal]:
    """The points of each project's execution-rate rows together (`kind` is `weight` or `score`)."""
    points: dict[str, Decimal] = {}
    for row in execution_rows(filing):
        found = row.points(kind)
        if found is not None:
            points[row.project] = points.get(row.project, Decimal(0)) + found
    return points
