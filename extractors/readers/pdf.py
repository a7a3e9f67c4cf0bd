"""PDF with a text layer: ruled tables with exact spans, joined over pages, and the paragraphs around them."""

from __future__ import annotations

from extractors.readers.pdf_blocks import blocks
from extractors.readers.pdf_page import PageContent
from extractors.readers.pdf_pages import opened, page_content
from extractors.readers.pdf_running import PageRead, without_running
from extractors.readers.pdf_second import second_content
from extractors.readers.pdf_trust import distrust
from extractors.tables.lettering import lines_of
from extractors.tables.ruled import ruled_tables
from schema.document import Document
from schema.errors import UnreadableError
from schema.parts import Reader

#: How far into the file its mark may stand, by the format's own rule.
_MARK_WITHIN = 1024
#: Beyond this the second reader would take too long.
_SECOND_UP_TO = 20_000_000


def accepts(data: bytes) -> float:
    """0.95 where the mark of the format stands near the beginning, else 0."""
    return 0.95 if b"%PDF-" in data[:_MARK_WITHIN] else 0.0


def read(data: bytes) -> Document:
    """The tables and paragraphs of the file in reading order, every cell with its page and box.

    A page whose text can't be trusted is left out with a warning; raises `UnreadableError` where most pages are such,
    and for an encrypted or damaged file, `LimitError` for one beyond the limits.
    """
    pages: list[PageRead] = []
    scans: list[tuple[int, str]] = []
    with opened(data) as document:
        count = len(document)
        for number in range(count):
            content, doubt = _trusted(document, data, number)
            if doubt:
                scans.append((number + 1, doubt))
            elif content.characters:
                pages.append(_read(content))
    if len(scans) > len(pages):
        raise UnreadableError(f"a scan: needs OCR (page {scans[0][0]}: {scans[0][1]})", "ingest a PDF with text")
    if not pages:
        raise UnreadableError("no page of the PDF has any text", "look for the original and ingest that")
    warnings = tuple(f"page {number} was left out, it needs OCR: {doubt}" for number, doubt in scans)
    return Document("pdf-text", tuple(blocks(without_running(pages))), count, warnings)


def _trusted(document: object, data: bytes, number: int) -> tuple[PageContent, str]:
    """The page and why its text can't be trusted; the second reader is asked where the first one fails."""
    try:
        content = page_content(document, number)
        doubt = distrust(content)
        if not doubt and (content.characters or not content.rules):
            return content, ""
    except UnreadableError as problem:
        content, doubt = None, problem.message
    if len(data) > _SECOND_UP_TO or (content is not None and not content.characters and doubt):
        return content or PageContent(number + 1, 0.0, 0.0), doubt
    try:
        other = second_content(data, number)
    except UnreadableError:
        return content or PageContent(number + 1, 0.0, 0.0), doubt
    return (other, "") if other.characters and not distrust(other) else (content or other, doubt)


def _read(content: PageContent) -> PageRead:
    tables, rest = ruled_tables(content.rules, content.characters)
    return PageRead(content.number, content.width, content.height, tables, lines_of(rest), content.turn)


PDF = Reader(name="pdf", version="1", accepts=accepts, read=read)
