"""Rows cut out of text: what speaks against one of them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extractors.forms.text.text_doubts import doubted_rows
from normalizers.confidence import REVIEW_BELOW, against, sureness
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
        ("2024年", "no words stand where the name should be"),
        ("95%", "no words stand where the name should be"),
        ("绩效目标", "a head stands where the name should be"),
        ("项目资金", "a head stands where the name should be"),
        ("计划标准", "a cell of another column stands where the name should be"),
        ("正向指标", "a cell of another column stands where the name should be"),
        ("验收合格率≥95%", "the name holds more than a name"),
        ("维修水渠长度 >= 12公里，验收", "the name holds more than a name"),
        ("维修水渠长度≥12公里", "the name holds more than a name"),
    ],
)
def test_a_name_that_is_none_is_doubted(name: str, reason: str) -> None:
    row = _one(name=Printed(name))

    assert reason in row.reasons
    assert sureness("indicators", against(reason)) < REVIEW_BELOW


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


@pytest.mark.parametrize(
    ("name", "target", "holds_more"),
    [
        ("整编成果审核97%", "97%", True),
        ("验收合格率 100％", "100％", True),
        ("新建公厕6座", "6座", True),
        ("年降雨量提高到12公里", "12公里", True),
        ("及时率100%", "95%", False),
        ("新建公厕6", "6", False),
        ("群众满意度高", "高", False),
        ("减少损失有效", "有效", False),
    ],
)
def test_a_name_that_ends_with_the_row_s_own_figure_is_doubted(name: str, target: str, holds_more: bool) -> None:
    row = _one(name=Printed(name), cells={"target": Printed(target)})

    assert ("the name holds more than a name" in row.reasons) == holds_more


def test_a_row_under_no_level_is_doubted_where_others_have_one() -> None:
    assert "the row stands under no first level" in _one(level1="").reasons
    assert "the row stands under no level" in _one(level1="", level2="").reasons


def test_a_border_in_a_cell_is_doubted() -> None:
    row = _one(cells={"target": Printed("≥12公里 | 13公里")})

    assert "a border stands in a cell of the row" in row.reasons


def test_a_project_without_a_name_is_doubted_in_a_projects_form_alone() -> None:
    assert "the project has no name" in _one(project="").reasons
    assert _one(project="", form="overall-target").reasons == ()


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"cells": {}}, "the row has a name and no value"),
        ({"cells": {"target": Printed("——"), "basis": Printed("计划标准")}}, "the row has a name and no value"),
        ({"cells": {}, "history": (("2021", Printed("11公里")),)}, "the table has no column of targets"),
    ],
)
def test_a_row_without_what_an_indicator_has_is_doubted(changed: dict[str, object], reason: str) -> None:
    assert _one(**changed).reasons == (reason,)
    assert sureness("indicators", against(reason)) < REVIEW_BELOW


def test_points_alone_are_enough() -> None:
    assert _one(cells={"weight": Printed("10"), "score": Printed("9")}).reasons == ()
