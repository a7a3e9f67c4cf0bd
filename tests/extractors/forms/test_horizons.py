"""Which time goals and indicators are about: what labels, heads and headings say, in whatever order they stand."""

from __future__ import annotations

import pytest

from extractors.forms.around.horizons import ONLY_LONG, WHOLE_OF_WHAT
from extractors.forms.words.goal_words import composed_goal
from extractors.forms.words.times import time_of
from extractors.recognition import recognise
from schema.reading import Reading
from tests.extractors.papers import drawn

LATER, NOW = "三年内换完全部旧灯，建成智慧照明网。", "更换破损路灯120盏，消除暗区。"
LONG_GOAL, GOAL = ("long-term", LATER), ("annual", NOW)
HEAD = "绩效指标|一级指标|二级指标|三级指标|指标值|备注"
ROWS = ["^|产出指标|数量指标|更换路灯数量|≥120盏|", "^|效益指标|社会效益指标|暗区减少数|≥8处|"]
TABLE = [HEAD, *ROWS]
RESULTS = [
    "绩效指标|一级指标|二级指标|三级指标|年度指标值|实际完成值|分值|得分",
    "^|产出指标|数量指标|更换路灯数量|≥120盏|126盏|50|50",
    "^|效益指标|社会效益指标|暗区减少数|≥8处|9处|50|50",
]
LONG_LABELS = [
    "长期目标",
    "中长期目标",
    "中期目标",
    "实施期目标",
    "实施期总目标",
    "项目实施周期目标",
    "规划期目标",
    "全周期目标",
    "三年总体目标",
    "任期目标",
    "项目总体目标（2023年-2025年）",
    "项目期内总体目标",
    "五年规划目标",
    "远期目标",
    "项目整体目标（实施期）",
    "跨年度总目标",
    "项目总体目标",
    "总目标",
]
ANNUAL_LABELS = ["年度目标", "2023年度目标", "当年绩效目标", "本年目标", "年度阶段性目标"]


def read(*rows: str, title: str = "项目支出绩效目标表") -> Reading:
    return recognise(drawn(title, "（2023年度）", ["项目名称|路灯更换项目", *rows]))


def goals(found: Reading) -> list[tuple[str, str]]:
    return [(goal.horizon, goal.text) for goal in found.goals]


def horizons(found: Reading) -> list[str]:
    return [row.horizon for row in found.indicators]


def with_side(side: str, rows: list[str] = TABLE) -> list[str]:
    return [rows[0].replace("绩效指标", side, 1), *rows[1:]]


@pytest.mark.parametrize("later", LONG_LABELS)
@pytest.mark.parametrize("first", [True, False])
def test_goals_in_either_order_leave_the_indicators_to_the_year(later: str, first: bool) -> None:
    now = ANNUAL_LABELS[LONG_LABELS.index(later) % len(ANNUAL_LABELS)]
    rows = [f"{later}|{LATER}", f"{now}|{NOW}"]
    found = read(*(rows if first else rows[::-1]), *TABLE)
    assert sorted(goals(found)) == sorted([LONG_GOAL, GOAL])
    assert horizons(found) == ["annual"] * 2
    assert not any(row.reasons for row in found.indicators)


@pytest.mark.parametrize("later", LONG_LABELS)
def test_goals_side_by_side(later: str) -> None:
    found = read(f"项目绩效目标|{later}|>|2023年度目标", f"^|{LATER}|>|{NOW}", *TABLE)
    assert goals(found) == [LONG_GOAL, GOAL]


@pytest.mark.parametrize(
    ("rows", "horizon", "doubt"),
    [
        ([f"年度目标|{NOW}", *with_side("项目总体绩效指标")], "annual", ""),
        ([f"绩效目标|{NOW}", *with_side("绩效指标（项目总体）")], "annual", ""),
        (with_side("项目总体绩效指标"), "annual", WHOLE_OF_WHAT),
        ([f"实施期目标|{LATER}", *TABLE], "long-term", ONLY_LONG),
        ([f"实施期目标|{LATER}", *with_side("中长期绩效指标")], "long-term", ""),
        ([f"中长期目标|{LATER}", *with_side("年度绩效指标")], "annual", ""),
        ([f"实施期目标|{LATER}", HEAD.replace("指标值", "年度指标值"), *ROWS], "annual", ""),
        ([f"项目总目标|{LATER}", *RESULTS], "annual", ""),
        ([f"总目标|{LATER}", *TABLE], "annual", ""),
        (["项目周期|三年|>|实施期限|2023-2025年|>", f"绩效目标|{NOW}", *TABLE], "annual", ""),
        (["年度目标|落实中长期规划，更换路灯。", *TABLE], "annual", ""),
    ],
)
def test_the_nearest_evidence_decides(rows: list[str], horizon: str, doubt: str) -> None:
    found = read(*rows)
    assert horizons(found) == [horizon] * 2
    assert all((doubt in row.reasons) == bool(doubt) for row in found.indicators)


