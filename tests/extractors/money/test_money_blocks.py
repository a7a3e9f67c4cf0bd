"""Money and staff tables: figures under heads, with the labels of their rows and columns."""

from __future__ import annotations

import contextlib
from decimal import Decimal

import pytest

from extractors.forms.blocks import money
from extractors.forms.scene import Scene
from schema.errors import NoFormError
from tests.extractors.papers import filing, lined, priced, reading, ruled, tabbed

TITLE = "2023年度部门整体绩效自评表\n"
ENDS = "填报人|钱一凡||"


def amounts(*rows: str, title: str = TITLE) -> list[tuple[str, str, str]]:
    return [priced(a) for a in reading(title + lined(*rows, ENDS)).amounts if a.source == "table"]


def test_figures_under_their_heads() -> None:
    assert amounts(
        "预算执行情况（万元）|年初预算数|全年预算数（A）|全年执行数（B）|执行率（B/A）",
        "年度资金总额|100|120|114|95%",
    ) == [
        ("年度资金总额", "年初预算数", "100"),
        ("年度资金总额", "全年预算数", "120"),
        ("年度资金总额", "全年执行数", "114"),
        ("年度资金总额", "执行率", "95%"),
    ]


def test_parts_stand_under_their_whole() -> None:
    found = amounts(
        "项目资金（万元）||全年预算数|全年执行数",
        "|年度资金总额：|120|114",
        "|其中：财政拨款|100|100",
        "|上年结转资金|20|14",
    )
    assert [item for item, label, _ in found if label == "全年执行数"] == [
        "年度资金总额",
        "年度资金总额/财政拨款",
        "年度资金总额/上年结转资金",
    ]


def test_numbered_rows_stand_under_the_plain_one() -> None:
    found = amounts(
        "经费控制情况（万元）|2021年决算数|2022年决算数",
        "三公经费|9|8",
        "1、公务用车购置和维护经费|5|5",
        "其中：公车购置|0|0",
        "公车运行维护|5|5",
        "2、公务接待|4|3",
        "项目支出|70|66",
        "1、业务工作经费|30|30",
        "2、运行维护经费|40|36",
    )
    assert [item for item, label, _ in found if label == "2022年决算数"] == [
        "三公经费",
        "三公经费/公务用车购置和维护经费",
        "三公经费/公务用车购置和维护经费/公车购置",
        "三公经费/公务用车购置和维护经费/公车运行维护",
        "三公经费/公务接待",
        "项目支出",
        "项目支出/业务工作经费",
        "项目支出/运行维护经费",
    ]


def test_an_indented_row_goes_on_with_the_parts() -> None:
    found = amounts(
        "经费控制情况（万元）|2021年决算数|2022年决算数", "项目支出|70|66", "其中：甲类经费|30|30", "  乙类经费|40|36"
    )
    assert [item for item, _, _ in found][::2] == ["项目支出", "项目支出/甲类经费", "项目支出/乙类经费"]


def test_two_storeys_of_heads_and_merged_labels() -> None:
    found = amounts(
        "部门总体资金情况|总体资金情况|当年金额|占比|近两年收支金额",
        "||||2021年|2022年",
        "|收入构成|财政拨款|80|100%|70|75",
        "||单位资金||||",
        "||合 计|80|100%|70|75",
        "|支出构成|人员类项目支出|60|75%|50|55",
        "||合 计|80|100%|70|75",
    )
    assert [pair for pair in found if pair[1] in ("当年金额", "2022年")] == [
        ("收入构成/财政拨款", "当年金额", "80"),
        ("收入构成/财政拨款", "2022年", "75"),
        ("收入构成/合计", "当年金额", "80"),
        ("收入构成/合计", "2022年", "75"),
        ("支出构成/人员类项目支出", "当年金额", "60"),
        ("支出构成/人员类项目支出", "2022年", "55"),
        ("支出构成/合计", "当年金额", "80"),
        ("支出构成/合计", "2022年", "75"),
    ]


def test_a_row_without_a_label_is_named_by_the_heading() -> None:
    found = amounts("财政供养人员情况（人）|编制数|2022年实际在职人数|控制率", "|20|17|85%")
    assert found == [
        ("财政供养人员情况", "编制数", "20"),
        ("财政供养人员情况", "2022年实际在职人数", "17"),
        ("财政供养人员情况", "控制率", "85%"),
    ]


def test_the_unit_of_a_heading_is_that_of_bare_figures_alone() -> None:
    text = TITLE + lined("财政供养人员情况（人）|编制数|2022年实际在职人数|控制率", "|20|17|85%", ENDS)
    found = filing(text).amounts
    assert [(a.value.value, a.value.unit) for a in found] == [
        (Decimal(20), "人"),
        (Decimal(17), "人"),
        (Decimal(85), "%"),
    ]


def test_a_unit_of_one_column_is_that_of_its_neighbours() -> None:
    text = TITLE + lined("项目资金||年度预算数（万元）|全年执行数|执行率", "|年度资金总额|12|11|91.67%", ENDS)
    found = filing(text).amounts
    assert [(a.label, a.value.unit) for a in found] == [("年度预算数", "万元"), ("全年执行数", "万元"), ("执行率", "%")]


def test_the_unit_over_the_table() -> None:
    text = TITLE + "单位：万元\n" + lined("项目资金||年度预算数|全年执行数|执行率", "|年度资金总额|12|11|91.67%", ENDS)
    assert [a.value.unit for a in filing(text).amounts] == ["万元", "万元", "%"]
    assert filing(text).amounts[0].value.base_value == Decimal(120_000)


