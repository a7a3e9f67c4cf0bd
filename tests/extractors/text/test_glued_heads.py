"""Heads of columns that nothing parts."""

from __future__ import annotations

import pytest

from extractors.forms.text.glued_heads import stretch_of_heads


def _said(text: str) -> list[tuple[str, str]]:
    return stretch_of_heads(text, 0, len(text))


@pytest.mark.parametrize(
    ("text", "heads"),
    [
        ("计划完成值实际完成完成率权重评价得分", "计划完成值 实际完成 完成率 权重 评价得分"),
        ("目标实际分值得分备注", "目标 实际 分值 得分 备注"),
        ("指标目标指标实绩应得分实得分扣分原因", "指标目标 指标实绩 应得分 实得分 扣分原因"),
        ("任务目标完成实绩满分自评分扣分理由", "任务目标 完成实绩 满分 自评分 扣分理由"),
        ("比较符数值单位赋值指标说明", "比较符 数值 单位 赋值 指标说明"),
    ],
)
def test_the_likeliest_words_are_the_heads(text: str, heads: str) -> None:
    assert [printed for _, printed in _said(text)] == heads.split()


def test_roles_of_heads_in_short() -> None:
    assert [role for role, _ in _said("目标实际满分实得分")] == ["target", "actual", "weight", "score"]


def test_a_stretch_of_other_words_holds_no_heads() -> None:
    assert _said("加强队伍建设提升服务水平得分") == []


def test_a_stretch_ends_at_a_figure() -> None:
    assert [printed for _, printed in _said("目标实际分值2021年得分")] == ["目标", "实际", "分值"]
