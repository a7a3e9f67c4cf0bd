"""Labels of goals in words that no list has: by how they end, by what stands beside and below them."""

from __future__ import annotations

import time

import pytest

from extractors.recognition import recognise
from tests.extractors.papers import drawn

NOW, DONE = "更换破损路灯120盏，消除暗区。", "已更换126盏，暗区全部消除，群众反映良好。"
TABLE = ["一级指标|二级指标|三级指标|指标值|实际完成值", "产出指标|数量指标|更换路灯数量|≥120盏|126盏"]
BOTH = [("objective", NOW), ("completion", DONE)]


def goals(*rows: str, title: str = "项目支出绩效自评表") -> list[tuple[str, str]]:
    found = recognise(drawn(title, "（2023年度）", ["项目名称|路灯更换项目", *rows, *TABLE])).goals
    assert all(goal.project == "路灯更换项目" and goal.horizon == "annual" for goal in found)
    return [(goal.kind, goal.text) for goal in found]


PAIRS = [
    ("预期目标", "实际完成情况"),
    ("年初设定目标", "全年实际完成情况"),
    ("预设目标", "年末完成结果"),
    ("年初目标", "实现程度说明"),
    ("原定目标", "落实成效"),
    ("年初申报目标", "年末达成情况"),
    ("批复目标", "自评完成情况"),
    ("目标设定", "目标完成"),
    ("年度绩效目标（年初）", "年度绩效目标（完成）"),
    ("预算申报目标", "目标兑现情况"),
    ("计划目标", "实际达成"),
    ("年初预期目标", "实际完成目标"),
    ("年初目标", "已实现的目标"),
]


@pytest.mark.parametrize(("target", "done"), PAIRS)
@pytest.mark.parametrize("group", ["年度总体目标", "年\n度\n目\n标", "项目绩效目标"])
def test_two_columns_beside_the_name_of_both(target: str, done: str, group: str) -> None:
    assert goals(f"{group}|{target}|>|{done}|>", f"^|{NOW}|>|{DONE}|>") == BOTH


@pytest.mark.parametrize(("target", "done"), PAIRS)
def test_two_columns_one_below_the_other_and_four_cells(target: str, done: str) -> None:
    assert goals(f"{target}|>|{done}|>|>", f"{NOW}|>|{DONE}|>|>") == BOTH
    assert goals(f"{target}|{NOW}|>|>|>", f"{done}|{DONE}|>|>|>") == BOTH
    assert goals(f"{target}|{NOW}|{done}|{DONE}|>") == BOTH


@pytest.mark.parametrize(
    "label", ["惠民目标", "攻坚任务目标", "要实现的惠民目标", "主要产出目标", "拟达到的目标", "本年拟办成的事"]
)
def test_a_label_that_no_list_has(label: str) -> None:
    assert goals(f"{label}|{NOW}") == [("objective", NOW)]


@pytest.mark.parametrize("rows", [[f"年度目标：{NOW}"], ["年度绩效目标", NOW], ["一、年度绩效目标", NOW]])
def test_label_and_text_in_one_column(rows: list[str]) -> None:
    assert goals(*rows) == [("objective", NOW)]


def test_a_column_of_results_beside_tasks() -> None:
    rows = [
        "年度主要任务|任务名称|主要内容|预算金额（万元）|执行金额（万元）|任务落实情况",
        f"^|点亮老城|{NOW}|35.6|30|已完成安装。",
        "^|清淤管网|清淤排水管网8公里。|20|20|清淤8.6公里。",
    ]
    assert sorted(goals(*rows)) == sorted(
        [
            ("task", NOW),
            ("completion", "已完成安装。"),
            ("task", "清淤排水管网8公里。"),
            ("completion", "清淤8.6公里。"),
        ]
    )


@pytest.mark.parametrize("label", ["资金落实情况", "立项依据", "实施必要性阐述"])
def test_what_asks_for_other_things_asks_for_no_goal(label: str) -> None:
    assert goals(f"年度目标|{NOW}", f"{label}|资金已按照进度全部拨付到位。") == [("objective", NOW)]


@pytest.mark.parametrize(
    "later", ["三年行动目标", "实施期限内总目标", "长远目标", "整体目标", "2024年至2026年绩效目标", "十四五规划目标"]
)
@pytest.mark.parametrize("now", ["年度实施目标", "年度分解目标", "今年目标"])
def test_goals_of_two_times_whose_texts_are_no_sentences(later: str, now: str) -> None:
    first, second = "用三至五年时间实现灌溉设施提档升级", "完成干支渠整修，恢复灌溉面积"
    for rows in (
        [f"{later}|{first}|>|>|>", f"{now}|{second}|>|>|>"],
        [f"{now}|{second}|>|>|>", f"{later}|{first}|>|>|>"],
        [f"目标|{later}|>|{now}|>", f"^|{first}|>|{second}|>"],
        [f"{later}|>|{now}|>|>", f"{first}|>|{second}|>|>"],
    ):
        found = recognise(drawn("项目支出绩效目标表", ["项目名称|渠系整修项目", *rows, *TABLE])).goals
        assert {(goal.horizon, goal.text) for goal in found} == {("long-term", first), ("annual", second)}
        assert {goal.kind for goal in found} == {"objective"}


def test_very_many_labels_in_a_row_take_no_time() -> None:
    began = time.process_time()
    goals(*["|".join(["总体目标"] * 400)] * 3)
    assert time.process_time() - began < 4
