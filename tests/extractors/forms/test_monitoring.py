"""Monitoring forms: what had been reached within the year, and what is expected of all of it."""

from __future__ import annotations

import pytest

from extractors.forms.words.vocabulary import column_role, period_of
from tests.extractors.papers import filing, lined


@pytest.mark.parametrize(
    ("head", "period"),
    [
        ("1-7月执行情况", "1-7月"),
        ("1—6月实际完成值", "1—6月"),
        ("截至6月底完成情况", "6月底"),
        ("截止7月31日完成值", "7月31日"),
        ("上半年完成情况", "上半年"),
        ("三季度进展", "三季度"),
        ("前三季度执行情况", "前三季度"),
        ("2024年1-8月执行数", "1-8月"),
        ("1-9月完成数", "1-9月"),
        ("上半年进展情况", "上半年"),
    ],
)
def test_a_head_that_names_a_part_of_the_year(head: str, period: str) -> None:
    assert period_of(head) == period and column_role(head).name == "interim"


@pytest.mark.parametrize("head", ["全年完成值", "12月底前", "完成情况", "1-7月", "上半年计划", "年度指标值"])
def test_other_heads_name_none(head: str) -> None:
    assert period_of(head) == ""


@pytest.mark.parametrize(
    "head",
    [
        "全年预计完成情况",
        "全年预计完成值",
        "预计全年完成值",
        "年底预计完成情况",
        "预计完成情况",
        "全年预测值",
        "全年预期完成情况",
    ],
)
def test_what_is_expected_of_the_year(head: str) -> None:
    assert column_role(head).name == "forecast"


def test_both_become_values_of_their_own() -> None:
    text = "项目支出绩效目标执行监控表\n" + lined(
        "项目名称|智慧路灯项目",
        "绩效指标|一级指标|二级指标|三级指标|年度指标值|1-7月执行情况|全年预计完成情况|偏差原因分析|完成目标可能性",
        "|产出指标|数量指标|维修路灯数量|≥120盏|66盏|125盏|无|确定能",
        "|产出指标|质量指标|工程验收合格率|≥95%|97%|98%|无|确定能",
        "|效益指标|社会效益指标|受益居民人数|≥3000人|1800人|3100人|无|有可能",
        "|满意度指标|服务对象满意度指标|居民满意度|≥90%|91%|92%|无|确定能",
    )
    found = filing(text)
    assert found.form == "monitoring"
    assert [(part.period, str(part.value.value)) for row in found.indicators for part in row.interim] == [
        ("1-7月", "66"),
        ("1-7月", "97"),
        ("1-7月", "1800"),
        ("1-7月", "91"),
    ]
    assert [str(row.forecast.value) for row in found.indicators] == ["125", "98", "3100", "92"]
    assert not any(row.actual.raw for row in found.indicators) and not found.unread
