from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
import pytest

from extractors.ocr.seen import Glyph, Line
from extractors.pdf_layout.running import PageRead
from extractors.pictures.pages import read_picture
from extractors.pictures.picture import POINT, Picture
from schema.geometry import Box
from tests.pictures.drawn import SIZE, XS, YS, Knowing, grid, paper, write


def picture(page: Any) -> Picture:
    return Picture(page, np.diag([POINT, POINT, 1.0]))


def words(read: PageRead) -> list[list[str]]:
    (table,) = read.tables
    rows: list[list[str]] = [[] for _ in range(len(table.ys) - 1)]
    for cell in table.cells:
        rows[cell.row].append(cell.text)
    return rows


def test_text_goes_into_the_cell_it_stands_in_with_its_confidence() -> None:
    page = grid(paper())
    lines = [write(page, 120, 190, "指标"), write(page, 420, 190, "数量", 0.7), write(page, 830, 300, "≥40个")]
    read = read_picture(picture(page), 1, Knowing(lines))
    assert words(read)[:2] == [["指标", "数量", "", ""], ["", "", "≥40个", ""]]
    assert {cell.text: round(cell.confidence, 2) for cell in read.tables[0].cells if cell.text} == {
        "指标": 0.99, "数量": 0.7, "≥40个": 0.99,
    }  # fmt: skip


def test_one_line_across_a_rule_is_parted_there() -> None:
    page = grid(paper())
    line = write(page, XS[1] - 3 * SIZE - 6, 190, "满意度95")
    assert words(read_picture(picture(page), 1, Knowing([line])))[0][:2] == ["满意度", "95"]


def test_a_rule_that_was_read_as_a_stroke_is_no_text() -> None:
    page = grid(paper())
    line = write(page, XS[1] - 2 * SIZE, 190, "率")
    stroke = line.glyphs[0]._replace(text="|", x0=XS[1] - 6, x1=XS[1] + 6)
    seen = line._replace(glyphs=(*line.glyphs, stroke))
    assert words(read_picture(picture(page), 1, Knowing([seen])))[0] == ["率", "", "", ""]


def test_ink_that_the_engine_passed_over_is_read_by_itself() -> None:
    page = grid(paper())
    line = write(page, 120, 190, "指标")
    page[205:209, 600:630] = 0
    engine = Knowing([line], ["-"])
    assert words(read_picture(picture(page), 1, engine))[0] == ["指标", "-", "", ""]
    assert engine.asked == 1


def test_dirt_is_no_text() -> None:
    page = grid(paper())
    dice = np.random.default_rng(8)
    for x, y in dice.integers((110, 160), (1490, 990), (300, 2)):
        page[y : y + 3, x : x + 3] = 0
    word, speck = write(page, 120, 190, "指标"), write(page, 900, 300, ".", 0.9)
    scribble, seal = write(page, 1300, 60, "ノ", 0.3), write(page, 1540, 500, "某", 1.0)
    read = read_picture(picture(page), 1, Knowing([word, speck, scribble, seal]))
    assert [text for row in words(read) for text in row if text] == ["指标"] and not read.lines


def test_specks_beside_chinese_are_no_points() -> None:
    page = grid(paper())
    texts = (".满意度", "满意.度", "1.业务", "95.3%")
    lines = [write(page, 430, y, text) for y, text in zip((190, 300, 410, 560), texts, strict=True)]
    read = read_picture(picture(page), 1, Knowing(lines))
    assert ["".join(row[1].split()) for row in words(read)][:4] == ["满意度", "满意度", "1.业务", "95.3%"]


def test_a_piece_of_a_rule_beside_the_side_of_a_cell_is_not_read() -> None:
    page = grid(paper())
    page[280:330, XS[1] + 6 : XS[1] + 9] = 0
    knowing = Knowing([write(page, 120, 190, "指标")], ["1"])
    assert words(read_picture(picture(page), 1, knowing))[1] == [""] * 4 and not knowing.asked
    page[290:316, XS[1] + 60 : XS[1] + 64] = 0
    assert words(read_picture(picture(page), 1, knowing))[1] == ["", "1", "", ""]


