"""What findings and sums say of how surely rows were read: what does not add up may hold a misread figure, and figures
that add up can hardly be misread."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from normalizers.confidence import FINDING, Evidence, against, in_favour, of_filing, sureness, together
from pipeline.checks.scores import add_up as scores_add_up
from pipeline.checks.weights import add_up as weights_add_up
from schema.filing import Filing, Indicator
from schema.finding import Finding

#: What is read from pictures; elsewhere figures stand as they were typed.
_PICTURED = ("pdf-scan", "image")
_VOUCHED = 1.0
#: Findings that a misread figure of an indicator makes: of its own row, and of the sums of its project. What money and
#: prose say is about other figures.
_OF_ROW = frozenset({"unit-contradiction", "rate-out-of-range", "completion-extreme", "score-over-weight",
                     "rule-target-mismatch", "kind-mismatch", "long-term-below-annual"})  # fmt: skip
_OF_SUM = frozenset({"score-sum-mismatch", "weight-subtotal-mismatch", "weight-sum-mismatch"})


def weighed(filing: Filing, findings: Sequence[Finding]) -> Filing:
    """The filing, its rows as sure as findings and sums leave them; rows that a person has vouched for stay sure."""
    if not filing.indicators:
        return filing
    proved, doubted = _proved(filing), _doubted(filing, findings)
    rows = _with(filing, [together(pair) for pair in zip(proved, doubted, strict=True)])
    # Findings make a typed filing one that contradicts itself; that its reading is doubted is another matter.
    read = rows if filing.channel in _PICTURED else _with(filing, proved)
    confidence = of_filing([row.confidence for row in read], len(filing.unread))
    return replace(filing, indicators=rows, confidence=confidence)


def _with(filing: Filing, said: Sequence[Evidence]) -> tuple[Indicator, ...]:
    """The rows, each with what more is said of it."""
    return tuple(_one(row, more) for row, more in zip(filing.indicators, said, strict=True))


def _doubted(filing: Filing, findings: Sequence[Finding]) -> list[Evidence]:
    """What its own findings, and those about a sum of its project, say against each row."""
    about: defaultdict[str, set[str]] = defaultdict(set)
    sums: defaultdict[str, set[str]] = defaultdict(set)
    for finding in findings:
        if finding.indicator and finding.rule in _OF_ROW:
            about[finding.indicator].add(FINDING.format(finding.rule, "row"))
        elif not finding.indicator and finding.rule in _OF_SUM:
            sums[finding.project].add(FINDING.format(finding.rule, "project"))
    return [against(*sorted(about[row.key] | sums[row.project])) for row in filing.indicators]


def _proved(filing: Filing) -> list[Evidence]:
    """What the sums that hold say for each row."""
    weights, scores = set(map(id, weights_add_up(filing))), set(map(id, scores_add_up(filing)))
    return [in_favour(*_proofs(row, id(row) in weights, id(row) in scores)) for row in filing.indicators]


def _proofs(row: Indicator, weights: bool, scores: bool) -> Iterator[str]:
    """What speaks for a row by its points and those beside it."""
    if weights:
        yield "the weights of its form add up"
    if scores:
        yield "the scores of its form add up to the printed total"
    if row.weight is not None and row.score is not None and 0 <= row.score <= row.weight:
        yield "its score is within its weight"


def _one(row: Indicator, said: Evidence) -> Indicator:
    if row.confidence == _VOUCHED or not said:
        return row
    evidence = together([dict(row.evidence), said])
    return replace(row, confidence=sureness("indicators", evidence), evidence=tuple(evidence.items()))
