"""A PDF opened with pypdfium2, and the content of each of its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from operator import attrgetter
from typing import Any

from extractors.readers.pdf_characters import Printed, printed_on
from extractors.readers.pdf_fonts import without_fonts_of_the_machine
from extractors.readers.pdf_objects import Drawn, drawn_on
from extractors.readers.pdf_page import PageContent, shown
from extractors.tables.marks import Rule, turned_box, upright
from schema.errors import LimitError, UnreadableError

#: A filing has 200 pages at most; more is a collection of them.
MAXIMUM_PAGES = 1_000
MAXIMUM_BYTES = 200_000_000

_TURN = attrgetter("turn")


class DamagedError(UnreadableError):
    """The file can't be opened; another reader may be able to."""


class DamagedPageError(UnreadableError):
    """A page can't be read; another reader may be able to."""


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document; raises `UnreadableError` for what can't be opened and `LimitError` for too many pages.

    No font of the machine is used while it is open.
    """
    if len(data) > MAXIMUM_BYTES:
        raise LimitError(
            f"the PDF has {len(data):,} bytes, more than a filing may have", "cut it into one file a filing"
        )
    with without_fonts_of_the_machine(), _loaded(data) as document:
        if len(document) > MAXIMUM_PAGES:
            raise LimitError(
                f"the PDF has {len(document):,} pages, more than the {MAXIMUM_PAGES:,} that a filing may have",
                "cut it into one file a filing",
            )
        if not len(document):
            raise UnreadableError("the PDF has no pages", "look for the original and ingest that")
        yield document


@contextmanager
def _loaded(data: bytes) -> Iterator[Any]:
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise _refused(problem) from None
    try:
        yield document
    finally:
        document.close()


def _refused(problem: Exception) -> UnreadableError:
    import pypdfium2.raw as pdfium

    code = getattr(problem, "err_code", None)
    if code == pdfium.FPDF_ERR_PASSWORD or "password" in str(problem).lower():
        return UnreadableError("the PDF is encrypted", "save it without a password and ingest that")
    return DamagedError("the PDF is damaged", "open it in a viewer, print it to a new PDF and ingest that")


def page_content(document: Any, number: int) -> PageContent:
    """What the page of that number, from 0, holds. Raises `DamagedPageError` for one that can't be read."""
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document.raw, number)
    if not page:
        raise DamagedPageError(f"page {number + 1} is damaged", "print the file to a new PDF and ingest that")
    try:
        box, rotation = _visible(pdfium, page), pdfium.FPDFPage_GetRotation(page)
        frame = shown(box, rotation)
        drawn = drawn_on(page, frame)
        printed = printed_on(page, frame, drawn.text)
    finally:
        pdfium.FPDF_ClosePage(page)
    width, height = box[2] - box[0], box[3] - box[1]
    if rotation % 2:
        width, height = height, width
    return settled(number + 1, width, height, drawn, printed)


def _visible(pdfium: Any, page: Any) -> tuple[float, float, float, float]:
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, rect) or rect.right <= rect.left or rect.top <= rect.bottom:
        return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return rect.left, rect.bottom, rect.right, rect.top


def settled(number: int, width: float, height: float, drawn: Drawn, printed: Printed) -> PageContent:
    """The content of a page without what lies outside it, set upright where most of its text is turned."""
    characters = [
        one for one in printed.characters if one.x1 >= 0 and one.x0 <= width and 0 <= one.y1 <= height + one.y1 - one.y0
    ]
    turns = Counter(map(_TURN, characters))
    turn = max(turns, key=turns.__getitem__) if turns else 0
    rules = drawn.rules
    if turn:
        characters = upright(characters, turn, width, height)
        rules = [Rule(*turned_box(rule, turn, width, height)) for rule in rules]
    return PageContent(
        number=number,
        width=height if turn % 2 else width,
        height=width if turn % 2 else height,
        characters=tuple(characters),
        rules=tuple(rules),
        turn=turn,
        pictured=min(1.0, drawn.pictured / (width * height)) if width * height else 0.0,
        drawn=drawn.curves,
        hidden=len(printed.hidden),
        unmapped=printed.unmapped,
    )
