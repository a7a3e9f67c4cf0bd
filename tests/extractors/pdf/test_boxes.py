"""The page and box of every record of a PDF, drawn on the page, hold the row that it was read from."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double
from functools import cache

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from corpus.fitting import Breaks
from corpus.invent import invent
from corpus.to_pdf import Manner, to_pdf
from corpus.typeset import typeset
from extractors.reading import read_document
from extractors.recognition import recognise
from normalizers.normalize import normalize
from schema.filing import Filing, Indicator
from schema.geometry import Box

HEADS_AGAIN = Breaks(heads_again=True, cut=False, largest=False)
CUT = Breaks(heads_again=False, cut=True, largest=False)
#: Family and manner: each kind of ruling and none, pages with and without a rotation, rows cut by the page.
PRINTS = {
    "lines": ("overall-history", Manner("lines", HEADS_AGAIN, 9.0)),
    "rects": ("transfer", Manner("rects", CUT, 8.0, stamp="内部资料", footer="{n}/{all}")),
    "boxes": ("project-targets", Manner("boxes", CUT, 10.0, header="绩效目标管理", shaded=True, top=True)),
    "double": ("project-results", Manner("double", HEADS_AGAIN, 9.0, turned=True)),
    "dashed": ("score-sheet", Manner("dashed", CUT, 8.0, packed=True, latin=True, turned=True)),
    "none": ("older", Manner("", HEADS_AGAIN, 9.0, top=True)),
}
#: Pixels a point where a place is turned into the page's own measure: rounding loses nothing then.
FINE = 8
#: Points from the box to what is looked at: leaves out the rulings and the strokes of neighbours.
INSET = 2.0


@cache
def printed(kind: str) -> tuple[pypdfium2.PdfDocument, Filing]:
    """A made PDF, and what is read from it."""
    family, manner = PRINTS[kind]
    data = to_pdf(typeset(invent(1, family)), manner)
    document = read_document(data)
    return pypdfium2.PdfDocument(data), normalize(recognise(document), document)


def on_page(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[float, float]:
    """The point in the page's own measure, from the lower left and without its rotation, as PDFium has it."""
    width, height = page.get_size()
    across, up = c_double(), c_double()
    size = round(width * FINE), round(height * FINE)
    pdfium.FPDF_DeviceToPage(page, 0, 0, *size, 0, round(x * FINE), round(y * FINE), byref(across), byref(up))
    return across.value, up.value


def text_in(page: pypdfium2.PdfPage, box: Box) -> str:
    """The words that stand in the box, without blanks."""
    corners = on_page(page, box.x0 + INSET, box.y0 + INSET), on_page(page, box.x1 - INSET, box.y1 - INSET)
    (left, right), (bottom, top) = (sorted(sides) for sides in zip(*corners, strict=True))
    return bare(page.get_textpage().get_text_bounded(left, bottom, right, top))


def bare(text: str) -> str:
    return "".join(text.split())


def rows(kind: str) -> Iterator[tuple[Indicator, str, Indicator | None]]:
    """Each indicator with the words in its box and the indicator of the next row of its table on its page."""
    document, filing = printed(kind)
    assert len(filing.indicators) > 5
    for number, indicator in enumerate(filing.indicators):
        place = indicator.place
        assert place.page and place.box and place.row, indicator.name
        below = (
            other for other in filing.indicators[number + 1 :]
            if (other.place.table, other.place.page) == (place.table, place.page) and other.place.row != place.row
        )  # fmt: skip
        yield indicator, text_in(document[place.page - 1], place.box), next(below, None)


@pytest.mark.parametrize("kind", PRINTS)
def test_the_box_of_an_indicator_holds_its_name(kind: str) -> None:
    for indicator, words, _ in rows(kind):
        assert bare(indicator.name_raw) in words
        assert bare(indicator.target.raw) in words


def strays(kind: str, begins_level: bool) -> list[str]:
    """The indicators whose box holds the name of the next row, where a level begins in their row or where none does.

    On a new page the cells of the levels begin again."""
    found = []
    before: tuple[object, ...] = ()
    for indicator, words, below in rows(kind):
        levels = (indicator.project, indicator.horizon, indicator.level1, indicator.level2, indicator.place.page)
        begins, before = levels != before, levels
        name = bare(below.name_raw) if below else ""
        if begins == begins_level and name and name not in bare(indicator.name_raw) and name in words:
            found.append(indicator.name)
    return found


@pytest.mark.parametrize("kind", PRINTS)
def test_the_box_of_a_row_under_merged_levels_leaves_the_next_row_out(kind: str) -> None:
    assert strays(kind, begins_level=False) == []


def test_the_box_of_a_row_where_a_level_begins_leaves_the_next_row_out() -> None:
    assert [name for kind in PRINTS for name in strays(kind, begins_level=True)] == []


@pytest.mark.parametrize("kind", PRINTS)
def test_every_other_record_of_a_table_has_page_and_box_and_words_in_it(kind: str) -> None:
    document, filing = printed(kind)
    for amount in filing.amounts:
        if amount.source == "table":
            assert amount.place.page and amount.place.box, amount.item
            assert bare(amount.value.raw) in text_in(document[amount.place.page - 1], amount.place.box)
    for field in filing.fields:
        assert field.place.page and field.place.box, field.name
        words = text_in(document[field.place.page - 1], field.place.box)
        assert bare(field.value)[:8] in words or field.name in words


@pytest.mark.parametrize("kind", ["lines", "double", "none"])
def test_there_is_ink_where_the_box_is_drawn(kind: str) -> None:
    document, filing = printed(kind)
    number = filing.indicators[0].place.page
    assert number
    image = document[number - 1].render(scale=2).to_pil().convert("L")
    boxes = [other.place.box for other in filing.indicators if other.place.page == number]
    for box in filter(None, boxes):
        sides = (box.x0 + INSET, box.y0 + INSET, box.x1 - INSET, box.y1 - INSET)
        inner = image.crop(tuple(int(2 * side) for side in sides))
        assert inner.getextrema()[0] < 128
        dark = sum(inner.histogram()[:128]) / (inner.width * inner.height)
        assert 0.002 < dark < 0.5
