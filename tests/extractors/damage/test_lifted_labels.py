"""Labels in the middle of their merged cell, lifted to its first row."""

from __future__ import annotations

from extractors.forms.damage.lifted_labels import lifted
from tests.extractors.papers import counted, priced, reading, ruled, tabbed

GOALS = ("|1. 修好老城路灯|", "年度 总目标|2. 新建桥灯|", "|3. 每月巡查|", "产出|数量|路灯")


def texts(rows: tuple[str, ...], index: int = 0) -> list[list[str]]:
    return [[slot.label for slot in row.slots] for row in lifted(counted(*rows), index).rows]


def test_a_label_of_goals_is_lifted_to_the_first_of_its_rows() -> None:
    assert texts(GOALS)[:2] == [["年度总目标", "1.修好老城路灯", ""], ["", "2.新建桥灯", ""]]


def test_both_labels_of_a_row_are_lifted_together() -> None:
    rows = ("|1. 修好老城路灯||1. 已修好", "年度总目标|2. 新建桥灯|完成情况|2. 已建成")
    assert texts(rows) == [
        ["年度总目标", "1.修好老城路灯", "完成情况", "1.已修好"],
        ["", "2.新建桥灯", "", "2.已建成"],
    ]


def test_a_row_with_its_own_label_keeps_it() -> None:
    rows = ("填报人|钱一凡|", "年度总目标|新建桥灯|")
    assert texts(rows) == [["填报人", "钱一凡", ""], ["年度总目标", "新建桥灯", ""]]


def test_figures_are_lifted_to_money_alone() -> None:
    rows = ("|80|20|", "年度总目标|新建桥灯||")
    assert texts(rows)[0] == ["", "80", "20", ""]


def test_a_label_too_far_below_is_another_ones() -> None:
    rows = (*("|修好路灯|",) * 12, "年度总目标|新建桥灯|")
    assert texts(rows)[0][0] == ""


def test_a_label_behind_a_head_is_another_ones() -> None:
    rows = ("|修好路灯|||", "|一级指标|二级指标|三级指标|指标值", "年度总目标|新建桥灯|||")
    assert texts(rows)[0][0] == ""


def test_exact_tables_are_left_alone() -> None:
    grid = ruled(*GOALS)
    assert lifted(grid, 0) is grid


def test_goals_of_a_displaced_label_are_all_found() -> None:
    text = "部门整体绩效自评表\n" + tabbed(
        "单位名称|柳湾县城管局||",
        "|1. 修好老城路灯||1. 修好路灯五十盏。",
        "年度总目标|2. 新建桥灯|完成情况|2. 建成桥灯三座。",
        "|3. 每月巡查||3. 巡查十二次。",
    )
    assert [(g.kind, g.text) for g in reading(text).goals] == [
        ("objective", "1.修好老城路灯"),
        ("completion", "1.修好路灯五十盏。"),
        ("objective", "2.新建桥灯"),
        ("completion", "2.建成桥灯三座。"),
        ("objective", "3.每月巡查"),
        ("completion", "3.巡查十二次。"),
    ]


def test_the_heading_of_a_displaced_money_table_is_found() -> None:
    text = "部门整体绩效自评表\n" + tabbed(
        "单位名称|柳湾县城管局||",
        "|总预算（万元）|基本支出|项目支出",
        "年度部门预算情况|80|50|30",
    )
    assert [priced(a) for a in reading(text).amounts] == [
        ("年度部门预算情况", "总预算", "80"),
        ("年度部门预算情况", "基本支出", "50"),
        ("年度部门预算情况", "项目支出", "30"),
    ]
