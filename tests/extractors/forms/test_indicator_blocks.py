"""Whole indicator tables: from a text to the indicators that it names."""

from __future__ import annotations

from decimal import Decimal

import pytest

from schema.reading import IndicatorReading
from tests.extractors.papers import LEVELS, filing, lined, reading, tabbed, told

TITLE = "项目支出绩效目标表\n"
LAMPS = "产出指标|数量指标|新建路灯数量|≥50盏"
LIGHT = "|质量指标|路灯亮灯率|≥95%"
PLEASED = "满意度指标|服务对象满意度指标|群众满意度|≥90%"


def indicators(*rows: str, title: str = TITLE) -> tuple[IndicatorReading, ...]:
    return reading(title + tabbed(*rows)).indicators


def names(*rows: str) -> list[str]:
    return [i.name.text for i in indicators(*rows)]


def test_merged_levels_are_carried_down() -> None:
    found = indicators(f"{LEVELS}|指标值", LAMPS, "||维修路灯数量|≥20盏", LIGHT, PLEASED)
    assert [told(i) for i in found] == [
        ("产出指标", "数量指标", "新建路灯数量"),
        ("产出指标", "数量指标", "维修路灯数量"),
        ("产出指标", "质量指标", "路灯亮灯率"),
        ("满意度指标", "服务对象满意度指标", "群众满意度"),
    ]
    assert [i.cell("target").text for i in found] == ["≥50盏", "≥20盏", "≥95%", "≥90%"]


@pytest.mark.parametrize("write", [tabbed, lined], ids=["tabbed", "lined"])
def test_both_ways_to_write_a_table_down_say_the_same(write: object) -> None:
    text = TITLE + write(f"|{LEVELS}|指标值|依据", f"|{LAMPS}|计划", f"|{LIGHT}|标准", f"|{PLEASED}|标准")  # type: ignore[operator]
    found = reading(text).indicators
    assert [i.name.text for i in found] == ["新建路灯数量", "路灯亮灯率", "群众满意度"]
    assert [i.level1 for i in found] == ["产出指标", "产出指标", "满意度指标"]
    assert [i.cell("basis").text for i in found] == ["计划", "标准", "标准"]


def test_columns_in_another_order_and_with_other_words() -> None:
    (found,) = indicators(
        "序号|评价维度|分项指标|具体指标|权重|计划指标值|全年完成值|自评分|原因说明",
        "1|产出|数量|新建路灯数量|10|50盏|48盏|9|少建两盏，已补建。",
        title="项目支出绩效自评表\n",
    )
    assert told(found) == ("产出", "数量", "新建路灯数量")
    said = {role: found.cell(role).text for role in ("weight", "target", "actual", "score", "remark")}
    assert said == {"weight": "10", "target": "50盏", "actual": "48盏", "score": "9", "remark": "少建两盏，已补建。"}


def test_operator_figure_and_unit_in_three_cells() -> None:
    text = TITLE + tabbed(
        f"{LEVELS}|指标性质|指标值|度量单位|完成值",
        "产出指标|数量指标|新建路灯数量|≥|50|盏|52",
        "|质量指标|路灯亮灯率|≥|95|%|96%",
        "|时效指标|工程完工情况|定性|按期完工||已完工",
    )
    lamps, light, done = filing(text).indicators
    assert (lamps.target.op, lamps.target.value, lamps.target.unit) == (">=", Decimal(50), "盏")
    assert (lamps.actual.value, lamps.actual.unit) == (Decimal(52), "盏")
    assert (light.target.op, light.target.value, light.target.unit) == (">=", Decimal(95), "%")
    assert (done.target.kind, done.target.text) == ("qualitative", "按期完工")


YEARS = (
    "|运行成本|公用经费控制|公用经费控制率|90%|91%|92%|历史标准",
    "||在职人员控制|在职人员控制率|-|98%|100%|计划标准",
)
MERGED = lined(
    "年度绩效指标|一级指标|二级指标|三级指标|指标值|指标值确定依据",
    "||||近两年指标值|预期当年实现值|",
    "||||2021年|2022年||",
    *YEARS,
)
SPREAD = tabbed(
    "年度绩效指标|一级指标|二级指标|三级指标|指标值|||指标值确定依据",
    "||||近两年指标值||预期当年实现值|",
    "||||2021年|2022年||",
    *YEARS,
)


