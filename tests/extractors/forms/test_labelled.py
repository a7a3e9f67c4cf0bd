"""Labelled cells: fields, and single amounts beside or inside their label's cell."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.forms.labels.openings import opens_block
from extractors.forms.words.joint import joint_keys, split_contact
from schema.reading import Reading
from tests.extractors.papers import filing, lined, priced, reading, ruled, ruled_reading, tabbed

TITLE = "2023年度项目支出绩效目标表\n"


def fields(*rows: str) -> list[tuple[str, str]]:
    return [(f.key, f.value) for f in reading(TITLE + lined(*rows)).fields]


def filing_of(*rows: str) -> Reading:
    return ruled_reading("2023年度项目支出绩效目标表", *rows)


def amounts(*rows: str, title: str = TITLE) -> list[tuple[str, str, str]]:
    return [priced(a) for a in reading(title + lined(*rows)).amounts]


def test_label_and_value_side_by_side() -> None:
    assert fields("主管部门|柳湾县城管局|实施单位|路灯管理所", "填报人|钱一凡|联系电话|0555-5550101") == [
        ("主管部门", "柳湾县城管局"),
        ("实施单位", "路灯管理所"),
        ("填报人", "钱一凡"),
        ("联系电话", "0555-5550101"),
    ]


def test_a_label_loses_its_layout_and_keeps_its_words() -> None:
    assert fields("部门（单位）\n名 称：|柳湾县城管局") == [("部门（单位）名称", "柳湾县城管局")]


def test_a_row_of_two_cells_is_a_label_and_a_value_whatever_the_words() -> None:
    assert fields("灯杆样式|单臂") == [("灯杆样式", "单臂")]


@pytest.mark.parametrize("value", ["", "——", "/", "　"])
def test_an_empty_value_is_no_field(value: str) -> None:
    assert fields(f"填报人|{value}", "项目属性|常年项目") == [("项目属性", "常年项目")]


def test_a_cell_of_two_keys_is_two_fields() -> None:
    assert fields("项目负责人及联系电话|钱一凡 5550101") == [("项目负责人", "钱一凡"), ("联系电话", "5550101")]


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("项目负责人及联系电话", ("项目负责人", "联系电话")),
        ("负责人/电话：", ("负责人", "电话")),
        ("填报人、联系方式", ("填报人", "联系方式")),
        ("联系人和联系电话", ("联系人", "联系电话")),
        ("主管部门及代码", ()),
        ("项目名称", ()),
        ("负责人及其他", ()),
    ],
)
def test_joint_keys(text: str, keys: tuple[str, ...]) -> None:
    assert joint_keys(text) == keys


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("钱一凡 5550101", ("钱一凡", "5550101")),
        ("钱一凡，0555-5550101", ("钱一凡", "0555-5550101")),
        ("钱一凡（0555）5550101", ("钱一凡", "（0555）5550101")),
        ("5550101 钱一凡", ("钱一凡", "5550101")),
        ("钱一凡5550101", ("钱一凡", "5550101")),
        ("钱一凡", ()),
        ("5550101", ()),
    ],
)
def test_split_contact(text: str, parts: tuple[str, ...]) -> None:
    assert tuple(split_contact(text)) == parts


def test_a_project_holds_for_its_row_and_the_rest_of_the_table() -> None:
    found = reading(TITLE + lined("填报人|钱一凡|项目名称|路灯维护项目", "项目属性|常年项目"))
    assert {(f.key, f.project) for f in found.fields} == {
        ("填报人", "路灯维护项目"),
        ("项目名称", "路灯维护项目"),
        ("项目属性", "路灯维护项目"),
    }


def test_pairs_inside_cells_and_lines_are_fields() -> None:
    text = TITLE + "填报单位：柳湾县城管局    填报日期：2023年2月1日\n" + lined("项目属性|常年项目", "联系人：钱一凡")
    assert [(f.key, f.value) for f in reading(text).fields] == [
        ("填报单位", "柳湾县城管局"),
        ("填报日期", "2023年2月1日"),
        ("项目属性", "常年项目"),
        ("联系人", "钱一凡"),
    ]


def test_a_label_whose_value_stands_on_the_next_line() -> None:
    found = reading("年度:\n\n2023\n\n" + tabbed("一级指标|二级指标|三级指标|指标值|得分", "产出|数量|路灯数|5|5"))
    assert ("年度", "2023", "year") in [(f.key, f.value, f.role) for f in found.fields]


def test_a_single_amount_beside_its_label() -> None:
    text = TITLE + lined("年度申请资金额度（万元）|60", "项目属性|常年项目")
    (found,) = filing(text).amounts
    assert (found.item, found.value.value, found.value.unit) == ("年度申请资金额度", Decimal(60), "万元")
    assert [f.name for f in filing(text).fields] == ["项目属性"]


def test_amounts_inside_cells_have_a_hierarchy_a_column() -> None:
    found = amounts(
        "整体支出情况（万元）|按收入性质分：80|按支出性质分：80",
        "|其中：一般公共预算：70|其中：基本支出：50",
        "|政府性基金：10|项目支出：30",
    )
    assert found == [
        ("按收入性质分", "", "80"),
        ("按支出性质分", "", "80"),
        ("按收入性质分/一般公共预算", "", "70"),
        ("按支出性质分/基本支出", "", "50"),
        ("按收入性质分/政府性基金", "", "10"),
        ("按支出性质分/项目支出", "", "30"),
    ]


def test_amounts_inside_cells_take_the_unit_of_the_heading_and_head_counts_that_of_people() -> None:
    text = "部门整体绩效自评表\n" + tabbed(
        "单位名称|柳湾县城管局|财供人数(编制总数)合计: 60|单位数: 2|",
        "整体支出情况（万元）|按收入性质分：80|||",
        "项目属性|常年|||",
    )
    found = {a.item: a.value.unit for a in filing(text).amounts}
    assert found["按收入性质分"] == "万元"
    assert next(unit for item, unit in found.items() if "编制总数" in item or "财供人数" in item) == "人"
    assert found["单位数"] == ""


def test_an_empty_part_is_no_amount() -> None:
    found = amounts("支出情况（万元）|资金总额：80|甲", "|其中：基本支出：|乙")
    assert ("资金总额/基本支出", "", "") not in found


def test_a_long_list_of_empty_pairs_takes_no_time() -> None:
    rows = ["其中：基本支出：|"] * 2000
    assert reading(TITLE + tabbed(*rows, "项目属性|常年项目")).fields


@pytest.mark.parametrize(
    "below",
    [
        "备注",
        "填报日期",
        "审核人：",
        "扫一扫在手机打开当前页",
        "【打印】",
        "财政部门审核意见",
        "联系电话",
        "\n城管局简介",
        "\n二、基本情况",
        "关闭窗口",
    ],
)
def test_an_empty_label_takes_no_other_label_furniture_or_line_behind_a_blank_one(below: str) -> None:
    found = reading(f"填报单位：\n{below}\n" + tabbed("一级指标|二级指标|三级指标|指标值|得分", "产出|数量|路灯数|5|5"))

    assert not [field for field in found.fields if field.key == "填报单位"]


@pytest.mark.parametrize(
    ("cells", "opens"),
    [
        ("填报人|李某|联系电话|138", True),
        ("产出指标|填报人|李某|联系电话", True),
        ("产出指标|数量指标|联系电话|138", False),
        ("单位负责人（签字）：||填表人：谭某||联系电话：138", True),
        ("单位负责人（签字）：||填表人：||联系电话：", True),
        ("产出指标|数量指标|路灯数量|5", False),
    ],
)
def test_a_row_of_several_labels_opens_a_block_wherever_they_stand(cells: str, opens: bool) -> None:
    grid = ruled(cells)
    assert opens_block(grid.rows[0], grid.width, exact=True) == opens


@pytest.mark.parametrize("label", ["二级项目全称", "工程名称", "专项名", "课题全称"])
def test_a_name_of_a_project_behind_an_unknown_label_is_taken_and_doubted(label: str) -> None:
    found, known = (
        filing(
            tabbed(
                "项目支出绩效目标表",
                f"{each}\t农村公路养护补助资金\t主管部门\t某县交通局",
                "一级指标\t二级指标\t三级指标\t指标值",
                "产出指标\t数量指标\t养护里程\t≥3公里",
                "产出指标\t质量指标\t合格率\t≥95%",
            )
        )
        for each in (label, "项目名称")
    )
    assert {row.project for row in found.indicators} == {"农村公路养护补助资金"}
    assert all("the label of the project's name is not known" in row.reasons for row in found.indicators)
    pairs = zip(found.indicators, known.indicators, strict=True)
    assert all(row.confidence < sure.confidence for row, sure in pairs)


@pytest.mark.parametrize(
    ("label", "value"),
    [
        ("项目类别甲", "延续性项目"),
        ("牵头人甲", "农村公路养护补助资金"),
        ("工程名称", "三处桥涵"),
        ("项目资金", "中央财政补助资金"),
        ("项目资金来源", "中央财政补助资金"),
        ("专项用途", "农村公路养护补助"),
        ("工程概况", "新建农村公路工程"),
        ("项目目标", "推进农村公路建设"),
    ],
)
def test_what_is_no_name_of_a_project_is_not_taken_for_one(label: str, value: str) -> None:
    rows = (
        "一级指标\t二级指标\t三级指标\t指标值",
        "产出指标\t数量指标\t养护里程\t≥3公里",
        "产出指标\t质量指标\t合格率\t≥95%",
    )
    found = filing(tabbed("项目支出绩效目标表", f"{label}\t{value}\t主管部门\t某县交通局", *rows))
    assert {row.project for row in found.indicators} == {""}


@pytest.mark.parametrize("between", ["　　", "  ", " "])
def test_several_labels_with_their_values_in_one_cell_below_the_indicators(between: str) -> None:
    rows = ["一级指标|二级指标|三级指标|指标值", "产出指标|数量指标|更换路灯数量|≥120盏"]
    found = reading(TITLE + lined(*rows, f"填报人：钱一凡{between}联系电话：0555-5550101"))
    assert [(f.key, f.value) for f in found.fields] == [("填报人", "钱一凡"), ("联系电话", "0555-5550101")]
    assert len(found.indicators) == 1


@pytest.mark.parametrize("value", ["（盖章）", "(签字)", "年 月 日", "年"])
def test_what_asks_to_be_filled_in_is_no_value(value: str) -> None:
    assert fields(f"主管部门|柳湾县城管局|单位负责人|{value}") == [("主管部门", "柳湾县城管局")]
    found = reading(f"{TITLE}单位负责人：{value}\n" + lined("主管部门|柳湾县城管局|实施单位|路灯管理所"))
    assert [f.key for f in found.fields] == ["主管部门", "实施单位"]


def test_labels_and_dates_in_turn_are_no_head_over_figures() -> None:
    found = filing_of(
        "项目名称|城北路灯改造||||",
        "开始时间|2023年1月|结束时间|2023年12月|项目负责人|钱一凡",
        "邮政编码|320011|联系人|孙某|职务|科长",
    )
    assert not found.amounts
    assert [f.key for f in found.fields][1:4] == ["开始时间", "结束时间", "项目负责人"]
