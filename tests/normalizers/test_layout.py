"""Names freed from their layout, and the unit that a filing is of."""

from __future__ import annotations

import time

import pytest

from normalizers.names.layout import (
    clean,
    indicator_name,
    is_public_body,
    item_path,
    labelled_unit,
    level_name,
    parted_points,
    printed_unit,
    unit_name,
    without_doubled,
)
from schema.reading import FieldReading


@pytest.mark.parametrize(
    ("raw", "text"),
    [
        ("每少1盏\n扣1分", "每少1盏扣1分"),
        ("<ol><li>甲</li></ol>", "甲"),
        ('<ol style="list-style-type: none;"> 1.甲。 </ol>', "1.甲。"),
        ("完成率<60%的不得分，>90%的得满分", "完成率<60%的不得分，>90%的得满分"),
    ],
)
def test_clean(raw: str, text: str) -> None:
    assert clean(raw) == text


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("指标1：路灯数量", "路灯数量"),
        ("指标1路灯数量", "路灯数量"),
        ("指标 12“两癌”筛查人数", "“两癌”筛查人数"),
        ("指标2（新建）路灯数量", "（新建）路灯数量"),
        ("指标12022年11月底前完成支付", "2022年11月底前完成支付"),
        ("指标3", "指标3"),
        ("指标 2:路灯数量", "路灯数量"),
        ("1.路灯数量", "路灯数量"),
        ("1、路灯数量", "路灯数量"),
        ("（3）路灯数量", "路灯数量"),
        ("①路灯数量", "路灯数量"),
        ("*路灯数量", "路灯数量"),
        ("路 灯\n数量", "路灯数量"),
        ("5G基站数量", "5G基站数量"),
        ("1.5公里路灯数量", "1.5公里路灯数量"),
        ("12345热线办结率", "12345热线办结率"),
        ("指标1：", "指标1："),
    ],
)
def test_indicator_name(raw: str, name: str) -> None:
    assert indicator_name(raw) == name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("产出\n指标", "产出指标"),
        ("产出指标（50分）", "产出指标"),
        ("效益指标(22.5 分)", "效益指标"),
        ("效益指标（30）", "效益指标"),
        ("满意度指标（10%）", "满意度指标"),
        ("预算编制（一）", "预算编制（一）"),
    ],
)
def test_level_name(raw: str, name: str) -> None:
    assert level_name(raw) == name


@pytest.mark.parametrize(
    ("raw", "name"),
    [
        ("231001-柳湾县城管局", "柳湾县城管局"),
        ("[107]柳湾县城管局", "柳湾县城管局"),
        ("柳湾县 城管局", "柳湾县城管局"),
        ("107", "107"),
    ],
)
def test_unit_name(raw: str, name: str) -> None:
    assert unit_name(raw) == name


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("柳湾县路灯管理所", True),
        ("柳湾市城市管理局", True),
        ("青石镇人民政府", True),
        ("路灯科", False),
        ("办公室", False),
        ("某某有限公司", False),
        ("2023年送戏下乡", False),
        ("某县城乡", False),
        ("云桐县教学", False),
        ("云桐县全部", False),
        ("云桐县长坪乡", True),
        ("云桐县人民公园", True),
    ],
)
def test_is_public_body(name: str, is_one: bool) -> None:
    assert is_public_body(name) is is_one


def fields(**roles: str) -> list[FieldReading]:
    return [FieldReading(role, value, role) for role, value in roles.items()]


@pytest.mark.parametrize(
    ("found", "unit"),
    [
        (fields(competent_department="甲县财政局", unit_name="甲县城管局"), "甲县城管局"),
        (fields(competent_department="甲县城管局", implementing_unit="甲县路灯所"), "甲县路灯所"),
        (fields(competent_department="甲县城管局", implementing_unit="市政科"), "甲县城管局"),
        (fields(implementing_unit="市政科"), "市政科"),
        (fields(unit_name="101-甲县城管局"), "甲县城管局"),
        (fields(person="钱一凡"), ""),
        ([], ""),
    ],
)
def test_filing_unit(found: list[FieldReading], unit: str) -> None:
    assert labelled_unit(found) == unit


def test_the_first_name_of_a_kind_counts() -> None:
    named = [FieldReading("单位名称", "甲局", "unit_name"), FieldReading("填报单位", "乙局", "unit_name")]
    assert labelled_unit(named) == "甲局"


@pytest.mark.parametrize(
    ("path", "item"),
    [
        (("收入构成", "财政拨款"), "收入构成/财政拨款"),
        (("收入构成", "合 计"), "收入构成/合计"),
        (("三公经费", "三公经费"), "三公经费"),
        (("", "其他资金"), "其他资金"),
        ((), ""),
    ],
)
def test_item_path(path: tuple[str, ...], item: str) -> None:
    assert item_path(path) == item


def test_a_character_that_was_seen_twice_is_dropped_where_that_makes_a_known_name() -> None:
    known = {"履职工作完成率", "天天开放天数"}
    assert without_doubled("履职工工作完成率", known.__contains__) == "履职工作完成率"
    assert without_doubled("天天开放天数", known.__contains__) == "天天开放天数"
    assert without_doubled("家家点灯率", known.__contains__) == "家家点灯率"


def test_names_of_a_hundred_thousand_characters_are_left_as_they_are() -> None:
    begun = time.process_time()
    assert without_doubled("工" * 100_000, lambda name: False) == "工" * 100_000
    assert time.process_time() - begun < 5


@pytest.mark.parametrize(
    "raw",
    [
        "备注",
        "编码",
        "（盖章）",
        "(盖章)单位:万元",
        "填报日期：2023年1月",
        "|备注|",
        "",
        "|",
        "无",
        "审核人",
        "120万元",
        "2023年12月31日",
        "12345678",
    ],
)
def test_labels_remarks_and_figures_name_no_unit(raw: str) -> None:
    assert printed_unit(raw) == ""
    assert (
        labelled_unit(
            [
                FieldReading("填报单位", raw, "unit_name"),
                FieldReading("主管部门", "柳湾县水利局", "competent_department"),
            ]
        )
        == "柳湾县水利局"
    )


@pytest.mark.parametrize(
    "raw",
    [
        "柳湾县水利局",
        "柳湾县水利局。",
        "柳湾县水利局（盖章）",
        "（盖章）柳湾县水利局",
        "柳湾县水利局 |",
        "柳湾县水利局| |||||项目实施内容| 2022年，修渠12公里。",
        "柳湾县水利局\n项目负责人",
        "柳湾县水利局  填报日期：2022年3月",
        "[107]柳湾县水利局",
        "231001-柳湾县水利局",
    ],
)
def test_a_unit_ends_at_the_border_of_its_cell(raw: str) -> None:
    assert printed_unit(raw) == "柳湾县水利局"


@pytest.mark.parametrize(
    ("printed", "name", "points"),
    [
        ("资产管理安全性（5分）", "资产管理安全性", "5"),
        ("资产管理安全性 ( 2.5 分 )", "资产管理安全性", "2.5"),
        ("三公经费(不含2.5分项)", "三公经费(不含2.5分项)", ""),
        ("路灯数量（5）", "路灯数量（5）", ""),
    ],
)
def test_points_behind_a_name_are_parted_where_they_say_so(printed: str, name: str, points: str) -> None:
    assert parted_points(printed) == (name, points)
