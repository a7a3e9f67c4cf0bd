"""Tables on pages without rulings, drawn here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from extractors.readers.pdf import read
from schema.document import Paragraph
from tests.extractors.pdf_made import drawn, tables, texts, write

STARTS = (55.0, 130.0, 205.0, 300.0, 390.0, 450.0)
HEAD = ["绩效指标", "一级指标", "二级指标", "三级指标", "目标值", "得分"]


def rows_of(count: int, start: int = 0) -> list[list[str]]:
    return [["", "", "", f"培训第{n}期人数", f"≥{n}00人", "5"] for n in range(start, start + count)]


def lay(canvas: Any, top: float, rows: Sequence[Sequence[str]]) -> None:
    for number, row in enumerate(rows):
        for column, text in enumerate(row):
            write(canvas, STARTS[column], top + 22 * number, text)


def paragraphs(data: bytes) -> list[str]:
    return [block.text for block in read(data).blocks if isinstance(block, Paragraph)]


def test_a_column_that_only_the_head_fills_is_one() -> None:
    def page(canvas: Any) -> None:
        lay(canvas, 100, [HEAD, ["", "产出指标", "数量指标", *rows_of(1)[0][3:]], *rows_of(5, 1)])
        write(canvas, STARTS[5] + 18 + 14, 100, "未完成原因分析")

    found = tables(read(drawn(page)))[0]
    assert texts(found)[0] == [*HEAD, "未完成原因分析"]
    assert {cell.column for cell in found.cells if cell.text == "5"} == {5}


def test_a_table_goes_on_overleaf_whatever_the_width_of_its_last_column() -> None:
    def first(canvas: Any) -> None:
        write(canvas, 250, 25, "预算绩效管理信息系统")
        lay(canvas, 100, [HEAD, ["", "产出指标", "数量指标", *rows_of(1)[0][3:]], *rows_of(28, 1)])

    def second(canvas: Any) -> None:
        write(canvas, 250, 25, "预算绩效管理信息系统")
        lay(canvas, 60, [*rows_of(4, 29), ["", "效益指标", "社会效益", "带动就业", "≥30人", "10分以内"]])

    found = tables(read(drawn(first, second)))
    assert len(found) == 1
    assert len(texts(found[0])) == 35


def test_a_table_that_begins_at_the_foot_of_a_page_goes_on_with_more_columns() -> None:
    def first(canvas: Any) -> None:
        write(canvas, 200, 640, "项目支出绩效自评表")
        for number, (left, right) in enumerate(
            (("主管部门", "某某市水利局"), ("实施单位", "水利工程科"), ("项目属性", "新增"))
        ):
            write(canvas, STARTS[0], 700 + 22 * number, left)
            write(canvas, STARTS[2], 700 + 22 * number, right)
            write(canvas, STARTS[3], 700 + 22 * number, "联系电话")
            write(canvas, STARTS[4], 700 + 22 * number, "5550199")

    def second(canvas: Any) -> None:
        lay(canvas, 60, [HEAD, ["", "产出指标", "数量指标", *rows_of(1)[0][3:]], *rows_of(6, 1)])

    found = tables(read(drawn(first, second)))
    assert len(found) == 1
    assert texts(found[0])[0][0] == "主管部门" and texts(found[0])[3] == HEAD


def test_no_table_reaches_over_a_title() -> None:
    def page(canvas: Any) -> None:
        lay(canvas, 60, [HEAD, *rows_of(5)])
        write(canvas, 68, 200, "备注：本表一式两份，由财务人员填写。")
        write(canvas, 222, 230, "项目支出绩效自评表")
        lay(canvas, 260, [["主管部门", "某某市水利局", "", "实施单位"], HEAD, *rows_of(5)])

    data = drawn(page)
    assert len(tables(read(data))) == 2
    assert paragraphs(data) == ["备注：本表一式两份，由财务人员填写。", "项目支出绩效自评表"]


def test_dots_at_the_end_of_a_page_are_a_row_of_the_table() -> None:
    def first(canvas: Any) -> None:
        lay(canvas, 100, [HEAD, *rows_of(28), ["", "", "", "……"]])

    def second(canvas: Any) -> None:
        lay(canvas, 60, [*rows_of(3, 28)])

    data = drawn(first, second)
    assert len(tables(read(data))) == 1
    assert not paragraphs(data)
