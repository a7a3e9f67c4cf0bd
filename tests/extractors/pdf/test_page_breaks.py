"""What a page break does to labels, rows and heads, on pages drawn here."""

from __future__ import annotations

from typing import Any

import pytest

from extractors.forms.damage.cut_labels import with_whole_labels
from extractors.readers.pdf import read
from schema.document import Cell, Table
from tests.extractors.pdf_made import EDGES, HEIGHT, drawn, table, tables, texts, write

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]


def filler(count: int) -> list[list[str]]:
    return [["产出指标", "数量指标", f"培训第{number}期人数", f"≥{number}00人"] for number in range(count)]


def after(rows: list[list[str]], heights: list[float], *following: list[str]) -> Table:
    """The table of a page that ends with these rows, under others, and of one that begins with the following."""

    def first(canvas: Any) -> None:
        table(canvas, 70, [*filler(30), *rows], [20.0] * 30 + heights)

    def second(canvas: Any) -> None:
        table(
            canvas,
            50,
            [*following, *filler(3)],
            [20.0 + 12 * max(r.count("\n") for r in row) for row in following] + [20.0] * 3,
        )

    found = tables(read(drawn(first, second)))
    assert len(found) == 1
    return found[0]


def test_a_figure_ends_with_its_sign_so_that_the_next_row_is_one_of_its_own() -> None:
    full = "居民健康档案规范化电子建档比例达到要"
    found = after([["产出指标", "质量指标", full[:17], "≥100.00000000000000000000%"]], [20], ["", "", "求情况", "95%"])
    assert texts(found)[30][3].endswith("%") and texts(found)[31][-1] == "95%"


def test_a_unit_with_a_stroke_is_broken_before_the_whole_of_it() -> None:
    found = after([["产出指标", "质量指标", "浓度", "不超过一二三四五六七26微"]], [20], ["", "", "", "克/立方米"])
    assert len(texts(found)) == 34
    assert texts(found)[30][3] == "不超过一二三四五六七26微\n克/立方米"


@pytest.mark.parametrize(("upper", "rest"), [("总\n体", "目\n标"), ("总", "体\n目\n标"), ("总\n体\n目", "标")])
def test_a_stacked_label_that_the_break_cut_is_one(upper: str, rest: str) -> None:
    """Its lower part stands at the foot of its cell, as an office program leaves it."""
    lines = upper.count("\n") + 1

    def first(canvas: Any) -> None:
        table(canvas, 70, [*filler(30)], [20.0] * 30)
        table(
            canvas,
            670,
            [["", "年度目标是什么", "", ""], ["", "1.完成改造任务，改善群众出行条件。", "", ""]],
            [12, 12.0 * lines],
            skip=[(1, 0)],
        )
        for number, letter in enumerate(upper.split("\n")):
            write(canvas, 80, 671 + 12 * number, letter)

    def second(canvas: Any) -> None:
        table(canvas, 50, [["", "2.完成绿化任务，改善群众居住条件。", "", ""], *filler(2)], [60, 20, 20])
        for number, letter in enumerate(reversed(rest.split("\n"))):
            write(canvas, 80, 96 - 12 * number, letter)

    cells = [cell.text for one in tables(read(drawn(first, second))) for cell in one.cells]
    assert "总\n体\n目\n标" in cells


def test_two_stacked_labels_stay_two() -> None:
    found = after([["总\n体\n目\n标", "a", "b", "c"]], [60], ["绩\n效\n指\n标", "d", "e", "f"])
    assert {"总\n体\n目\n标", "绩\n效\n指\n标"} <= {cell.text for cell in found.cells}


def test_a_head_printed_again_beside_a_label_that_is_cut_is_dropped() -> None:
    def first(canvas: Any) -> None:
        table(
            canvas,
            70,
            [["绩效指标", *HEAD[1:]], *[["", *row[1:]] for row in filler(3)]],
            [20] * 4,
            skip=[(r, 0) for r in (1, 2, 3)],
        )

    def second(canvas: Any) -> None:
        rows = [["", *HEAD[1:]], *[["", *row[1:]] for row in filler(15)[3:]]]
        table(canvas, 50, rows, [20] * 13, skip=[(r, 0) for r in range(1, 13)])

    found = tables(read(drawn(first, second)))
    assert len(found) == 1
    assert sum(cell.text == HEAD[1] for cell in found[0].cells) == 1
    assert next(cell for cell in found[0].cells if cell.text == "绩效指标").rowspan == 16


def test_a_head_printed_again_is_dropped_though_a_label_was_read_otherwise() -> None:
    def part(head: list[str], rows: list[list[str]]) -> Any:
        return lambda canvas: table(canvas, 60, [head, *rows], [20] * (len(rows) + 1))

    again = [HEAD[0], HEAD[1], HEAD[2][:-1], HEAD[3]]
    found = tables(read(drawn(part(HEAD, filler(35)), part(again, filler(40)[36:]))))
    assert [len(texts(one)) for one in found] == [40]


