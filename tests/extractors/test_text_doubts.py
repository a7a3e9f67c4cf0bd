"""Rows cut out of text: what speaks against one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.forms.text_doubts import doubted_rows
from normalizers.confidence import SURE, against, sureness
from schema.reading import IndicatorReading, Printed

_GOOD = IndicatorReading(
    form="project-target",
    name=Printed("维修水渠长度"),
    project="水渠维修项目",
    level1="产出指标",
    level2="数量指标",
    cells={"target": Printed("≥12公里")},
)


def _one(**changed: object) -> IndicatorReading:
    """The row beside a good one, so that its table has levels."""
    return doubted_rows([_GOOD, replace(_GOOD, **changed)])[1]  # type: ignore[arg-type]


def test_a_whole_row_is_left_as_sure_as_it_was() -> None:
    assert _one() == _GOOD


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("指标值", "a head stands where the name should be"),
        ("实际完成值", "a head stands where the name should be"),
        ("数量指标", "a level stands where the name should be"),
        ("社会效益指标", "a level stands where the name should be"),
        ("财政部门审核意见（盖章）", "what a page prints beside its form stands where the name should be"),
        ("填表人：李某", "what a page prints beside its form stands where the name should be"),
        ("≤", "no words stand where the name should be"),
        ("10", "no words stand where the name should be"),
        ("95%", "no words stand where the name should be"),
        ("计划标准", "a cell of another column"),
        ("正向指标", "a cell of another column"),
        ("验收合格率≥95%", "the name holds more than a name"),
        ("维修水渠长度 >= 12公里，验收", "the name holds more than a name"),
    ],
)
def test_a_name_that_is_none_is_doubted(name: str, reason: str) -> None:
    row = _one(name=Printed(name))

    assert reason in row.reasons
    assert sureness("indicators", against(reason)) < SURE


@pytest.mark.parametrize(
    "name",
    [
        "群众满意度(≥**%)",
        "受益人口数量（≥100人）",
        "7岁以下儿童健康管理率",
        "3000顶帐篷储备到位率",
        "G105国道养护里程",
        "12345热线办结率",
    ],
)
def test_figures_that_belong_to_a_name_are_no_doubt(name: str) -> None:
    assert _one(name=Printed(name)).reasons == ()


def test_a_row_under_no_level_is_doubted_where_others_have_one() -> None:
    assert "the row stands under no first level" in _one(level1="").reasons
    assert "the row stands under no level" in _one(level1="", level2="").reasons


def test_a_border_in_a_cell_is_doubted() -> None:
    row = _one(cells={"target": Printed("≥12公里 | 13公里")})

    assert "a border stands in a cell of the row" in row.reasons


def test_a_project_without_a_name_is_doubted_in_a_projects_form_alone() -> None:
    assert "the project has no name" in _one(project="").reasons
    assert _one(project="", form="overall-target").reasons == ()
