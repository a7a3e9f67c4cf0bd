"""A PDF opened with pypdfium2, and the content of each of its pages."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import Any

from extractors.pdf_layout.settled import settled
from extractors.pdf_objects.characters import printed_on
from extractors.pdf_objects.fonts import without_fonts_of_the_machine
from extractors.pdf_objects.looks import Sides
from extractors.pdf_objects.objects import drawn_on
from extractors.pdf_objects.page import PageContent, shown, times
from extractors.pdf_objects.typed import typed_on
from schema.errors import LimitError, UnreadableError

#: A filing has 200 pages at most; more is a collection of them.
MAXIMUM_PAGES = 1_000
MAXIMUM_BYTES = 200_000_000

#: A page no longer than this, in points, is measured in another unit; it is taken for one of this length.
_TINY, _A4 = 150.0, 842.0


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
    with without_fonts_of_the_machine(), loaded(data) as document:
        if len(document) > MAXIMUM_PAGES:
            raise LimitError(
                f"the PDF has {len(document):,} pages, more than the {MAXIMUM_PAGES:,} that a filing may have",
                "cut it into one file a filing",
            )
        if not len(document):
            raise UnreadableError("the PDF has no pages", "look for the original and ingest that")
        yield document


@contextmanager
def loaded(data: bytes) -> Iterator[Any]:
    """The document, whatever it holds; raises `UnreadableError` for what can't be opened."""
    import pypdfium2

    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as problem:
        raise _refused(problem) from None
    try:
        with suppress(pypdfium2.PdfiumError):
            document.init_forms()
        yield document
    finally:
        document.close()


def _refused(problem: Exception) -> UnreadableError:
    import pypdfium2.raw as pdfium

    code = getattr(problem, "err_code", None)
    if code == pdfium.FPDF_ERR_PASSWORD or "password" in str(problem).lower():
        return UnreadableError("the PDF is encrypted", "save it without a password and ingest that")
    return DamagedError("the PDF is damaged", "open it in a viewer, print it to a new PDF and ingest that")


def page_content(document: Any, number: int, layers_off: Collection[bytes] = ()) -> PageContent:
    """What the page of that number, from 0, holds. Raises `DamagedPageError` for one that can't be read.

    `layers_off` are the names of the layers that are not shown.
    """
    import pypdfium2.raw as pdfium

    page = pdfium.FPDF_LoadPage(document.raw, number)
    if not page:
        raise DamagedPageError(f"page {number + 1} is damaged", "print the file to a new PDF and ingest that")
    try:
        box, rotation = _visible(pdfium, page), pdfium.FPDFPage_GetRotation(page)
        scale = _scale(box)
        frame = times(shown(box, rotation), (scale, 0.0, 0.0, scale, 0.0, 0.0))
        drawn = drawn_on(page, frame, layers_off)
        printed = printed_on(page, frame, drawn.looks)
        typed = typed_on(page, document.formenv and document.formenv.raw, frame)
    finally:
        pdfium.FPDF_ClosePage(page)
    width, height = scale * (box[2] - box[0]), scale * (box[3] - box[1])
    if rotation % 2:
        width, height = height, width
    return replace(settled(number + 1, width, height, drawn, printed, typed), scale=scale)


def _visible(pdfium: Any, page: Any) -> Sides:
    rect = pdfium.FS_RECTF()
    if not pdfium.FPDF_GetPageBoundingBox(page, rect) or rect.right <= rect.left or rect.top <= rect.bottom:
        return 0.0, 0.0, pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)
    return rect.left, rect.bottom, rect.right, rect.top


def _scale(box: Sides) -> float:
    """By how much a page is enlarged so that it is measured in points: some are drawn in inches or centimetres."""
    longer = max(box[2] - box[0], box[3] - box[1])
    return _A4 / longer if 0 < longer < _TINY else 1.0
