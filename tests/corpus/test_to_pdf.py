from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from random import Random

import pdfplumber
import pypdfium2
import pytest

from corpus.extent import widths
from corpus.fitting import Breaks, Face, cell_lines, heights, lines, pieces
from corpus.invent import FAMILIES, invent
from corpus.layout import Cell, Layout, Paragraph, Table, grid
from corpus.likeness import folded
from corpus.to_pdf import RULINGS, Manner, manner, to_pdf
from corpus.typeset import typeset

WHOLE = Breaks(heads_again=False, cut=False, largest=False)
PLAIN = Manner("lines", WHOLE, 9.0)
FACE = Face(10.0, lambda text, size: size * sum(0.5 if char.isascii() else 1.0 for char in text))


def text_of(data: bytes) -> str:
    document = pypdfium2.PdfDocument(data)
    return "".join(page.get_textpage().get_text_range() for page in document)


def letters(text: str) -> str:
    return "".join(sorted(folded(text).replace(".", "")))


def printed(layout: Layout) -> str:
    return "".join(
        block.text if isinstance(block, Paragraph) else "".join(cell.text for row in block.rows for cell in row)
        for block in layout.blocks
    )


@pytest.mark.parametrize("family", FAMILIES)
def test_the_text_layer_holds_exactly_what_the_layout_does(family: str) -> None:
    layout = typeset(invent(2, family))
    assert letters(text_of(to_pdf(layout, PLAIN))) == letters(printed(layout))


@pytest.mark.parametrize("ruling", [*dict.fromkeys(RULINGS)])
@pytest.mark.parametrize("change", [{}, {"packed": True}, {"turned": True}, {"latin": True, "shaded": True}])
def test_no_manner_changes_the_text(ruling: str, change: dict[str, bool]) -> None:
    layout = typeset(invent(3, "score-sheet"))
    data = to_pdf(layout, replace(PLAIN, ruling=ruling, **change))  # type: ignore[arg-type]
    assert letters(text_of(data)) == letters(printed(layout))


def test_a_second_reader_finds_the_cells_of_a_ruled_page(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    layout = typeset(invent(5, "older"))
    path.write_bytes(to_pdf(layout, PLAIN))
    table = next(block for block in layout.blocks if isinstance(block, Table))
    with pdfplumber.open(path) as document:
        found = [row for page in document.pages for table in page.extract_tables() for row in table]
    cells = [folded(cell) for row in found for cell in row if cell]
    assert cells == [folded(slot.cell.text) for row in grid(table) for slot in row
                     if slot.first_row and slot.first_column and slot.cell.text]  # fmt: skip


@pytest.mark.parametrize(
    ("ruling", "kind"),
    [("lines", "line"), ("rects", "rect"), ("double", "line"), ("boxes", "rect"), ("dashed", "line")],
)
def test_rulings_are_drawn_as_told(ruling: str, kind: str, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(to_pdf(typeset(invent(2, "older")), replace(PLAIN, ruling=ruling)))
    with pdfplumber.open(path) as document:
        objects = document.pages[0].objects
    assert set(objects) & {"line", "rect", "curve"} == {kind}


def test_without_rulings_nothing_is_drawn_but_text(tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    path.write_bytes(to_pdf(typeset(invent(2, "older")), replace(PLAIN, ruling="")))
    with pdfplumber.open(path) as document:
        assert set(document.pages[0].objects) == {"char"}


def test_marks_of_the_page_are_there() -> None:
    layout = typeset(invent(2, "score-sheet"))
    text = text_of(
        to_pdf(layout, replace(PLAIN, stamp="仅供存档", footer="第 {n} 页 共 {all} 页", header="绩效目标管理"))
    )
    pages = len(pypdfium2.PdfDocument(to_pdf(layout, PLAIN)))
    assert text.count("绩效目标管理") == text.count("仅供存档") == pages > 1
    assert f"第 {pages} 页 共 {pages} 页" in text


def test_a_turned_page_is_upright_and_as_wide_as_another() -> None:
    layout = typeset(invent(2, "score-sheet"))
    turned, straight = (pypdfium2.PdfDocument(to_pdf(layout, replace(PLAIN, turned=t)))[0] for t in (True, False))
    assert (turned.get_rotation(), straight.get_rotation()) == (90, 0)
    assert turned.get_size() == straight.get_size()


def test_the_same_manner_gives_the_same_bytes() -> None:
    layout = typeset(invent(2, "transfer"))
    assert to_pdf(layout, PLAIN) == to_pdf(layout, PLAIN)
    assert manner(Random(4)) == manner(Random(4))
    assert "" not in {manner(Random(seed)).ruling for seed in range(40)}
    assert "" in {manner(Random(seed), unruled=True).ruling for seed in range(40)}


def tall_table(rows: int) -> Table:
    """Heads, then rows under one level that spans them all; the last cell of row 3 is long."""
    body = [(Cell(f"n{r}"), Cell("长" * 90 if r == 3 else f"v{r}")) for r in range(rows)]
    first = (Cell("level", rowspan=rows), *body[0])
    return Table(((Cell("h1"), Cell("h2"), Cell("h3")), first, *body[1:]), 3, (0,))


def fitted(how: Breaks, page: float = 120.0) -> list[list[list[str]]]:
    table = tall_table(9)
    found = pieces(table, widths(table, 300.0), FACE, page, page, how)
    return [[[slot.cell.text if slot.first_row else "^" for slot in row] for row in grid(p)] for p in found]


def names(pages: Sequence[Sequence[Sequence[str]]]) -> list[str]:
    return [row[1] for page in pages for row in page if row[1].startswith("n")]


@pytest.mark.parametrize("heads", [False, True])
@pytest.mark.parametrize("cut", [False, True])
@pytest.mark.parametrize("largest", [False, True])
def test_pages_hold_every_row_once_and_the_level_once(heads: bool, cut: bool, largest: bool) -> None:
    pages = fitted(Breaks(heads, cut, largest))
    assert len(pages) > 1
    assert names(pages) == [f"n{r}" for r in range(9)]
    assert [row[0] for page in pages for row in page].count("level") == 1
    assert sum(row[2].replace("\n", "").count("长") for page in pages for row in page) == 90
    assert [page[0][0] == "h1" for page in pages] == [True] + [heads] * (len(pages) - 1)


def test_a_cut_row_goes_on_in_the_next_piece_and_pieces_fit_their_page() -> None:
    table = tall_table(9)
    columns = widths(table, 300.0)
    found = pieces(table, columns, FACE, 120.0, 120.0, Breaks(False, True, False))
    assert sum("长" in cell.text for piece in found for row in piece.rows for cell in row) > 1
    assert all(sum(heights(piece, columns, FACE)) <= 125 for piece in found)


def test_the_level_of_a_divided_cell_may_stand_in_its_largest_piece() -> None:
    first = next(i for i, page in enumerate(fitted(WHOLE, 70)) for row in page if row[0] == "level")
    later = next(
        i for i, page in enumerate(fitted(replace(WHOLE, largest=True), 70)) for row in page if row[0] == "level"
    )
    assert first == 0
    assert later > 0


def test_lines_fit_keep_numbers_whole_and_do_not_begin_with_a_mark() -> None:
    found = lines("完成公路12345.67公里，其中新建36公里。", 70.0, FACE)
    assert "".join(found) == "完成公路12345.67公里，其中新建36公里。"
    assert all(FACE.measure(line, 10) <= 70 for line in found)
    assert any("12345.67" in line for line in found)
    assert not any(line[0] in "，。" for line in found)
    assert cell_lines(Cell(""), [70.0], FACE) == []
