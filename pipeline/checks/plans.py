"""Spending plans: the shares planned by month or quarter rise to the whole."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from normalizers.text import bare
from pipeline.checks._figures import HALF, Figure
from pipeline.checks._knowledge import holds_any
from pipeline.checks._ledger import Line, lines
from pipeline.checks._wording import name, warning
from schema.filing import Filing
from schema.finding import Finding
from schema.parts import Check

_RULE = "spending-plan"
_ORDER = re.compile(r"\d{1,2}|[一二三四]")
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4}


def _order(label: str) -> int | None:
    """The month or quarter of a column's head: 3 for `3月底`, 1 for `第一季度`; None where it names neither."""
    found = _ORDER.search(bare(label))
    return None if found is None else _QUARTERS.get(found[0]) or int(found[0])


def _steps(line: Line) -> list[tuple[str, Figure]] | None:
    """The planned shares in order of time; None where a column is no share or names no time."""
    steps = [(_order(label), label, each) for label, each in line.figures().items()]
    if not steps or any(order is None or each.unit != "1" for order, _, each in steps):
        return None
    return [(label, each) for _, label, each in sorted(steps, key=lambda step: step[0] or 0)]


def _verdict(steps: list[tuple[str, Figure]]) -> str:
    """What is wrong with the plan, empty where it holds; by quarter, the shares may also be each quarter's own."""
    total = sum((each.size for _, each in steps), Decimal(0))
    if all(holds_any(label, "plan", "quarters") for label, _ in steps) and total == 1:
        return ""
    for (earlier, one), (later, other) in pairwise(steps):
        if other.size < one.size:
            return f"{later}{other.words}小于{earlier}{one.words}"
    label, last = steps[-1]
    return "" if abs(last.size - 1) <= last.grain * HALF else f"最后一期{label}为{last.words}，不是100%"


def _run(filing: Filing) -> Iterator[Finding]:
    for line in lines(filing):
        steps = _steps(line) if holds_any(bare(line.item), "plan", "items") else None
        verdict = _verdict(steps) if steps else ""
        if verdict:
            yield warning(_RULE, f"{name(line.leaf)}{verdict}", project=line.project)


PLANS = Check("plans", (_RULE,), _run)
