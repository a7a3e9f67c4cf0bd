"""Rows of cells that hold several indicators, and columns that hold two things."""

from __future__ import annotations

import pytest

from extractors.forms.rows.stacked import NUMBER_OR_FIGURE, ONE_FOR_SEVERAL, RUN_TOGETHER
from extractors.recognition import recognise
from schema.document import Document, Paragraph, Table
from schema.reading import IndicatorReading
from tests.extractors.papers import LEVELS, ruled_reading

HEADS, RESULTS = f"{LEVELS}|指标值|分值", f"{LEVELS}|指标值|实际完成值|分值"


def read(*rows: str) -> tuple[IndicatorReading, ...]:
    return ruled_reading("项目支出绩效自评表（2023年度）", *rows).indicators


def shown(found: IndicatorReading, *roles: str) -> tuple[str, ...]:
    return (found.name.text, *(found.cell(role).text for role in roles))


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ("1.新建路灯/2.修复桥梁|≥12盏/≥3座|12盏/3座|6/9", [("1.新建路灯", "≥12盏", "6"), ("2.修复桥梁", "≥3座", "9")]),
        ("①新建路灯/②修复桥梁|≥12盏/≥3座|12盏/3座|6/9", [("①新建路灯", "≥12盏", "6"), ("②修复桥梁", "≥3座", "9")]),
        ("新建路灯/修复桥梁|≥12盏/≥3座|12盏/3座|6/9", [("新建路灯", "≥12盏", "6"), ("修复桥梁", "≥3座", "9")]),
        ("出行/居住|明显改善/有效提升|已改善/已提升|6/9", [("出行", "明显改善", "6"), ("居住", "有效提升", "9")]),
    ],
)
def test_several_indicators_in_one_row_of_cells(cells: str, wanted: list[tuple[str, ...]]) -> None:
    assert [shown(one, "target", "weight") for one in read(RESULTS, f"产出指标|数量指标|{cells}")] == wanted


@pytest.mark.parametrize(
    ("cells", "wanted", "is_doubted"),
    [
        ("新建路灯；修复桥梁|≥12盏；≥3座|12盏；3座|6；9", ("新建路灯；修复桥梁", "≥12盏；≥3座", "6；9"), True),
        ("1.新建/2.修复/3.清淤|≥12盏/≥3座|12盏/3座|6/9", ("1.新建\n2.修复\n3.清淤", "≥12盏\n≥3座", "6\n9"), True),
        ("农村公路沿线群众/出行条件|明显改善|已改善|6", ("农村公路沿线群众\n出行条件", "明显改善", "6"), False),
    ],
)
def test_a_row_that_is_not_surely_of_several_stays_one(cells: str, wanted: tuple[str, ...], is_doubted: bool) -> None:
    (found,) = read(RESULTS, f"产出指标|数量指标|{cells}")
    assert shown(found, "target", "weight") == wanted
    assert bool(found.reasons) == is_doubted


@pytest.mark.parametrize(
    ("weight", "weights", "doubt"),
    [("20", ["20", ""], ONE_FOR_SEVERAL), ("1010", ["10", "10"], RUN_TOGETHER)],
)
def test_points_that_do_not_stand_a_line_each_are_doubted(weight: str, weights: list[str], doubt: str) -> None:
    found = read(HEADS, f"产出指标|数量指标|1.新建路灯/2.修复桥梁|≥12盏/≥3座|{weight}")
    assert [i.cell("weight").text for i in found] == weights
    assert all(doubt in i.reasons and i.confidence < 0.9 for i in found)


@pytest.mark.parametrize(
    ("heads", "cells", "wanted"),
    [
        (f"{LEVELS}|目标值、实际完成值", "新建路灯|≥9盏；10盏", {"target": "≥9盏", "actual": "10盏"}),
        (f"{LEVELS}|指标值|分值及得分", "新建路灯|≥9盏|10；9.5", {"weight": "10", "score": "9.5"}),
        ("一级指标|二级指标|指标内容及目标值", "新建路灯：≥9盏", {"target": "≥9盏"}),
        ("一级指标|二级指标|具体指标和要求|分值", "新建路灯 ≥9盏|30", {"target": "≥9盏"}),
    ],
)
def test_two_columns_in_one(heads: str, cells: str, wanted: dict[str, str]) -> None:
    other = cells.replace("新建路灯", "维修桥涵").replace("盏", "座")
    found = read(heads, f"产出指标|数量指标|{cells}", f"^|^|{other}")
    assert [i.name.text for i in found] == ["新建路灯", "维修桥涵"]
    assert {role: found[0].cell(role).text for role in wanted} == wanted


