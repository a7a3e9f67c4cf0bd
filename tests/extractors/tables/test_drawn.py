"""Tables whose borders are drawn with signs, and rules between columns under one another."""

from __future__ import annotations

import pytest

from extractors.tables.drawn import drawn, without_plain_rules
from schema.document import Table
from tests.extractors.papers import reading

BOX = """┌────┬──────────┐
│项目名称│路灯改造│
├────┼───┬─────┬───┤
│一级指标│二级指标│三级指标│指标值│
├────┼───┼─────┼───┤
│产出指标│数量指标│新建路│≥50盏│
│    │   │灯数量│   │
│    │   ├─────┼───┤
│    │质量指标│亮灯率│≥95%│
├────┼───┼─────┼───┤
│满意度指标│满意度│群众满意度│≥90%│
└────┴───┴─────┴───┘""".splitlines()
PLUS = """+----------+----------+
| 三级指标 | 指标值   |
+----------+----------+
| 路灯数量 | ≥50盏   |
| 亮灯率   | ≥95%    |
+----------+----------+""".splitlines()


def _rows(lines: list[str]) -> list[list[str]]:
    (table,) = (block for block in drawn(lines) if isinstance(block, Table))
    return [[cell.text for cell in row] for row in table.rows()]


def test_a_row_between_two_rules_is_one_whatever_its_lines() -> None:
    rows = _rows(BOX)
    assert [len(row) for row in rows] == [2, 4, 4, 4, 4]
    assert rows[2] == ["产出指标", "数量指标", "新建路\n灯数量", "≥50盏"]
    assert rows[3] == ["", "质量指标", "亮灯率", "≥95%"]


def test_where_rules_stand_only_at_the_edges_each_line_is_a_row() -> None:
    assert _rows(PLUS) == [["三级指标", "指标值"], ["路灯数量", "≥50盏"], ["亮灯率", "≥95%"]]


def test_what_stands_round_a_table_stays() -> None:
    blocks = list(drawn(["路灯改造", *PLUS, "填表人：某某"]))
    assert blocks[0] == ["路灯改造"] and blocks[-1] == ["填表人：某某"]


@pytest.mark.parametrize("lines", [["| a | b |", "|---|---|", "| 1 | 2 |"], ["┌──┐", "│路灯│", "└──┘"], ["+--+"]])
def test_marks_of_other_tables_and_boxes_are_left_alone(lines: list[str]) -> None:
    assert list(drawn(lines)) == [lines]


def test_the_form_in_a_drawn_table_is_read() -> None:
    found = reading("项目支出绩效目标表\n（2023年度）\n" + "\n".join(BOX)).indicators
    said = [(row.project, row.level1, row.name.text, row.cell("target").text) for row in found]
    assert said == [
        ("路灯改造", "产出指标", "新建路\n灯数量", "≥50盏"),
        ("路灯改造", "产出指标", "亮灯率", "≥95%"),
        ("路灯改造", "满意度指标", "群众满意度", "≥90%"),
    ]


def test_lines_of_dashes_part_no_columns_under_one_another() -> None:
    text = """项目支出绩效目标表

一级指标      二级指标              三级指标              目标值
----------------------------------------------------------------------
产出指标      数量指标              维护广播终端          860套
              质量指标              终端在线率            ≥92%
效益指标      社会效益指标          覆盖行政村            98个
满意度指标    服务对象满意度指标    村民满意度            80%以上"""
    assert [row.level1 for row in reading(text).indicators] == ["产出指标", "产出指标", "效益指标", "满意度指标"]
    assert without_plain_rules(["a", "-" * 12, "— —", "--- | ---", "==== ====="]) == ["a", "— —", "--- | ---"]


def test_nothing_is_lost_of_a_line_without_its_last_border_or_with_a_rule_in_it() -> None:
    lines = ["┌───┬───┬───┐", "│    │数量│新建路灯│", "│产出├───┼───┤", "│    │质量│亮灯率", "└───┴───┴───┘"]
    said = [cell for row in _rows(lines) for cell in row if cell]
    assert said == ["数量", "新建路灯", "产出", "质量", "亮灯率"]