def test_a_plan_of_payments() -> None:
    assert amounts("资金支出计划（%）|3月底|6月底|9月底|12月底", "|25%|50%|75%|100%") == [
        ("资金支出计划", "3月底", "25%"),
        ("资金支出计划", "6月底", "50%"),
        ("资金支出计划", "9月底", "75%"),
        ("资金支出计划", "12月底", "100%"),
    ]


def test_heads_of_unknown_words_over_figures() -> None:
    found = amounts("年度部门预算情况|街办甲|街办乙|街办丙", "|1,410.2|439.7|822.7")
    assert found == [
        ("年度部门预算情况", "街办甲", "1,410.2"),
        ("年度部门预算情况", "街办乙", "439.7"),
        ("年度部门预算情况", "街办丙", "822.7"),
    ]


@pytest.mark.parametrize("dash", ["-", "——", "/", "　"])
def test_dashes_are_no_amounts(dash: str) -> None:
    found = amounts("项目资金（万元）||全年预算数|全年执行数", f"|年度资金总额|12|{dash}")
    assert found == [("年度资金总额", "全年预算数", "12")]


def test_words_end_the_table() -> None:
    found = reading(
        TITLE
        + lined(
            "项目资金（万元）||全年预算数|全年执行数",
            "|年度资金总额|12|11",
            "年度目标|完成全部路灯的更换，保证亮灯率。",
            ENDS,
        )
    )
    assert len(found.amounts) == 2
    assert [g.text for g in found.goals] == ["完成全部路灯的更换，保证亮灯率。"]


def test_labels_that_are_numbers_alone_are_no_fault() -> None:
    text = lined("分值|其中:财政拨款", "（1）|一级指标|95%")
    with contextlib.suppress(NoFormError):
        reading(text)


def test_amounts_know_their_cell_and_their_project() -> None:
    text = "项目支出绩效自评表\n" + tabbed(
        "项目名称|路灯维护项目||",
        "项目资金（万元）||全年预算数|全年执行数",
        "|年度资金总额|12|11",
    )
    first, second = reading(text).amounts
    assert {first.project, second.project} == {"路灯维护项目"}
    assert (first.place.row, first.place.column, second.place.column) == (3, 3, 4)


INNER = ["财政拨款", "单位资金", "上级补助", "合 计"]


@pytest.mark.parametrize("wide", [1, 2, 3])
@pytest.mark.parametrize("heading", ["部门总体资金情况", "年度预算情况（万元）", "收支预算"])
@pytest.mark.parametrize("outers", [("收入构成", "支出构成"), ("收入", "支出"), ("甲类", "乙类")])
def test_a_merged_label_names_the_parents_of_all_its_rows(wide: int, heading: str, outers: tuple[str, str]) -> None:
    spread = "|>" * (wide - 1)
    rows = [f"{heading}|总体资金情况|>{spread}|当年金额|占比"]
    for outer in outers:
        for place, inner in enumerate(INNER):
            rows.append(f"^|{'^' if place else outer}|{inner}{spread}|{10 + place}|{place}%")
    found = money.read(ruled(*rows), 0, Scene())
    assert found is not None
    expected = [f"{outer}/{''.join(inner.split())}" for outer in outers for inner in INNER]
    assert ["/".join(amount.path) for amount in found.amounts if amount.label == "占比"] == expected


def test_a_label_over_both_columns_of_labels_stands_under_none() -> None:
    grid = ruled("项目|>|预算数|决算数", "收入|拨款|1|2", "^|其他|1|2", "总计|>|2|4")
    found = money.read(grid, 0, Scene())
    assert found is not None
    assert ["/".join(amount.path) for amount in found.amounts][::2] == ["收入/拨款", "收入/其他", "总计"]


@pytest.mark.parametrize("bracket", ["（2022年完工项目）", "（万元）", "(2024年度)", "（单位：万元）"])
def test_a_heading_that_is_the_item_loses_its_brackets(bracket: str) -> None:
    found = amounts(f"楼堂馆所控制情况{bracket}|批复规模|实际规模", "|20|17")
    assert {item for item, _, _ in found} == {"楼堂馆所控制情况"}


@pytest.mark.parametrize("formula", ["（B/A×100%）", "（20分*执行率）", "(B/A)", "（10×执行率）"])
def test_a_head_loses_its_formula(formula: str) -> None:
    found = amounts(f"预算执行情况（万元）|全年预算数|执行率{formula}", "年度资金总额|120|95%")
    assert found[1] == ("年度资金总额", "执行率", "95%")


@pytest.mark.parametrize("points", ["分值", "权重", "得分"])
def test_points_are_no_money(points: str) -> None:
    text = TITLE + lined(f"项目资金||预算数（万元）|{points}", "|年度资金总额|12|10", ENDS)
    assert [a.value.unit for a in filing(text).amounts] == ["万元", "分"]


@pytest.mark.parametrize("count", ["批复规模", "实际面积", "在编人数", "完成率", "数量"])
def test_the_unit_of_a_neighbour_is_none_of_counts(count: str) -> None:
    text = TITLE + lined(f"项目资金||预算数（万元）|{count}", "|年度资金总额|12|10", ENDS)
    assert filing(text).amounts[1].value.unit != "万元"


def test_a_list_of_ten_thousand_sums_takes_no_time() -> None:
    rows = ["|合计|12|11"] * 3000
    assert len(amounts("项目资金（万元）||全年预算数|全年执行数", *rows)) == 6000
