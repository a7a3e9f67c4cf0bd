"""What a budget limits: 三公 and 公用经费 cost no more than budgeted, and 三公 no more than the year before."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.text import compact
from pipeline.checks._figures import HALF, Figure
from pipeline.checks._knowledge import holds_any
from pipeline.checks._ledger import Line, column, lines
from pipeline.checks._wording import info, name, warning
from schema.filing import Filing
from schema.finding import Finding
from schema.parts import Check

_RULE = "budget-control"


def _exceeds(one: Figure, limit: Figure) -> bool:
    return one.unit == limit.unit and one.size - limit.size > max(one.grain, limit.grain) * HALF


def _of_year(found: list[tuple[str, Figure]], year: str) -> tuple[str, Figure] | None:
    """The only column of the year, or the only one without a year."""
    here = [each for each in found if column(each[0]).year in (year, "")]
    return here[0] if len(here) == 1 else None


def _over_budget(line: Line, year: str) -> Iterator[Finding]:
    spent, budget = _of_year(line.of_kind("executed"), year), _of_year(line.of_kind("budget", "opening"), year)
    if spent and budget and _exceeds(spent[1], budget[1]):
        text = f"{name(line.leaf)}{spent[0]}{spent[1].words}，超过{budget[0]}{budget[1].words}"
        yield warning(_RULE, text, project=line.project)


def _over_last_year(line: Line, year: str) -> Iterator[Finding]:
    spent = _of_year(line.of_kind("executed"), year)
    last = [each for each in line.of_kind("executed") if year.isdigit() and column(each[0]).year == str(int(year) - 1)]
    if spent and last and spent[0] != last[0][0] and _exceeds(spent[1], last[0][1]):
        text = f"{name(line.leaf)}{spent[0]}{spent[1].words}，高于{last[0][0]}{last[0][1].words}"
        yield info(_RULE, text, project=line.project)


def _is_limited(line: Line) -> bool:
    return holds_any(compact(line.item), "budget_control", "items")


def _run(filing: Filing) -> Iterator[Finding]:
    told: dict[tuple[str, int | None, tuple[str, ...]], Line] = {}
    for line in lines(filing):
        over = list(_over_budget(line, filing.fiscal_year)) if _is_limited(line) else []
        whole = told.get((line.project, line.table, line.path[:-1]))
        if over:
            told[line.project, line.table, line.path] = line
        # A part that is all of its whole has been told with it.
        if not whole or whole.figures() != line.figures():
            yield from over
        if not over and len(line.path) == 1 and holds_any(compact(line.leaf), "budget_control", "falling"):
            yield from _over_last_year(line, filing.fiscal_year)


BUDGET = Check("budget", (_RULE,), _run)