@pytest.mark.parametrize(
    ("names", "values", "wanted", "is_doubted"),
    [
        ("1.新建路灯/2.修复桥梁", "1.≥12盏/2.≥3座", ("≥12盏", "≥3座"), False),
        ("1.新建路灯/2.修复桥梁", "1.320盏/2.≥3座", ("320盏", "≥3座"), False),
        ("1、新建路灯/2、修复桥梁", "1、320盏/2、3座", ("320盏", "3座"), False),
        ("1.新建路灯/2.修复桥梁", "1.320盏/2.3座", ("320盏", "3座"), True),
        ("1.道路环境", "1.明显改善", ("明显改善",), False),
        ("1.补助到位率", "1.100%", ("100%",), True),
        ("新建路灯", "1.5盏", ("1.5盏",), False),
        ("2.新建路灯", "1.5盏", ("1.5盏",), False),
    ],
)
def test_numbers_of_lines_are_no_part_of_values(
    names: str, values: str, wanted: tuple[str, ...], is_doubted: bool
) -> None:
    found = read(f"{LEVELS}|指标值", f"产出指标|数量指标|{names}|{values}")
    assert tuple(one.cell("target").text for one in found) == wanted
    assert any(NUMBER_OR_FIGURE in one.reasons for one in found) == is_doubted


def test_a_date_behind_a_name_is_its_value() -> None:
    rows = ["产出指标|时效指标|展厅开放时间2023年10月底前", "产出指标|数量指标|新建路灯≥12盏"]
    found = read("一级指标|二级指标|指标内容及目标值", *rows)
    assert [shown(one, "target") for one in found] == [("展厅开放时间", "2023年10月底前"), ("新建路灯", "≥12盏")]


@pytest.mark.parametrize(
    ("line", "name", "value"), [("办培训班6期", "办培训班", "6期"), ("5G基站12个", "5G基站", "12个")]
)
def test_a_figure_that_ends_a_line_with_its_unit_is_the_value(line: str, name: str, value: str) -> None:
    found = read("一级指标|二级指标|指标内容及目标值", "产出指标|数量指标|新建路灯≥12盏\n" + line)
    assert [shown(one, "target") for one in found] == [("新建路灯", "≥12盏"), (name, value)]


JOINT = f"{LEVELS}|指标值|分值"
NAMES = ("新建路灯数量", "路灯亮灯率", "群众满意度", "完工时间")


def joint(*cells: str) -> list[tuple[str, ...]]:
    rows = [f"产出指标|数量指标|{name}|{cell}|10" for name, cell in zip(NAMES, cells, strict=True)]
    table = [row.split("|") for row in (JOINT, *rows)]
    found = recognise(Document("docx", (Paragraph("项目支出绩效自评表（2023年度）"), Table.of(table, exact=True))))
    return [shown(one, "target", "actual") for one in found.indicators]


def test_targets_with_the_result_behind_a_slash_in_nearly_all_cells_are_two_columns() -> None:
    assert joint("≥12盏/13盏", "≥95%/97%", "≥90%/91%", "2023年6月/2023年5月") == [
        ("新建路灯数量", "≥12盏", "13盏"),
        ("路灯亮灯率", "≥95%", "97%"),
        ("群众满意度", "≥90%", "91%"),
        ("完工时间", "2023年6月", "2023年5月"),
    ]


@pytest.mark.parametrize("cells", [("12元/盏", "9元/人", "3元/次", "5元/天"), ("3/5", "7/9", "1/2", "4/5")])
def test_a_slash_in_a_unit_or_a_fraction_parts_no_column(cells: tuple[str, ...]) -> None:
    assert [(target, actual) for _, target, actual in joint(*cells)] == [(cell, "") for cell in cells]


def test_lines_of_targets_that_begin_with_a_bound_in_words_are_of_several_indicators() -> None:
    assert [shown(one, "target") for one in read(HEADS, "产出指标|数量指标|新建路灯/修复桥梁|不超过12盏/达到3座|")] == [
        ("新建路灯", "不超过12盏"),
        ("修复桥梁", "达到3座"),
    ]