def test_rows_that_say_the_same_on_both_pages_are_no_head_printed_again() -> None:
    """As the long-term and the annual half of a table do."""
    row = ["", "质量指标", "培训合格率", "≥95%"]
    assert texts(after([row], [20], row)).count(row) == 2


def test_rows_that_say_the_same_beside_a_label_are_no_head_printed_again() -> None:
    rows = [
        ["产出指标", "质量指标", "培训效果", "良好"],
        ["", "时效指标", "及时性", "及时"],
        ["", "质量指标", "培训反响", "热烈"],
    ]

    def first(canvas: Any) -> None:
        table(canvas, 70, [*filler(30), *rows], [20.0] * 33, skip=[(31, 0), (32, 0)])

    def second(canvas: Any) -> None:
        table(canvas, 50, [rows[2], rows[1], *filler(3)], [20.0] * 5, skip=[(1, 0)])

    (found,) = tables(read(drawn(first, second)))
    assert sum(cell.text == rows[2][2] for cell in found.cells) == 2


@pytest.mark.parametrize("head", [HEAD, ["一级指标", "二级指标", "2023年度实际值", "指标值（1-6月）"]])
def test_a_head_with_a_year_may_be_printed_again(head: list[str]) -> None:
    rows = filler(68)
    pages = [lambda canvas, part=part: table(canvas, 70, [head, *part], [20.0] * 35) for part in (rows[:34], rows[34:])]
    (found,) = tables(read(drawn(*pages)))
    assert texts(found) == [head, *rows]


def test_a_frame_around_a_table_has_no_columns() -> None:
    def page(canvas: Any) -> None:
        table(canvas, 100, [HEAD, *filler(4)], [20] * 5)
        canvas.rect(EDGES[0] - 7, HEIGHT - 200, EDGES[-1] - EDGES[0] + 14, 100)
        for y in (100, 200):
            canvas.line(EDGES[0] - 7, HEIGHT - y, EDGES[-1] + 7, HEIGHT - y)

    assert texts(tables(read(drawn(page)))[0]) == [HEAD, *filler(4)]


def test_a_page_number_in_a_cell_is_known_by_those_outside() -> None:
    def page(number: int, bottom: float) -> Any:
        def draw(canvas: Any) -> None:
            table(canvas, bottom - 20 * 30, filler(30), [20] * 30)
            write(canvas, 280, 800, f"- {number} -")

        return draw

    words = {cell.text for one in tables(read(drawn(page(1, 700), page(2, 830)))) for cell in one.cells}
    assert not any("-" in word for word in words)


def cell(text: str, row: int, page: int, rowspan: int = 1, column: int = 0) -> Cell:
    return Cell(text, row, column, rowspan, 1, page)


def test_what_both_halves_say_makes_a_label_whole() -> None:
    whole = with_whole_labels(
        Table(
            (
                cell("总体目标", 0, 1),
                cell("年度目标", 0, 1, column=1),
                cell("完成情况", 1, 2),
                cell("改善条件。", 1, 2, column=1),
            )
        )
    )
    assert [(one.text, one.rowspan) for one in whole.cells if not one.column] == [("总体目标\n完成情况", 2)]


def test_what_ran_into_the_next_label_goes_back() -> None:
    whole = with_whole_labels(Table((cell("总\n体\n目", 0, 1), cell("标\n绩\n效\n指\n标", 1, 1, 3))))
    assert [(one.text, one.rowspan) for one in whole.cells] == [("总\n体\n目\n标", 1), ("绩\n效\n指\n标", 3)]


def test_labels_on_one_page_stay_apart() -> None:
    both = Table((cell("总体目标", 0, 1), cell("完成情况", 1, 1)))
    assert with_whole_labels(both) == both


def _whole(canvas: Any, top: float, text: str, height: float = 20) -> None:
    """A row of one cell over the whole table."""
    right = EDGES[len(HEAD)]
    for y in (top, top + height):
        canvas.line(EDGES[0], HEIGHT - y, right, HEIGHT - y)
    for x in (EDGES[0], right):
        canvas.line(x, HEIGHT - top, x, HEIGHT - top - height)
    write(canvas, EDGES[0] + 3, top + 3, text)


@pytest.mark.parametrize(("has_one_above", "count"), [(True, 1), (False, 2)])
def test_a_row_over_the_whole_width_goes_on_with_a_table_that_has_such_rows(has_one_above: bool, count: int) -> None:
    """In a table without them it is the title of another."""

    def first(canvas: Any) -> None:
        table(canvas, 70, [HEAD], [20])
        if has_one_above:
            _whole(canvas, 90, "乡村道路养护项目")
        table(canvas, 110 if has_one_above else 90, filler(30), [20.0] * 30)

    def second(canvas: Any) -> None:
        _whole(canvas, 50, "危桥改造项目")
        table(canvas, 70, filler(3), [20.0] * 3)

    assert len(tables(read(drawn(first, second)))) == count
