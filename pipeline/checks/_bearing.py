"""What findings say of how surely rows were read: a sum that does not hold in a scan may be a misread figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from normalizers.confidence import after_finding
from schema.filing import Filing, Indicator
from schema.finding import Finding

#: What is read from pictures: elsewhere a figure stands as it was typed, and what does not add up is the form's own.
_PICTURED = ("pdf-scan", "image")
_VOUCHED = 1.0


def weighed(filing: Filing, findings: Sequence[Finding]) -> Filing:
    """The filing, its rows less sure where findings speak against them; rows that a person has vouched for stay sure,
    and a filing that was typed comes back as it is."""
    if filing.channel not in _PICTURED or not filing.indicators or not findings:
        return filing
    about: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.indicator:
            about.setdefault(finding.indicator, []).append(finding)
    sums = [finding for finding in findings if not finding.indicator]
    rows = tuple(_one(row, about.get(row.key, ()), sums) for row in filing.indicators)
    mean = sum(row.confidence for row in rows) / len(rows)
    return replace(filing, indicators=rows, confidence=round(mean, 3))


def _one(row: Indicator, own: Iterable[Finding], sums: Iterable[Finding]) -> Indicator:
    """The row as its own findings, and those about a sum of its project, leave it."""
    if row.confidence == _VOUCHED:
        return row
    left = 1.0
    for rule in {finding.rule for finding in own}:
        left *= after_finding("row", rule)
    for rule in {finding.rule for finding in sums if finding.project == row.project}:
        left *= after_finding("sum", rule)
    return row if left == 1 else replace(row, confidence=round(row.confidence * left, 3))
