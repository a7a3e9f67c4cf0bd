"""Heads that a scan damaged, in every family of forms: their columns keep their roles, and are less sure."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from extractors.forms.columns.heads import find_head
from extractors.forms.columns.storeys import is_head_row
from extractors.forms.damage.restored import restored
from extractors.forms.grid import grid_of
from schema.document import Cell, Table
from tests.extractors.worn_papers import FAMILIES, roles, worn

#: A character that no head has.
ODD = "凹"


def damages(word: str) -> Iterator[str]:
    """The word with each of its characters lost, mistaken, seen twice, or with a mark before it."""
    for at in range(len(word)):
        yield word[:at] + word[at + 1 :]
        yield word[:at] + ODD + word[at + 1 :]
        yield word[:at] + word[at] + word[at:]
        yield word[:at] + "·" + word[at:]
    yield word[: len(word) // 2]
    yield word[len(word) // 2 :]


@pytest.mark.parametrize("family", FAMILIES)
def test_one_damaged_head_is_known(family: str) -> None:
    head, rows = FAMILIES[family]
    words = head.split("|")
    wanted = roles(worn(head, rows))
    assert len(wanted) == len(words)
    for at, word in enumerate(words):
        for damaged in damages(word):
            grid = worn("|".join([*words[:at], damaged, *words[at + 1 :]]), rows)
            assert roles(grid) == wanted, f"{word} as {damaged}"


@pytest.mark.parametrize("family", FAMILIES)
def test_a_head_of_which_nothing_is_left_is_told_by_its_cells(family: str) -> None:
    head, rows = FAMILIES[family]
    words = head.split("|")
    wanted = roles(worn(head, rows))
    told = [at for at, role in enumerate(wanted) if role != "remark"]
    for at in told:
        grid = worn("|".join([*words[:at], "", *words[at + 1 :]]), rows)
        assert roles(grid) == wanted, words[at]
        assert grid.sureness(0) < 0.7


@pytest.mark.parametrize("family", FAMILIES)
@pytest.mark.parametrize("left", ["级指标", "-级指标", "二级指标", "级指\n标"])
def test_the_order_of_the_columns_tells_levels_that_lost_their_number(family: str, left: str) -> None:
    head, rows = FAMILIES[family]
    rest = head.split("|")[3:]
    assert roles(worn("|".join([left, left, left, *rest]), rows)) == roles(worn(head, rows))


@pytest.mark.parametrize("family", FAMILIES)
def test_a_whole_head_stays_as_it_is(family: str) -> None:
    grid = worn(*FAMILIES[family])
    assert grid.sureness(0) == 1.0
    assert [slot.label for slot in grid.rows[0].slots][1:] == FAMILIES[family][0].split("|")


@pytest.mark.parametrize(
    ("word", "cells"),
    [
        ("责任科室", "商务科|市建科|办公室|财务科"),
        ("完成时限", "12月底前|6月底前|全年|12月底"),
        ("填报说明", "见附件|按合同|按标准|抽样"),
        ("数据口径", "年度|年度|年度|年度"),
        ("指标编号", "1|2|3|4"),
        ("是否核心", "是|否|是|否"),
    ],
)
@pytest.mark.parametrize("family", FAMILIES)
def test_a_column_that_nobody_knows_is_not_guessed(family: str, word: str, cells: str) -> None:
    head, rows = FAMILIES[family]
    wider = tuple(f"{row}|{cell}" for row, cell in zip(rows, cells.split("|"), strict=True))
    grid = worn(f"{head}|{word}", wider)
    assert grid.sureness(0) == 1.0
    assert roles(grid) == roles(worn(head, rows))


@pytest.mark.parametrize("family", [family for family in FAMILIES if family != "score sheet"])
def test_a_column_of_values_under_a_head_that_nobody_knows_takes_no_known_column_s_place(family: str) -> None:
    head, rows = FAMILIES[family]
    wider = tuple(f"{row}|{cell}" for row, cell in zip(rows, ("≥50", "≥95%", "改善", "≥90%"), strict=True))
    assert roles(worn(f"{head}|绩效标准", wider)) == roles(worn(head, rows))


def test_in_a_sheet_without_targets_such_a_column_is_read_as_targets_and_doubted() -> None:
    head, rows = FAMILIES["score sheet"]
    wider = tuple(f"{row}|{cell}" for row, cell in zip(rows, ("≥50", "≥95%", "改善", "≥90%"), strict=True))
    found = find_head(worn(f"{head}|绩效标准", wider), 0)
    assert found is not None and "target" in found.roles()
    assert found.chance < 0.95 and found.doubts


def test_the_side_may_be_damaged_too() -> None:
    head, rows = FAMILIES["targets"]
    grid = worn(head, rows, side="绩·效\n指标")
    assert roles(grid) == roles(worn(head, rows))


def test_a_short_head_is_no_second_name() -> None:
    head, rows = FAMILIES["parted"]
    assert roles(worn(head.replace("指标值", "指标"), rows)) == roles(worn(head, rows))


def test_rows_of_indicators_are_no_heads() -> None:
    grid = worn(*FAMILIES["results"])
    assert not any(is_head_row(row) for row in grid.rows[1:])
    assert all(grid.sureness(row) == 1.0 for row in range(len(grid.rows)))


def test_nothing_is_left_to_tell_a_head_by() -> None:
    _, rows = FAMILIES["targets"]
    assert find_head(worn("凹|凹凹|凹凹凹|凹|凹", rows), 0) is None


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        ("指标值  指标值确定依据|>", "指标值|指标值确定依据"),
        ("---\n计算符号计划指标值|>|>", "计算符号|计划指标值|>"),
        ("评分标准|>", "评分标准|>"),
    ],
)
def test_heads_strung_together_stand_over_columns_of_their_own(glued: str, apart: str) -> None:
    cells = {"计算符号": "≥", "指标值": "50", "计划指标值": "50", ">": "盏", "确定依据": "计划", "评分标准": "得5分"}
    body = [cells.get(word, "行业标准") for word in apart.split("|")]
    rows = [["产出指标", "数量指标", f"新建路灯数量{at}", *body] for at in range(4)]
    heads = ["一级指标", "二级指标", "三级指标", *glued.split("|")]
    wide = [
        Cell(text, 0, at, 1, len(glued.split("|")) if at == 3 else 1) for at, text in enumerate(heads) if text != ">"
    ]
    below = [
        Cell(text, at + 1, column, confidence=0.9) for at, row in enumerate(rows) for column, text in enumerate(row)
    ]
    found = restored(grid_of(Table((*wide, *below)), 1, 1), frozenset()).rows[0].slots[3:]
    assert [(slot.label, slot.width) for slot in found] == _extents(apart)


def _extents(apart: str) -> list[tuple[str, int]]:
    """The heads and their widths, `>` going on with the one before."""
    found: list[tuple[str, int]] = []
    for word in apart.split("|"):
        if word == ">":
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((word, 1))
    return found


def test_two_heads_of_one_role_and_other_times_are_both_whole() -> None:
    head = "一级指标|二级指标|三级指标|实施期指标值|年度指标值"
    row = "产出指标|数量指标|养护里程|≥1120公里|≥560公里"
    assert [slot.text for slot in worn(head, (row,) * 4).rows[0].slots][1:] == head.split("|")
