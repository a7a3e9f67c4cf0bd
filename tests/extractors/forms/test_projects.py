"""Which project a table is about: labels that are known or not, lines above, titles; and papers about none."""

from __future__ import annotations

import time

import pytest

from extractors.recognition import recognise
from schema.reading import Reading
from tests.extractors.papers import drawn

NAME, OTHER = "城北片区路灯更换改造项目", "城西排水管网清淤经费"
TITLE, YEAR = "项目支出绩效目标表", "（2023年度）"
GOAL = "年度目标|更换破损路灯120盏，消除暗区。"
TABLE = [
    "一级指标|二级指标|三级指标|指标值",
    "产出指标|数量指标|更换路灯数量|≥120盏",
    "效益指标|社会效益指标|暗区减少数|≥8处",
]
UNIT = "主管部门|柳湾县城管局|实施单位|柳湾县路灯管理所"


def read(*blocks: str | list[str]) -> Reading:
    return recognise(drawn(*blocks))


def named(found: Reading) -> tuple[list[str], bool]:
    """The projects of the indicators, and whether any is a guess."""
    return [row.project for row in found.indicators], any(row.reasons for row in found.indicators)


def of_all(found: Reading) -> set[str]:
    return {one.project for one in (*found.indicators, *found.goals)}


@pytest.mark.parametrize(
    ("label", "guessed"),
    [
        ("项目名称", False),
        ("项目名称及编码", False),
        ("项目名称（盖章）", False),
        ("1.项目名称", False),
        ("（一）项目名称：", False),
        ("项目（政策）名称", False),
        ("被评价项目", True),
        ("支出事项名称", True),
        ("申报项目", True),
        ("立项名称", True),
        ("专项业务费名称", True),
        ("转移支付事项名称", True),
        ("财政专项（项目）", True),
        ("任务清单名称", True),
    ],
)
def test_a_label_names_the_project_of_all_that_follows(label: str, guessed: bool) -> None:
    found = read(TITLE, YEAR, [f"{label}|{NAME}", UNIT, GOAL, *TABLE])
    assert named(found) == ([NAME] * 2, guessed)
    assert of_all(found) == {NAME}
    assert all((goal.confidence < 0.8) == guessed for goal in found.goals)


@pytest.mark.parametrize("label", ["何种性状", "立项性状", "属于"])
@pytest.mark.parametrize(
    ("kind", "asked"),
    [("新增项目", "项目起止时间"), ("延续性项目", "立项依据"), ("常年项目", "项目联系电话"),
     ("一次性项目", "项目负责人"), ("续建项目", "项目实施期限"), ("民生项目", "资金拨付方式")],
)  # fmt: skip
def test_kinds_of_projects_and_further_labels_are_no_project_s_name(label: str, kind: str, asked: str) -> None:
    found = read(TITLE, YEAR, [f"立项名称|{NAME}", UNIT, f"{label}|{kind}|{asked}|2025年至2026年", GOAL, *TABLE])
    assert named(found) == ([NAME] * 2, True)


@pytest.mark.parametrize(
    "name",
    [
        "村卫生室药品零差率",
        "三支一扶",
        "“雪亮”二期",
        "2023年春节慰问",
        "中小河流治理——白沙河段",
        "法检两院聘用制书记员",
    ],
)
def test_behind_a_known_label_anything_is_a_name(name: str) -> None:
    assert named(read(TITLE, YEAR, [f"项目名称|{name}", UNIT, *TABLE])) == ([name] * 2, False)


