"""Statements that budgets and final accounts print, each a page by itself: what they are, and whose each figure is."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from extractors.recognition import recognise
from normalizers.normalize import normalize
from schema.filing import Filing

#: A row is cells parted by bars; `name*2` is as wide as two columns, `name_2` as high as two rows.
Rows = tuple[str, ...]


def _cell(text: str) -> str:
    text, _, high = text.partition("_")
    text, _, wide = text.partition("*")
    return f"<td rowspan={high or 1} colspan={wide or 1}>{text}</td>"


def statement(*lines: str, rows: Rows) -> Filing:
    """A page with these lines over a table."""
    table = "".join(f"<tr>{''.join(map(_cell, row.split('|')))}</tr>" for row in rows)
    page = f"<meta charset=utf-8>{''.join(f'<p>{line}</p>' for line in lines)}<table>{table}</table>"
    document = read_document(page.encode())
    return normalize(recognise(document), document)


def amounts(filing: Filing) -> list[tuple[str, str, str]]:
    return [(one.item, one.label, f"{one.value.value}{one.value.unit}") for one in filing.amounts]


def test_income_and_expenditure_with_counted_rows_and_columns() -> None:
    found = amounts(
        statement(
            "收入支出决算总表",
            "金额单位：万元",
            rows=(
                "收入*3|支出*3",
                "项目|行次|金额|项目|行次|金额",
                "栏次||1|栏次||2",
                "一、财政拨款收入|1|812.33|一、教育支出|31|700.00",
                "二、事业收入|2|20.00|二、住房保障支出|32|132.33",
                "总计|3|832.33|总计|33|832.33",
            ),
        )
    )
    assert found == [
        ("收入/财政拨款收入", "金额", "812.33万元"),
        ("支出/教育支出", "金额", "700.00万元"),
        ("收入/事业收入", "金额", "20.00万元"),
        ("支出/住房保障支出", "金额", "132.33万元"),
        ("收入/总计", "金额", "832.33万元"),
        ("支出/总计", "金额", "832.33万元"),
    ]


@pytest.mark.parametrize(
    ("below", "items"),
    [
        (("其中：一般公共预算|50|60", "经营收入|12|9"), ["财政拨款", "财政拨款/一般公共预算", "经营收入"]),
        (("其中：一般公共预算|40|50", "政府性基金收入|10|10"),
         ["财政拨款", "财政拨款/一般公共预算", "财政拨款/政府性基金收入"]),
        (("其中：一般公共预算|50|60", "政府性基金收入|0|0"),
         ["财政拨款", "财政拨款/一般公共预算", "财政拨款/政府性基金收入"]),
    ],
)  # fmt: skip
def test_parts_end_where_they_make_up_their_whole(below: Rows, items: list[str]) -> None:
    found = statement(
        "部门收入总表", "单位：万元", rows=("项目|2025年执行数|2026年预算数", "财政拨款|50|60", *below, "合计|62|69")
    )
    assert [item for item, label, _ in amounts(found) if label == "2026年预算数"] == [*items, "合计"]


@pytest.mark.parametrize("codes", [("208", "20805", "2080505"), ("301", "301001", "301001002")])
def test_rows_stand_under_the_codes_that_theirs_go_on_from(codes: tuple[str, ...]) -> None:
    rows = (f"{code}|{name}|5.5|5.5" for code, name in zip(codes, ("甲", "乙", "丙"), strict=True))
    found = statement("一般公共预算支出表", "单位：万元", rows=("编码|名称|合计|基本支出", *rows, "合计*2|5.5|5.5"))
    assert [item for item, label, _ in amounts(found) if label == "合计"] == ["甲", "甲/乙", "甲/乙/丙", "合计"]


def test_numbers_that_count_the_rows_are_no_codes_and_columns_that_describe_no_names() -> None:
    things = ("|".join((str(number), f"设备{number}", "货物", "财政拨款", "15000")) for number in range(1, 12))
    found = statement(
        "政府采购预算表",
        "金额：元",
        rows=("序号|采购项目名称|采购目录|资金来源|预算金额", *things, "合计||||165000"),
    )
    assert amounts(found) == [
        *((f"设备{number}", "预算金额", "15000元") for number in range(1, 12)),
        ("合计", "预算金额", "165000元"),
    ]


def test_a_list_of_units() -> None:
    found = statement(
        "“三公”经费支出情况表",
        "编制部门：沙坪镇人民政府",
        "单位：万元",
        rows=(
            "单位名称_2|“三公”经费合计_2|公务用车购置及运行费*2|公务接待费_2",
            "公务用车购置费|公务用车运行费",
            "沙坪镇农业中心|18.5||13.5|5",
            "沙坪镇文化站|1||1|",
        ),
    )
    assert found.unit_name == "沙坪镇人民政府"
    assert amounts(found) == [
        ("沙坪镇农业中心", "“三公”经费合计", "18.5万元"),
        ("沙坪镇农业中心", "公务用车运行费", "13.5万元"),
        ("沙坪镇农业中心", "公务接待费", "5万元"),
        ("沙坪镇文化站", "“三公”经费合计", "1万元"),
        ("沙坪镇文化站", "公务用车运行费", "1万元"),
    ]


def test_shares_bear_no_unit_of_money() -> None:
    found = statement(
        "部门支出总表", "单位：千元", rows=("项目|本年预算|增减%", "基本支出|512.3|3.2", "合计|512.3|3.2")
    )
    assert {one.value.unit for one in found.amounts if one.label == "增减%"} == {""}


@pytest.mark.parametrize("pointer", ["详见单位的项目绩效目标表", "（参见项目绩效目标表）"])
def test_a_statement_is_no_form_whatever_it_points_to(pointer: str) -> None:
    found = statement("2025年部门支出预算表", pointer, "单位：元", rows=("项目|预算数", "基本支出|5", "合计|5"))
    assert (found.form, found.fiscal_year) == ("unknown", "2025")
