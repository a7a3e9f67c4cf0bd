"""What findings and sums say of how surely rows were read."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from normalizers.confidence import sureness
from pipeline.checks._bearing import weighed
from schema.filing import Field, Filing, Indicator
from schema.finding import Finding
from schema.value import Value

SAID = (("how surely the row was put together", -0.05),)
SURE = sureness("indicators", dict(SAID))
ROWS = tuple(Indicator(key, "self-evaluation", key, key, project, evidence=SAID, confidence=SURE, target=Value("1"))
             for key, project in (("t1r1", "甲"), ("t1r2", "甲"), ("t2r1", "乙")))  # fmt: skip
SCAN = Filing("pdf-scan", indicators=ROWS, confidence=0.9)
SUM = Finding("weight-sum-mismatch", "error", "分值之和为95分，应为100分", project="甲")
OWN = Finding("kind-mismatch", "warning", "指标值为金额，完成值为比率", "t1r2", "甲")
MONEY = Finding("sum-mismatch", "error", "合计印为90万元，各项之和为95万元", project="甲")


def confidences(filing: Filing, *findings: Finding) -> list[float]:
    return [row.confidence for row in weighed(filing, findings).indicators]


@pytest.mark.parametrize("channel", ["pdf-scan", "docx"])
def test_a_finding_speaks_against_its_row_and_a_sum_against_the_rows_of_its_project(channel: str) -> None:
    read = replace(SCAN, channel=channel)
    first, second, other = confidences(read, OWN, SUM)
    assert second < first < other == SURE


def test_what_money_does_not_add_up_to_says_nothing_of_indicators() -> None:
    assert confidences(SCAN, MONEY) == confidences(SCAN)


def test_the_filing_is_as_sure_as_its_rows() -> None:
    each = [replace(OWN, indicator=row.key) for row in ROWS]
    assert weighed(SCAN, (SUM, *each)).confidence < weighed(SCAN, ()).confidence


@pytest.mark.parametrize("channel", ["text", "docx", "pdf-text"])
def test_what_does_not_add_up_on_a_typed_paper_is_its_own(channel: str) -> None:
    typed = replace(SCAN, channel=channel)
    assert weighed(typed, (SUM, OWN)).confidence == weighed(typed, ()).confidence


def test_what_was_not_read_still_counts() -> None:
    unread = replace(SCAN, unread=("page 3 was not read", "page 4 was not read"))
    assert weighed(unread, (SUM,)).confidence < 0.9 * weighed(SCAN, (SUM,)).confidence


def test_one_finding_counts_once() -> None:
    assert confidences(SCAN, SUM, replace(SUM, message="又一条")) == confidences(SCAN, SUM)


def pointed(*points: tuple[int, int]) -> Filing:
    """A form of rows with these weights and scores, and its printed total of 90."""
    rows = tuple(
        replace(ROWS[0], key=f"t1r{at}", weight=Decimal(weight), score=Decimal(score), weight_raw=f"{weight}",
                score_raw=f"{score}")
        for at, (weight, score) in enumerate(points)
    )  # fmt: skip
    return Filing("docx", indicators=rows, fields=(Field("t1r9", "总分", "90", "total", "甲"),))


def proofs(filing: Filing) -> set[str]:
    """What speaks for the first row."""
    return {name for name, strength in weighed(filing, ()).indicators[0].evidence if strength > 0}


WEIGHTS, WITHIN = "the weights of its form add up", "its score is within its weight"
SCORES = "the scores of its form add up to the printed total"


@pytest.mark.parametrize(
    ("points", "proved"),
    [
        (((50, 45), (50, 45)), {WEIGHTS, SCORES, WITHIN}),
        (((50, 45), (50, 44)), {WEIGHTS, WITHIN}),
        (((50, 45), (40, 35)), {WEIGHTS, WITHIN}),
        (((50, 55), (45, 35)), set()),
    ],
)
def test_points_that_add_up_speak_for_their_rows(points: tuple[tuple[int, int], ...], proved: set[str]) -> None:
    assert proofs(pointed(*points)) == proved


def test_rows_that_a_person_has_vouched_for_stay_sure() -> None:
    seen = replace(SCAN, indicators=tuple(replace(row, confidence=1.0) for row in ROWS))
    assert confidences(seen, OWN, SUM) == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("channel", ["pdf-scan", "docx"])
@pytest.mark.parametrize("vouched", [row.key for row in ROWS])
def test_that_a_person_has_vouched_for_a_row_changes_no_other(channel: str, vouched: str) -> None:
    read = replace(SCAN, channel=channel)
    rows = (replace(row, confidence=1.0) if row.key == vouched else row for row in ROWS)
    seen = replace(read, indicators=tuple(rows))
    before, after = confidences(read, OWN, SUM), confidences(seen, OWN, SUM)
    assert after == [1.0 if row.key == vouched else was for row, was in zip(ROWS, before, strict=True)]
