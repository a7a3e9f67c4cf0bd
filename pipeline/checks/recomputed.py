"""Scores against the points that their scoring rules give for the results."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks import _rows
from pipeline.checks._figures import HALF, grain, plain, shown
from pipeline.checks._wording import name, warning
from schema.filing import Filing
from schema.finding import Finding
from schema.parts import Check


def _run(filing: Filing) -> Iterator[Finding]:
    for row in filing.indicators:
        if row.recomputed is None or row.score is None:
            continue
        if abs(row.recomputed - row.score) <= grain(row.score) * HALF:
            continue
        values = f"完成值{shown(row.actual)}，指标值{shown(row.target)}"
        points = f"按评分标准应得{plain(row.recomputed)}分，得分却为{plain(row.score)}分"
        yield warning("score-rule-mismatch", f"{name(_rows.shown(row))}{points}：{values}", row)


RECOMPUTED = Check("recomputed", ("score-rule-mismatch",), _run)
