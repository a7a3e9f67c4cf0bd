"""Makes up filings: a seed in, a whole plausible filing with its truth out, the same for the same seed."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from random import Random

from corpus.families import (
    abreast,
    four_levels,
    older,
    overall_history,
    overall_rules,
    project_results,
    project_targets,
    score_sheet,
    transfer,
    unit_report,
)
from corpus.invention import Invention

#: Every family of filing that can be made, by name.
FAMILIES: Mapping[str, Callable[[Random], Invention]] = {
    "overall-history": overall_history.invent,
    "overall-rules": overall_rules.invent,
    "project-targets": project_targets.invent,
    "project-target": project_targets.invent_single,
    "unit-report": unit_report.invent,
    "score-sheet": score_sheet.invent,
    "project-results": project_results.invent,
    "older": older.invent,
    "abreast": abreast.invent,
    "four-levels": four_levels.invent,
    "transfer": transfer.invent,
}


def invent(seed: int | str, family: str) -> Invention:
    """One filing of the family, the same for the same seed. Raises `KeyError` for a family that there is not."""
    return FAMILIES[family](Random(f"{family}/{seed}"))
