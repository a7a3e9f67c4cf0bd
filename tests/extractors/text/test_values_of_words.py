"""Glued text: values of several words, sentences beside values, and a level finer than the third."""

from __future__ import annotations

import pytest

from extractors.forms.lattice.lattice_rows import lattice_rows
from extractors.forms.lattice.text_plans import orders
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


@pytest.mark.parametrize(
    ("row", "cells"),
    [
        ("新增普惠性学位≥330个3601313", ("新增普惠性学位", "≥330个", "360", "13", "13")),
        ("降低家庭教育支出下降9%944", ("降低家庭教育支出", "下降9%", "9", "4", "4")),
        ("学位数量≥330个36055", ("学位数量", "≥330个", "360", "5", "5")),
    ],
)
def test_points_that_stand_twice_end_the_figure_before_them(row: str, cells: tuple[str, ...]) -> None:
    assert _said(f"{ROWS}效益指标社会效益指标{row}")[-1] == ("效益指标", "社会效益指标", *cells)


def test_a_sign_behind_a_whole_figure_is_the_next_names() -> None:
    text = f"{ROWS}效益指标社会效益指标火情早发现率83%84%44夜间出行安全感持续提高有效改善54"
    names_first = ("level1", "level2", "name", "weight", "score", "target", "actual")
    turned = "产出指标数量指标火情早发现率44≥83%84%夜间出行安全感54持续提高有效改善"
    assert _said(text)[-1][0] == "夜间出行安全感"
    rows = [tuple(cell.text for cell in row) for row in lattice_rows(turned, names_first, True)]
    assert [row[-5] for row in rows] == ["火情早发现率", "夜间出行安全感"]


def test_a_head_of_points_stands_over_no_values() -> None:
    words = tuple((role, role) for role in ("name", "score", "note", "weight", "actual", "target"))
    assert all({"weight", "score"} <= {role for role, _ in plan} or "name" not in dict(plan) for plan in orders(words))


def test_a_sentence_is_no_part_of_the_name_behind_it() -> None:
    text = "产出指标数量指标救助人次≥380人次400人次1010受雨季影响工期顺延，下一步加快进度。新建养老服务站≥4个5个1010"
    assert [row[-7] if len(row) > 6 else row[0] for row in _said(text)][-1] == "新建养老服务站"


@pytest.mark.parametrize("glued", [True, False])
def test_of_four_levels_the_finest_names_the_row(glued: bool) -> None:
    gap = "" if glued else " "
    text = gap.join(["一级指标", "二级指标", "三级指标", "四级指标", "年初目标值", "实际完成值", "分值", "得分"])
    (head,) = open_heads(text + gap, glued)
    assert [role for role, _ in head.words][:4] == ["level1", "level2", "level3", "name"]
