"""The PDF reader on pages drawn here: cells, places, page breaks, marks of the page, and text not to be trusted."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pypdfium2
import pytest
from PIL import Image

from extractors.pdf_layout.second import second_content
from extractors.pdf_objects.pages import opened, page_content
from extractors.readers.pdf import accepts, read
from extractors.reading import read_document
from extractors.tables.ruled import ruled_tables
from schema.document import Paragraph
from schema.errors import UnreadableError
from schema.sight import Sight
from tests.extractors.pdf_made import EDGES, FONT, HEIGHT, SIZE, WIDTH, drawn, made_pages, table, tables, texts, write

BLIND = Sight("never")


def changed(data: bytes, change: Callable[[Any], None]) -> bytes:
    """The PDF with its pages changed."""
    document = pypdfium2.PdfDocument(data)
    for number in range(len(document)):
        change(document[number])
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]


def filler(count: int) -> list[list[str]]:
    return [["产出指标", "数量指标", f"培训第{number}期人数", f"≥{number}00人"] for number in range(count)]


def test_the_mark_may_stand_a_little_way_in() -> None:
    assert accepts(b"\n" * 900 + b"%PDF-1.4") > 0.9
    assert accepts(b"\n" * 1100 + b"%PDF-1.4") == 0


def test_every_cell_of_made_pages_has_its_text_extent_page_and_box() -> None:
    made = made_pages(3, seed=5)
    document = read_document(made.data)
    assert document.channel == "pdf-text" and document.pages == 3
    got = {
        (cell.page, cell.row, cell.column, cell.rowspan, cell.colspan): cell
        for block in tables(document)
        for cell in block.cells
    }
    for cell in made.cells:
        found = got[(cell.page + 1, cell.spot.row, cell.spot.column, cell.spot.rowspan, cell.spot.colspan)]
        assert found.text == cell.text
        assert found.box is not None
        corners = (found.box.x0, found.box.y0, found.box.x1, found.box.y1)
        assert all(abs(one - other) < 1 for one, other in zip(corners, cell.box, strict=True))


@pytest.mark.parametrize("seed", range(4))
def test_digits_and_punctuation_come_in_the_order_of_the_second_reader(seed: int) -> None:
    data = made_pages(1, seed).data
    with opened(data) as document:
        first = page_content(document, 0)
    second = second_content(data, 0)
    ours, _ = ruled_tables(first.rules, first.characters)
    theirs, _ = ruled_tables(second.rules, second.characters)
    assert [cell.text for cell in ours[0].cells] == [cell.text for cell in theirs[0].cells]


def test_a_box_drawn_on_the_page_holds_the_ink_of_its_cell() -> None:
    made = made_pages(1, seed=8)
    page = pypdfium2.PdfDocument(made.data)[0]
    image = page.render(scale=2).to_pil().convert("L")
    for cell in tables(read(made.data))[0].cells:
        assert cell.box is not None
        inner = image.crop(
            tuple(int(2 * side) for side in (cell.box.x0 + 2, cell.box.y0 + 2, cell.box.x1 - 2, cell.box.y1 - 2))
        )
        assert (inner.getextrema()[0] < 128) == bool(cell.text)
    assert isinstance(image, Image.Image)


@pytest.mark.parametrize("rotate", [90, 180, 270])
def test_a_page_shown_turned_has_its_boxes_as_shown(rotate: int) -> None:
    def page(canvas: Any) -> None:
        table(canvas, 100, [HEAD, *filler(4)], [20] * 5)

    plain, turned = (
        tables(read(drawn(page)))[0],
        tables(read(changed(drawn(page), lambda page: page.set_rotation(rotate))))[0],
    )
    assert texts(turned) == texts(plain)
    first, shown = plain.cells[0].box, turned.cells[0].box
    assert first is not None and shown is not None
    corners = {
        90: (HEIGHT - first.y1, first.x0, HEIGHT - first.y0, first.x1),
        180: (WIDTH - first.x1, HEIGHT - first.y1, WIDTH - first.x0, HEIGHT - first.y0),
        270: (first.y0, WIDTH - first.x1, first.y1, WIDTH - first.x0),
    }[rotate]
    got = (shown.x0, shown.y0, shown.x1, shown.y1)
    assert all(abs(one - other) < 1 for one, other in zip(got, corners, strict=True))


def test_a_crop_box_moves_the_origin() -> None:
    def page(canvas: Any) -> None:
        table(canvas, 100, [HEAD, *filler(4)], [20] * 5)
        write(canvas, 2, 2, "裁去的字")

    document = read(changed(drawn(page), lambda page: page.set_cropbox(30, 20, WIDTH, HEIGHT - 40)))
    assert len(document.blocks) == 1
    box = tables(document)[0].cells[0].box
    assert box is not None
    assert (round(box.x0), round(box.y0)) == (EDGES[0] - 30, 100 - 40)


def test_text_that_was_drawn_on_its_side_is_read_and_its_boxes_lie_as_shown() -> None:
    def page(canvas: Any) -> None:
        canvas.translate(0, HEIGHT)
        canvas.rotate(-90)
        canvas.translate(0, WIDTH - HEIGHT)
        table(canvas, 20, [HEAD, *filler(4)], [20] * 5)

    found = tables(read(drawn(page)))[0]
    assert texts(found) == [HEAD, *filler(4)]
    box = found.cells[0].box
    assert box is not None
    assert box.x0 > WIDTH - 45 and box.y1 - box.y0 > 60 > box.x1 - box.x0


def test_a_table_goes_on_overleaf_with_its_head_once_and_each_row_at_its_page() -> None:
    def first(canvas: Any) -> None:
        table(canvas, 70, [HEAD, *filler(34)], [20] * 35)
        write(canvas, 280, 800, "- 1 -")

    def second(canvas: Any) -> None:
        table(canvas, 60, [HEAD, ["效益指标", "经济效益", "增收户数", "≥9户"]], [20, 20])
        write(canvas, 280, 800, "- 2 -")

    document = read(drawn(first, second))
    assert len(document.blocks) == 1
    rows = texts(tables(document)[0])
    assert len(rows) == 36
    assert rows.count(HEAD) == 1
    assert rows[-1] == ["效益指标", "经济效益", "增收户数", "≥9户"]
    assert [cell.page for cell in tables(document)[0].cells][-1] == 2


def test_a_row_cut_by_the_break_is_made_whole() -> None:
    def first(canvas: Any) -> None:
        long = "按进度支付得满分，每晚一日扣零\n点五分，逾期超三十日的，本项目"
        table(canvas, 70, [*filler(35), ["产出指标", "时效指标", "资金支付", long]], [20] * 35 + [32])

    def second(canvas: Any) -> None:
        table(canvas, 50, [["", "", "", "不得分。"], ["效益指标", "经济效益", "增收户数", "≥9户"]], [20, 20])

    rows = texts(tables(read(drawn(first, second)))[0])
    assert len(rows) == 37
    assert rows[35][3].endswith("本项目\n不得分。")
    assert rows[36][0] == "效益指标"


def test_two_whole_rows_on_either_side_of_a_break_stay_two() -> None:
    def first(canvas: Any) -> None:
        table(canvas, 70, filler(36), [20] * 36)

    def second(canvas: Any) -> None:
        table(canvas, 50, [["项目名称", "", "", "乙项目"], *filler(2)], [20] * 3)

    def anew(canvas: Any) -> None:
        table(canvas, 70, [["项目名称", "", "", "甲项目"], *filler(35)], [20] * 36)

    def other(canvas: Any) -> None:
        table(canvas, 50, [["满意度", "服务对象", "群众满意度", "≥95%"], *filler(2)], [20] * 3)

    assert len(texts(tables(read(drawn(first, other)))[0])) == 39
    assert [len(texts(one)) for one in tables(read(drawn(anew, second)))] == [36, 3]


def test_a_merge_over_the_break_is_one_cell() -> None:
    def first(canvas: Any) -> None:
        rows = [*filler(33), ["效益指标", "社会效益", "带动就业", "≥30人"], ["", "", "受益人口", "≥900人"]]
        table(canvas, 70, rows, [20] * 35, skip=[(34, 0), (34, 1)])

    def second(canvas: Any) -> None:
        rows = [["", "", "受益村数", "≥12个"], ["", "生态效益", "绿化面积", "≥3亩"]]
        table(canvas, 50, rows, [20, 20], skip=[(1, 0)])

    cells = tables(read(drawn(first, second)))[0].cells
    spans = {cell.text: cell.rowspan for cell in cells if cell.row >= 33 and cell.column < 2}
    assert spans == {"效益指标": 4, "社会效益": 3, "生态效益": 1}


def test_page_numbers_heads_and_watermarks_are_left_out() -> None:
    def page(number: int) -> Callable[[Any], None]:
        def draw(canvas: Any) -> None:
            write(canvas, 60, 30, "某某市财政局预算绩效管理系统", 8)
            write(canvas, 60, 90, f"第{number}个项目的绩效目标申报情况说明如下")
            table(canvas, 120, [HEAD, *filler(3)], [20] * 4)
            canvas.saveState()
            canvas.setFillGray(0.8)
            canvas.translate(300, 650)
            canvas.rotate(45)
            canvas.setFont(FONT, 60)
            canvas.drawString(-100, 0, "内部资料")
            canvas.restoreState()
            write(canvas, 280, 800, f"第{number}页 共3页")

        return draw

    document = read(drawn(*(page(number) for number in (1, 2, 3))))
    words = [block.text for block in document.blocks if isinstance(block, Paragraph)]
    assert words == [
        "某某市财政局预算绩效管理系统",
        "第1个项目的绩效目标申报情况说明如下",
        "第2个项目的绩效目标申报情况说明如下",
        "第3个项目的绩效目标申报情况说明如下",
    ]
    assert all(texts(one) == [HEAD, *filler(3)] for one in tables(document))


def test_a_year_under_its_label_counts_no_pages() -> None:
    def page(canvas: Any) -> None:
        write(canvas, 60, 30, "1")
        write(canvas, 60, 50, "年度:")
        write(canvas, 60, 70, "2022")
        table(canvas, 120, [HEAD, *filler(3)], [20] * 4)

    words = [block.text for block in read(drawn(page)).blocks if isinstance(block, Paragraph)]
    assert "".join(words) == "年度:2022"


def test_short_lines_over_a_wide_table_are_each_their_own() -> None:
    lines = ["年度:", "2022", "单位基本情况"]

    def page(canvas: Any) -> None:
        for number, line in enumerate(lines):
            write(canvas, 60, 50 + 15 * number, line)
        table(canvas, 120, [HEAD, *filler(3)], [20] * 4)

    assert [block.text for block in read(drawn(page)).blocks if isinstance(block, Paragraph)] == lines


@pytest.mark.parametrize(("ems", "blank"), [(0.85, " "), (0.5, ""), (1.2, " ")])
def test_a_gap_as_wide_as_a_character_is_a_blank(ems: float, blank: str) -> None:
    def page(canvas: Any) -> None:
        write(canvas, 60, 50, "单位名称：某县城市管理局")
        write(canvas, 60 + (12 + ems) * SIZE, 50, "填报日期：某日")
        write(canvas, 60, 80, "这里还有一行更长的文字，说明这一页不是表格，也没有别的东西。")

    found = [block.text for block in read(drawn(page)).blocks if isinstance(block, Paragraph)]
    assert found[0] == f"单位名称：某县城市管理局{blank}填报日期：某日"


def test_borders_drawn_as_thin_rectangles_in_a_form_object_are_lines() -> None:
    def page(canvas: Any) -> None:
        canvas.beginForm("borders")
        for x in EDGES:
            canvas.rect(x - 0.3, HEIGHT - 160, 0.6, 60, stroke=0, fill=1)
        for y in (100, 120, 140, 160):
            canvas.rect(EDGES[0], HEIGHT - y - 0.3, EDGES[-1] - EDGES[0], 0.6, stroke=0, fill=1)
        canvas.endForm()
        canvas.translate(7, -11)
        canvas.doForm("borders")
        canvas.translate(-7, 11)
        for number, text in enumerate(HEAD):
            write(canvas, EDGES[number] + 12, 115, text)

    rows = texts(tables(read(drawn(page)))[0])
    assert rows == [HEAD, [""] * 4, [""] * 4]


def test_white_lines_are_none() -> None:
    def page(canvas: Any) -> None:
        write(canvas, 60, 60, "这里只有文字，没有表格，白线不算。")
        canvas.setStrokeGray(1)
        table(canvas, 100, [[""] * 4] * 3, [20] * 3)

    assert not tables(read(drawn(page)))


def test_broken_lines_of_prose_are_paragraphs_over_the_break() -> None:
    def first(canvas: Any) -> None:
        write(canvas, 50 + 2 * SIZE, 700, "一、" + "为" * 50)
        write(canvas, 50, 715, "了" * 54)

    def second(canvas: Any) -> None:
        write(canvas, 50, 60, "完成任务。")
        write(canvas, 50 + 2 * SIZE, 75, "二、另起一段。")

    words = [block.text for block in read(drawn(first, second)).blocks if isinstance(block, Paragraph)]
    assert words == ["一、" + "为" * 50 + "了" * 54 + "完成任务。", "二、另起一段。"]


def scanned(canvas: Any) -> None:
    picture = Image.new("L", (200, 280), 90)
    canvas.drawInlineImage(picture, 0, 0, WIDTH, HEIGHT)


def test_without_sight_scans_are_refused_and_a_single_one_is_told() -> None:
    def page(canvas: Any) -> None:
        table(canvas, 100, [HEAD, *filler(4)], [20] * 5)

    with pytest.raises(UnreadableError, match="scan"):
        read(drawn(scanned, scanned, page), BLIND)
    document = read(drawn(page, scanned, page), BLIND)
    assert len(document.unread) == 1 and "page 2 was left out" in document.unread[0]


def test_text_that_means_nothing_is_not_trusted() -> None:
    def page(canvas: Any) -> None:
        for line in range(10):
            write(canvas, 50, 100 + 20 * line, "".join(chr(0x9000 + 37 * (30 * line + i) % 0xEFF) for i in range(30)))

    with pytest.raises(UnreadableError, match="implausible"):
        read(drawn(page), BLIND)


def test_a_page_without_rulings_gives_a_table_where_its_columns_are_clear() -> None:
    rows = [
        ["产出指标", "数量指标", "培训人数", "≥300人"],
        ["", "", "印发资料", "≥9万份"],
        ["", "质量指标", "合格率", "100%"],
        ["效益指标", "经济效益", "增收户数", "≥80户"],
    ]

    def page(canvas: Any) -> None:
        write(canvas, 180, 60, "项目支出绩效目标表")
        for number, row in enumerate([HEAD, *rows]):
            for column, text in enumerate(row):
                write(canvas, EDGES[column], 100 + 22 * number, text)

    document = read(drawn(page))
    assert [block.text for block in document.blocks if isinstance(block, Paragraph)] == ["项目支出绩效目标表"]
    cells = {cell.text: cell for cell in tables(document)[0].cells}
    assert set(cells) == {*HEAD, *(text for row in rows for text in row if text)}
    assert (cells["产出指标"].rowspan, cells["数量指标"].rowspan) == (3, 2)
    assert cells["合格率"].column == 2


def test_prose_is_no_table() -> None:
    def page(canvas: Any) -> None:
        for line in range(20):
            write(canvas, 60, 100 + 18 * line, "为进一步规范财政资金管理，提高使用效益，现将情况报告如下。" * 1)

    assert not tables(read(drawn(page)))


def test_a_figure_that_its_cell_broke_is_whole() -> None:
    def page(canvas: Any) -> None:
        table(canvas, 100, [HEAD, ["12345678901234\n5", "90\n2024年", "x", "y"]], [20, 40])

    assert texts(tables(read(drawn(page)))[0])[1][:2] == ["123456789012345", "90\n2024年"]


def test_of_two_columns_of_prose_the_left_one_is_read_first() -> None:
    def page(canvas: Any) -> None:
        write(canvas, 200, 60, "部门整体支出绩效自评情况的报告全文")
        for line in range(8):
            write(canvas, 50, 100 + 14 * line, "左" * (24 if line < 7 else 9))
            write(canvas, 320, 100 + 14 * line, "右" * 24)

    words = [block.text for block in read(drawn(page)).blocks if isinstance(block, Paragraph)]
    assert words == ["部门整体支出绩效自评情况的报告全文", "左" * (7 * 24 + 9), "右" * 192]


@pytest.mark.parametrize("upper", ["内容", "指标\n内容"])
def test_the_head_of_a_parted_corner_is_what_stands_below_the_line(upper: str) -> None:
    def page(canvas: Any) -> None:
        table(canvas, 100, [["", *HEAD[1:]], *filler(4)], [40] * 5)
        canvas.line(EDGES[0], HEIGHT - 100, EDGES[1], HEIGHT - 140)
        for number, word in enumerate(upper.split("\n")):
            write(canvas, EDGES[0] + 36 + 5 * number, 102 + 10 * number, word, 7)
        write(canvas, EDGES[0] + 3, 128, HEAD[0], 7)

    assert texts(tables(read(drawn(page)))[0]) == [HEAD, *filler(4)]


@pytest.mark.parametrize(("words", "rises"), [("120\n95%", False), ("上年\n本年", True)])
def test_a_line_through_figures_or_that_rises_parts_nothing(words: str, rises: bool) -> None:
    def page(canvas: Any) -> None:
        table(canvas, 100, [[words, *HEAD[1:]], *filler(4)], [40] * 5)
        ends = (140, 100) if rises else (100, 140)
        canvas.line(EDGES[0], HEIGHT - ends[0], EDGES[1], HEIGHT - ends[1])

    assert texts(tables(read(drawn(page)))[0])[0][0] == words
