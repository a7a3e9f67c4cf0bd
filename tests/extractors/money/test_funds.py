"""Funds without column heads: a heading, labels, and a figure at the end of the row."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.forms.blocks import funds
from extractors.forms.grid import Grid
from extractors.forms.scene import Scene
from tests.extractors.papers import counted, filing, lined, priced, reading, ruled, sure

TITLE = "2023年项目支出绩效目标表\n"
ENDS = "项目负责人|钱一凡||"


def amounts(*rows: str) -> list[tuple[str, str, str]]:
    return [priced(a) for a in reading(TITLE + lined(*rows, ENDS)).amounts]


def test_labels_and_figures_to_the_right_of_a_heading() -> None:
    assert amounts("项目资金（万元）|年度资金总额|60", "|其中：财政拨款|50", "|其他资金|10") == [
        ("年度资金总额", "", "60"),
        ("年度资金总额/财政拨款", "", "50"),
        ("年度资金总额/其他资金", "", "10"),
    ]


def test_a_merged_label_goes_on_over_its_parts() -> None:
    assert amounts(
        "预算情况（万元）|资金来源|财政性资金|60", "||其他资金|10", "|资金结构|基本支出|30", "||项目支出|40"
    ) == [
        ("资金来源/财政性资金", "", "60"),
        ("资金来源/其他资金", "", "10"),
        ("资金结构/基本支出", "", "30"),
        ("资金结构/项目支出", "", "40"),
    ]


def test_parts_that_are_more_than_the_row_above_belong_to_one_further_up() -> None:
    rows = ("预算情况（万元）|年度预算总额|864", "|基本支出|438", "|项目支出|426", "|其中：财政拨款|864", "|其他资金|0")
    assert [item for item, _, _ in amounts(*rows)] == [
        "年度预算总额",
        "基本支出",
        "项目支出",
        "年度预算总额/财政拨款",
        "年度预算总额/其他资金",
    ]


def test_plan_result_rate_and_points_stand_in_pairs() -> None:
    row = "预算数（万元）|64|执行数（万元）|63.28|执行率|98.88%|得分|9.9"
    assert amounts(row) == [
        ("预算数", "", "64"),
        ("执行数", "", "63.28"),
        ("执行率", "", "98.88%"),
        ("得分", "", "9.9"),
    ]


def test_a_word_for_money_right_before_a_figure_is_its_label() -> None:
    assert amounts("项目资金（万元）|98.5|其中：财政拨款|98.5") == [
        ("项目资金", "", "98.5"),
        ("项目资金/财政拨款", "", "98.5"),
    ]


def test_the_unit_of_the_heading() -> None:
    text = TITLE + lined("项目资金（万元）|年度资金总额|60", "|其中：财政拨款|50", ENDS)
    assert [a.value.base_value for a in filing(text).amounts] == [Decimal(600_000), Decimal(500_000)]


def test_an_empty_row_of_a_part_is_no_amount() -> None:
    assert amounts("项目资金（万元）|年度资金总额|60", "|其中：财政拨款|", "|其他资金|60") == [
        ("年度资金总额", "", "60"),
        ("年度资金总额/其他资金", "", "60"),
    ]


def test_a_row_of_something_else_ends_the_funds() -> None:
    found = reading(TITLE + lined("项目资金（万元）|年度资金总额|60", "年度目标|换完全部路灯，保证夜间照明。", ENDS))
    assert [priced(a) for a in found.amounts] == [("年度资金总额", "", "60")]
    assert len(found.goals) == 1


def ruled_amounts(grid: Grid) -> list[tuple[str, str, str]]:
    found = funds.read(grid, 0, Scene())
    assert found is not None
    return [priced(amount) for amount in found.amounts]


PARTS = ["当年财政拨款", "中央财政资金", "省级补助", "本级安排资金", "地方财政资金"]


@pytest.mark.parametrize("heading", ["项目资金（万元）", "资金（万元）", "资金情况", "资金申请（万元）", ""])
@pytest.mark.parametrize("part", PARTS)
def test_pairs_abreast_go_on_line_by_line_where_a_part_stands_in_the_first(heading: str, part: str) -> None:
    first = [f"{heading}|", "^|"] if heading else ["", ""]
    grid = ruled(
        f"{first[0]}年度资金总额：|60|其中：{part}：|40",
        f"{first[1]}上年结转资金：|15|其他资金：|5",
    )
    assert ruled_amounts(grid) == [
        ("年度资金总额", "", "60"),
        (f"年度资金总额/{part}", "", "40"),
        ("年度资金总额/上年结转资金", "", "15"),
        ("年度资金总额/其他资金", "", "5"),
    ]


@pytest.mark.parametrize(
    "wholes", [("项目资金总额", "年度资金申请总额"), ("项目总投资", "本年预算"), ("资金总额", "支出总额")]
)
def test_two_wholes_abreast_have_their_own_parts(wholes: tuple[str, str]) -> None:
    grid = ruled(
        f"项目资金（元）|{wholes[0]}|900|{wholes[1]}|300",
        "^|其中：财政资金|800|其中：财政拨款|200",
        "^|其他资金|100|上年结转资金|100",
    )
    assert ruled_amounts(grid) == [
        (wholes[0], "", "900"),
        (wholes[1], "", "300"),
        (f"{wholes[0]}/财政资金", "", "800"),
        (f"{wholes[1]}/财政拨款", "", "200"),
        (f"{wholes[0]}/其他资金", "", "100"),
        (f"{wholes[1]}/上年结转资金", "", "100"),
    ]


def test_counted_rows_that_lost_their_empty_cells_go_on() -> None:
    grid = counted(
        "项目资金（万元）|年度资金总额：|60|其中：财政拨款：|40", "上年结转资金：|15|其他资金：|5", "总体目标|甲"
    )
    found = funds.read(grid, 0, Scene())
    assert found is not None
    assert found.end == 2
    assert [amount.table_unit for amount in found.amounts] == ["万元"] * 4


def test_the_unit_of_a_total_holds_for_its_parts() -> None:
    grid = ruled("年度资金总额（万元）：|60|其中：财政拨款：|40", "上年结转资金：|15|其他资金：|5")
    found = funds.read(grid, 0, Scene())
    assert found is not None
    assert [amount.head_unit for amount in found.amounts] == ["万元"] * 4


@pytest.mark.parametrize("above", ["某单位|>|单位：万元|>", "资金情况（万元）|>|>|>", "某单位|>|预算（万元）|>"])
def test_the_unit_in_a_row_above(above: str) -> None:
    grid = ruled(above, "年度资金总额：|60|其中：财政拨款：|40")
    found = funds.read(grid, 1, Scene())
    assert found is not None
    assert [amount.table_unit for amount in found.amounts] == ["万元"] * 2


@pytest.mark.parametrize(
    "row",
    [
        "联系电话|13800000000|邮政编码|323100",
        "人数|12|户数|40",
        "项目编码|1309212|资金编码|22",
        "甲|1|乙|2",
        "预算数|1|2",
    ],
)
def test_other_labels_with_figures_are_no_funds(row: str) -> None:
    assert funds.read(ruled(row, row), 0, Scene()) is None


def test_parts_that_add_up_are_surer() -> None:
    found = [funds.read(ruled(f"预算数|{total}|其中：财政资金|60", "其他资金|6||"), 0, Scene()) for total in (66, 67)]
    proved, plain = (claim.amounts[0] for claim in found if claim is not None)
    assert proved.proofs and not plain.proofs and sure(proved) > sure(plain)


def test_a_block_known_by_its_merged_cell_alone_is_not_sure() -> None:
    found = funds.read(ruled("部门预算|部门预算总额|60", "^|其他经费|5"), 0, Scene())
    assert found is not None
    assert [priced(amount) for amount in found.amounts] == [("部门预算总额", "", "60"), ("其他经费", "", "5")]
    assert all(amount.confidence < 0.9 for amount in found.amounts)


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (
            ("甲类款项（万元）|全程总盘子|60|本年盘子|20", "^|其中：财政资金|50|当年结余|10"),
            [("全程总盘子", "", "60"), ("本年盘子", "", "20"), ("全程总盘子/财政资金", "", "50"),
             ("当年结余", "", "10")],
        ),
        (("本年盘子|60|其中：财政资金|50",), [("本年盘子", "", "60"), ("本年盘子/财政资金", "", "50")]),
    ],
)  # fmt: skip
def test_labels_that_nobody_knows_are_of_money_under_its_unit_and_beside_known_ones(
    rows: tuple[str, ...], wanted: list[tuple[str, str, str]]
) -> None:
    assert ruled_amounts(ruled(*rows)) == wanted


@pytest.mark.parametrize("row", ["项目编号|60|项目类别|50", "本年盘子（公顷）|60|全程盘子|50"])
def test_labels_of_which_none_is_of_money_begin_no_funds(row: str) -> None:
    assert funds.read(ruled(row), 0, Scene()) is None
