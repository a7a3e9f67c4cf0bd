"""Rows of running text from which empty cells vanished."""

from __future__ import annotations

from extractors.tables.ragged import ragged
from schema.document import Paragraph, Table

HEAD = ["甲层", "乙层", "条目", "期初", "期末"]
ROWS = [
    ["产出指标", "数量指标", "修渠长度", "3公里"],
    ["产出指标", "质量指标", "合格率", "95%", "96%"],
    ["效益指标", "受益人数", "9人"],
]


def _tables(lines: list[tuple[str, bool]]) -> list[list[list[str]]]:
    blocks = ragged([Paragraph(text, apart=apart) for text, apart in lines])
    return [[[cell.text for cell in row] for row in block.rows()] for block in blocks if isinstance(block, Table)]


def test_lines_of_cells_with_blanks_between_are_rows() -> None:
    lines = [("  ".join(row), False) for row in (HEAD, *ROWS)]
    assert _tables([("某局关于上报材料的说明", True), *lines, ("特此说明。", False)]) == [[HEAD, *ROWS]]


def test_lines_between_blank_lines_are_the_cells_of_a_row() -> None:
    lines = [(cell, not at) for row in (HEAD, *ROWS) for at, cell in enumerate(row)]
    assert _tables([("某局关于上报材料的说明", True), *lines, ("特此说明。", True)]) == [[HEAD, *ROWS]]


def test_prose_is_left_as_it_is() -> None:
    said = "一是加强领导 二是规范管理 三是强化监督，" + "确保资金使用安全、规范、有效并按时完成年度各项目标任务" * 2
    run = [Paragraph(said, apart=True) for _ in range(5)] + [Paragraph("二、问题"), Paragraph("（一）不足")]
    assert ragged(run) == run


def test_so_few_rows_are_no_table() -> None:
    run = [Paragraph(" ".join(row)) for row in ROWS[:2]]
    assert ragged(run) == run
