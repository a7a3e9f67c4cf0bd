from __future__ import annotations

from dataclasses import replace

import pytest

from normalizers.confidence import REVIEW_BELOW
from pipeline.generations.versions import Versions
from pipeline.store.rows import Marks, failed_rows, filing_id_of, rows_of
from schema.finding import Finding
from schema.records import TABLES, columns, table_name
from tests.pipeline.standin import filing_named

_MADE_BY = Versions("1", "0.1.0+abc", "1.0-x")
_SHA = "ab" * 32
_FINDINGS = (Finding("sum-mismatch", "warning", "甲"), Finding("sum-mismatch", "warning", "乙", "t1r2"))


def _rows(**changes: object) -> dict[str, list[dict[str, object]]]:
    return rows_of(replace(filing_named("名"), **changes), _FINDINGS, "a.txt", _SHA, _MADE_BY)


def test_every_row_fills_every_column() -> None:
    rows = _rows()
    for record in TABLES:
        expected = set(columns(record, exported=False))
        for row in rows.get(table_name(record), []):
            assert set(row) == expected, table_name(record)


def test_a_failed_document_fills_every_column_too() -> None:
    (row,) = failed_rows("no form", "a.txt", _SHA, _MADE_BY)["filings"]
    assert set(row) == set(columns(TABLES[0]))
    assert (row["status"], row["error"], row["confidence"]) == ("failed", "no form", 0.0)


def test_ids_come_from_content_and_place() -> None:
    rows = _rows()
    filing_id = "f" + _SHA[:16]
    assert filing_id_of(_SHA) == filing_id
    assert [row["indicator_id"] for row in rows["indicators"]] == [f"{filing_id}-t1r2", f"{filing_id}-t1r2-2"]
    assert [row["amount_id"] for row in rows["amounts"]] == [f"{filing_id}-t2r1c1", f"{filing_id}-t2r1c2"]
    assert [row["finding_id"] for row in rows["findings"]] == [
        f"{filing_id}-filing-sum-mismatch",
        f"{filing_id}-t1r2-sum-mismatch",
    ]
    assert [row["indicator_id"] for row in rows["findings"]] == ["", f"{filing_id}-t1r2"]


def test_ids_stay_when_the_words_change() -> None:
    other = rows_of(filing_named("别的名"), (), "a.txt", _SHA, _MADE_BY)
    for one, two in zip(other["indicators"], _rows()["indicators"], strict=True):
        assert one["name"] != two["name"]
        assert one["indicator_id"] == two["indicator_id"]


def test_values_and_readings_are_in_long_form() -> None:
    rows = _rows()
    first = [row for row in rows["values"] if row["indicator_id"] == rows["indicators"][0]["indicator_id"]]
    assert [(row["role"], row["period"]) for row in first] == [("target", ""), ("actual", ""), ("history", "2021")]
    assert [(row["rank"], row["value"]) for row in rows["readings"]][:2] == [(1, 92), (2, 292)]
    assert rows["readings"][0]["reason"] == "≥ 常被认作 2"


@pytest.mark.parametrize(
    ("confidence", "severity", "status"),
    [
        (1.0, "warning", "ok"),
        (1.0, "error", "needs-review"),
        (REVIEW_BELOW - 0.01, "info", "needs-review"),
        (REVIEW_BELOW, "info", "ok"),
    ],
)
def test_status_says_whether_a_person_should_look(confidence: float, severity: str, status: str) -> None:
    filing = replace(filing_named("名"), confidence=confidence)
    rows = rows_of(filing, (Finding("sum-mismatch", severity, "甲"),), "a.txt", _SHA, _MADE_BY)
    assert rows["filings"][0]["status"] == status


def test_a_value_of_several_readings_waits_for_review() -> None:
    assert {row["review"] for row in _rows()["indicators"]} == {"pending"}
    assert {row["review"] for row in _rows()["amounts"]} == {"none"}


@pytest.mark.parametrize(
    ("confidence", "unread", "severity", "doubt"),
    [
        (0.98, (), "warning", ""),
        (0.98, ("page 3 was not read",), "warning", "reading"),
        (REVIEW_BELOW - 0.01, (), "info", "reading"),
        (0.98, (), "error", "content"),
        (0.5, ("page 3 was not read",), "error", "both"),
    ],
)
def test_a_filing_needs_review_for_its_reading_its_content_or_both(
    confidence: float, unread: tuple[str, ...], severity: str, doubt: str
) -> None:
    filing = replace(filing_named("名"), confidence=confidence, unread=unread, reasons=("a page from its picture",))
    findings = (Finding("sum-mismatch", severity, "甲"),)
    (head,) = rows_of(filing, findings, "a.txt", _SHA, _MADE_BY)["filings"]
    assert (head["status"], head["doubt"]) == ("needs-review" if doubt else "ok", doubt)
    assert head["reasons"] == "；".join((*unread, "a page from its picture"))
    accepted = rows_of(filing, findings, "a.txt", _SHA, _MADE_BY, Marks(is_accepted=True))["filings"][0]
    assert (accepted["status"], accepted["doubt"]) == ("ok", "")


def test_reasons_that_quote_the_document_stay_apart() -> None:
    filing = replace(filing_named("名"), unread=("a cell was not read: 甲；乙", "a page", "a page"), reasons=())
    (head,) = rows_of(filing, (), "a.txt", _SHA, _MADE_BY)["filings"]
    assert head["reasons"].split("；") == ["a cell was not read: 甲;乙", "a page"]
