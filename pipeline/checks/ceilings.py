"""Cost ceilings: the limit that a cost indicator sets is the amount applied for, and says that it is a limit."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from normalizers.text import bare
from pipeline.checks import _rows
from pipeline.checks._figures import Figure, agree, figure, shown
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
    """A sum of money that limits the whole, not one kind of cost, one person or one thing."""
    for_one = holds_any(row.name, "ceiling", "of_one") or "/" in row.target.unit
    is_whole = holds_any(row.name, "ceiling", "whole") and not for_one
    return is_whole and row.horizon == "annual" and row.target.kind == "money"


def _contradicted(limit: Figure, applied: list[tuple[str, Figure]]) -> tuple[str, Figure] | None:
    """The sum applied for that is not the ceiling; None where one of them agrees or none can be compared."""
    outcomes = [agree(limit, each) for _, each in applied]
    return applied[outcomes.index(False)] if False in outcomes and True not in outcomes else None


def _mismatches(filing: Filing) -> Iterator[Finding]:
    applied = _applied(filing)
    ceilings = [row for row in filing.indicators if _is_ceiling(row)]
    count = Counter((row.project, row.place.table) for row in ceilings)
    for row in ceilings:
        place, limit = (row.project, row.place.table), figure(row.target)
        sums = applied.get(place) or applied.get((row.project, None), [])
        # Several ceilings of the whole in one form are of several projects, or share it.
        wrong = _contradicted(limit, sums) if limit and count[place] == 1 else None
        if wrong:
            text = (
                f"成本指标{name(_rows.shown(row))}为{shown(row.target)}，{name(wrong[0])}为{wrong[1].words}，两者不符"
            )
            yield warning("cost-ceiling-mismatch", text, row)


def _bare_limits(filing: Filing) -> Iterator[Finding]:
    for row in filing.indicators:
        target = row.target
        # A name that ends in 不高于 lost its figure to the next cell.
        limits = holds_any(row.name, "ceiling", "limits") and not row.name.endswith(words("ceiling", "limits"))
        if limits and not target.op and figure(target):
            text = f"{name(row.name)}说的是限额，指标值{shown(target)}却没有≤或≥"
            yield info("operator-missing", text, row)


def _run(filing: Filing) -> Iterator[Finding]:
    yield from _mismatches(filing)
    yield from _bare_limits(filing)


CEILINGS = Check("ceilings", ("cost-ceiling-mismatch", "operator-missing"), _run)
