"""Cost ceilings: the limit that a cost indicator sets is the amount applied for, and says that it is a limit."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.text import bare
from pipeline.checks import _rows
from pipeline.checks._figures import HALF, Figure, figure, shown
from pipeline.checks._knowledge import holds_any, words
from pipeline.checks._ledger import column, lines
from pipeline.checks._wording import info, name, warning
from schema.filing import Filing, Indicator
from schema.finding import Finding
from schema.parts import Check

_Place = tuple[str, int | None]


def _applied(filing: Filing) -> dict[_Place, list[tuple[str, Figure]]]:
    """The sums applied for by project and table, and by project alone under the table None."""
    found: dict[_Place, list[tuple[str, Figure]]] = {}
    for line in lines(filing):
        if bare(line.item) not in words("ceiling", "applied"):
            continue
        for label, each in line.figures().items():
            if column(label).kind in words("ceiling", "applied_columns") and each.unit != "1":
                for table in {line.table, None}:
                    found.setdefault((line.project, table), []).append((line.leaf, each))
    return found


def _is_ceiling(row: Indicator) -> bool:
    """A cost in money for the whole, not for one person or thing."""
    is_cost = holds_any(row.level1 + row.level2, "ceiling", "levels") or _is_whole(row)
    for_one = holds_any(row.name, "ceiling", "of_one") or "/" in row.target.unit
    return row.horizon == "annual" and is_cost and row.target.kind == "money" and not for_one


def _is_whole(row: Indicator) -> bool:
    return holds_any(row.name, "ceiling", "whole")


def _wrong(row: Indicator, applied: list[tuple[str, Figure]], alone: bool) -> tuple[str, Figure] | None:
    """The sum applied for that the ceiling contradicts; None where one of them agrees or none can be compared."""
    limit = figure(row.target)
    known = [each for each in applied if limit and each[1].unit == limit.unit]
    if limit is None or not known:
        return None
    tolerance = max(limit.grain, *(each.grain for _, each in known)) * HALF
    both_ways = _is_whole(row) and alone
    for _, each in known:
        above = limit.size - each.size
        if abs(above) <= tolerance or (above < 0 and not both_ways):
            return None
    return known[0]


def _mismatches(filing: Filing) -> Iterator[Finding]:
    applied = _applied(filing)
    ceilings = [row for row in filing.indicators if _is_ceiling(row)]
    count: dict[_Place, int] = {}
    for row in ceilings:
        place = (row.project, row.place.table)
        count[place] = count.get(place, 0) + 1
    for row in ceilings:
        place = (row.project, row.place.table)
        sums = applied.get(place) or applied.get((row.project, None), [])
        wrong = _wrong(row, sums, count[place] == 1)
        if wrong:
            text = (
                f"成本指标{name(_rows.shown(row))}为{shown(row.target)}，{name(wrong[0])}为{wrong[1].words}，两者不符"
            )
            yield warning("cost-ceiling-mismatch", text, row)


def _bare_limits(filing: Filing) -> Iterator[Finding]:
    for row in filing.indicators:
        target = row.target
        if holds_any(row.name, "ceiling", "limits") and not target.op and figure(target):
            text = f"{name(row.name)}说的是限额，指标值{shown(target)}却没有≤或≥"
            yield info("operator-missing", text, row)


def _run(filing: Filing) -> Iterator[Finding]:
    yield from _mismatches(filing)
    yield from _bare_limits(filing)


CEILINGS = Check("ceilings", ("cost-ceiling-mismatch", "operator-missing"), _run)
