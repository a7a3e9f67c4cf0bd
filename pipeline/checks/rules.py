"""Scoring rules: they give no more points than there are, and ask for what the target asks."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from statistics import median

from normalizers.text import compact, fold
from pipeline.checks import _rows
from pipeline.checks._figures import HALF, grain, plain, shown
from pipeline.checks._knowledge import holds_any, words
from pipeline.checks._wording import error, name, warning
from schema.filing import Filing, Indicator
from schema.finding import Finding
from schema.parts import Check

_ALL = Decimal(100)
_MANY = 4
_ENOUGH_ROWS = 3


def _usual_points(filing: Filing) -> Decimal | None:
    """The middle of the points that the form's rules give; None where too few rules give any."""
    points = sorted(row.rule.points for row in filing.indicators if row.rule.points)
    return Decimal(median(points)) if len(points) >= _ENOUGH_ROWS else None


def _implausible(row: Indicator, usual: Decimal | None) -> str:
    """Why the rule's points cannot be right; empty where they can, or none are given."""
    points = row.rule.points
    if points is None:
        return ""
    if points > _ALL:
        return "超过100分"
    if _rows.has_printed_weight(row) and row.weight and points > row.weight:
        return f"超过该指标分值{plain(row.weight)}分"
    copied = points == row.rule.threshold and usual is not None and points > usual * _MANY
    return "与目标值相同，而其他指标的分值小得多" if copied else ""


def _points(filing: Filing) -> Iterator[Finding]:
    usual = _usual_points(filing)
    for row in filing.indicators:
        reason = _implausible(row, usual)
        if reason and row.rule.points is not None:
            text = (
                f"{name(_rows.shown(row))}指标值{shown(row.target)}，评分标准却给{plain(row.rule.points)}分，{reason}"
            )
            yield error("rule-points-implausible", text, row)


def _unit(text: str) -> str:
    """A unit for comparing: without the 元 that is often left out, and one spelling of percentages."""
    folded = fold(text).replace("人民币", "").replace("个百分点", "%").replace("百分点", "%")
    return folded.removesuffix("元")


def _speaks_of_target(row: Indicator) -> bool:
    """Whether the rule's threshold is one of the indicator itself and not of how far a plan was carried out."""
    text = compact(row.scoring_rule or row.rule.raw)
    other = [word for word in words("rules", "other_measures") if word in text and word not in row.name]
    return not other


def _thresholds(filing: Filing) -> Iterator[Finding]:
    for row in filing.indicators:
        threshold, target = row.rule.threshold, row.target.value
        if threshold is None or target is None or not _speaks_of_target(row):
            continue
        if row.target.kind == "date":
            yield from _date_by_rate(row, threshold)
        elif _comparable(row) and abs(threshold - target) > min(grain(threshold), grain(target)) * HALF:
            asked = f"{plain(threshold)}{row.rule.unit}"
            text = f"{name(_rows.shown(row))}指标值{shown(row.target)}，评分标准却按{asked}给满分"
            yield warning("rule-target-mismatch", text, row)


def _comparable(row: Indicator) -> bool:
    """One unit for both, or none printed with one of them; no range, and no threshold of another direction."""
    units = {_unit(row.rule.unit), _unit(row.target.unit)} - {""}
    opposite = {row.target.op[:1], row.rule.threshold_op[:1]} == {"<", ">"}
    percent_only = holds_any(row.target.text, "targets", "down_words")
    return len(units) <= 1 and row.target.value_max is None and not opposite and not percent_only


def _date_by_rate(row: Indicator, threshold: Decimal) -> Iterator[Finding]:
    if _unit(row.rule.unit) == "%":
        text = f"{name(_rows.shown(row))}指标值{shown(row.target)}是日期，评分标准却按{plain(threshold)}%打分"
        yield warning("unit-contradiction", text, row)


def _run(filing: Filing) -> Iterator[Finding]:
    yield from _points(filing)
    yield from _thresholds(filing)


RULES = Check("rules", ("rule-points-implausible", "rule-target-mismatch", "unit-contradiction"), _run)
