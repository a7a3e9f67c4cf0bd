"""Budgets whose figures and labels came apart."""

from __future__ import annotations

import pytest

from extractors.forms.money.budget import figures_in, groups_in, shares
from tests.extractors.papers import lined, priced, reading

SOURCES = "1、资金来源：（1）财政性资金 （2）其他资金"
PARTS = "2、资金结构：（1）基本支出 （2）项目支出"


def test_the_groups_that_a_text_lists() -> None:
    assert groups_in(SOURCES) == [("资金来源", ("财政性资金", "其他资金"))]
    assert groups_in(SOURCES + PARTS) == [
        ("资金来源", ("财政性资金", "其他资金")),
        ("资金结构", ("基本支出", "项目支出")),
    ]
    assert groups_in("资金来源稳定") == []


@pytest.mark.parametrize(
    ("text", "figures"),
    [
        ("80 50 30", ["80", "50", "30"]),
        ("1,080.5\n50", ["1,080.5", "50"]),
        ("80 万元", []),
        ("", []),
        ("NaN", []),
        ("inf 1e999999999", []),
        ("-", []),
    ],
)
def test_figures_in(text: str, figures: list[str]) -> None:
    assert figures_in(text) == figures


GROUPS = [("资金来源", ("财政性资金", "其他资金")), ("资金结构", ("基本支出", "项目支出"))]


def joined(*figures: str) -> list[tuple[str, str]]:
    return [("/".join(share.path), share.figure) for share in shares(figures, GROUPS)]


def test_figures_go_where_they_add_up() -> None:
    assert joined("80", "70", "10", "50", "30") == [
        ("部门预算总额", "80"),
        ("资金来源/财政性资金", "70"),
        ("资金来源/其他资金", "10"),
        ("资金结构/基本支出", "50"),
        ("资金结构/项目支出", "30"),
    ]


def test_a_group_may_leave_out_its_empty_items() -> None:
    assert joined("80", "80", "50", "30") == [
        ("部门预算总额", "80"),
        ("资金来源/财政性资金", "80"),
        ("资金结构/基本支出", "50"),
        ("资金结构/项目支出", "30"),
    ]


@pytest.mark.parametrize(
    "figures", [("80", "70", "11", "50", "30"), ("80",), (), ("80", "80"), ("80", "80", "80", "5")]
)
def test_figures_that_do_not_add_up_are_nobodys(figures: tuple[str, ...]) -> None:
    assert joined(*figures) == []


def test_a_budget_among_the_tasks() -> None:
    text = "部门整体绩效目标表\n" + lined(
        "年度主要任务|任务名称|主要内容|预算情况",
        "|点亮老城|修好老城路灯，换下旧灯杆。|80 80 50",
        "||1、每月巡查。2、及时维修。|30",
        f"||{SOURCES}|{PARTS}",
        "填报人|钱一凡",
    )
    found = reading(text)
    assert [priced(a) for a in found.amounts] == [
        ("部门预算总额", "", "80"),
        ("资金来源/财政性资金", "", "80"),
        ("资金结构/基本支出", "", "50"),
        ("资金结构/项目支出", "", "30"),
    ]
    assert not any("资金来源" in goal.text for goal in found.goals)
