"""Whether a result meets its target."""

from __future__ import annotations

from pipeline.checks._figures import figure
from pipeline.checks._knowledge import holds_any
from schema.filing import Indicator


def direction(row: Indicator) -> str:
    """`up` where more is better, `down` where less is, by the operator and else by the words of name and class."""
    if row.target.op in (">=", ">"):
        return "up"
    if row.target.op in ("<=", "<"):
        return "down"
    return "down" if holds_any(row.name + row.level2, "targets", "falling") else "up"


def meets(row: Indicator) -> bool | None:
    """Whether the actual value reaches the target; None where either is no number or they have different units.

    A result past an `=` target is neither: 8 for `=7人` may be well done or not.
    """
    target, actual = figure(row.target), figure(row.actual)
    if target is None or actual is None or target.unit != actual.unit:
        return None
    if holds_any(row.target.text, "targets", "down_words") or holds_any(row.actual.text, "targets", "down_words"):
        return None
    if row.target.op == "=" and actual.size > target.size:
        return None
    # A result copied from the target's cell, operator and all.
    if row.actual.op == row.target.op and actual.size == target.size:
        return True
    strict = {">": actual.size > target.size, "<": actual.size < target.size}
    reached = actual.size >= target.size if direction(row) == "up" else actual.size <= target.size
    return strict.get(row.target.op, reached)
