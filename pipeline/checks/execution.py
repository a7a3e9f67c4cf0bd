"""The execution of the budget: 执行率 = B/A, its points, and no more spent than budgeted."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from pipeline.checks._execution import execution_rows
from pipeline.checks._figures import HALF, Figure, fixed, grain, percent, plain
from pipeline.checks._ledger import Line, lines
from pipeline.checks._wording import error, name, warning
from schema.filing import Filing
from schema.finding import Finding
from schema.parts import Check

_ONE = Decimal(1)
_CENT = Decimal("0.01")


def _first(row: Line, *kinds: str) -> Figure | None:
    """The figure of the first kind that is printed just once; two columns of one kind cannot be told apart."""
    for kind in kinds:
        found = row.of_kind(kind)
        if found:
            return found[0][1] if len(found) == 1 else None
    return None


def _money(row: Line) -> tuple[Figure, Figure] | None:
    """Budget A and executed B; A is the adjusted budget, or the opening one where no other column is printed."""
    budget, executed = _first(row, "budget", "opening"), _first(row, "executed")
    if budget is None or executed is None or budget.unit != executed.unit or budget.size <= 0:
        return None
    return budget, executed


def _rates(row: Line) -> Iterator[Finding]:
    money, rate = _money(row), _first(row, "rate")
    if money is None or rate is None:
        return
    budget, executed = money
    real = executed.size / budget.size
    if abs(real - rate.size) > max(rate.grain, _CENT * _CENT) * HALF:
        division = f"{executed.words}÷{budget.words}为{percent(real)}"
        text = f"{name(row.leaf)}执行率印为{rate.words}，{division}"
        yield error("execution-rate-mismatch", text, project=row.project)


def _points(row: Line) -> Iterator[Finding]:
    weight, score, rate = row.points("weight"), row.points("score"), _first(row, "rate")
    if weight is None or score is None or rate is None:
        return
    due = min(rate.size, _ONE) * weight
    if abs(due - score) > grain(score) * HALF + weight * rate.grain * HALF:
        right = fixed(due, 2)
        points = f"分值{plain(weight)}分，应得{right}分，得分印为{plain(score)}分"
        text = f"{name(row.leaf)}执行率{rate.words}，{points}"
        yield warning("execution-score-mismatch", text, project=row.project)


def _overspent(row: Line) -> Iterator[Finding]:
    money = _money(row)
    # A rate or points beside them make these columns A and B; elsewhere budget and accounts are compared by item.
    if money and money[1].size - money[0].size > max(each.grain for each in money) * HALF:
        text = f"{name(row.leaf)}全年执行数{money[1].words}大于预算数{money[0].words}"
        yield warning("executed-over-budget", text, project=row.project)


def _run(filing: Filing) -> Iterator[Finding]:
    if not lines(filing):
        return
    for row in execution_rows(filing):
        yield from _rates(row)
        yield from _points(row)
        yield from _overspent(row)


EXECUTION = Check("execution", ("execution-rate-mismatch", "execution-score-mismatch", "executed-over-budget"), _run)