@pytest.mark.parametrize(
    "later",
    [
        "长期绩效指标",
        "实施期指标（2023-2025年）",
        "项目总体指标",
        "规划期绩效指标",
        "全周期绩效指标",
        "三年绩效指标",
        "总体绩效指标",
    ],
)
@pytest.mark.parametrize("now", ["年度绩效指标", "2023年绩效指标", "当年绩效指标"])
def test_tables_of_both_times_one_below_the_other(later: str, now: str) -> None:
    found = read(f"长期目标|{LATER}", f"年度目标|{NOW}", *with_side(later), *with_side(now))
    assert horizons(found) == ["long-term"] * 2 + ["annual"] * 2


@pytest.mark.parametrize("heads_again", [True, False])
@pytest.mark.parametrize(
    ("later", "now"),
    [
        ("长期绩效指标", "年度绩效指标"),
        ("一、实施期绩效指标", "二、年度绩效指标"),
        ("规划期指标（2023—2025年）", "本年指标"),
    ],
)
def test_rows_of_their_own_head_the_parts(later: str, now: str, heads_again: bool) -> None:
    head, *rows = [row.split("|", 1)[1] for row in TABLE]
    found = read(later, head, *rows, now, *([head] if heads_again else []), *rows)
    assert horizons(found) == ["long-term"] * 2 + ["annual"] * 2


@pytest.mark.parametrize(
    ("later", "now"),
    [
        ("实施期指标值", "年度指标值"),
        ("中长期指标值", "2023年指标值"),
        ("总体指标值", "本年指标值"),
        ("全周期目标值", "年度目标值"),
        ("2023-2025年指标值", "2023年指标值"),
        ("三年总目标值", "年度指标值"),
        ("总目标值", "2023年目标值"),
        ("项目总体目标值", "2023年度指标值"),
    ],
)
def test_a_column_for_each_time(later: str, now: str) -> None:
    head = f"绩效指标|一级指标|二级指标|三级指标|{later}|{now}"
    found = read(
        head, "^|产出指标|数量指标|更换路灯数量|≥360盏|≥120盏", "^|效益指标|社会效益指标|暗区减少数|≥24处|≥8处"
    )
    assert horizons(found) == ["long-term", "annual"] * 2


@pytest.mark.parametrize(
    ("label", "kind", "time"),
    [
        ("项目绩效总目标", "objective", "whole"),
        ("年初设定的绩效目标", "objective", "annual"),
        ("目标（2023年）", "objective", "annual"),
        ("中期（2023-2025年）目标", "long_objective", "long-term"),
        ("年度绩效目标实际达成情况", "completion", "annual"),
        ("2023年重点工作任务", "task", "annual"),
        ("部门主要职能概况", "duty", ""),
        ("一、年度绩效目标", "objective", "annual"),
        ("目标设定", "", ""),
        ("目标任务", "", ""),
        ("目标完成情况", "", ""),
        ("预算执行情况", "", ""),
        ("目标管理", "", ""),
        ("绩效目标设定依据", "", ""),
        ("惠民目标", "", ""),
        ("项目总体指标", "", "whole"),
        ("实施期绩效指标", "", "long-term"),
        ("23年度绩效目标", "objective", "annual"),
        ("二〇二三年度绩效目标", "objective", "annual"),
        ("二○二三年目标", "objective", "annual"),
        ("第二年目标", "", ""),
        ("2-3年目标", "", "long-term"),
        ("十年规划目标", "long_objective", "long-term"),
        ("2024-2026三年目标", "long_objective", "long-term"),
        ("年终目标", "objective", "annual"),
        ("青年就业情况", "", ""),
        ("老年人服务目标", "", ""),
    ],
)
def test_what_a_label_is_made_of(label: str, kind: str, time: str) -> None:
    assert (composed_goal(label), time_of(label)) == (kind, time)


PLAIN = [
    "一级指标|二级指标|三级指标|指标值",
    "产出指标|数量指标|更换路灯数量|≥120盏",
    "效益指标|社会效益指标|暗区减少数|≥8处",
]
TITLE = "项目支出绩效目标表（2023年度）"