@pytest.mark.parametrize("table", [MERGED, SPREAD], ids=["merged heads", "heads with gaps"])
def test_years_over_the_values_are_history(table: str) -> None:
    text = "部门整体绩效目标表\n" + table
    first, second = reading(text).indicators
    assert [(year, cell.text) for year, cell in first.history] == [("2021", "90%"), ("2022", "91%")]
    assert (first.cell("target").text, first.cell("basis").text) == ("92%", "历史标准")
    assert [(year, cell.text) for year, cell in second.history] == [("2022", "98%")]
    assert [p.value.value for p in filing(text).indicators[0].history] == [Decimal(90), Decimal(91)]


def test_points_behind_every_level() -> None:
    found = indicators(
        "一级指标|分值|二级指标|分值|三级指标|分值|得分|指标解释|评分标准",
        "履职效能|50|整体效能|25|产出完成率|10|9|考察产出。|完成得满分。",
        "||||效益完成率|15|15|考察效益。|完成得满分。",
        "||专项效能|25|专项完成率|25|20|考察专项。|完成得满分。",
        title="部门整体绩效自评表\n",
    )
    assert [(i.level2, i.cell("weight").text, i.cell("score").text) for i in found] == [
        ("整体效能", "10", "9"),
        ("整体效能", "15", "15"),
        ("专项效能", "25", "20"),
    ]
    assert found[0].cell("explanation").text == "考察产出。"


def test_a_head_repeated_on_the_next_page_is_passed_over() -> None:
    head = f"{LEVELS}|指标值"
    found = indicators(head, LAMPS, head, LIGHT, PLEASED)
    assert [i.name.text for i in found] == ["新建路灯数量", "路灯亮灯率", "群众满意度"]
    assert found[1].level1 == "产出指标"


def test_another_head_begins_another_table() -> None:
    found = indicators(f"{LEVELS}|指标值", LAMPS, f"{LEVELS}|分值|指标值", "产出指标|数量指标|维修路灯数量|10|≥20盏")
    assert [(i.name.text, i.cell("target").text) for i in found] == [
        ("新建路灯数量", "≥50盏"),
        ("维修路灯数量", "≥20盏"),
    ]


@pytest.mark.parametrize("word", ["总分", "合计", "合  计", "自评总分"])
def test_a_sum_is_no_indicator_and_its_figure_a_field(word: str) -> None:
    found = reading(
        "项目支出绩效自评表\n"
        + tabbed(f"{LEVELS}|指标值|分值|得分", f"{LAMPS}|50|49", f"{PLEASED}|40|40", f"{word}||||90|89")
    )
    assert [i.name.text for i in found.indicators] == ["新建路灯数量", "群众满意度"]
    assert [(f.key, f.value, f.role) for f in found.fields] == [("".join(word.split()), "89", "total")]


@pytest.mark.parametrize("dots", ["……", "…", "——", "/", "  "])
def test_a_row_of_dots_is_no_indicator(dots: str) -> None:
    assert names(f"{LEVELS}|指标值", LAMPS, f"||{dots}|", PLEASED) == ["新建路灯数量", "群众满意度"]


def test_not_concerned_is_an_indicator_of_that_name_without_a_value() -> None:
    text = TITLE + tabbed(f"{LEVELS}|指标值", LAMPS, "效益指标|生态效益指标|不涉及|", PLEASED)
    found = filing(text).indicators
    assert [i.name for i in found] == ["新建路灯数量", "不涉及", "群众满意度"]
    assert found[1].target.is_empty
    assert found[1].match.canonical_id == ""


def test_a_row_torn_by_an_empty_paragraph_is_one() -> None:
    text = "项目支出绩效自评表\n" + lined(
        f"{LEVELS}|指标值|实际完成值|分值|得分",
        "产出指标|数量指标|新建路灯数量|≥50盏",
        "52盏|50|50",
        "满意度指标|服务对象满意度指标|群众满意度|≥90%|93%|40|40",
    )
    found = reading(text).indicators
    assert [i.name.text for i in found] == ["新建路灯数量", "群众满意度"]
    assert (found[0].cell("actual").text, found[0].cell("score").text) == ("52盏", "50")


def test_a_name_shared_by_two_rows_stands_for_both() -> None:
    found = indicators(
        "一级指标|分值|二级指标|分值|三级指标|分值|得分",
        "管理效率|10|预算编制|10|预算编制规范性|5|5",
        "|||||5|4",
        title="部门整体绩效自评表\n",
    )
    assert [(i.name.text, i.cell("score").text) for i in found] == [("预算编制规范性", "5"), ("预算编制规范性", "4")]


