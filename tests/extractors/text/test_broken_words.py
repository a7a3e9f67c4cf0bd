"""Text whose blanks break words and part no cells."""

from __future__ import annotations

import pytest

from extractors.forms.text.broken_words import blanks_break_words, without_blanks
from tests.extractors.papers import reading

BROKEN = """\
林区防火瞭望设施更新项目绩 效目标表
项目名 称林区防火瞭望设 施更新
一级 指标二级 指标三级指 标指标值
产出 指标数量 指标更新瞭 望塔座数12座
质量 指标瞭望设 施验收合格率≥95%
时效 指标更新工 程完工时间6月底前
效益 指标社会效 益指标火情及 时发现率≥98%
满意度 指标护林员 满意度≥90%
"""


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (BROKEN, True),
        ("产出指标 数量指标 更新座数 12座\n质量指标 合格率 95%\n效益指标 社会效益指标 发现率 98%", False),
        ("产出 指标 数量 指标 更新座数\n质量 指标 合格率 95%\n时效 指标 完工 6月", False),
        ("\n经济效益值\n\n社会效益值\n\n生态效益值\n\n可持续影响值\n", False),
        ("各产出指标得分，各效益指标得分，各数量指标得分，各质量指标得分", False),
        ("产出 指标数量 指标更新", False),
    ],
    ids=["broken", "cells", "broken cells", "levels of another ending", "sentences", "too few"],
)
def test_blanks_part_no_cells_where_they_break_names_that_stand_in_a_row(text: str, wanted: bool) -> None:
    assert blanks_break_words(text) is wanted


def test_blanks_between_letters_or_figures_stay() -> None:
    assert without_blanks("产出 指 标 ISO 9001 认证\n10 10 分") == "产出指标ISO 9001认证\n10 10分"


def test_rows_are_told_though_narrow_columns_broke_their_words() -> None:
    found = reading(BROKEN).indicators
    assert [(row.name.text, row.cell("target").text) for row in found] == [
        ("更新瞭望塔座数", "12座"),
        ("瞭望设施验收合格率", "≥95%"),
        ("更新工程完工时间", "6月底前"),
        ("火情及时发现率", "≥98%"),
        ("护林员满意度", "≥90%"),
    ]
    assert {row.project for row in found} == {"林区防火瞭望设施更新"}
