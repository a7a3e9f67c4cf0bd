"""Characters without meaning of their own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalizers.text import bare, compact, fold, tidy, visible


@pytest.mark.parametrize(
    ("text", "shown"), [("指\u200b标", "指标"), ("\ufeff指标", "指标"), ("\u202e指标", "指标"), ("指 标\n", "指 标\n")]
)
def test_visible(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("三 级\n指\u3000标", "三级指标"),
        ("合 \xa0计", "合计"),
        (" \t", ""),
        ("GDP 增长", "GDP增长"),
        ("（万 元）", "（万元）"),
    ],
)
def test_compact(text: str, whole: str) -> None:
    assert compact(text) == whole


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("路灯 亮灯\n率", "路灯亮灯率"),
        ("Wi Fi 覆盖率", "Wi Fi覆盖率"),
        ("a  b\nc", "a b c"),
        ("≥ 50 盏", "≥50盏"),
        ("  路灯 ", "路灯"),
    ],
)
def test_tidy(text: str, line: str) -> None:
    assert tidy(text) == line


@pytest.mark.parametrize(
    ("text", "folded"), [("９５％", "95%"), ("（Ａ）", "(a)"), ("㎡", "m2"), ("分 值：", "分值:"), ("ＧＤＰ", "gdp")]
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("分值（10分）", "分值"),
        ("部门（单位）名称：", "部门名称"),
        ("＊任务名称", "任务名称"),
        ("【备注】", ""),
        ("执行率(B/A)", "执行率"),
        ("评（扣）分标准", "评分标准"),
        ("分值（10分", "分值(10分"),
    ],
)
def test_bare(text: str, word: str) -> None:
    assert bare(text) == word


@given(st.text())
def test_each_is_done_after_once(text: str) -> None:
    for function in (visible, compact, tidy):
        assert function(function(text)) == function(text)
