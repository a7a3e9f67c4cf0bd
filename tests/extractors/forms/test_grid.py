from __future__ import annotations

from extractors.forms.grid import grid_of
from schema.document import Cell, Table
from schema.geometry import Box
from schema.place import Place
from schema.reading import NOTHING
from tests.extractors.papers import counted, ruled


def shown(row: int, *rows: str) -> list[tuple[str, int, int, bool]]:
    """The slots of a row of a ruled table: text, column, width, whether it goes on from above."""
    return [(s.text, s.column, s.width, s.continues) for s in ruled(*rows).rows[row].slots]


def test_a_covered_place_goes_on_with_its_cell() -> None:
    rows = ("产出指标|数量指标|路灯数量", "^|质量指标|完好率", "^|^|亮灯率")
    assert shown(1, *rows) == [("", 0, 1, True), ("质量指标", 1, 1, False), ("完好率", 2, 1, False)]
    assert shown(2, *rows) == [("", 0, 1, True), ("", 1, 1, True), ("亮灯率", 2, 1, False)]
    assert ruled(*rows).rows[2].slots[0].origin.text == "产出指标"


def test_a_wide_cell_is_one_slot_with_an_end() -> None:
    grid = ruled("项目名称|路灯维护|>|>", "甲|乙|丙|丁")
    assert [(s.column, s.end) for s in grid.rows[0].slots] == [(0, 1), (1, 4)]
    assert grid.width == 4


def test_counted_cells_have_a_column_each() -> None:
    grid = counted("甲|乙", "丙|丁|戊")
    assert [s.column for s in grid.rows[1].slots] == [0, 1, 2]
    assert (grid.width, grid.exact) == (3, False)


def test_blanks_do_not_fill_a_slot() -> None:
    row = counted("甲| \u3000 |\u200b|乙 丙").rows[0]
    assert [s.label for s in row.filled] == ["甲", "乙丙"]


def test_places_count_from_one_and_boxes_from_the_cells() -> None:
    cells = (Cell("甲", 0, 0, page=2, box=Box(1, 2, 3, 4)), Cell("乙", 0, 1, page=2, box=Box(3, 2, 9, 6)))
    grid = grid_of(Table(cells), 3, 7)
    assert grid.place(0) == Place(2, 7, 3, 1, None, Box(1, 2, 9, 6))
    assert grid.place(0, grid.rows[0].slots[1]) == Place(2, 7, 3, 1, 2, Box(3, 2, 9, 6))
    assert grid.printed(0, None) is NOTHING
    assert grid.printed(0, grid.rows[0].slots[0]).text == "甲"


def test_a_dump_of_a_line_a_row_keeps_no_lines() -> None:
    assert counted("甲|乙\n丙").keeps_lines
    assert not counted("甲|乙\n").keeps_lines


def test_rows_from_one_on_keep_their_indexes() -> None:
    assert [index for index, _ in counted("甲", "乙", "丙").from_row(1)] == [1, 2]
