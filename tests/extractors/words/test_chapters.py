from __future__ import annotations

import csv
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from extractors.forms.prose.chapters import chapters, prose_goals, split_goals
from extractors.forms.prose.outline import is_heading, numbering, paragraphs
from schema.geometry import Box
from schema.place import Place
from schema.reading import Printed

CASES = Path(__file__).parents[2] / "cases"
REPORT = """2024年度部门整体支出绩效自评报告
一、部门概况
（一）主要职责
根据三定方案，我局主要职责是：
(一)贯彻执行水资源管理的法律法规。
(二)编制水利规划；指导建设。
(三)负责防汛抗旱工作
（二）机构设置情况
内设股室5个。
二、整体绩效目标
1.完成灌区改造
2.保障农村饮水安全
绩效指标：
数量指标：渠道20公里；
三、绩效目标完成情况
（一）产出指标完成情况
1.渠道防渗20公里。
四、绩效情况
各项工作稳步推进，主要绩效如下：
（1） 成绩一：灌区改造见效。
（2） 成绩二：水质达标，
五、存在的问题
（一）预算编制不细。
六、下一步措施
1.加强培训。
附件2"""


def printed(text: str) -> list[Printed]:
    return [Printed(line, Place(block=at)) for at, line in enumerate(text.split("\n"), 1)]


