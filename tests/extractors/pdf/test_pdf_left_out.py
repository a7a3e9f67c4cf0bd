"""What a PDF holds and nobody sees, or the reader passes over, is left out and said with its count."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from PIL import Image

from extractors.readers.pdf import read
from schema.document import Document
from schema.sight import Sight
from tests.extractors.pdf_made import EDGES, FONT, HEIGHT, drawn, table, tables, texts, write
from tests.hostile import pdf_files

HEAD = ["一级指标", "二级指标", "三级指标", "指标值"]
ROWS = [HEAD, *(["产出指标", "数量指标", f"第{number}期人数", f"≥{number}00人"] for number in range(4))]


def page_with(draw: Callable[[Any], None]) -> Callable[[Any], None]:
    """A page with the table and something more."""

    def page(canvas: Any) -> None:
        table(canvas, 100, ROWS, [20] * len(ROWS))
        with apart(canvas):
            draw(canvas)

    return page


@contextmanager
def apart(canvas: Any) -> Iterator[None]:
    """Whatever is set within holds within alone."""
    canvas.saveState()
    yield
    canvas.restoreState()


def written(document: Document) -> str:
    """Everything that was read."""
    return "".join(
        cell.text for block in document.blocks for cell in (block.cells if hasattr(block, "cells") else (block,))
    )


def in_mode(mode: int) -> Callable[[Any], None]:
    def draw(canvas: Any) -> None:
        text = canvas.beginText(60, HEIGHT - 300)
        text.setFont(FONT, 9)
        text.setTextRenderMode(mode)
        text.textOut("看不见的字")
        canvas.drawText(text)

    return draw


def coloured(red: float, green: float, blue: float, alpha: float = 1.0) -> Callable[[Any], None]:
    def draw(canvas: Any) -> None:
        canvas.setFillColorRGB(red, green, blue, alpha)
        write(canvas, 60, 300, "看不见的字")

    return draw


def tiny(size: float) -> Callable[[Any], None]:
    return lambda canvas: write(canvas, 60, 300, "看不见的字", size)


def painted_over(grey: float) -> Callable[[Any], None]:
    def draw(canvas: Any) -> None:
        write(canvas, 60, 300, "看不见的字")
        canvas.setFillGray(grey)
        canvas.rect(55, HEIGHT - 315, 80, 20, stroke=0, fill=1)

    return draw


def painted_over_by_a_form(canvas: Any) -> None:
    write(canvas, 60, 300, "看不见的字")
    name = f"box{canvas.getPageNumber()}"
    canvas.beginForm(name)
    canvas.setFillGray(1)
    canvas.rect(55, HEIGHT - 315, 80, 20, stroke=0, fill=1)
    canvas.endForm()
    canvas.doForm(name)


def leaning(canvas: Any) -> None:
    canvas.translate(100, 300)
    canvas.rotate(30)
    write(canvas, 0, HEIGHT, "看不见的字")


UNSEEN: list[tuple[str, Callable[[Any], None]]] = [
    ("printed invisibly", in_mode(3)),
    ("printed invisibly", in_mode(7)),
    ("in the colour of the paper", coloured(1, 1, 1)),
    ("in the colour of the paper", coloured(0.98, 0.99, 0.99)),
    ("in the colour of the paper", coloured(0, 0, 0, 0.01)),
    ("too small to be seen", tiny(0.1)),
    ("too small to be seen", tiny(1)),
    ("painted over", painted_over(1)),
    ("painted over", painted_over(0)),
    ("painted over", painted_over_by_a_form),
    ("outside the page as shown", lambda canvas: write(canvas, -80, 300, "看不见的字")),
    ("outside the page as shown", lambda canvas: write(canvas, 60, HEIGHT + 30, "看不见的字")),
    ("leaning", leaning),
]


@pytest.mark.parametrize(("why", "draw"), UNSEEN)
def test_what_nobody_sees_is_left_out_and_counted(why: str, draw: Callable[[Any], None]) -> None:
    document = read(drawn(page_with(draw), page_with(lambda canvas: None), page_with(draw)))
    assert "看不见" not in written(document)
    assert document.unread == (f"characters left out on p. 1, 3: {why} (10)",)


def band(canvas: Any) -> None:
    canvas.setFillColorRGB(0.1, 0.2, 0.6)
    canvas.rect(50, HEIGHT - 320, 300, 30, stroke=0, fill=1)
    canvas.setFillGray(1)
    write(canvas, 60, 300, "看得见的字")


def highlighted(canvas: Any) -> None:
    write(canvas, 60, 300, "看得见的字")
    canvas.setFillColorRGB(1, 1, 0, 0.4)
    canvas.rect(55, HEIGHT - 315, 80, 20, stroke=0, fill=1)


def shaded_before(canvas: Any) -> None:
    canvas.setFillGray(0.9)
    canvas.rect(55, HEIGHT - 315, 80, 20, stroke=0, fill=1)
    canvas.setFillGray(0)
    write(canvas, 60, 300, "看得见的字")


def clipped_elsewhere(canvas: Any) -> None:
    write(canvas, 60, 300, "看得见的字")
    path = canvas.beginPath()
    path.rect(300, 100, 50, 50)
    canvas.clipPath(path, stroke=0, fill=0)
    canvas.setFillGray(1)
    canvas.rect(0, 0, 600, 850, stroke=0, fill=1)


def framed(canvas: Any) -> None:
    write(canvas, 60, 300, "看得见的字")
    path = canvas.beginPath()
    path.rect(50, HEIGHT - 320, 100, 30)
    path.rect(53, HEIGHT - 317, 94, 24)
    canvas.drawPath(path, stroke=0, fill=1, fillMode=0)


def beside_a_box(canvas: Any) -> None:
    write(canvas, 60, 300, "看得见的字")
    canvas.setFillGray(1)
    canvas.rect(106, HEIGHT - 315, 80, 20, stroke=0, fill=1)


@pytest.mark.parametrize("draw", [band, highlighted, shaded_before, clipped_elsewhere, framed, beside_a_box])
def test_what_is_seen_is_read(draw: Callable[[Any], None]) -> None:
    document = read(drawn(page_with(draw)))
    assert "看得见的字" in written(document)
    assert not document.unread


@pytest.mark.parametrize("old", ["3.1", "13.8", "98.7%"])
def test_a_figure_typed_over_a_painted_one_is_the_new_one(old: str) -> None:
    def draw(canvas: Any) -> None:
        x = EDGES[3] + 3
        write(canvas, x, 223, old)
        canvas.setFillGray(1)
        canvas.rect(x - 2, HEIGHT - 236, 60, 14, stroke=0, fill=1)
        canvas.setFillGray(0)
        write(canvas, x, 223, "97.5")

    rows = [*ROWS, ["效益指标", "社会效益", "满意度", ""], ["", "", "", ""]]

    def page(canvas: Any) -> None:
        table(canvas, 100, rows, [20] * len(rows))
        with apart(canvas):
            draw(canvas)

    assert texts(tables(read(drawn(page)))[0])[6][3] == "97.5"


def watermark(canvas: Any, x: float = 250, y: float = 600, angle: float = 45, size: float = 50) -> None:
    canvas.setFillGray(0.8)
    canvas.translate(x, y)
    canvas.rotate(angle)
    canvas.setFont(FONT, size)
    canvas.drawString(0, 0, "内部资料")


def tiled(canvas: Any) -> None:
    for x in (100, 300):
        for y in (600, 650, 700):
            with apart(canvas):
                watermark(canvas, x, y, 20, 14)


def sealed(canvas: Any) -> None:
    canvas.setFillColorRGB(0.9, 0.1, 0.1)
    for number, sign in enumerate("某某市财政局专用章"):
        with apart(canvas):
            canvas.translate(400, 500)
            canvas.rotate(120 - 30 * number)
            canvas.drawCentredString(0, 60, sign)


@pytest.mark.parametrize("draw", [watermark, tiled, sealed])
def test_what_decorates_a_page_costs_nothing(draw: Callable[[Any], None]) -> None:
    document = read(drawn(page_with(draw)))
    assert texts(tables(document)[0]) == ROWS
    assert not document.unread and len(document.blocks) == 1


def test_a_watermark_on_every_page_costs_nothing_beside_the_print_too() -> None:
    page = page_with(lambda canvas: watermark(canvas, 200, 200))
    assert not read(drawn(page, page)).unread
    assert read(drawn(page)).unread == ("characters left out on p. 1: faint, taken for a watermark (4)",)


def test_a_large_light_title_is_read() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFillGray(0.6)
        write(canvas, 100, 40, "项目支出绩效自评表", 30)

    document = read(drawn(page_with(draw)))
    assert "项目支出绩效自评表" in written(document) and not document.unread


def test_a_light_figure_that_stands_alone_is_said() -> None:
    def draw(canvas: Any) -> None:
        canvas.setFillGray(0.7)
        write(canvas, 300, 600, "875.66", 36)

    assert read(drawn(page_with(draw))).unread == ("characters left out on p. 1: faint, taken for a watermark (6)",)


def on_a_layer(state: bytes, content: bytes, name: bytes = b"(2022)") -> bytes:
    """A page with text of its own and content on a layer."""
    own = b"BT /F1 12 Tf 50 700 Td (shown on the page) Tj ET\n"
    return pdf_files.raw([
        b"<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [6 0 R] /D << " + state + b" >> >> >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 600 800] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> "
        b"/XObject << /X 7 0 R >> /Properties << /MC0 6 0 R >> >> >>",
        pdf_files.stream(own + content),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        b"<< /Type /OCG /Name " + name + b" >>",
        pdf_files.stream(
            b"BT /F1 12 Tf 50 500 Td (last year) Tj ET",
            b"/Type /XObject /Subtype /Form /BBox [0 0 600 800] /Resources << /Font << /F1 5 0 R >> >>",
        ),
    ])  # fmt: skip


_TEXT = b"/OC /MC0 BDC BT /F1 12 Tf 50 500 Td (last year) Tj ET EMC"
_FORM = b"/OC /MC0 BDC /X Do EMC"


@pytest.mark.parametrize("content", [_TEXT, _FORM])
@pytest.mark.parametrize("state", [b"/OFF [6 0 R]", b"/BaseState /OFF"])
@pytest.mark.parametrize("name", [b"(2022)", b"<FEFF53BB5E74>"])
def test_layers_that_are_off_are_left_out(state: bytes, content: bytes, name: bytes) -> None:
    document = read(on_a_layer(state, content, name))
    assert written(document) == "shown on the page"
    assert document.unread == ("characters left out on p. 1: on a layer that is switched off (8)",)


@pytest.mark.parametrize("state", [b"/ON [6 0 R]", b"/BaseState /OFF /ON [6 0 R]", b"/Order [6 0 R]"])
def test_layers_that_are_on_are_read(state: bytes) -> None:
    document = read(on_a_layer(state, _TEXT))
    assert "last year" in written(document) and not document.unread


def test_layers_that_cannot_be_told_are_said() -> None:
    document = read(on_a_layer(b"/OFF 99 0 R /BaseState 7", _TEXT).replace(b"/OCGs [6 0 R]", b"/OCGs 4 0 R  "))
    assert any("layers" in sentence for sentence in document.unread)


def picture(x: float, y: float, width: float, height: float) -> Callable[[Any], None]:
    return lambda canvas: canvas.drawInlineImage(Image.new("L", (60, 40), 90), x, y, width, height)


def test_a_picture_beside_the_text_is_said_and_a_logo_is_not() -> None:
    def words(canvas: Any) -> None:
        for line in range(12):
            write(canvas, 60, 260 + 15 * line, "为进一步规范财政资金管理，提高使用效益，现将情况报告如下。")

    def page(*size: float) -> Callable[[Any], None]:
        def draw(canvas: Any) -> None:
            words(canvas)
            picture(60, 60, *size)(canvas)

        return page_with(draw)

    assert read(drawn(page(400, 250))).unread == ("not read on p. 1: pictures (1)",)
    assert not read(drawn(page(60, 40))).unread


def test_a_small_picture_on_a_page_without_text_is_looked_at() -> None:
    document = read(drawn(page_with(lambda canvas: None), picture(100, 100, 200, 80)), Sight("never"))
    assert document.unread == ("page 2 was left out, it needs OCR: a picture without text",)


def test_the_unit_of_a_page_does_not_matter() -> None:
    def page(unit: float) -> bytes:
        def draw(canvas: Any) -> None:
            canvas.setPageSize((595 / unit, 842 / unit))
            canvas.scale(1 / unit, 1 / unit)
            table(canvas, 100, ROWS, [20] * len(ROWS))

        return drawn(draw)

    for unit in (72.0, 28.35, 10.0):
        found = tables(read(page(unit)))[0]
        assert texts(found) == ROWS
        box = found.cells[0].box
        assert box is not None and abs(box.x0 - EDGES[0] / unit) < 0.1 and abs(box.y0 - 100 / unit) < 0.1
