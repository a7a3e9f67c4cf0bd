from __future__ import annotations

from decimal import Decimal

import pytest

from pipeline.decisions.kinds import KINDS
from pipeline.review.doubts import doubts_of
from pipeline.review.filing import Record
from pipeline.review.linking import links_of
from pipeline.review.showing import Showing
from pipeline.review.typed import Wrong, fitting
from pipeline.review.walking import Walk
from pipeline.words import Words

SHOW = Showing(Words())


@pytest.mark.parametrize(
    ("op", "value", "most", "unit", "kind", "shown"),
    [
        ("", 2022, None, "年", "date", "2022年"), ("", 2021, 2023, "年", "date", "2021–2023年"),
        ("", 2022, None, "", "date", "2022"), ("<=", 2025, None, "年", "date", "≤ 2025年"),
        (">=", 92, None, "%", "ratio", "≥ 92 %"), ("", 12345, None, "人", "quantity", "12\u2009345 人"),
        (">=", 3, None, "年", "duration", "≥ 3年"),
    ],
)  # fmt: skip
def test_a_value_is_shown_as_a_reader_writes_it(
    op: str, value: int, most: int | None, unit: str, kind: str, shown: str
) -> None:
    parts = {
        "op": op, "value": Decimal(value), "value_max": None if most is None else Decimal(most), "unit": unit,
        "text": "", "kind": kind,
    }  # fmt: skip
    assert SHOW.value(parts) == shown


@pytest.mark.parametrize(
    ("raw", "unit", "beside"),
    [
        ("46.33万元", "万元", ""), ("46.33", "万元", "万元"), ("100%", "%", ""), ("100 %", "%", ""), ("12", "", ""),
        ("3 万 元", "万元", ""), ("约5万", "万元", "万元"),
    ],
)  # fmt: skip
def test_a_unit_is_printed_once(raw: str, unit: str, beside: str) -> None:
    assert SHOW.unit_beside(raw, unit) == beside


@pytest.mark.parametrize(
    ("table", "column", "typed", "kept"),
    [
        ("filings", "fiscal_year", "2022", "2022"), ("filings", "fiscal_year", "２０２２年度", "2022"),
        ("filings", "fiscal_year", "二〇二二年", "2022"), ("filings", "fiscal_year", "", ""),
        ("filings", "fiscal_year", "2022abc", None), ("filings", "fiscal_year", "1822", None),
        ("filings", "fiscal_year", "2022 2023", None), ("filings", "form", "project", None),
        ("indicators", "weight_raw", "10", "10"), ("indicators", "weight_raw", "10分", "10分"),
        ("indicators", "weight_raw", "13%", "13%"), ("indicators", "weight_raw", "-", "-"),
        ("indicators", "weight_raw", "", ""), ("indicators", "weight_raw", "很多", None),
        ("indicators", "score_raw", "9.5", "9.5"), ("indicators", "score_raw", "9,5x", None),
        ("indicators", "name", "甲\x00乙", None), ("indicators", "name", "甲\u202e乙", None),
        ("indicators", "name", "甲" * 1001, None), ("indicators", "scoring_rule", "甲\n乙", "甲\n乙"),
        ("indicators", "canonical_id", "XX99", None), ("indicators", "horizon", "never", None),
        ("indicators", "target_raw", "明显改善", "明显改善"),
    ],
)  # fmt: skip
def test_what_is_typed_is_checked_by_the_kind_of_its_field(
    table: str, column: str, typed: str, kept: str | None
) -> None:
    kind = KINDS[table]
    edit = kind.edit(column)
    assert edit is not None
    if kept is None:
        with pytest.raises(Wrong):
            fitting(edit, kind, typed)
    else:
        assert fitting(edit, kind, typed) == kept


def test_doubts_stand_at_their_fields() -> None:
    row = {
        "confidence": 0.4, "reasons": "the project has no name；odd；several names stand in one cell", "target_raw": "",
        "score_raw": "",
    }  # fmt: skip
    value = {"role": "target", "period": "", "confidence": 0.5}
    finding = {"rule": "score-over-weight", "severity": "error", "message": "得分高于分值"}
    found = doubts_of("indicators", row, [value], [], [finding], is_open=True)
    assert {name: doubt.reasons for name, doubt in found.fields.items()} == {
        "target_raw": (), "project": ("the project has no name",), "name": ("several names stand in one cell",),
        "score_raw": ("得分高于分值",),
    }  # fmt: skip
    assert found.fields["target_raw"].confidence == 0.5
    assert found.elsewhere == ("odd",)
    ways = [
        {"role": "actual", "period": "", "reason": "odd；as printed"},
        {"role": "actual", "period": "", "reason": "odd"},
    ]
    read = doubts_of("indicators", row, [], ways, [], is_open=True)
    assert (read.fields["actual_raw"].reasons, read.elsewhere) == (("odd", "as printed"), ())
    assert doubts_of("indicators", row, [value], [], [finding], is_open=False).fields == {}
    assert list(doubts_of("goals", {"confidence": 0.2}, [], [], [], is_open=True).fields) == ["text"]


@pytest.mark.parametrize(
    ("message", "linked", "difference"),
    [
        ("“基本支出”正文写452.72万元，表中为471.83万元，两者不符", ["a1", "a2"], "19.11万元"),
        ("“收入合计”10167.94万元，不等于“支出合计”10177.94万元", ["a3"], "10万元"),
        ("“预算执行率”长期指标值91.76%，弱于年度指标值99%", [], "7.24%"),
        ("标题的年份与填报年度不符", [], ""),
        ("“" * 300 + "1万元" * 50, [], ""),
    ],
)
def test_a_finding_leads_to_the_records_that_it_speaks_of(message: str, linked: list[str], difference: str) -> None:
    kind = KINDS["amounts"]
    told = [
        ("a1", "基本支出", "452.72万元"),
        ("a2", "支出/基本支出", "471.83"),
        ("a3", "收入合计", "1"),
        ("a4", "项目支出", "2"),
    ]
    records = [
        Record(kind, {"amount_id": key, "item": item, "label": "", "raw": raw, "project": "", "base_value": None})
        for key, item, raw in told
    ]
    found = links_of({"rule": "sum-mismatch", "message": message, "indicator_id": "", "project": ""}, records)
    assert sorted(one.record.id for one in found.records) == linked
    assert found.difference == difference


def test_a_walk_passes_by_each_once_and_wraps() -> None:
    walk = Walk()
    order = ["a", "b", "c"]
    assert walk.onward("f", order, "b") == "c"
    walk.pass_by(("f", "c"))
    assert walk.onward("f", order, "b") == "a"
    walk.leave("f")
    assert walk.onward("f", order, "b") == ""
    walk.begin()
    assert walk.onward("f", order, "gone") == "a"


@pytest.mark.parametrize(
    "phrase",
    [
        "the 2 may be a misread sign: a rate above 100%", "no performance form was found in it", "the file is empty",
        "took longer than 60 seconds", "the decision does not fit the record",
        "the file is a damaged zip (bad magic): its end may be missing",
    ],
)  # fmt: skip
def test_what_the_program_says_of_files_and_decisions_is_said_in_chinese(phrase: str) -> None:
    assert Words("zh").reason(phrase) != phrase
    assert Words("en").reason(phrase) == phrase
