"""Parts of a form that stand above, below and beside its indicators and are none of them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

import jixiao
from extractors.forms.around.projects import named_above
from extractors.forms.text.keyed import keyed_rows

Row = Sequence[str | tuple[str, int]]

_HEAD = ["绩效类别", "指标分项", "绩效指标名称", "指标释义", "绩效目标值", "设定依据"]
_ROWS: list[Row] = [
    [("产出指标", 3), ("数量指标", 2), "更换灯具数量", "换下的旧灯", "≥320盏", "维护计划"],
    ["检修配电箱", "检修过的配电箱", "≥14处", "维护计划"],
    [("质量指标", 1), "抽查亮灯率", "亮着的占比", "≥98%", "行业标准"],
    [("满意度指标", 1), ("服务对象满意度指标", 1), "居民满意度", "问卷调查", "≥90%", "历史数据"],
]


def _read(rows: Sequence[Row], folder: Path) -> jixiao.Filing:
    path = folder / "form.html"
    body = "".join(f"<tr>{''.join(map(_cell, row))}</tr>" for row in rows)
    path.write_text(
        f"<html><body><p>2025年项目支出绩效目标申报表</p><table>{body}</table></body></html>", encoding="utf-8"
    )
    return jixiao.read(path)


def _cell(said: str | tuple[str, int]) -> str:
    text, rows = (said, 1) if isinstance(said, str) else said
    text, _, across = text.partition("→")
    return f'<td rowspan="{rows}" colspan="{across or 1}">{text}</td>'


def test_an_outer_column_of_names_is_the_second_level_that_is_missing(tmp_path: Path) -> None:
    filing = _read([_HEAD, *_ROWS], tmp_path)
    assert [(row.level1, row.level2, row.name) for row in filing.indicators] == [
        ("产出指标", "数量指标", "更换灯具数量"),
        ("产出指标", "数量指标", "检修配电箱"),
        ("产出指标", "质量指标", "抽查亮灯率"),
        ("满意度指标", "服务对象满意度指标", "居民满意度"),
    ]


def test_a_row_that_asks_for_people_is_no_indicator(tmp_path: Path) -> None:
    head = ["一级指标", "二级指标", "三级指标", "实施期指标值", "年度指标值", "测算口径"]
    rows = [
        ["产出指标", "数量指标", "更换灯具数量", "≥960盏", "≥320盏", "以验收为准"],
        ["效益指标", "社会效益指标", "夜间事故下降率", "≥15%", "≥5%", "交警统计"],
        ["满意度指标", "服务对象满意度指标", "居民满意度", "≥92%", "≥90%", "问卷调查"],
        ["填报单位联系人", "顾某→2", "联系电话", "0851-86540000→2"],
    ]
    names = [row.name for row in _read([head, *rows], tmp_path).indicators]
    assert names == [row[2] for row in rows[:3] for _ in range(2)]


def test_costs_above_the_head_of_the_indicators_are_none(tmp_path: Path) -> None:
    costs: list[Row] = [
        [("资金测算（万元）", 4), "支出明细", "数量", "单价", "金额", "测算说明"],
        ["智能路灯控制器", "2", "18.5", "37", "市场询价"],
        ["高杆灯", "1", "42", "42", "参照中标价"],
        ["线缆耗材", "3", "6.2", "18.6", "上年用量推算"],
    ]
    filing = _read([["项目名称", "路灯维护→5"], *costs, _HEAD, *_ROWS], tmp_path)
    assert [row.name for row in filing.indicators] == ["更换灯具数量", "检修配电箱", "抽查亮灯率", "居民满意度"]


def test_values_of_other_years_are_in_the_unit_of_their_row(tmp_path: Path) -> None:
    rows: list[Row] = [
        [("一级指标", 2), ("二级指标", 2), ("三级指标", 2), "近两年指标值→2", ("年度指标值", 2), ("计量单位", 2)],
        ["2023年", "2024年"],
        ["产出指标", "数量指标", "更换灯具数量", "300", "310", "≥320", "盏"],
        ["产出指标", "质量指标", "抽查亮灯率", "96", "97", "≥98", "%"],
        ["满意度指标", "服务对象满意度指标", "居民满意度", "88", "89", "≥90", "%"],
    ]
    filing = _read(rows, tmp_path)
    assert [[past.value.unit for past in row.history] for row in filing.indicators] == [
        ["盏"] * 2,
        ["%"] * 2,
        ["%"] * 2,
    ]


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("浦洋县2022年政府投资重点项目和民生实事三季度绩效运行监控情况", ""),
        ("河西区路灯所2022年上半年项目支出绩效运行监控情况表", ""),
        ("2022年第一批重点项目绩效目标批复表", ""),
        ("龙山县2020年度背街小巷路灯改造项目绩效自评价表", "背街小巷路灯改造项目"),
        ("(背街小巷照明)绩效目标自评表", "背街小巷照明"),
        ("柳湾县城管局2022年路灯电费补助资金绩效自评报告", "路灯电费补助资金"),
    ],
)
def test_what_a_title_names(title: str, name: str) -> None:
    named = named_above([title], False)
    assert (named.name if named else "") == name


def test_words_behind_a_bracket_go_on_with_a_name_or_a_label() -> None:
    _, rows = keyed_rows("项目名称 | 省级路灯(节能)专项资金 |\n主管部门名称 | 某局 |", False)
    assert rows[0] == ["项目名称", "省级路灯(节能)专项资金"]
    _, rows = keyed_rows("项目名称路灯维护专项资金主管部门(单位)名称柳湾县城管局资金总额42", True)
    assert rows[1] == ["主管部门(单位)名称", "柳湾县城管局"]