@pytest.mark.parametrize(
    ("row", "name", "guessed"),
    [
        (f"项目名称|42100323P00017|{NAME}", NAME, True),
        ("项目名称|城北片区路灯|更换改造项目", NAME, True),
        (f"项目编码|421003-2023-00017|项目名称|{NAME}", NAME, False),
        (f"一级项目名称|城市维护|二级项目名称|{NAME}", NAME, False),
        (f"一级项目|城市维护|二级项目|{NAME}", NAME, True),
        (f"项目名称|{NAME}|资金管理科室|经建股", NAME, False),
        (f"项目名称|{NAME}|项目属性", NAME, False),
        (f"项目名称：{NAME}", NAME, False),
        (f"申报项目：{NAME}", NAME, True),
    ],
)
def test_a_name_among_other_cells(row: str, name: str, guessed: bool) -> None:
    assert named(read(TITLE, YEAR, [row, UNIT, *TABLE])) == ([name] * 2, guessed)


@pytest.mark.parametrize(
    ("lines", "name", "guessed"),
    [
        ([TITLE, YEAR, f"项目名称：{NAME}"], NAME, False),
        ([TITLE, YEAR, f"项目名称：{NAME}\u3000\u3000单位：万元"], NAME, False),
        ([TITLE, YEAR, f"申报项目：{NAME}"], NAME, True),
        ([f"2023年{NAME}绩效目标表"], f"2023年{NAME}", True),
        ([f"2023年度{NAME}绩效目标表"], NAME, True),
        ([f"{NAME}2023年度绩效目标表"], NAME, True),
        ([f"柳湾县路灯管理所{NAME}绩效目标表"], NAME, True),
        ([f"关于柳湾县城管局{NAME}支出绩效自评表"], NAME, True),
        ([f"项目支出绩效目标表（{NAME}）"], NAME, True),
        ([f"{NAME}绩效目标完成情况"], NAME, True),
        ([f"{NAME}绩效评价指标体系（2023年）"], NAME, True),
        ([f"{NAME}支出绩效自评指标得分表"], NAME, True),
        ([f"{NAME}绩效指标及评分标准"], NAME, True),
        ([f"附件3：{NAME}2023年绩效运行监控情况表"], NAME, True),
        ([f"（二）{NAME}", TITLE], NAME, True),
        (["政务信息系统升级项目绩效目标表"], "政务信息系统升级项目", True),
        (["绩效目标申报表（农田水利设施类）"], "", False),
        ([TITLE, YEAR], "", False),
        (["柳湾县城管局2023年部门预算项目绩效目标表"], "", False),
        (["县级财政专项资金绩效目标表", "一、项目支出"], "", False),
        (["2023年度项目绩效目标完成情况分析"], "", False),
        ([f"柳湾县城管局“{NAME}”项目绩效自评表"], NAME, True),
        (["柳湾县就业中心《就业补助》专项资金绩效目标表"], "就业补助", True),
        (["衔接推进乡村振兴补助资金绩效自评表"], "衔接推进乡村振兴补助资金", True),
        (["柳湾县2024年项目绩效目标表"], "", False),
        ([TITLE, f"单位：柳湾县城管局　项目：{NAME}"], NAME, False),
        ([TITLE, f"填报单位：柳湾县城管局；项目名称：{NAME}"], NAME, False),
        ([f"{NAME}资金使用情况表"], "", False),
        (["2023年度部门整体支出绩效目标表", f"一、{NAME}"], "", False),
        (["2023年度“荒坡绿化”项目绩效自评报告"], "荒坡绿化", True),
        (["某县林场申报的“荒坡绿化”项目，设定绩效指标如下"], "荒坡绿化", True),
        (["【自评】单位：某县林场；项目名称：荒坡绿化；年度：2023年"], "荒坡绿化", False),
    ],
)
def test_lines_above_the_table_name_the_project(lines: list[str], name: str, guessed: bool) -> None:
    found = read(*lines, [UNIT, GOAL, *TABLE])
    assert named(found) == ([name] * 2, guessed)
    assert of_all(found) == {name}


