"""Long-term targets: not weaker than those of the year."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.text import fold
from pipeline.checks._completion import direction
from pipeline.checks._figures import figure, shown
from pipeline.checks._wording import name, warning
from schema.filing import Filing, Indicator
from schema.finding import Finding
from schema.parts import Check

_RULE = "long-term-below-annual"


def _weaker(far: Indicator, near: Indicator) -> bool:
    """Whether the long-term value asks less than the annual one, in the direction that both agree on."""
    one, other = figure(far.target), figure(near.target)
    if one is None or other is None or one.unit != other.unit or direction(far) != direction(near):
        return False
    return one.size < other.size if direction(near) == "up" else one.size > other.size


def _run(filing: Filing) -> Iterator[Finding]:
    annual: dict[tuple[str, str], list[Indicator]] = {}
    for row in filing.indicators:
        if row.horizon == "annual":
            annual.setdefault((row.project, fold(row.name)), []).append(row)
    for far in filing.indicators:
        same = annual.get((far.project, fold(far.name)), []) if far.horizon == "long-term" else []
        # Two annual rows of one name: which of them is meant cannot be told.
        if len(same) == 1 and _weaker(far, same[0]):
            text = f"{name(far.name)}长期指标值{shown(far.target)}，弱于年度指标值{shown(same[0].target)}"
            yield warning(_RULE, text, far)


HORIZONS = Check("horizons", (_RULE,), _run)
