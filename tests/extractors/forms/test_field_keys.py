"""Labelled cells in words that no list has: beside known ones, by their ends, over their values, several in a cell."""

from __future__ import annotations

import pytest

from extractors.recognition import recognise
from tests.extractors.papers import drawn

TABLE = [
    "一级指标|二级指标|三级指标|指标值",
    "产出指标|数量指标|更换路灯数量|≥120盏",
    "效益指标|社会效益指标|暗区减少数|≥8处",
]
PHONE = "0555-5550101"


def fields(*rows: str) -> list[tuple[str, str]]:
    found = recognise(drawn("项目支出绩效目标表", ["项目名称|路灯更换项目", *rows, *TABLE])).fields
    return [(cell.key, cell.value) for cell in found if cell.role != "project"]


@pytest.mark.parametrize(
    ("rows", "found"),
    [
        ([f"项目牵头人|钱一凡|联系电话|{PHONE}"], [("项目牵头人", "钱一凡"), ("联系电话", PHONE)]),
        (["项目牵头人|钱一凡|手机短号|668899"], [("项目牵头人", "钱一凡"), ("手机短号", "668899")]),
        (
            ["项目开始日期|2023-01-01|项目结束日期|2023-12-31"],
            [("项目开始日期", "2023-01-01"), ("项目结束日期", "2023-12-31")],
        ),
        (
            ["归口管理机关|246-柳湾县城管局|具体承办方|柳湾县路灯管理所"],
            [("归口管理机关", "246-柳湾县城管局"), ("具体承办方", "柳湾县路灯管理所")],
        ),
        ([f"牵头领导：钱一凡|>|值班电话：{PHONE}|>"], [("牵头领导", "钱一凡"), ("值班电话", PHONE)]),
        ([f"项目负责人：钱一凡\u3000联系电话：{PHONE}"], [("项目负责人", "钱一凡"), ("联系电话", PHONE)]),
        ([f"项目负责人：钱一凡\n联系电话：{PHONE}"], [("项目负责人", "钱一凡"), ("联系电话", PHONE)]),
        (
            ["项目负责人|联系电话|>|填报日期", f"钱一凡|{PHONE}|>|2023-01-05"],
            [("项目负责人", "钱一凡"), ("联系电话", PHONE), ("填报日期", "2023-01-05")],
        ),
        ([f"项目负责人||联系电话|{PHONE}"], [("联系电话", PHONE)]),
        (["灯杆外观|单臂|灯罩外观|圆形"], []),
        (
            ["资金性质|一般公共预算||执行地点|城北仓库"],
            [("资金性质", "一般公共预算"), ("执行地点", "城北仓库")],
        ),
        ([f"单位负责人（签字）：||填表人：钱一凡|联系电话：{PHONE}"], [("填表人", "钱一凡"), ("联系电话", PHONE)]),
        (["资金性质|一般公共预算|执行地点|城北仓库"], [("资金性质", "一般公共预算"), ("执行地点", "城北仓库")]),
        (["灯杆对象|全县农户|灯罩级别|二级"], [("灯杆对象", "全县农户"), ("灯罩级别", "二级")]),
        (["供货来源|一般公共预算|是否进口|否"], [("供货来源", "一般公共预算"), ("是否进口", "否")]),
        (
            ["立杆地点|城南片区|手机|668899|值班职务|科长"],
            [("立杆地点", "城南片区"), ("手机", "668899"), ("值班职务", "科长")],
        ),
        (
            ["项目负责人|供货来源|是否进口|立杆地点", "钱一凡|政府性基金|否|城南片区"],
            [("项目负责人", "钱一凡"), ("供货来源", "政府性基金"), ("是否进口", "否"), ("立杆地点", "城南片区")],
        ),
        (
            ["更换背景：旧灯建于2008年，亮度不足，群众多次反映。|>|>|>"],
            [("更换背景", "旧灯建于2008年，亮度不足，群众多次反映。")],
        ),
        (
            [f"主管部门|柳湾县城管局|填报人\n钱一凡|联系电话\n{PHONE}"],
            [("主管部门", "柳湾县城管局"), ("填报人", "钱一凡"), ("联系电话", PHONE)],
        ),
        (
            ["填报人：钱一凡    填报日期：2023-01-05    单位：万元|>|>|>"],
            [("填报人", "钱一凡"), ("填报日期", "2023-01-05")],
        ),
        (["主要内容|更换路灯，清洗灯罩。"], [("主要内容", "更换路灯，清洗灯罩。")]),
    ],
)
def test_labelled_cells(rows: list[str], found: list[tuple[str, str]]) -> None:
    assert fields(*rows) == found


def test_labels_and_values_in_turn_below_the_indicators_are_none() -> None:
    below = ["邮政编码|415600|值班职务|科长", "立杆地点|城南片区|是否进口|否"]
    found = recognise(drawn("项目支出绩效目标表", ["项目名称|路灯更换项目", *TABLE, *below]))
    assert [row.name.text for row in found.indicators] == ["更换路灯数量", "暗区减少数"]
    assert [cell.key for cell in found.fields[1:]] == ["邮政编码", "值班职务", "立杆地点", "是否进口"]


def test_a_label_with_a_sentence_is_no_head_of_the_money_below() -> None:
    rows = ["支出问题|部分资金支付进度偏慢。", "资金情况|预算数|执行数|执行率", "财政拨款|100|90|90%"]
    assert fields(*rows) == [("支出问题", "部分资金支付进度偏慢。")]


def test_an_amount_in_turn_with_a_known_one() -> None:
    found = recognise(
        drawn("项目支出绩效目标表", ["项目名称|路灯更换项目", "项目总投资|120.5万元|本年安排|80万元", *TABLE])
    )
    assert [(amount.path, amount.value.text) for amount in found.amounts] == [
        (("项目总投资",), "120.5万元"),
        (("本年安排",), "80万元"),
    ]


def test_labelled_cells_are_no_heads_of_the_money_below_them() -> None:
    rows = [
        "经手人员|花书禾|联络电话|0994-5550032",
        "资金情况|预算数|执行数|执行率",
        "财政拨款|100|90|90%",
        "其他资金|20|10|50%",
    ]
    assert fields(*rows) == [("经手人员", "花书禾"), ("联络电话", "0994-5550032")]
