from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import cv2
import numpy as np
import pytest

from extractors.ocr.seen import Glyph, Line
from extractors.pictures.ink import evened
from extractors.pictures.picture import POINT
from extractors.pictures.ruling import ruling_of
from extractors.tables.ruled import RuledTable, ruled_tables
from tests.pictures.drawn import HEIGHT, SIZE, WIDTH, XS, YS, grid, paper, write


def tables(page: Any, lines: Sequence[Line] = ()) -> tuple[RuledTable, ...]:
    even = evened(cv2.cvtColor(page, cv2.COLOR_RGB2GRAY))
    return ruled_tables(ruling_of(even, lines).rules, ())[0]


def shape(page: Any, lines: Sequence[Line] = ()) -> list[tuple[int, int, int]]:
    return [(len(table.ys) - 1, len(table.xs) - 1, len(table.cells)) for table in tables(page, lines)]


ALL = (len(YS) - 1, len(XS) - 1, (len(YS) - 1) * (len(XS) - 1))


def test_a_grid_is_found_where_it_is() -> None:
    (table,) = tables(grid(paper()))
    assert [round(x / POINT) for x in table.xs] == pytest.approx(XS, abs=3)
    assert [round(y / POINT) for y in table.ys] == pytest.approx(YS, abs=3)
    assert len(table.cells) == ALL[2]


@pytest.mark.parametrize(("thick", "ink"), [(1, 0), (6, 0), (2, 190), (1, 170)])
def test_thin_thick_and_faint_rules(thick: int, ink: int) -> None:
    assert shape(grid(paper(), thick=thick, ink=ink)) == [ALL]


def test_double_rules_are_one() -> None:
    page = grid(grid(paper()), tuple(x + 6 for x in XS), tuple(y + 6 for y in YS))
    assert shape(page) == [ALL]


def test_rules_of_a_fax_with_gaps() -> None:
    page = grid(paper())
    dice = np.random.default_rng(5)
    for _ in range(160):
        x, y = int(dice.integers(90, 1510)), int(dice.integers(140, 1010))
        cv2.rectangle(page, (x, y), (x + 9, y + 9), (255, 255, 255), -1)
    assert shape(page) == [ALL]


def test_dashed_rules() -> None:
    page = grid(paper())
    page[:, ::40], page[::40, :] = 255, 255
    page[:, 1::40], page[1::40, :] = 255, 255
    assert shape(page) == [ALL]


def test_strokes_of_text_are_no_rules() -> None:
    page = grid(paper())
    for y in range(160, 1000, 36):
        for x in (110, 410, 810):
            if not any(abs(y + SIZE / 2 - edge) < SIZE for edge in YS):
                write(page, x, y, "目标" * 4)
    assert shape(page) == [ALL]


def test_large_type_and_lone_lines_are_no_table() -> None:
    page = paper()
    cv2.rectangle(page, (100, 100), (180, 180), (0, 0, 0), 5)
    cv2.line(page, (100, 140), (180, 140), (0, 0, 0), 5)
    cv2.line(page, (300, 600), (1400, 600), (0, 0, 0), 2)
    assert shape(page) == []


def test_rules_of_shaded_cells() -> None:
    page = paper()
    page[YS[0] : YS[1], XS[0] : XS[-1]] = 205
    assert shape(grid(page, ink=120)) == [ALL]


def test_points_under_each_other_are_no_dotted_rule() -> None:
    page = grid(paper())
    for y in range(165, 990, 22):
        page[y : y + 3, 950:953] = 0
    assert shape(page) != [ALL]
    points = [
        Line(940, y - 6, 964, y + 10, (Glyph(".", 940, y - 6, 964, y + 10, 0.99),), 0.99) for y in range(165, 990, 22)
    ]
    assert shape(page, points) == [ALL]


def test_rules_that_break_at_the_corners_meet() -> None:
    page = grid(paper())
    for x in (XS[0], XS[-1]):
        for y in (YS[0], YS[-1]):
            page[y - 18 : y + 19, x - 18 : x + 19] = 255
    assert shape(page) == [ALL]


def test_a_rule_close_above_type_stays() -> None:
    page = grid(paper(), ink=150, thick=1)
    lines = []
    for row in range(3):
        line = write(page, 420, YS[row] + 1, "服务对象满意度")
        lines.append(line._replace(y0=line.y0 - 8, glyphs=tuple(g._replace(y0=g.y0 - 8) for g in line.glyphs)))
    assert shape(page, lines) == [ALL]


def test_merged_cells_have_their_extent() -> None:
    page = grid(paper())
    page[YS[1] + 4 : YS[3] - 4, XS[0] + 4 : XS[1] - 3] = 255
    page[YS[2] - 3 : YS[2] + 4, XS[0] + 4 : XS[1] - 3] = 255
    ((_, _, count),) = shape(page)
    assert count == ALL[2] - 1
    (table,) = tables(page)
    assert [cell.rowspan for cell in table.cells if (cell.row, cell.column) == (1, 0)] == [2]


def test_uneven_light_and_a_shadow_hide_nothing() -> None:
    shadow = np.ones((HEIGHT, WIDTH))
    shadow[500:, 700:] = 0.6
    light = np.linspace(0.5, 1.0, WIDTH)[None, :] * cv2.GaussianBlur(shadow, (0, 0), 18)
    assert shape((grid(paper()) * light[:, :, None]).astype(np.uint8)) == [ALL]


def test_the_pale_edge_of_type_is_no_rule() -> None:
    page = grid(paper())
    line = write(page, 420, 180, "目" * 12)
    page[206:208, 424:750] = np.where(np.arange(326)[None, :, None] % 16 < 11, 150, 255)
    assert shape(page, [line]) == [ALL]


def test_a_broken_side_between_two_that_were_completed_themselves() -> None:
    page = grid(paper(), xs=(100, 300, 500, 700, 900, 1100, 1300, 1500))
    page[365:376, 385:495] = 255
    page[365:376, 505:695] = 255
    for left in (520, 566, 612, 658):
        page[369:371, left : left + 16] = 0
    assert shape(page) == [(5, 7, 35)]
