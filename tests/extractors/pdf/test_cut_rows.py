"""Rows that a page's end cut in two, on ruled pages drawn here: the rest is joined, wherever its text stands."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.readers.pdf import read
from tests.extractors.pdf_made import drawn, table, tables, texts

HEAD = ["二级指标", "三级指标", "指标值", "分值"]
BEFORE = [["数量指标", f"培训第{number}期人数", f"≥{number}00人", "5"] for number in range(1, 10)]
AFTER = [["质量指标", "培训合格率", "≥95%", "10"], ["时效指标", "完成及时率", "100%", "10"]]


def over_a_page_end(upper: list[str], lower: list[str]) -> list[list[str]]:
    """The rows of a table whose last row on one page says `upper` and whose first row on the next says `lower`; texts
    stand in the middle of tall cells, so that nothing but what they say tells whether one goes on in the other."""

    def first(canvas: Any) -> None:
        table(canvas, 500, [HEAD, *BEFORE, upper], [20.0] * 10 + [40.0])

    def second(canvas: Any) -> None:
        table(canvas, 60, [lower, *AFTER], [40.0, 20.0, 20.0])

    (found,) = tables(read(drawn(first, second)))
    return texts(found)[10:-2]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["社会效益指标", "受益居民", "≥6200", "15"], ["", "人数", "人", ""]),
        (["社会效益指标", "受益居民", "≥6200人", "15"], ["", "人数", "", ""]),
        (["社会效益指标", "群众满", "≥90%", "15"], ["", "意度", "", ""]),
        (["数量指标", "维护步道", "≥3.6", "10"], ["", "长度", "公里", ""]),
        (["质量指标", "项目验收合", "100%", "10"], ["", "格率", "", ""]),
        (["社会效益指标", "安全事故发", "≤2次", "10"], ["", "生率", "", ""]),
        (["数量指标", "更换路灯", "48", "10"], ["", "数量", "盏", ""]),
        (["成本指标", "绿地养护成本", "≤120", "10"], ["", "", "万元", ""]),
        (["时效指标", "资金拨付及", "100%", "10"], ["", "时性", "", ""]),
        (["数量指标", "新建公厕", "＝6", "10"], ["", "座数", "座", ""]),
    ],
)
def test_what_is_no_row_of_its_own_ends_the_one_before(upper: list[str], lower: list[str]) -> None:
    joined = ["\n".join(filter(None, pair)) for pair in zip(upper, lower, strict=True)]
    assert over_a_page_end(upper, lower) == [joined]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        (["社会效益指标", "受益居民人数", "≥6200人", "15"], ["", "公厕座数", "≥6座", "5"]),
        (["社会效益指标", "受益居民人数", "≥6200人", "15"], ["", "群众获得感", "明显增强", ""]),
        (["质量指标", "培训效果", "良好", "10"], ["", "培训反响", "热烈", ""]),
        (["社会效益指标", "受益居民", "明显增加", "良好"], ["", "人数", "增加", ""]),
        (["社会效益指标", "受益居民", "≥6200人", "15"], ["", "人数", "≥300人", ""]),
        (["社会效益指标", "受益居民", "≥6200人", "15"], ["可持续指标", "人数", "", ""]),
    ],
)
def test_what_may_be_a_row_of_its_own_stays_one(upper: list[str], lower: list[str]) -> None:
    assert len(over_a_page_end(upper, lower)) == 2
