"""Scores: within their weight, explained where points are lost, and adding up to the printed total."""

from __future__ import annotations

from collections.abc import Iterator

from normalizers.text import compact
from pipeline.checks import _rows
from pipeline.checks._completion import meets
from pipeline.checks._figures import ZERO, plain, shown
from pipeline.checks._totals import same_score, scored_forms
from pipeline.checks._wording import error, name, warning
from schema.filing import Filing, Indicator
from schema.finding import Finding
from schema.parts import Check


def _within(filing: Filing) -> Iterator[Finding]:
    for row in filing.indicators:
        if row.score is None or row.weight is None:
            continue
        if not ZERO <= row.score <= row.weight:
            text = f"{name(_rows.shown(row))}得分{plain(row.score)}分，不在分值0至{plain(row.weight)}分之内"
            yield error("score-over-weight", text, row)
        elif row.score < row.weight and not _rows.has_reason(row):
            yield warning("score-without-reason", _unexplained(row), row)


def _unexplained(row: Indicator) -> str:
    points = f"得{plain(row.score or ZERO)}分，低于分值{plain(row.weight or ZERO)}分，未填原因"
    if meets(row):
        return f"{name(_rows.shown(row))}完成值{shown(row.actual)}已达指标值{shown(row.target)}，却{points}"
    return f"{name(_rows.shown(row))}{points}"


def _totals(filing: Filing) -> Iterator[Finding]:
    for form in scored_forms(filing):
        agrees = any(same_score(printed, each) for _, printed in form.printed for each in form.sums)
        if form.printed and form.sums and not agrees:
            key, printed = form.printed[-1]
            text = f"{name(compact(key))}印为{plain(printed)}分，各项得分之和为{plain(form.sums[0])}分"
            yield error("score-sum-mismatch", text, project=form.project)


def add_up(filing: Filing) -> Iterator[Indicator]:
    """The rows of the forms whose scores add up to the printed total."""
    for form in scored_forms(filing):
        if any(same_score(printed, each) for _, printed in form.printed for each in form.sums):
            yield from form.rows


def _run(filing: Filing) -> Iterator[Finding]:
    yield from _within(filing)
    yield from _totals(filing)


SCORES = Check("scores", ("score-over-weight", "score-without-reason", "score-sum-mismatch"), _run)
