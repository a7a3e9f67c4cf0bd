"""Headings: which form a table is of, and the unit over it."""

from __future__ import annotations

import pytest

from extractors.forms.words.titles import form_of, form_of_title, form_of_words, table_unit
from tests.extractors.papers import LEVELS, reading, tabbed


@pytest.mark.parametrize(
    ("title", "form"),
    [
        ("2023年度部门整体绩效目标表", "overall-target"),
        ("市级部门（单位）整体绩效目标申报表", "overall-target"),
        ("部门整体支出绩效目标申报表", "overall-target"),
        ("2023年路灯维护项目绩效目标表", "project-target"),
        ("专项资金绩效目标申报表", "project-target"),
        ("1、2023年巡查经费绩效目标表", "project-target"),
        ("部门整体支出绩效自评表", "self-evaluation"),
        ("项 目 支 出\n绩 效 自 评 表", "self-evaluation"),
        ("专项资金绩效目标自评表", "self-evaluation"),
        ("整体绩效自评指标计分表", "self-evaluation"),
        ("转移支付区域绩效目标自评表", "self-evaluation"),
        ("收支预算总表", ""),
        ("一、部门基本情况", ""),
        ("本表由部门对照整体绩效目标如实填写。", ""),
        ("为做好整体绩效目标的编制工作，" + "按照有关要求，" * 9 + "现将绩效目标表", ""),
    ],
)
def test_title(title: str, form: str) -> None:
    assert form_of_title(title) == form


@pytest.mark.parametrize(
    ("labels", "form"),
    [
        (("项目名称", "指标值", "年度申请资金额度"), "project-target"),
        (("部门职能概述", "年度工作任务", "项目名称"), "overall-target"),
        (("项目名称", "得分"), "self-evaluation"),
        (("项目名称", "全年完成值"), "self-evaluation"),
        (("甲", "乙"), ""),
    ],
)
def test_the_words_of_a_table_tell_its_form(labels: tuple[str, ...], form: str) -> None:
    assert form_of_words(labels) == form


def test_a_title_outweighs_words_and_the_table_before() -> None:
    assert form_of(["部门整体绩效目标表", "单位：万元"], ["项目名称"], "self-evaluation") == "overall-target"
    assert form_of([], ["项目名称"], "self-evaluation") == "self-evaluation"
    assert form_of([], ["项目名称"], "unknown") == "project-target"
    assert form_of([], [], "unknown") == "unknown"


def test_the_last_title_over_a_table_counts() -> None:
    assert form_of(["部门整体绩效自评报告", "项目绩效目标表"], [], "unknown") == "project-target"


@pytest.mark.parametrize(
    ("text", "unit"),
    [
        ("单位：万元", "万元"),
        ("                金额单位: 元", "元"),
        ("单位：亿元", "亿元"),
        ("单位：人", ""),
        ("填报单位：柳湾县城管局", ""),
        ("单位：万元" + "甲" * 300, ""),
    ],
)
def test_table_unit(text: str, unit: str) -> None:
    assert table_unit(text) == unit


HEAD = f"{LEVELS}|指标值"
ROW = "产出指标|数量指标|新建路灯数量|≥50盏"


def test_a_document_of_several_forms_is_of_the_one_with_most_indicators() -> None:
    text = (
        "部门整体绩效自评报告\n"
        + tabbed(f"{LEVELS}|指标值|得分", f"{ROW}|5")
        + "附件2\n路灯维护项目绩效目标表\n"
        + tabbed(HEAD, ROW, ROW, ROW)
    )
    found = reading(text)
    assert found.form == "project-target"
    assert [i.form for i in found.indicators] == ["self-evaluation"] + ["project-target"] * 3
    assert [t.text for t in found.titles] == ["部门整体绩效自评报告", "路灯维护项目绩效目标表"]


def test_a_table_without_a_title_goes_on_with_the_project_before() -> None:
    text = (
        "路灯维护项目绩效目标表\n"
        + tabbed("项目名称|路灯维护项目||", HEAD, ROW)
        + "接上页的指标仍按照原来的口径填写\n"
        + tabbed(HEAD, ROW)
        + "桥灯改造项目绩效目标表\n"
        + tabbed(HEAD, ROW)
    )
    found = reading(text).indicators
    assert [i.project for i in found] == ["路灯维护项目", "路灯维护项目", "桥灯改造项目"]
    assert [bool(i.reasons) for i in found] == [False, False, True]


def test_a_title_inside_the_table_counts() -> None:
    found = reading(tabbed("部门整体绩效目标表|||", HEAD, ROW))
    assert found.form == "overall-target"
    assert [t.text for t in found.titles] == ["部门整体绩效目标表"]
