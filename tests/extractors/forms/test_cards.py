"""Indicators on cards, and cells that repeat the one above them by a mark."""

from __future__ import annotations

import pytest

from extractors.recognition import recognise
from tests.extractors.papers import drawn, ruled_reading

TITLE = "路灯改造项目绩效目标表（2023年度）"
PROJECT = "项目名称|路灯改造|预算金额（万元）|118"
LAMPS = ["一级指标|产出指标|二级指标|数量指标", "三级指标|新建路灯数量|指标值|≥50盏", "权重|60|备注|"]
PLEASED = ["一级指标|满意度指标|二级指标|服务对象满意度", "三级指标|群众满意度|指标值|≥90%", "权重|40|备注|按问卷"]


def said(found: object) -> list[tuple[str, ...]]:
    return [
        (row.project, row.level1, row.level2, row.name.text, *(row.cell(role).text for role in ("target", "weight")))
        for row in found.indicators  # type: ignore[attr-defined]
    ]


WANTED = [
    ("路灯改造", "产出指标", "数量指标", "新建路灯数量", "≥50盏", "60"),
    ("路灯改造", "满意度指标", "服务对象满意度", "群众满意度", "≥90%", "40"),
]


def test_a_table_for_each_card() -> None:
    assert said(recognise(drawn(TITLE, [PROJECT], LAMPS, PLEASED))) == WANTED


def test_cards_below_one_another_in_one_table() -> None:
    found = ruled_reading(TITLE, PROJECT, *LAMPS, *PLEASED)
    assert said(found) == WANTED
    assert [(row.name.place.row, row.name.place.column) for row in found.indicators] == [(3, 2), (6, 2)]
    assert [row.cell("target").place.row for row in found.indicators] == [3, 6]


def test_a_card_of_one_pair_a_row() -> None:
    pairs = ["|".join(pair) for card in (LAMPS, PLEASED) for row in card for pair in _pairs(row)]
    assert said(ruled_reading(TITLE, "项目名称|路灯改造", *pairs)) == WANTED


def _pairs(row: str) -> list[list[str]]:
    cells = row.split("|")
    return [cells[:2], cells[2:]]


def test_a_head_over_rows_is_no_card() -> None:
    found = ruled_reading(
        TITLE, PROJECT, "三级指标|指标值|权重|备注", "新建路灯数量|≥50盏|60|", "群众满意度|≥90%|40|按问卷"
    )
    assert [row[3] for row in said(found)] == ["新建路灯数量", "群众满意度"]


@pytest.mark.parametrize("mark", ["〃", "同上", "″"])
def test_a_mark_stands_for_the_cell_above(mark: str) -> None:
    found = ruled_reading(
        "2023年度项目绩效自评情况汇总表",
        "项目名称|一级指标|二级指标|三级指标|指标值|分值",
        "路灯改造|产出指标|数量指标|新建路灯数量|≥50盏|60",
        f"{mark}|满意度指标|服务对象满意度|群众满意度|≥90%|40",
        "道路养护|产出指标|数量指标|养护里程|≥9公里|50",
        f"{mark}|{mark}|质量指标|路况优良率|≥90%|{mark}",
    )
    assert [(row[0], row[1], row[-1]) for row in said(found)] == [
        ("路灯改造", "产出指标", "60"),
        ("路灯改造", "满意度指标", "40"),
        ("道路养护", "产出指标", "50"),
        ("道路养护", "产出指标", "50"),
    ]


def test_a_card_that_lacks_a_label_of_the_others_stands_where_its_name_does() -> None:
    found = ruled_reading(TITLE, PROJECT, *LAMPS[:2], "权重|60|依据|规划", *PLEASED[:2], "权重|40|>|>")
    assert [(row.place.row, row.name.place.row) for row in found.indicators] == [(3, 3), (6, 6)]
