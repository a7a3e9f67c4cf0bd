"""Levels carried down, and put right where they are printed in the middle of their merge."""

from __future__ import annotations

from decimal import Decimal

import pytest

from extractors.forms.rows.levels import Mark, carried, subtotal_of
from tests.extractors.papers import LEVELS, filing, reading, tabbed, told


def marks(*printed: str) -> list[Mark]:
    """`label/subtotal/weight` a row, any of them empty."""
    found = []
    for text in printed:
        label, subtotal, weight = (text + "//").split("/")[:3]
        found.append(Mark(label, Decimal(subtotal) if subtotal else None, Decimal(weight) if weight else None))
    return found


def unknown(row: int, label: str) -> float:
    return 0.0


def test_a_label_holds_to_the_next() -> None:
    assert carried(marks("产出", "", "", "效益", "")) == ["产出", "产出", "产出", "效益", "效益"]


def test_rows_before_the_first_label_are_its_own() -> None:
    assert carried(marks("", "产出", "")) == ["产出"] * 3


def test_a_new_first_level_ends_the_second() -> None:
    resets = [True, False, True, False]
    assert carried(marks("数量", "", "", "满意度"), resets) == ["数量", "数量", "", "满意度"]


def test_subtotals_say_how_far_a_displaced_label_reaches() -> None:
    rows = marks("//5", "//5", "整体/15/5", "//10", "专项/20/10")
    assert carried(rows, suits=unknown) == ["整体"] * 3 + ["专项"] * 2


def test_subtotals_that_do_not_add_up_are_not_believed() -> None:
    rows = marks("//5", "整体/99/5", "//10", "专项/20/10")
    assert carried(rows, suits=unknown) == ["整体", "整体", "整体", "专项"]


def test_exact_merges_are_not_reckoned_with() -> None:
    rows = marks("整体/10/5", "//5", "//5", "专项/10/5")
    assert carried(rows) == ["整体"] * 3 + ["专项"]


def test_points_may_be_rounded() -> None:
    rows = marks("//3.33", "整体/10/3.33", "//3.33", "专项/5/5")
    assert carried(rows, suits=unknown) == ["整体"] * 3 + ["专项"]


def test_sense_says_where_no_points_do() -> None:
    fits = ["满意", "满意", "数量", "数量"]

    def suits(row: int, label: str) -> float:
        return 1.0 if fits[row] == label else -1.0

    assert carried(marks("", "满意", "", "数量"), suits=suits) == ["满意", "满意", "数量", "数量"]


def test_sense_leaves_alone_what_nothing_speaks_against() -> None:
    assert carried(marks("数量", "", "质量", ""), suits=unknown) == ["数量", "数量", "质量", "质量"]


def test_a_thousand_rows_are_carried_down_plainly() -> None:
    rows = marks("", "产出/1/1", *["//1"] * 1000)
    assert carried(rows, suits=unknown) == ["产出"] * 1002


@pytest.mark.parametrize(
    ("label", "points"),
    [
        ("产出指标（50分）", 50),
        ("效益指标(30)", 30),
        ("产出指标 （ 22.5 分）", 22.5),
        ("产出指标", None),
        ("指标（A）", None),
    ],
)
def test_subtotal_of(label: str, points: float | None) -> None:
    assert subtotal_of(label) == (None if points is None else Decimal(str(points)))


SHEET = "一级指标|分值|二级指标|分值|三级指标|分值|得分|评分标准"


def test_a_score_sheet_with_labels_in_the_middle_of_their_merge() -> None:
    text = "部门整体绩效自评表\n" + tabbed(
        SHEET,
        "||||产出目标完成率|10|9|完成得满分。",
        "履职效能|30|整体效能|20|效益目标完成率|10|9|完成得满分。",
        "||专项效能|10|项目入库率|10|8|完成得满分。",
        "||||预算编制及时性|5|5|及时得满分。",
        "管理效率|15|预算编制|15|预算编制规范性|5|5|规范得满分。",
        "||||预算编制完整性|5|4|完整得满分。",
    )
    assert [told(i) for i in reading(text).indicators] == [
        ("履职效能", "整体效能", "产出目标完成率"),
        ("履职效能", "整体效能", "效益目标完成率"),
        ("履职效能", "专项效能", "项目入库率"),
        ("管理效率", "预算编制", "预算编制及时性"),
        ("管理效率", "预算编制", "预算编制规范性"),
        ("管理效率", "预算编制", "预算编制完整性"),
    ]
    assert [str(i.weight) for i in filing(text).indicators] == ["10", "10", "10", "5", "5", "5"]


def test_first_levels_displaced_are_put_right_by_the_second_ones() -> None:
    text = "项目支出绩效目标表\n" + tabbed(
        f"{LEVELS}|指标值",
        "|数量指标|新建路灯数量|≥50盏",
        "|质量指标|路灯验收合格率|100%",
        "产出指标|时效指标|工程完工及时率|100%",
        "|成本指标|单盏造价|≤2000元",
        "|社会效益指标|受益群众人数|≥800人",
        "效益指标|生态效益指标|节能灯具占比|≥90%",
        "满意度指标|服务对象满意度指标|群众满意度|≥95%",
    )
    assert [i.level1 for i in reading(text).indicators] == ["产出指标"] * 4 + ["效益指标"] * 2 + ["满意度指标"]


def test_points_behind_a_level_go_and_count() -> None:
    text = "项目支出绩效自评表\n" + tabbed(
        f"{LEVELS}|指标值|分值|得分",
        "|数量指标|新建路灯数量|≥50盏|20|20",
        "产出指标（50分）|质量指标|路灯验收合格率|100%|30|30",
        "效益指标（40分）|社会效益指标|受益群众人数|≥800人|40|38",
    )
    assert [i.level1 for i in filing(text).indicators] == ["产出指标", "产出指标", "效益指标"]