def test_short_texts_of_a_table_without_rules_are_no_marks() -> None:
    page = paper()
    rows = [("指标名称", "符号", "指标值", "分值")] + [(f"完成培训场次{sign}", "≥", "40", "8") for sign in "甲乙丙丁"]
    lines = [
        write(page, x, 100 + 60 * row, text)
        for row, texts in enumerate(rows)
        for x, text in zip((100, 500, 800, 1200), texts, strict=True)
    ]
    assert words(read_picture(picture(page), 1, Knowing(lines)))[1:] == [list(row) for row in rows[1:]]


def test_a_stamped_figure_in_the_corner_is_no_line() -> None:
    page = grid(paper())
    lines = [write(page, 120, 190, "指标"), write(page, 1450, 50, "015"), write(page, 700, 50, "2023年度")]
    assert [line.text for line in read_picture(picture(page), 1, Knowing(lines)).lines] == ["2023年度"]


def test_a_spaced_title_is_no_mark() -> None:
    page = grid(paper())
    lines = [write(page, 120, 190, "指标"), *(write(page, x, 60, sign) for x, sign in ((500, "目"), (600, "标")))]
    (title,) = read_picture(picture(page), 1, Knowing(lines)).lines
    assert title.text.split() == ["目", "标"]


def test_a_grid_with_nothing_in_it_is_no_table() -> None:
    assert read_picture(picture(grid(paper())), 1, Knowing([])).tables == ()


def test_boxes_lead_back_to_the_page_as_it_was() -> None:
    page = grid(paper())
    line = write(page, 120, 190, "指标")
    read = read_picture(picture(page).turned(3), 1, Knowing([line]))
    (table,) = read.tables
    box = read.shown(table.cells[0].box)
    expected = Box(XS[0] * POINT, YS[0] * POINT, XS[1] * POINT, YS[1] * POINT)
    for side in ("x0", "y0", "x1", "y1"):
        assert getattr(box, side) == pytest.approx(getattr(expected, side), abs=1.5)


class UpsideDown:
    """An engine that is unsure of everything until the page is turned: told by where the ink stands."""

    def __init__(self, lines: Sequence[Any]) -> None:
        self.lines = tuple(lines)

    def page(self, image: Any) -> tuple[Any, ...]:
        """The lines where the upper half is darker; the same unsure ones otherwise."""
        half = image.shape[0] // 2
        if image[:half].mean() < image[half:].mean():
            return self.lines
        return tuple(
            line._replace(confidence=0.4, glyphs=tuple(glyph._replace(confidence=0.4) for glyph in line.glyphs))
            for line in self.lines
        )

    def crops(self, images: Sequence[Any]) -> tuple[Any, ...]:
        """Nothing."""
        return Knowing([]).crops(images)


def test_a_page_on_its_head_is_turned() -> None:
    page = grid(paper())
    lines = [write(page, 120, y, "指标名称") for y in (190, 300, 410)]
    read = read_picture(picture(page).turned(2), 1, UpsideDown(lines))
    assert [row[0] for row in words(read)][:3] == ["指标名称"] * 3


def test_a_table_goes_on_overleaf_though_the_page_lies_otherwise() -> None:
    first, second = grid(paper()), grid(paper(), tuple(round(x * 1.01) + 17 for x in XS))
    above = read_picture(picture(first), 1, Knowing([write(first, 120, 190, "指标")]))
    below = read_picture(picture(second), 2, Knowing([write(second, 140, 190, "数量")]), above)
    assert below.tables[0].xs == pytest.approx(above.tables[0].xs)


def test_an_empty_page_has_nothing() -> None:
    read = read_picture(picture(paper()), 1, Knowing([]))
    assert not read.tables and not read.lines


