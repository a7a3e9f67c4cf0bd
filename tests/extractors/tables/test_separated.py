"""Rows of text whose cells are parted by a sign: which are tables, and which are not."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from extractors.tables.separated import separated
from schema.document import Cell, Table
from schema.errors import LimitError

ROWS = [["级别", "名称", "目标"], ["产出", "修渠长度", "≥3公里"], ["", "修桥数量", "2座"], ["效益", "受益人数", ""]]


def _tables(text: str) -> list[list[list[str]]]:
    """The rows of each table, a merged cell in its first row alone, its further places empty."""
    found = (part for part in separated(text.split("\n")) if isinstance(part, Table))
    return [[_shown(row) for row in table.rows()] for table in found]


def _shown(row: Sequence[Cell]) -> list[str]:
    texts = {cell.column: cell.text for cell in row}
    return [texts.get(at, "") for at in range(max(texts) + 1)]


@pytest.mark.parametrize(
    "between, begin, end",
    [
        ("|", "", ""),
        (" | ", "| ", " |"),
        ("｜", "", "｜"),
        ("│", "│", "│"),
        (",", "", ""),
        ("，", "", ""),
        (";", "", ""),
        ("；", "", ""),
        ("][", "[", "]"),
        ("】 【", "【", "】"),
        ("〕〔", "〔", "〕"),
    ],
)
def test_rows_of_as_many_cells_are_a_table(between: str, begin: str, end: str) -> None:
    text = "\n".join(["填报说明", *(begin + between.join(row) + end for row in ROWS), "填报人"])
    assert _tables(text) == [ROWS]


def test_lines_that_only_rule_a_table_are_none_of_its_rows() -> None:
    lines = ["| " + " | ".join(row) + " |" for row in ROWS]
    assert _tables("\n".join([lines[0], "| --- | :-: | --- |", *lines[1:]])) == [ROWS]
    boxed = ["│" + "│".join(row) + "│" for row in ROWS]
    assert _tables("\n".join([boxed[0], "├──┼──┼──┤", *boxed[1:]])) == [ROWS]


@pytest.mark.parametrize("between", ["  ", "   ", "    ", "\u3000", "\u3000\u3000"])
def test_the_same_blanks_between_all_cells_part_them(between: str) -> None:
    rows = [*ROWS[:3], ["效益", "受益人数", "9人"]]
    assert _tables("\n".join(["填报说明", *map(between.join, rows), "填报人"])) == [rows]


def test_a_table_that_a_program_printed_loses_its_count_and_what_stands_for_no_value() -> None:
    rows = [[str(at), *(cell or "NaN" for cell in row)] for at, row in enumerate(ROWS[1:])]
    assert _tables("\n".join(["   " + "  ".join(ROWS[0]), *map("  ".join, rows)])) == [ROWS]
    assert _tables("\n".join(["," + ",".join(ROWS[0]), *map(",".join, rows)])) == [ROWS]


def test_a_first_column_of_figures_under_a_head_stays() -> None:
    rows = [["年", "名称", "目标"], ["0", "修渠", "3"], ["1", "修桥", "2"], ["2", "修路", "9"]]
    assert _tables("\n".join(map(",".join, rows))) == [rows]


def test_cells_in_quotes_hold_signs_and_breaks() -> None:
    text = '级别,名称,目标\n产出,"修渠,长度","≥3\n公里"\n,修桥数量,2座\n效益,受益人数,'
    assert _tables(text)[0][1] == ["产出", "修渠,长度", "≥3\n公里"]


def test_a_break_of_markdown_is_a_line_break() -> None:
    text = "\n".join(["| 级别 | 名称 | 目标 |", "| 产出 | 修渠<br>长度 | 3 |", "| | 修桥 | 2 |"])
    assert _tables(text)[0][1] == ["产出", "修渠\n长度", "3"]


@pytest.mark.parametrize(
    "text",
    [
        "一是加强领导，落实责任，\n二是规范管理，专款专用，\n三是强化监督，提高效益，",
        "1.甲完成率，目标值≥92%，完成值92%；\n2.乙完成率，目标值≥65%，完成值67%；\n3.丙发放率，目标值100%，完成值100%；",
        "产出|数量|甲数量|3\n质量|乙率|5\n效益|社会|丙|7",
        "甲|乙\n丙|丁\n戊|己",
    ],
)
def test_clauses_and_rows_of_different_lengths_are_no_table(text: str) -> None:
    assert _tables(text) == []


def test_rows_whose_first_cells_vanished_are_left_to_others() -> None:
    head = "|级别|类别|名称|目标|"
    rows = ["|产出指标|数量指标|甲数量|3个|", "|数量指标|乙数量|4个||", "|产出指标|质量指标|丙率|90%|"]
    assert _tables("\n".join([head, *rows, "|质量指标|丁率|91%||", "|时效指标|戊率|92%||"])) == []


def test_a_quote_that_is_never_closed_takes_no_further_lines() -> None:
    lines = ['甲,"乙,丙', "丁,,己", "庚,,壬"]
    assert [part for part in separated(lines) if isinstance(part, Table)]


def test_a_label_stands_for_the_rows_that_say_it_again() -> None:
    lines = ["产出|数量|甲|3", "产出|数量|乙|3", "产出|质量|丙|3", "效益||丁|3", "||戊|3"]
    table = next(part for part in separated(lines) if isinstance(part, Table))
    heights = {cell.text: cell.rowspan for cell in table.cells if cell.text}
    assert heights == {"产出": 3, "数量": 2, "质量": 1, "效益": 1, **dict.fromkeys("甲乙丙丁戊3", 1)}
    assert table.exact and not table.merges


def test_a_table_beyond_all_filings_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.tables.separated.MAXIMUM_CELLS", 20)
    with pytest.raises(LimitError, match="more than 20 cells"):
        list(separated(["甲|乙|丙"] * 7))


def test_areas_that_overlap_are_read_once() -> None:
    """Lines that two signs part stand in one table, by the sign that is surer."""
    lines = ["|甲,1|乙,2|丙,|", "|丁,3|戊,4|己,|", "|庚,5|辛,6|壬,|"]
    assert _tables("\n".join(lines)) == [[["甲,1", "乙,2", "丙,"], ["丁,3", "戊,4", "己,"], ["庚,5", "辛,6", "壬,"]]]


@pytest.mark.parametrize("sign", [",", "，", ";"])
def test_labels_over_rows_without_an_empty_cell_are_theirs(sign: str) -> None:
    labels = [["项目名称", "修渠"], ["主管部门", "某局"]]
    rows = [
        ["名称", "目标", "分值"],
        ["修渠长度", "≥3公里", "20"],
        ["修桥数量", "2座", "30"],
        ["受益人数", "9人", "40"],
        ["完工率", "100%", "10"],
    ]
    text = "\n".join(["某表", *(sign.join(row) for row in (*labels, *rows)), "填表人：某人"])
    assert _tables(text) == [[*([*label, ""] for label in labels), *rows]]


def test_clauses_of_as_many_parts_are_no_rows() -> None:
    lines = ["加强领导，落实责任，抓好督查", "统筹安排，突出重点，分步实施", "严格管理，专款专用，注重实效"]
    assert _tables("\n".join(lines)) == []


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        ("项目名称|项目名称|路灯维护|路灯维护|路灯维护|路灯维护", [2, 4]),
        ("产出|路灯数量|完全相符|完全相符|完全相符|计划", [1, 1, 1, 1, 1, 1]),
        ("合计|合计|10|10|10|10", [2, 1, 1, 1, 1]),
    ],
)
def test_what_a_row_of_few_cells_says_for_each_of_its_columns_is_one_cell(row: str, wanted: list[int]) -> None:
    below = ("产出|修渠|1|2|3|4", "产出|修桥|1|2|3|4", "效益|受益|1|2|3|4")
    (table,) = (part for part in separated([row, *below]) if isinstance(part, Table))
    assert [cell.colspan for cell in next(iter(table.rows()))] == wanted


def test_a_label_over_two_columns_does_not_reach_down_over_a_row_of_two_cells() -> None:
    rows = ("项目资金|项目资金|年度资金|年度资金|年度资金|年度资金", "项目资金|其中|1|2|3|4", "产出|修渠|1|2|3|4",
            "效益|受益|1|2|3|4")  # fmt: skip
    (table,) = (part for part in separated(rows) if isinstance(part, Table))
    places = [(cell.row + down, cell.column + right) for cell in table.cells
              for down in range(cell.rowspan) for right in range(cell.colspan)]  # fmt: skip
    assert sorted(places) == [(row, column) for row in range(4) for column in range(6)]


def test_signs_within_columns_that_stand_under_one_another_part_nothing() -> None:
    lines = [
        "更新瞭望塔，配齐装备           瞭望塔已更新，已验收",
        "培训护林员，设立岗亭           护林员已培训，已上岗",
        "巡护全覆盖，，                 全部已覆盖",
    ]
    assert len(_tables("\n".join(line.replace(" ", "") for line in lines))) == 1
    assert _tables("\n".join(lines)) == []
