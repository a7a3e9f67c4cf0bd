"""What speaks against the reading of a scoring rule, and how sure that leaves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalizers.rules.text import Statement, words
from normalizers.rules.worths import PAID
from schema.rule import ScoringRule

#: ±5% is as much below as above.
BOTH_SIDES = "±"


def implausible(rule: ScoringRule) -> bool:
    """Whether the points are the figure of the threshold, more than any weight, or two figures run together."""
    limits = words()["plausible"]
    points = rule.points
    if points is None:
        return False
    copied = points == rule.threshold and points >= limits["equal_from"]
    glued = points != points.to_integral_value() and points >= limits["broken_from"]
    return points > limits["most"] or copied or glued


def _leaves_out(rule: ScoringRule, found: Sequence[Statement]) -> bool:
    """Whether more is paid by the words than by what was read of them."""
    told = [one for one in found if one.kind != "prorata" or one.condition]
    paying = [one for one in told if one.kind in (*PAID, "zero", "prorata", "formula")]
    if rule.pieces:
        counted = "met" in rule.pieces[0] or ("formula" in rule.pieces[0] and "lo" not in rule.pieces[0])
        return not counted and len(rule.pieces) < len(paying)
    return len(paying) > 1


def judged(rule: ScoringRule, found: Sequence[Statement]) -> ScoringRule:
    """The rule with how sure it is: less for each doubt, little where nothing could be read."""
    reasons = list(rule.reasons)
    if implausible(rule):
        reasons.append("points that are the target's figure or more than any weight")
    parts = [one for one in found if one.kind == "part"]
    if len(parts) > 1 and rule.points is None:
        reasons.append("parts that add up; the rule names no total")
    if BOTH_SIDES in rule.raw:
        reasons.append("a figure to both sides, of which one is given")
    if _leaves_out(rule, found):
        reasons.append("what a part of the rule pays is left out")
    if any(one.kind == "discretion" for one in found):
        reasons.append("leaves points to discretion")
    if rule.is_empty:
        reasons.append("nothing that is a threshold, points or a deduction")
    confidence = 0.2 if rule.is_empty else max(0.3, 0.95 - 0.15 * len(reasons))
    return replace(rule, reasons=tuple(reasons), confidence=confidence)