def test_long_term_and_annual_tables_behind_each_other() -> None:
    found = indicators(
        "长期绩效指标|一级指标|二级指标|三级指标|指标值",
        f"|{LAMPS}",
        "年度绩效指标|一级指标|二级指标|三级指标|指标值",
        f"|{LAMPS}",
        f"|{PLEASED}",
        title="部门整体绩效目标表\n",
    )
    assert [(i.horizon, i.name.text) for i in found] == [
        ("long-term", "新建路灯数量"),
        ("annual", "新建路灯数量"),
        ("annual", "群众满意度"),
    ]


def test_goals_before_a_table_say_its_horizon() -> None:
    found = indicators("中长期目标|逐步换完全县路灯。", f"{LEVELS}|指标值", LAMPS)
    assert [i.horizon for i in found] == ["long-term"]


def test_halves_side_by_side() -> None:
    found = indicators(
        "一级指标|二级指标|指标内容|指标值|二级指标|指标内容|指标值",
        "产出指标|数量指标|路灯总数|500盏|数量指标|新建路灯数量|50盏",
        "|质量指标|路灯完好率|98%|质量指标|路灯亮灯率|95%",
    )
    assert [(i.horizon, i.level1, i.level2, i.name.text, i.cell("target").text) for i in found] == [
        ("long-term", "产出指标", "数量指标", "路灯总数", "500盏"),
        ("long-term", "产出指标", "质量指标", "路灯完好率", "98%"),
        ("annual", "产出指标", "数量指标", "新建路灯数量", "50盏"),
        ("annual", "产出指标", "质量指标", "路灯亮灯率", "95%"),
    ]


def test_each_project_has_its_own_indicators() -> None:
    text = "".join(
        f"{number}、{name}绩效目标表\n" + tabbed(f"项目名称|{name}||", f"{LEVELS}|指标值", LAMPS)
        for number, name in enumerate(("路灯维护项目", "桥灯改造项目"), 1)
    )
    found = reading(text)
    assert [i.project for i in found.indicators] == ["路灯维护项目", "桥灯改造项目"]
    assert {i.form for i in found.indicators} == {"project-target"}


def test_a_labelled_row_ends_the_table() -> None:
    found = reading(TITLE + tabbed(f"{LEVELS}|指标值", LAMPS, PLEASED, "保障措施|加强巡查，及时维修。||"))
    assert [i.name.text for i in found.indicators] == ["新建路灯数量", "群众满意度"]
    assert ("保障措施", "加强巡查，及时维修。") in [(f.key, f.value) for f in found.fields]


def test_the_unit_of_the_head_is_the_unit_of_bare_figures() -> None:
    text = TITLE + tabbed(f"{LEVELS}|指标值（万元）", "成本指标|经济成本指标|灯具购置费用|30")
    (found,) = filing(text).indicators
    assert (found.target.value, found.target.unit, found.target.base_value) == (Decimal(30), "万元", Decimal(300_000))


def test_a_note_that_repeats_the_evidence_is_none() -> None:
    files = "年初申报表、验收单和年终统计报表各一份"
    head = f"{LEVELS}|分值|得分|佐证材料|备注"
    rows = (f"产出|数量|新建路灯数量|10|10|{files}|{files}", "产出|质量|路灯亮灯率|10|9|抽查表|灯具老化")
    first, second = indicators(head, *rows, title="部门整体绩效自评表\n")
    assert first.cell("remark").text == ""
    assert second.cell("remark").text == "灯具老化"


def test_every_indicator_knows_its_row() -> None:
    found = indicators("项目名称|路灯维护项目||", f"{LEVELS}|指标值", LAMPS, PLEASED)
    assert [(i.place.table, i.place.row) for i in found] == [(1, 3), (1, 4)]


@pytest.mark.parametrize("points", ["sNaN", "Infinity", "1e999999999", "-", "十分"])
def test_points_that_are_no_figures_are_words(points: str) -> None:
    text = tabbed(
        "一级指标|分值|二级指标|分值|三级指标|分值|得分",
        f"产出|{points}|数量|{points}|新建路灯数量|{points}|{points}",
        "产出|10|数量|10|维修路灯数量|10|10",
    )
    assert len(filing("部门整体绩效自评表\n" + text).indicators) == 2