def test_several_tables() -> None:
    split = read(TITLE, YEAR, [f"项目名称|{NAME}", UNIT], "一、绩效目标", [GOAL], "二、绩效指标", TABLE)
    assert (named(split), of_all(split)) == (([NAME] * 2, False), {NAME})
    above = read(TITLE, f"项目名称：{NAME}", [UNIT, *TABLE], f"项目名称：{OTHER}", [UNIT, *TABLE])
    assert named(above) == ([NAME] * 2 + [OTHER] * 2, False)
    titled = read(f"{NAME}绩效目标表", [UNIT, *TABLE], f"{OTHER}绩效目标表", [UNIT, *TABLE])
    assert named(titled) == ([NAME] * 2 + [OTHER] * 2, True)
    overall = read("部门整体绩效目标表", [UNIT, *TABLE], TITLE, [f"项目名称|{NAME}", *TABLE])
    assert named(overall) == ([""] * 2 + [NAME] * 2, False)


def test_brackets_without_end_behind_a_title_take_no_time() -> None:
    began = time.process_time()
    assert named(read(f"{TITLE}{'《》' * 24}甲", [UNIT, GOAL, *TABLE])) == ([""] * 2, False)
    assert time.process_time() - began < 2


def test_a_name_below_its_table_is_doubted() -> None:
    assert named(read(TITLE, YEAR, [*TABLE, f"项目名称|{NAME}|>|>"])) == ([NAME] * 2, True)


@pytest.mark.parametrize(
    "row",
    [
        "项目个数|12个|重点项目|路灯更换改造工程",
        "年度重点工程|路灯更换改造工程",
        "涉及专项|城市维护专项资金",
        "负责人|钱一凡|项目负责科室|城建股",
    ],
)
def test_the_form_of_a_department_is_about_no_project(row: str) -> None:
    assert named(read("部门整体支出绩效目标表", YEAR, ["部门名称|柳湾县城管局", row, *TABLE])) == ([""] * 2, False)


def test_what_is_said_over_the_table_is_the_projects_that_a_line_there_names() -> None:
    lines = [TITLE, f"项目名称：{NAME}", "填报人：钱一凡", "年度目标", "更换破损路灯120盏，消除暗区。"]
    found = read(*lines, [UNIT, *TABLE], TITLE, f"项目名称：{OTHER}", "年度目标：清淤三公里。", TABLE)
    assert [goal.project for goal in found.goals] == [NAME, OTHER]
    assert {(one.key, one.project) for one in found.fields if one.key in ("填报人", "主管部门")} == {
        ("填报人", NAME), ("主管部门", NAME),
    }  # fmt: skip


@pytest.mark.parametrize("torn", [("上年结转资金", "上级补助资金"), ("自筹资金", "上年结余"), ("上级资金", "自有资金")])
def test_words_of_funds_and_of_page_heads_are_no_heading(torn: tuple[str, str]) -> None:
    found = read(
        TITLE, YEAR, [f"立项名称|{NAME}", UNIT], torn[0], "其他资金", TABLE,
        TITLE, YEAR, [f"立项名称|{OTHER}", UNIT], torn[1], "其他资金", TABLE,
    )  # fmt: skip
    assert named(found) == ([NAME] * 2 + [OTHER] * 2, True)


def test_a_name_that_is_printed_for_each_of_its_columns_is_no_longer_one() -> None:
    found = read(TITLE, YEAR, [f"项目编码|1309|1309|项目名称|{NAME}|{NAME}", *TABLE])
    assert {indicator.project for indicator in found.indicators} == {NAME}


@pytest.mark.parametrize("label", ["项目名称", "课题名称"])
def test_a_name_that_its_cell_says_twice_is_one(label: str) -> None:
    found = read(TITLE + YEAR, [f"{label}|{NAME * 2}", GOAL, *TABLE])
    assert named(found)[0] == [NAME] * 2


@pytest.mark.parametrize("time", ["运营期", "建设期", "实施期"])
def test_the_time_of_an_evaluation_is_no_part_of_the_name_before_it(time: str) -> None:
    assert named(read(f"{NAME}{time}绩效评价表", TABLE))[0] == [NAME] * 2
