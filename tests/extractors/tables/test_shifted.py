"""Rows whose cells moved to the left of merged ones."""

from __future__ import annotations

import pytest

from extractors.tables.shifted import shifted_back

HEAD = ["项目", "预算", "二级指标", "三级指标", "指标值", "单位", "权重"]
WHOLE = ["路灯改造", "85", "数量指标", "新建路灯", "≥50", "盏", "20"]
OTHER = ["道路养护", "46", "数量指标", "养护里程", "≥9", "公里", "30"]
MOVED = ["质量指标", "亮灯率", "≥95", "%", "15", "", ""]
BACK = ["", "", "质量指标", "亮灯率", "≥95", "%", "15"]


def test_rows_with_places_at_their_ends_go_back_under_their_heads() -> None:
    title = ["项目支出绩效目标表", *[""] * 6]
    assert shifted_back([title, HEAD, WHOLE, MOVED, MOVED, OTHER, MOVED]) == [
        title, HEAD, WHOLE, BACK, BACK, OTHER, BACK,
    ]  # fmt: skip


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, WHOLE, OTHER, MOVED],
        [HEAD, WHOLE, OTHER, ["合计", "131", "", "", "", "", ""], ["路灯", "9", "数量", "甲", "1", "", ""]],
        [[*HEAD[:5], "得分", "备注"], [*WHOLE[:5], "20", "已验收"], [*WHOLE[:5], "20", ""], [*OTHER[:5], "", ""]],
        [HEAD, MOVED, MOVED, MOVED],
    ],
    ids=["too few", "other ends", "remarks are seldom", "no whole row"],
)
def test_other_empty_places_stay(rows: list[list[str]]) -> None:
    assert shifted_back(rows) == rows
