"""What scanning makes of words, and what is a word of its own."""

from __future__ import annotations

import pytest

from extractors.forms.damage.misread import is_whole, likeness, may_be, nearest, plain, without_marks, without_strokes

LEVELS = ("数量指标", "质量指标", "时效指标", "成本指标")


@pytest.mark.parametrize(
    ("text", "word", "least"),
    [
        ("级指标", "一级指标", 0.9),  # a fax loses thin strokes
        ("二级指标", "三级指标", 0.9),
        ("―级指标", "一级指标", 0.9),
        ("-级指标", "一级指标", 0.9),
        ("→级指标", "一级指标", 0.9),
        ("_级指标", "一级指标", 0.9),
        ("一一级指标", "一级指标", 0.9),
        ("满意度指·标", "满意度指标", 0.9),
        ("j投入管理指标", "投入管理指标", 0.9),
        ("年年度目标", "年度目标", 0.9),
        ("质最指标", "质量指标", 0.85),
        ("计版单位", "计量单位", 0.85),
        ("二级指", "二级指标", 0.8),  # a seal hides characters
        ("总体标", "总体目标", 0.8),
        ("标值", "指标值", 0.7),
        ("标", "指标值", 0.5),
    ],
)
def test_a_damaged_word_is_like_itself(text: str, word: str, least: float) -> None:
    assert least <= likeness(text, word) < 1.0


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("产出指标", "计量单位"),
        ("", "指标值"),
        ("指标值", ""),
        ("二级指标下面的一段文字", "二级指标"),
        ("字" * 500, "指标值"),
    ],
)
def test_another_text_is_not(text: str, word: str) -> None:
    assert likeness(text, word) < 0.3


def test_a_word_is_like_itself_entirely() -> None:
    assert likeness("指标值", "指标值") == 1.0


@pytest.mark.parametrize(
    ("text", "word"), [("质最指标", "质量指标"), ("成.本指标", "成本指标"), ("效指标", "时效指标")]
)
def test_the_nearest_word(text: str, word: str) -> None:
    found = nearest(text, LEVELS, 0.8)
    assert found is not None
    assert found.word == word


@pytest.mark.parametrize("text", ["量指标", "指标", "年度指标", "单位"])
def test_of_two_words_as_near_none_is_taken(text: str) -> None:
    assert nearest(text, LEVELS, 0.5) is None


@pytest.mark.parametrize(
    ("text", "whole"), [("数量目标", True), ("社会公众满意度", True), ("质最指标", False), ("总体标", False)]
)
def test_whole_words(text: str, whole: bool) -> None:
    assert is_whole(text) is whole


def test_a_whole_word_is_what_is_left_of_a_longer_one_and_of_no_other() -> None:
    assert may_be("指标", "指标值")
    assert not may_be("完成时限", "完成情况")
    assert may_be("完戍值", "完成值")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        (".网站运营数量", "网站运营数量"),
        ("·预算批复", "预算批复"),
        ("-主要内容", "主要内容"),
        (".≥95%", "≥95%"),
        (".=7人", "=7人"),
        ("≤200万元.", "≤200万元"),
        ("相关·", "相关"),
        ("资金支出计划(%)·", "资金支出计划(%)"),
        ("-5", "-5"),
        (".25%", ".25%"),
        ("..95.44", "..95.44"),
        ("30.", "30."),
        ("—", "—"),
        ("≥", "≥"),
        ("", ""),
    ],
)
def test_marks_at_the_edges(text: str, clean: str) -> None:
    assert without_marks(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("一工业发展专项资金", "工业发展专项资金"),
        ("会计核算规范性一", "会计核算规范性"),
        ("二=泊岩区工业和信息化局", "泊岩区工业和信息化局"),
        ("=三公经费控制率", "三公经费控制率"),
        ("二-三季度完成", "二-三季度完成"),
        ("一次性项目", "一次性项目"),
        ("一网通办事项占比", "一网通办事项占比"),
        ("三公经费", "三公经费"),
        ("三棵松乡绿色校园", "三棵松乡绿色校园"),
        ("标段一", "标段一"),
        ("统一", "统一"),
        ("一", "一"),
        ("", ""),
    ],
)
def test_strokes_at_the_edges(text: str, clean: str) -> None:
    assert without_strokes(text) == clean


@pytest.mark.parametrize(
    ("text", "word"),
    [("满意度指标(10分", "满意度指标"), ("产出指标（50分）", "产出指标"), ("指 标\n值：", "指标值"), ("(一)甲", "甲")],
)
def test_brackets_that_never_close_are_none_of_the_word(text: str, word: str) -> None:
    assert plain(text) == word
