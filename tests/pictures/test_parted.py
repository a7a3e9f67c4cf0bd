from __future__ import annotations

from typing import Any

from extractors.ocr.seen import Line
from extractors.tables.ruled import RuledTable
from tests.pictures.drawn import XS, YS, grid, paper, write
from tests.pictures.test_rules import tables


def lost(row: int = 2, column: int = 2) -> Any:
    """A grid in which one upright side is gone."""
    page = grid(paper())
    page[YS[row] + 4 : YS[row + 1] - 3, XS[column] - 4 : XS[column] + 5] = 255
    return page


def spans(found: tuple[RuledTable, ...]) -> int:
    return sum(cell.colspan > 1 for cell in found[0].cells)


def test_a_side_lost_between_two_texts_is_there() -> None:
    page = lost()
    beside = [write(page, 420, 410, "数量指标"), write(page, 830, 410, "培训人数")]
    assert spans(tables(page, beside)) == 0


def test_a_cell_without_that_side_stays_one() -> None:
    page = lost()
    over: list[Line] = [write(page, 700, 410, "年度绩效目标完成")]
    assert spans(tables(page, over)) == 1
    spaced = [write(page, 720, 410, "合"), write(page, 860, 410, "计")]
    assert spans(tables(page, spaced)) == 1
    assert spans(tables(lost())) == 1


def test_at_the_end_of_a_rule_its_rest_must_be_marked() -> None:
    for marked, expected in ((False, 1), (True, 0)):
        page = lost(row=0)
        if marked:
            page[YS[0] + 4 : YS[0] + 24, XS[2] - 1 : XS[2] + 1] = 0
        beside = [write(page, 420, 190, "数量指标"), write(page, 830, 190, "培训人数")]
        assert spans(tables(page, beside)) == expected
