"""What findings say of how surely rows were read."""

from __future__ import annotations

from dataclasses import replace

import pytest

from pipeline.checks._bearing import weighed
from schema.filing import Filing, Indicator
from schema.finding import Finding

ROWS = tuple(Indicator(key, "self-evaluation", key, key, project, confidence=0.9)
             for key, project in (("t1r1", "甲"), ("t1r2", "甲"), ("t2r1", "乙")))  # fmt: skip
SCAN = Filing("pdf-scan", indicators=ROWS, confidence=0.9)
SUM = Finding("score-sum-mismatch", "error", "总分印为90分，各项得分之和为95分", project="甲")
OWN = Finding("score-over-weight", "error", "得分12分，不在分值0至10分之内", "t1r2", "甲")


def confidences(filing: Filing, *findings: Finding) -> list[float]:
    return [row.confidence for row in weighed(filing, findings).indicators]


def test_a_finding_speaks_against_its_row_and_a_sum_against_the_rows_of_its_project() -> None:
    first, second, other = confidences(SCAN, OWN, SUM)
    assert second < first < other == 0.9


def test_the_filing_is_as_sure_as_its_rows_together() -> None:
    found = weighed(SCAN, (SUM,))
    assert found.confidence == pytest.approx(sum(row.confidence for row in found.indicators) / 3, abs=0.001)


def test_what_was_not_read_still_counts() -> None:
    unread = replace(SCAN, unread=("page 3 was not read", "page 4 was not read"))
    assert weighed(unread, (SUM,)).confidence < 0.9 * weighed(SCAN, (SUM,)).confidence


def test_one_finding_counts_once() -> None:
    assert confidences(SCAN, SUM, replace(SUM, message="又一条")) == confidences(SCAN, SUM)


@pytest.mark.parametrize("channel", ["text", "docx", "pdf-text"])
def test_of_what_was_typed_fewer_findings_speak_against_rows_and_none_against_the_filing(channel: str) -> None:
    typed = replace(SCAN, channel=channel)
    weights = Finding("weight-sum-mismatch", "error", "分值之和为95分，应为100分", project="甲")
    assert confidences(typed, SUM) == [0.9, 0.9, 0.9]
    first, second, other = confidences(typed, OWN, weights)
    assert second < first < other == 0.9
    assert weighed(typed, (OWN, weights)).confidence == 0.9


def test_rows_that_a_person_has_vouched_for_stay_sure() -> None:
    seen = replace(SCAN, indicators=tuple(replace(row, confidence=1.0) for row in ROWS))
    assert confidences(seen, OWN, SUM) == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("channel", ["pdf-scan", "docx"])
@pytest.mark.parametrize("vouched", [row.key for row in ROWS])
def test_that_a_person_has_vouched_for_a_row_changes_no_other(channel: str, vouched: str) -> None:
    weights = Finding("weight-sum-mismatch", "error", "分值之和为95分，应为100分", project="甲")
    read = replace(SCAN, channel=channel)
    rows = (replace(row, confidence=1.0) if row.key == vouched else row for row in ROWS)
    seen = replace(read, indicators=tuple(rows))
    before, after = confidences(read, OWN, SUM, weights), confidences(seen, OWN, SUM, weights)
    assert after == [1.0 if row.key == vouched else was for row, was in zip(ROWS, before, strict=True)]
