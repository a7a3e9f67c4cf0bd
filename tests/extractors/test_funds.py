"""Funds without column heads: a heading, labels, and a figure at the end of the row."""

from __future__ import annotations

from decimal import Decimal

from tests.extractors.papers import filing, lined, priced, reading

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
