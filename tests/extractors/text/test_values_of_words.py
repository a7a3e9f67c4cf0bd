"""Glued text: values of several words, sentences beside values, and a level finer than the third."""

from __future__ import annotations

import pytest

from extractors.forms.lattice.lattice_rows import lattice_rows
from extractors.forms.text.open_heads import open_heads

COLUMNS = ("level1", "level2", "name", "target", "actual", "weight", "score", "remark")
ROWS = "产出指标数量指标新装路灯≥285盏285盏1010质量指标亮灯率≥98%98%1010"


def _said(text: str) -> list[tuple[str, ...]]:
    return [tuple(cell.text for cell in row) for row in lattice_rows(text, COLUMNS, True)]


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("夜间出行安全感持续提高有效改善88", ("夜间出行安全感", "持续提高", "有效改善", "8", "8")),
        ("困难群众基本生活得到保障已完成55", ("困难群众基本生活", "得到保障", "已完成", "5", "5")),
        ("任务进度按期完成全部完成55", ("任务进度", "按期完成", "全部完成", "5", "5")),
    ],
)
def test_two_words_are_one_value(row: str, cells: tuple[str, ...]) -> None:
    assert _said(f"{ROWS}效益指标社会效益指标{row}")[-1] == ("效益指标", "社会效益指标", *cells)


def test_a_sentence_is_no_part_of_the_name_behind_it() -> None:
    text = "产出指标数量指标救助人次≥380人次400人次1010受雨季影响工期顺延，下一步加快进度。新建养老服务站≥4个5个1010"
    assert [row[-7] if len(row) > 6 else row[0] for row in _said(text)][-1] == "新建养老服务站"


@pytest.mark.parametrize("glued", [True, False])
def test_of_four_levels_the_finest_names_the_row(glued: bool) -> None:
    gap = "" if glued else " "
    text = gap.join(["一级指标", "二级指标", "三级指标", "四级指标", "年初目标值", "实际完成值", "分值", "得分"])
    (head,) = open_heads(text + gap, glued)
    assert [role for role, _ in head.words][:4] == ["level1", "level2", "level3", "name"]