def both(found: Reading) -> tuple[list[str], list[tuple[str, str]]]:
    return [row.horizon for row in found.indicators], [(goal.horizon, goal.text) for goal in found.goals]


@pytest.mark.parametrize(
    ("line", "horizon"),
    [
        ("长期绩效指标", "long-term"),
        ("二、实施期绩效目标", "long-term"),
        ("（一）年度绩效指标：", "annual"),
        ("中长期规划情况说明如下，详见各表。", "annual"),
    ],
)
def test_the_line_over_a_table_says_its_time(line: str, horizon: str) -> None:
    assert {row.horizon for row in recognise(drawn(TITLE, line, PLAIN)).indicators} == {horizon}


def test_a_line_over_a_table_says_the_time_of_its_goal_and_no_line_before_it_does() -> None:
    goal = f"总体目标|{LATER}||"
    assert both(recognise(drawn(TITLE, "一、实施期绩效目标", [goal, *PLAIN]))) == (["long-term"] * 2, [LONG_GOAL])
    found = recognise(drawn(TITLE, "一、实施期绩效目标", LATER, "二、绩效指标", PLAIN))
    assert [row.horizon for row in found.indicators] == ["annual"] * 2


def test_a_label_over_goals_and_indicators_says_their_time() -> None:
    rows = [f"{said}|{row}" for said, row in zip(["实施期", *"^^^"], [f"绩效目标|{LATER}||", *PLAIN], strict=True)]
    rows += [f"{said}|{row}" for said, row in zip(["当年度", *"^^^"], [f"绩效目标|{NOW}||", *PLAIN], strict=True)]
    found = recognise(drawn(TITLE, ["项目名称|城北路灯改造|||", *rows]))
    assert both(found) == (["long-term"] * 2 + ["annual"] * 2, [LONG_GOAL, GOAL])
    assert [row.place.row for row in found.indicators] == [4, 5, 8, 9]


def test_headings_over_the_whole_width_say_the_time_of_what_is_below() -> None:
    parts = [
        ["中长期绩效目标及指标|||", f"绩效目标|{LATER}||", *PLAIN],
        ["本年度绩效目标及指标|||", f"绩效目标|{NOW}||", *PLAIN],
    ]
    found = recognise(drawn(TITLE, ["项目名称|城北路灯改造||", *parts[0], *parts[1]]))
    assert both(found) == (["long-term"] * 2 + ["annual"] * 2, [LONG_GOAL, GOAL])


def test_goals_of_several_years_alone_in_the_table_before_are_doubted() -> None:
    found = recognise(drawn(TITLE, [f"长期目标|{LATER}"], "绩效指标如下", PLAIN))
    assert both(found)[0] == ["long-term"] * 2
    assert all(ONLY_LONG in row.reasons for row in found.indicators)


def test_a_column_of_times_beside_the_levels_says_the_time_of_its_rows() -> None:
    head = f"目标期限|{PLAIN[0]}"
    rows = [f"{edge}|{row}" for edge, row in zip(("实施期", "^", "本年度", "^"), PLAIN[1:] * 2, strict=True)]
    found = recognise(drawn(TITLE, ["项目名称|城北路灯改造|||", head, *rows]))
    assert [row.horizon for row in found.indicators] == ["long-term"] * 2 + ["annual"] * 2


@pytest.mark.parametrize(
    "goal", ["围绕亮化总投资，三年内换完旧灯。", "落实“十四五”规划；改善照明。", "完成项目总体任务，更换路灯120盏。"]
)
@pytest.mark.parametrize(
    ("one", "other"), [("实施期指标", "年度指标"), ("中长期指标", "2023年度指标"), ("总体指标", "年度指标")]
)
def test_goals_above_halves_say_no_horizon_of_theirs(goal: str, one: str, other: str) -> None:
    found = read(
        "总体目标|实施期目标|>|>|>|年度目标|>|>",
        f"^|{LATER}|>|>|>|{goal}|>|>",
        f"绩效指标|一级指标|{one}|>|>|{other}|>|>",
        "^|^|二级指标|三级指标|指标值|二级指标|三级指标|指标值",
        "^|产出指标|数量指标|更换路灯数量|≥360盏|数量指标|更换路灯数量|≥120盏",
        "^|效益指标|社会效益指标|暗区减少数|≥24处|社会效益指标|暗区减少数|≥8处",
    )
    assert sorted(horizons(found)) == ["annual"] * 2 + ["long-term"] * 2