@pytest.mark.parametrize(
    "words", ["第3页共6页", "第页共6页", "- 3 -", "3", "2024-01-15 14:44  发送方：某局  第1页/共4页"]
)
def test_page_numbers_and_what_a_fax_prints_are_no_lines(words: str) -> None:
    page = grid(paper())
    lines = [write(page, 120, 190, "指标"), write(page, 600, 1100 if words[0] != "2" else 40, words)]
    assert read_picture(picture(page), 1, Knowing(lines)).lines == ()


def test_a_page_on_its_side_is_known_by_its_lines() -> None:
    page = grid(paper())
    upright = [write(page, 120, y, "指标名称是甲") for y in (190, 300, 410)]
    fallen = [line._replace(x0=0, x1=30, y0=0, y1=300) for line in upright]

    class Fallen(Knowing):
        def page(self, image: Any) -> tuple[Any, ...]:
            return tuple(fallen) if image.shape[0] > image.shape[1] else self.lines

    blank = np.full((1600, 1200, 3), 255, np.uint8)
    assert read_picture(picture(blank), 1, Fallen(upright)).width > 0
    assert [line.text for line in read_picture(picture(blank), 1, Fallen(upright)).lines] == ["指标名称是甲"] * 3


def test_a_sign_by_itself_is_read_with_its_figure() -> None:
    page = grid(paper())
    sign, figure = write(page, 700, 190, "N", 0.6), write(page, 830, 190, "95")

    class InCompany(Knowing):
        def crops(self, images: Sequence[Any]) -> tuple[Any, ...]:
            (together,) = images
            assert together.shape[1] > 3 * SIZE
            high, wide = together.shape[:2]
            glyphs = (
                Glyph("≥", 6, 0, 34, high, 0.98),
                Glyph("9", 50, 0, 70, high, 0.99),
                Glyph("5", 72, 0, 90, high, 0.99),
            )
            return (Line(0, 0, wide, high, glyphs, 0.98),)

    read = read_picture(picture(page), 1, InCompany([sign, figure]))
    assert words(read)[0] == ["", "≥", "95", ""]


def test_a_lone_character_stays_where_nothing_else_is_read() -> None:
    page = grid(paper())
    line = write(page, 700, 190, "无", 0.7)
    assert words(read_picture(picture(page), 1, Knowing([line])))[0] == ["", "无", "", ""]


@pytest.mark.parametrize(("words", "kept"), [("L", False), ("レ", False), ("说明", True), ("附件一", True)])
def test_marks_of_a_pen_beside_the_form_are_no_lines(words: str, kept: bool) -> None:
    page = grid(paper())
    read = read_picture(picture(page), 1, Knowing([write(page, 120, 190, "指标"), write(page, 300, 40, words)]))
    assert [line.text for line in read.lines] == [words] * kept


@pytest.mark.parametrize("bar", ["|", "丨", "¦"])
@pytest.mark.parametrize("off", [-18, -10, 0, 10, 18])
def test_a_bar_beside_a_rule_is_the_rule(bar: str, off: int) -> None:
    page = grid(paper())
    line = write(page, XS[1] + 30, 190, "100%")
    at = XS[1] + off
    stroke = line.glyphs[0]._replace(text=bar, x0=at - 6, x1=at + 6)
    seen = line._replace(x0=at - 6, glyphs=(stroke, *line.glyphs))
    assert words(read_picture(picture(page), 1, Knowing([seen])))[0] == ["", "100%", "", ""]


def test_a_bar_far_from_every_rule_is_doubted() -> None:
    page = grid(paper())
    line = write(page, XS[1] + 120, 190, "26|")
    read = read_picture(picture(page), 1, Knowing([write(page, 120, 190, "指标"), line]))
    cells = [cell for cell in read.tables[0].cells if cell.text]
    assert [(cell.text, cell.confidence < 0.5) for cell in cells] == [("指标", False), ("26|", True)]
