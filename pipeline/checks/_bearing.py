"""What findings say of how surely rows were read: a sum that does not hold may be a misread figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from normalizers.confidence import after_finding, of_filing
from schema.filing import Filing, Indicator
from schema.finding import Finding

#: What is read from pictures; elsewhere figures stand as they were typed.
_PICTURED = ("pdf-scan", "image")
_VOUCHED = 1.0


def weighed(filing: Filing, findings: Sequence[Finding]) -> Filing:
    """The filing, less sure where findings speak against its rows; rows that a person has vouched for stay sure."""
    if not filing.indicators or not findings:
        return filing
    typed = filing.channel not in _PICTURED
    about: dict[str, list[Finding]] = {}
    for finding in findings:
        if finding.indicator:
            about.setdefault(finding.indicator, []).append(finding)
    sums = [finding for finding in findings if not finding.indicator]
    rows = tuple(_one(row, about.get(row.key, ()), sums, typed) for row in filing.indicators)
    if typed:  # findings make it one that contradicts itself; that its reading is doubted is another matter
        return replace(filing, indicators=rows)
    confidence = of_filing([row.confidence for row in rows], len(filing.unread))
    return replace(filing, indicators=rows, confidence=confidence)


def _one(row: Indicator, own: Iterable[Finding], sums: Iterable[Finding], typed: bool) -> Indicator:
    """The row as its own findings, and those about a sum of its project, leave it."""
    if row.confidence == _VOUCHED:
        return row
    left = 1.0
    for rule in {finding.rule for finding in own}:
        left *= after_finding("row", rule, typed)
    for rule in {finding.rule for finding in sums if finding.project == row.project}:
        left *= after_finding("sum", rule, typed)
    return row if left == 1 else replace(row, confidence=round(row.confidence * left, 3))
