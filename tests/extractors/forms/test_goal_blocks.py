"""Objectives, tasks, completions and duties in words."""

from __future__ import annotations

import pytest

from tests.extractors.papers import lined, priced, reading, tabbed

TITLE = "2023年度部门整体绩效目标表\n"
ENDS = "填报人|钱一凡|联系电话|5550101"


def goals(*rows: str) -> list[tuple[str, str, str, str]]:
    found = reading(TITLE + lined(*rows, ENDS)).goals
    return [(g.kind, g.horizon, g.task, g.text) for g in found]


def texts(*rows: str) -> list[str]:
    return [text for _, _, _, text in goals(*rows)]


@pytest.mark.parametrize(
    ("label", "kind", "horizon"),
    [
        ("年度目标", "objective", "annual"),
        ("年度履职目标", "objective", "annual"),
        ("长期目标：（截止2026年）", "objective", "long-term"),
        ("项目总目标", "objective", "long-term"),
        ("年度目标完成情况", "completion", "annual"),
        ("年度工作任务", "task", "annual"),
        ("部门职能概述", "duty", "annual"),
    ],
)
def test_the_label_says_what_kind_of_goal_it_is(label: str, kind: str, horizon: str) -> None:
    assert goals(f"{label}|修好全县路灯，让夜路亮起来。") == [(kind, horizon, "", "修好全县路灯，让夜路亮起来。")]


@pytest.mark.parametrize(("name", "said"), [("任务名称", "主要内容"), ("工作任务", "具体内容")])
def test_the_name_of_a_task_beside_what_it_is_of_is_no_goal(name: str, said: str) -> None:
    rows = [f"年度主要任务|{name}|{said}", "|修灯攻坚|更换破损路灯120盏，消除暗区。"]
    assert goals(*rows) == [("task", "annual", "修灯攻坚", "更换破损路灯120盏，消除暗区。")]


def test_a_paragraph_each() -> None:
    text = "1.修好老城路灯。\n2.新建桥灯。一是布线；二是装灯。\n（三）巡查到位。"
    assert texts(f"年度目标|{text}") == ["1.修好老城路灯。", "2.新建桥灯。一是布线；二是装灯。", "（三）巡查到位。"]


def test_where_line_ends_are_lost_numbers_in_order_begin_a_goal() -> None:
    text = TITLE + tabbed("年度目标|1.修好老城路灯。2.新建桥灯3座。3.巡查到位。", "填报人|钱一凡")
    assert [g.text for g in reading(text).goals] == ["1.修好老城路灯。", "2.新建桥灯3座。", "3.巡查到位。"]


def test_labels_over_their_texts() -> None:
    assert goals("年度总体目标|年度目标|年度目标完成情况", "|修好路灯五十盏。|已修好五十一盏。") == [
        ("objective", "annual", "", "修好路灯五十盏。"),
        ("completion", "annual", "", "已修好五十一盏。"),
    ]


def test_labels_beside_their_texts_in_one_row() -> None:
    assert goals("年度目标|修好路灯五十盏。|完成情况|已修好五十一盏。") == [
        ("objective", "annual", "", "修好路灯五十盏。"),
        ("completion", "annual", "", "已修好五十一盏。"),
    ]


def test_rows_below_with_nothing_at_the_edge_go_on() -> None:
    assert texts("年度目标|修好路灯五十盏。", "|新建桥灯三座。", "|巡查每月一次。") == [
        "修好路灯五十盏。",
        "新建桥灯三座。",
        "巡查每月一次。",
    ]


@pytest.mark.parametrize("dots", ["", "……", "/", "　"])
def test_an_empty_goal_is_none(dots: str) -> None:
    assert goals(f"年度目标|{dots}", "长期目标|换完全部路灯。") == [("objective", "long-term", "", "换完全部路灯。")]


def test_goals_of_a_task_bear_its_name() -> None:
    found = goals(
        "年度主要任务|任务名称|主要内容",
        "|点亮老城|修好老城路灯，换下旧灯杆。",
        "|点亮桥梁|新建桥灯三座。",
    )
    assert found == [
        ("task", "annual", "点亮老城", "修好老城路灯，换下旧灯杆。"),
        ("task", "annual", "点亮桥梁", "新建桥灯三座。"),
    ]


def test_numbered_goals_belong_to_the_tasks_in_turn() -> None:
    found = goals(
        "年度主要任务|任务名称|主要内容",
        "|点亮老城 点亮桥梁|目标1：修好老城路灯。\n目标2：换下旧灯杆。",
        "||目标1：新建桥灯三座。",
    )
    assert found == [
        ("task", "annual", "点亮老城", "目标1：修好老城路灯。"),
        ("task", "annual", "点亮老城", "目标2：换下旧灯杆。"),
        ("task", "annual", "点亮桥梁", "目标1：新建桥灯三座。"),
    ]


def test_what_a_task_costs_is_money_and_no_goal() -> None:
    rows = (
        "年度主要任务|任务名称|主要内容|预算金额（万元）",
        "|路灯维修|更换城区主干道路灯|186.5",
        "|公厕新建|新建六座公厕并投入使用|142",
        "预算情况（万元）|年度预算总额||864",
        "|基本支出||535.5",
    )
    found = reading(TITLE + lined(*rows, ENDS))
    assert [(g.task, g.text) for g in found.goals] == [
        ("路灯维修", "更换城区主干道路灯"),
        ("公厕新建", "新建六座公厕并投入使用"),
    ]
    assert [priced(a)[0] for a in found.amounts] == ["路灯维修", "公厕新建", "年度预算总额", "基本支出"]


def test_a_tasks_name_alone_is_no_goal() -> None:
    assert goals("年度主要任务|任务名称|主要内容", "|点亮老城|修好老城路灯。", "|点亮桥梁|") == [
        ("task", "annual", "点亮老城", "修好老城路灯。"),
    ]


def test_goals_bear_their_project_and_place() -> None:
    text = "项目支出绩效目标表\n" + tabbed("项目名称|路灯维护项目", "年度目标|修好路灯五十盏。")
    (goal,) = reading(text).goals
    assert (goal.project, goal.place.row, goal.place.column) == ("路灯维护项目", 2, 2)


def test_a_damaged_label_is_less_sure() -> None:
    (sure,) = reading(TITLE + lined("年度总体目标完成情况|修好路灯五十盏。", ENDS)).goals
    (unsure,) = reading(TITLE + lined("年度总体目标完成情况丶综述|修好路灯五十盏。", ENDS)).goals
    assert unsure.kind == sure.kind == "completion"
    assert unsure.confidence < sure.confidence


@pytest.mark.parametrize(
    "heads", [("预算数（万元）", "执行数（万元）"), ("年初预算数", "全年执行数"), ("预算金额", "支出金额")]
)
def test_the_money_of_tasks_is_no_goal(heads: tuple[str, str]) -> None:
    found = reading(
        TITLE
        + lined(
            f"年度主要任务|任务名称|主要内容|{heads[0]}|{heads[1]}",
            "|点亮老城|修好老城路灯。|820|806",
            "|点亮桥梁|新建桥灯三座。|95|88",
            ENDS,
        )
    )
    assert [goal.text for goal in found.goals] == ["修好老城路灯。", "新建桥灯三座。"]
    assert [(amount.path, amount.value.text) for amount in found.amounts if amount.source == "table"] == [
        (("点亮老城",), "820"),
        (("点亮老城",), "806"),
        (("点亮桥梁",), "95"),
        (("点亮桥梁",), "88"),
    ]