def goal_cases() -> list[dict[str, str]]:
    with (CASES / "narrative_goals.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


@pytest.mark.parametrize("case", goal_cases(), ids=lambda case: case["text"][:15])
def test_split_goals(case: dict[str, str]) -> None:
    assert "|".join(split_goals(case["text"].replace("⏎", "\n"))) == case["goals"]


GOALS = [
    ("duty", "(一)贯彻执行水资源管理的法律法规。"),
    ("duty", "(二)编制水利规划；指导建设。"),
    ("duty", "(三)负责防汛抗旱工作"),
    ("objective", "1.完成灌区改造"),
    ("objective", "2.保障农村饮水安全"),
    ("completion", "（1）成绩一：灌区改造见效。"),
    ("completion", "（2）成绩二：水质达标，"),
]


def test_goals_of_a_report() -> None:
    assert [(goal.kind, goal.text) for goal in prose_goals(printed(REPORT))] == GOALS


def test_goals_of_one_text_with_line_breaks() -> None:
    assert [(goal.kind, goal.text) for goal in prose_goals([Printed(REPORT)])] == GOALS


def test_goals_keep_their_place() -> None:
    assert prose_goals(printed(REPORT))[0].place == Place(block=5)


def test_sections_under_a_label() -> None:
    text = (
        "（一）确保内贸有序发展\n绩效目标：\n1、市场建设  支持集镇市场。\n2、消费促进  开展活动。\n"
        "绩效指标：\n质量指标：保证质量；\n（二）下一节\n绩效目标：确保运转。"
    )
    assert [goal.text for goal in prose_goals(printed(text))] == [
        "1、市场建设支持集镇市场。",
        "2、消费促进开展活动。",
        "确保运转。",
    ]


def test_duties_among_other_things() -> None:
    text = "（一）部门主要职责职能，组织架构等情况\n我局是政府部门。\n1.管理水资源。\n2.防汛抗旱。\n（二）收支\n1.收。"
    assert [goal.text for goal in prose_goals(printed(text))] == ["1.管理水资源。", "2.防汛抗旱。"]


def test_duties_behind_their_heading() -> None:
    text = "（一）基本情况\n1.主要职能。负责全县水利工作。\n2.机构情况。内设五个股室。"
    assert [(goal.kind, goal.text) for goal in prose_goals(printed(text))] == [("duty", "负责全县水利工作。")]


def test_a_list_behind_its_label_goes_on() -> None:
    text = "绩效目标：1.建成灌区。\n2.培训农民。"
    assert [goal.text for goal in prose_goals(printed(text))] == ["1.建成灌区。", "2.培训农民。"]


def test_long_term_objectives_say_so() -> None:
    (goal,) = prose_goals(printed("一、中长期目标\n到2026年建成灌区。"))
    assert (goal.kind, goal.horizon) == ("objective", "long-term")


def test_goals_under_a_label_alone_end_with_what_is_no_sentence() -> None:
    text = (
        "实施期目标\n三年内建成全部灌区。\n【年度绩效目标】\n1.建成灌区两处。\n2.培训农民三百人。\n绩效指标\n质量达标。"
    )
    assert [(goal.horizon, goal.text) for goal in prose_goals(printed(text))] == [
        ("long-term", "三年内建成全部灌区。"),
        ("annual", "1.建成灌区两处。"),
        ("annual", "2.培训农民三百人。"),
    ]


def test_goals_under_a_label_alone_end_at_a_table() -> None:
    lines = [Printed(text, Place(block=at)) for at, text in ((1, "年度目标"), (2, "建成灌区。"), (4, "另有安排若干。"))]
    assert [goal.text for goal in prose_goals(lines)] == ["建成灌区。"]
    assert prose_goals([lines[0], lines[2]]) == ()


@pytest.mark.parametrize(
    "text",
    [
        "三、工作保障措施\n（一）完善制度。",
        "一、绩效目标设定情况\n设定合理。",
        "二、绩效目标完成情况分析\n完成较好。",
        "说明：总体目标填报年初数。",
    ],
)
def test_no_goals(text: str) -> None:
    assert prose_goals(printed(text)) == ()


def test_chapters_of_a_report() -> None:
    found = {chapter.path: len(chapter.paragraphs) for chapter in chapters(printed(REPORT))}
    assert found[("一、部门概况", "（一）主要职责")] == 4
    assert found[("一、部门概况", "（二）机构设置情况")] == 1
    assert found[("四、绩效情况",)] == 3
    assert found[("附件2",)] == 0


@pytest.mark.parametrize(
    ("line", "level", "ordinal"),
    [
        ("第一部分 总体情况", 0, 1), ("附件1-2", 0, 2), ("附件3：", 0, 3), ("一、概况", 1, 1), ("（十七）概况", 2, 17),
        ("(二)概况", 2, 2), ("1.概况", 3, 1), ("２．概况", 3, 2), ("3、概况", 3, 3), ("4. 2024年概况", 3, 4),
        ("（5） 概况", 4, 5), ("①概况", 5, 1), ("目标2：建成", 6, 2), ("任务1: 建成", 6, 1), ("成绩三：建成", 6, 3),
        ("目标：建成", 6, 0),
    ],
)  # fmt: skip
def test_numbering(line: str, level: int, ordinal: int) -> None:
    head = numbering(line)
    assert head is not None
    assert (head.level, head.ordinal) == (level, ordinal)


@pytest.mark.parametrize("line", ["1.5万元", "2024年支出", "十分重视", "一是扩大", "12月底", "第一季度", "附件：说明"])
def test_no_numbering(line: str) -> None:
    assert numbering(line) is None


@pytest.mark.parametrize(
    "line", ["（一）预算执行：编制不细。", "1.人员经费20万元", "（5）成绩五：稳步推进，", "一、" + "长" * 41]
)
def test_no_heading(line: str) -> None:
    assert not is_heading(line)


def test_lines_broken_at_the_margin_are_joined() -> None:
    lines = [
        "1．贯彻执行水资源管理的法律法规，拟订全县水利发展的中长期规",
        "划和年度计划。",
        "2．编制水利规划并组织实施，拟订年度投资计划，负责水利建设项",
        "目的审查。",
    ]
    assert [len(text.text) for text in paragraphs(printed("\n".join(lines)))] == [37, 35]


@pytest.mark.parametrize(
    "text", ["总体目标1：" * 20_000, "目标1：" * 20_000, " " * 100_000, "（一）甲\n" * 20_000, "附件1-" * 20_000]
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    began = time.process_time()
    prose_goals([Printed(text)])
    chapters([Printed(text)])
    split_goals(text)
    assert time.process_time() - began < 5


def test_lines_go_on_where_the_page_says_so() -> None:
    words = [
        "1.管理水资源，拟订水利发展的中长期规",
        "划和年度计划；指导水利工程的建设管理工作。",
        "负责防汛抗旱。",
        "2.培训农民。",
    ]
    lines = [
        Printed(word, Place(1, at, box=Box(left, 20.0 * at, left + 12 * len(word), 20.0 * at + 12)))
        for at, (word, left) in enumerate(zip(words, [95.0, 71.0, 71.0, 95.0], strict=True), 1)
    ]
    joined = paragraphs(lines)
    assert [text.text for text in joined] == ["".join(words[:3]), words[3]]
    assert joined[0].place.box == Box(71.0, 20.0, 95.0 + 12 * len(words[0]), 72.0)


FRAGMENTS = st.sampled_from([*"一二十、（）.1①：。； \n甲乙\r", "目标1：", "主要职责", "绩效目标", "附件2", "20"])


@settings(max_examples=200, deadline=None)
@given(st.lists(FRAGMENTS, max_size=60).map("".join))
def test_splitting_loses_nothing_but_blanks(text: str) -> None:
    assert "".join("".join(split_goals(text)).split()) == "".join(text.split())
    assert "".join(piece.text for piece in paragraphs([Printed(text)])).replace(" ", "") == "".join(text.split())
    assert all(goal.text and goal.kind for goal in prose_goals([Printed(text)]))
