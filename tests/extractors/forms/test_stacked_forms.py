"""Several projects on one paper: forms one below the other in a table, headings with lines between them and their
tables, numbered blocks, projects as columns."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.recognition import recognise
from tests.extractors.papers import drawn

HEAD = "一级指标|二级指标|三级指标|指标值"
#: No word of a name says that it is a project's.
PROJECTS = {
    "城区公厕保洁": ("产出指标|数量指标|保洁公厕|≥32座", "效益指标|社会效益指标|投诉下降率|≥10%"),
    "桥梁安全检测": ("产出指标|数量指标|检测桥梁|≥16座", "产出指标|质量指标|报告合格率|≥98%"),
    "路灯节能管护": ("产出指标|时效指标|修复时间|≤24小时", "满意度指标|服务对象满意度指标|居民满意度|≥90%"),
}
WANTED = [(name, row.split("|")[2]) for name, rows in PROJECTS.items() for row in rows]


def found(*blocks: str | list[str]) -> list[tuple[str, str]]:
    return [(row.project, row.name.text) for row in recognise(drawn(*blocks)).indicators]


def stack(*over: str) -> list[str]:
    """One table of all projects, each below such rows; `{0}` is its name, `{1}` its number, `{2}` the Chinese one."""
    rows: list[str] = []
    for at, (name, own) in enumerate(PROJECTS.items(), 1):
        rows += [*(line.format(name, at, "一二三"[at - 1]) for line in over), *own]
    return rows


@pytest.mark.parametrize(
    "over",
    [
        ("{0}绩效目标表", "主管部门|柳湾县住建局|预算金额|45", "绩效目标|保障设施完好。", HEAD),
        ("（{2}）{0}", "项目目标|保障设施完好，群众出行便利。", HEAD),
        ("{2}、{0}", "年度目标|保障设施完好。", "资金安排（万元）|36|其中：本级财力|36", HEAD),
        ("项目名称：{0}        预算金额：45万元        项目单位：柳湾县住建局", "年度目标：保障设施完好。", HEAD),
        ("{1}.项目名称：{0}|>|金额：45万元|>", HEAD),
    ],
)
def test_forms_one_below_the_other_in_a_table(over: Sequence[str]) -> None:
    assert found("2024年度项目支出绩效目标表", stack(*over)) == WANTED


def test_blocks_that_a_number_at_the_left_edge_counts() -> None:
    rows: list[str] = []
    for at, (name, own) in enumerate(PROJECTS.items(), 1):
        rows += [
            f"{at}|项目名称|{name}|>|>",
            "^|绩效目标|保障设施完好。|>|>",
            f"^|{HEAD}",
            *(f"^|{row}" for row in own),
        ]
    assert found("2024年度项目支出绩效目标表", rows) == WANTED


@pytest.mark.parametrize(
    "over",
    [
        ("{2}、{0}", "保障设施完好，方便群众出行。安排预算45万元。"),
        ("{1}.{0}", "项目概述：保障设施完好。", "单位：万元"),
        ("项目支出绩效目标表", "（{0}）", "填报单位：柳湾县住建局（盖章）          单位：万元"),
        ("项目支出绩效目标表", "（项目名称：{0}）"),
        ("附件{1}", "柳湾县住建局2024年项目支出绩效目标表", "——{0}"),
        ("附表{1}：{0}绩效目标表",),
        ("（{2}）2024年{0}项目绩效自评情况", "1.项目概况。已按计划完成。"),
    ],
)
def test_headings_with_lines_between_them_and_their_tables(over: Sequence[str]) -> None:
    blocks: list[str | list[str]] = ["柳湾县住建局绩效目标公开"]
    for at, (name, own) in enumerate(PROJECTS.items(), 1):
        blocks += [*(line.format(name, at, "一二三"[at - 1]) for line in over), [HEAD, *own]]
    wanted = [(f"2024年{name}项目", row) for name, row in WANTED] if "项目绩效" in over[0] else WANTED
    assert found(*blocks) == (wanted if "2024年{0}" in over[0] else WANTED)


def test_a_heading_holds_for_the_tables_up_to_the_next_one() -> None:
    blocks: list[str | list[str]] = []
    for name, own in PROJECTS.items():
        blocks += ["项目支出绩效目标表", f"（{name}）", ["资金总额|45|财政拨款|45"], "", [HEAD, *own]]
    assert found(*blocks) == WANTED


def test_lines_over_parts_of_one_project_name_no_projects() -> None:
    rows = list(PROJECTS.values())
    parts = ("（一）产出指标", "（二）效益指标")
    blocks = [block for part, own in zip(parts, rows, strict=False) for block in (part, [HEAD, *own])]
    assert {project for project, _ in found("项目支出绩效目标表", "项目名称：城区公厕保洁", *blocks)} == {
        "城区公厕保洁"
    }


def test_names_under_the_same_levels_are_one_list_of_a_year() -> None:
    paper = drawn(
        "2024年项目支出绩效目标表",
        [
            "项目名称|城区公厕保洁",
            "一级指标|二级指标|三级指标|指标值|三级指标|指标值",
            "产出指标|数量指标|保洁公厕|≥32座|保洁人员|≥40人",
            "产出指标|质量指标|保洁合格率|≥95%|考核优良率|≥90%",
            "满意度指标|服务对象满意度指标|居民满意度|≥90%||",
        ],
    )
    rows = recognise(paper).indicators
    assert sorted((row.name.text, row.horizon) for row in rows) == sorted(
        (name, "annual") for name in ("保洁公厕", "保洁人员", "保洁合格率", "考核优良率", "居民满意度")
    )


@pytest.mark.parametrize("over", ["", "目标值|>|>"])
def test_projects_as_columns(over: str) -> None:
    names = "公厕保洁经费|桥梁检测项目|路灯改造工程"
    head = [f"一级指标|二级指标|三级指标|{over}", f"^|^|^|{names}"] if over else [f"一级指标|二级指标|三级指标|{names}"]
    body = ["产出指标|质量指标|验收合格率|≥90%|≥95%|=100%", "产出指标|时效指标|按期完成率|≥95%|≥98%|≥92%"]
    rows = recognise(drawn("2024年项目支出绩效目标表", [*head, *body])).indicators
    targets = [(row.project, row.name.text, row.cell("target").text) for row in rows]
    assert targets == [
        (project, line.split("|")[2], value)
        for line in body
        for project, value in zip(names.split("|"), line.split("|")[3:], strict=True)
    ]
