"""Each rule where it holds, where it does not, and where it cannot be told; a filing a line in `findings.csv`."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline.checks import checks
from schema.filing import Filing
from schema.finding import SEVERITIES, Finding
from tests.pipeline.checks_filings import checked, filing

CASES = list(csv.DictReader((Path(__file__).parents[2] / "cases" / "findings.csv").open(encoding="utf-8")))


def _found(rule: str, case: Filing) -> list[Finding]:
    return [finding for finding in checked(case) if finding.rule == rule]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}: {case['filing'][:40]}")
def test_a_rule_speaks_where_it_does_not_hold_and_only_there(case: dict[str, str]) -> None:
    found = _found(case["rule"], filing(case["filing"], case["form"], case["fiscal_year"]))
    assert bool(found) == (case["outcome"] == "finding"), [finding.message for finding in found]
    missing = [word for word in case["says"].split() if not any(word in finding.message for finding in found)]
    assert not missing, [finding.message for finding in found]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['rule']}: {case['filing'][:40]}")
def test_a_message_is_one_short_line(case: dict[str, str]) -> None:
    for finding in checked(filing(case["filing"], case["form"], case["fiscal_year"])):
        assert 0 < len(finding.message) <= 120
        assert "\n" not in finding.message
        assert finding.severity in SEVERITIES


def test_every_rule_has_a_case_of_each_outcome() -> None:
    rules = {rule for part in checks() for rule in part.rules}
    # Of words left over there is nothing that could not be told.
    told = {(case["rule"], case["outcome"]) for case in CASES}
    lacking = {(rule, outcome) for rule in rules for outcome in ("holds", "finding", "cannot tell")} - told
    assert lacking <= {("placeholder-left", "cannot tell")}


def test_a_check_raises_only_the_rules_that_it_names() -> None:
    filings = [filing(case["filing"], case["form"], case["fiscal_year"]) for case in CASES]
    for part in checks():
        assert {finding.rule for each in filings for finding in part.run(each)} <= set(part.rules)


def test_the_finding_names_its_indicator_and_project() -> None:
    case = filing("Y 甲项目;I 开展活动|≥5次|4次|10|12")
    (finding,) = _found("score-over-weight", case)
    assert (finding.indicator, finding.project) == (case.indicators[0].key, "甲项目")


def test_rounding_is_told_but_is_no_error() -> None:
    rounded = "A 按收入性质分=716.83万元;A 按收入性质分/甲=591.97万元;A 按收入性质分/乙=124.87万元"
    wrong = rounded.replace("124.87", "134.87")
    assert [finding.severity for finding in _found("sum-mismatch", filing(rounded))] == ["info"]
    assert [finding.severity for finding in _found("sum-mismatch", filing(wrong))] == ["error"]


def test_one_fact_is_told_once() -> None:
    part = "A 三公经费/公务接待@2024年预算数=2万元;A 三公经费/公务接待@2024年决算数=3万元"
    whole = "A 三公经费@2023年决算数=1万元;A 三公经费@2024年预算数=2万元;A 三公经费@2024年决算数=3万元"
    assert len(_found("budget-control", filing(f"{whole};{part}"))) == 2
    same = whole.replace("A 三公经费@2023年决算数=1万元;", "")
    assert len(_found("budget-control", filing(f"{same};{part}"))) == 1
    columns = "A 收入构成/甲@{0}=1万元;A 收入构成/乙@{0}=2万元;A 收入构成/合计@{0}=5万元"
    both = ";".join(columns.format(year) for year in ("2022年", "2023年"))
    (finding,) = _found("sum-mismatch", filing(both))
    assert "等2列" in finding.message


def test_an_empty_filing_has_no_findings() -> None:
    assert checked(Filing("text")) == ()


def test_a_long_name_is_cut_and_both_figures_stay() -> None:
    (finding,) = _found("score-over-weight", filing(f"I {'很长的名字' * 40}|≥5次|4次|10|12"))
    assert "12分" in finding.message
    assert "10分" in finding.message
