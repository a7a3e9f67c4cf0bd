"""Where the next form begins behind the rows of one, and lists of projects with a row of levels for each."""

from __future__ import annotations

import pytest

from extractors.forms.text.next_forms import next_form
from tests.extractors.papers import reading, told

ROWS = "产出指标 数量指标 改造路灯数量 ≥50盏 质量指标 路灯亮灯率 ≥95% 满意度指标 服务对象满意度指标 群众满意度 较好 "
LABELS = "项目名称 桥灯改造项目 主管部门 柳湾县城市管理局 实施单位 柳湾县路灯所 年度目标 方便群众出行。"


@pytest.mark.parametrize("glued", [False, True])
@pytest.mark.parametrize(
    ("between", "begins"),
    [
        ("项目支出绩效目标申报表 （2023年度） ", "项目支出绩效目标申报表"),
        ("2023年财政支出绩效自评表 单位：万元 ", "2023年财政支出绩效自评表"),
        ("", "项目名称"),
    ],
)
def test_a_form_begins_with_its_title_or_its_first_label(between: str, begins: str, glued: bool) -> None:
    text = ROWS + between + LABELS
    text = text.replace(" ", "") if glued else text
    assert next_form(text, glued) == text.index(begins)


@pytest.mark.parametrize("glued", [False, True])
def test_a_form_begins_with_the_whole_line_of_its_title(glued: bool) -> None:
    text = f"{ROWS.strip()}\n3、2020年桥灯改造专项资金绩效目标表\n{LABELS}"
    text = text.replace(" ", "") if glued else text
    assert next_form(text, glued) == text.index("3、2020年")


@pytest.mark.parametrize("glued", [False, True])
@pytest.mark.parametrize("text", [ROWS, ROWS + "项目名称", ROWS + "项目名称公示率 100%", ""])
def test_a_label_alone_begins_no_form(text: str, glued: bool) -> None:
    assert next_form(text.replace(" ", "") if glued else text, glued) is None


@pytest.mark.parametrize("gap", ["", " ", "\n"], ids=["nothing", "a blank", "a cell a line"])
def test_rows_of_two_forms_belong_to_their_projects(gap: str) -> None:
    form = "项目支出绩效目标申报表 （2023年度） {} 年度目标 方便群众出行。 一级指标 二级指标 三级指标 指标值 {}"
    first = "项目名称 路灯维护项目 主管部门 柳湾县城市管理局 实施单位 柳湾县路灯所"
    second = first.replace("路灯维护", "桥灯改造")
    other = ROWS.replace("路灯", "桥灯")
    text = f"{form.format(first, ROWS)}{form.format(second, other)}".replace(" ", gap)
    found = reading(text).indicators
    assert [(one.project, told(one)[2]) for one in found] == [
        ("路灯维护项目", "改造路灯数量"),
        ("路灯维护项目", "路灯亮灯率"),
        ("路灯维护项目", "群众满意度"),
        ("桥灯改造项目", "改造桥灯数量"),
        ("桥灯改造项目", "桥灯亮灯率"),
        ("桥灯改造项目", "群众满意度"),
    ]


LIST_HEADS = {
    "a goal": ("项目名称", "绩效目标"),
    "a goal that is called like a target": ("项目名称", "年度目标"),
    "money and a goal": ("项目名称", "预算数", "年度目标"),
}
GROUPS = (
    ("乡村医生补助项目", "120", "全年为村卫生室配齐医生，方便村民就近看病。"),
    ("敬老院改造工程", "64.5", "改造敬老院三所，改善老人居住条件。"),
)


@pytest.mark.parametrize("level", ["一级指标", "绩效指标分类"])
@pytest.mark.parametrize("gap", [" ", "\n\n", " | "], ids=["a blank", "blank lines", "a border"])
@pytest.mark.parametrize("heads", LIST_HEADS)
def test_a_list_of_projects_in_text(heads: str, gap: str, level: str) -> None:
    rows = (
        ("产出指标", "数量指标", "补助人数", "≥", "36", "人"),
        ("质量指标", "资金发放准确率", "=", "100", "%"),
        ("效益指标", "社会效益指标", "受益人口数", "≥", "800", "人"),
        ("满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90", "%"),
    )
    beside = LIST_HEADS[heads]
    lines = [("部门预算项目绩效目标表",), ("单位名称", "柳湾县民政局"),
             (*beside, level, "二级指标", "三级指标", "指标性质", "指标值", "度量单位")]  # fmt: skip
    for project, money, goal in GROUPS:
        own = {"项目名称": project, "预算数": money}
        lines += [(*(own.get(head, goal) for head in beside), *rows[0]), *rows[1:]]
    between = "\n" if gap == " | " else gap
    found = reading(between.join(gap.join(line) for line in lines)).indicators
    assert [(one.project, told(one)[2]) for one in found] == [
        (project, row[-4]) for project, *_ in GROUPS for row in rows
    ]
    assert [one.cell("target").text for one in found] == [row[-2] for row in rows] * 2
