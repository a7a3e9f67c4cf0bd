"""PDF: ruled tables with exact spans, joined over pages, and the paragraphs around them.

A page without text, or with text that can't be trusted, is read from its picture.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from extractors.pictures.pages import read_picture
from extractors.pictures.picture import Picture
from extractors.pictures.rendered import page_picture
from extractors.pictures.seeing import recogniser_for
from extractors.readers.pdf_blocks import blocks
from extractors.readers.pdf_bombs import refuse_bombs
from extractors.readers.pdf_page import PageContent
from extractors.readers.pdf_pages import DamagedError, DamagedPageError, opened, page_content
from extractors.readers.pdf_running import PageRead, without_running
from extractors.readers.pdf_second import second_content, second_contents
from extractors.readers.pdf_trust import covered, distrust
from extractors.tables.lettering import lines_of
from extractors.tables.marks import set_back
from extractors.tables.ruled import ruled_tables
from extractors.tables.unruled import unruled_tables
from schema.document import Document
from schema.errors import UnreadableError
from schema.parts import Reader
from schema.sight import Sight

#: How far into the file its mark may stand, by the format's own rule.
_MARK_WITHIN = 1024
#: Beyond this the second reader would take too long, and after so many pages that it can't read either it isn't asked.
_SECOND_UP_TO = 20_000_000
_PATIENCE = 3
#: Why a page's text can't be trusted, and its number.
_Doubted = tuple[str, int]
#: What became of a page, and of several.
_LOST = "was left out, it needs OCR", "were left out, they need OCR"
_SEEN = "was read from its picture", "were read from their pictures"


def accepts(data: bytes) -> float:
    """0.95 where the mark of the format stands near the beginning, else 0."""
    return 0.95 if b"%PDF-" in data[:_MARK_WITHIN] else 0.0


def read(data: bytes, sight: Sight = Sight()) -> Document:
    """The tables and paragraphs of the file in reading order, every cell with its page and box.

    A page whose text can't be trusted is read from its picture, or left out where pictures are not to be read; then
    `UnreadableError` is raised where most pages are such, as for an encrypted or damaged file, and `LimitError` for one
    beyond the limits.
    """
    refuse_bombs(data)
    pages: list[PageRead] = []
    lost: list[_Doubted] = []
    seen: list[_Doubted] = []
    count = 0
    for page in _contents(data, sight.only):
        count += 1
        before = pages[-1] if pages else None
        doubt = page.doubt or ("asked for" if sight.when == "always" else "")
        if doubt and (sight.when == "never" or page.picture is None):
            lost.append((doubt, page.content.number))
        elif doubt and page.picture:
            sight.page_begun(page.content.number, page.of)
            pages.append(read_picture(page.picture(), page.content.number, recogniser_for(sight), before))
            seen.append((doubt, page.content.number))
        elif page.content.characters:
            pages.append(_read(page.content, before.edges_at_foot if before else ()))
    if len(lost) > len(pages):
        raise UnreadableError(f"a scan: {next(_told(lost, *_LOST))}", "ingest it with --ocr auto")
    if not any(page.tables or page.lines for page in pages):
        raise UnreadableError("nothing is printed on any page of the PDF", "look for the original and ingest that")
    channel = "pdf-scan" if 2 * len(seen) > len(pages) else "pdf-text"
    notes = (*_told(lost, *_LOST), *_told(seen, *_SEEN))
    return Document(channel, tuple(blocks(without_running(pages))), count, notes)


def _told(doubted: Sequence[_Doubted], one: str, several: str) -> Iterator[str]:
    """A sentence a doubt: which pages have it, and what became of them."""
    for doubt in dict.fromkeys(doubt for doubt, _ in doubted):
        numbers = [number for other, number in doubted if other == doubt]
        yield f"pages {_runs(numbers)} {several}: {doubt}" if len(numbers) > 1 else f"page {numbers[0]} {one}: {doubt}"


def _runs(numbers: Sequence[int]) -> str:
    """The rising numbers, those in a row as the first and the last."""
    firsts = [number for number in numbers if number - 1 not in numbers]
    lasts = [number for number in numbers if number + 1 not in numbers]
    runs = zip(firsts, lasts, strict=True)
    return ", ".join(f"{first}" if first == last else f"{first}-{last}" for first, last in runs)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page as its text has it, why that can't be trusted, how many there are, and what gives its picture."""

    content: PageContent
    doubt: str
    of: int
    picture: Callable[[], Picture] | None = None


def _contents(data: bytes, only: int | None) -> Iterator[_Page]:
    """The pages, or one alone; a file that the fast reader refuses goes to the second one, which gives no pictures."""
    try:
        with opened(data) as document:
            patience = _PATIENCE
            for number in range(len(document)) if only is None else (only - 1,):
                content, doubt, why = _looked_at(document, number)
                if why == "characters" and patience and len(data) <= _SECOND_UP_TO:
                    other = _by_second(data, number)
                    patience -= other is None
                    content, doubt = (other, "") if other else (content, doubt)
                yield _Page(content, doubt, len(document), partial(page_picture, document, number))
    except DamagedError as problem:
        if len(data) > _SECOND_UP_TO:
            raise
        try:
            yield from (_Page(content, distrust(content), content.number) for content in second_contents(data))
        except UnreadableError:
            raise problem from None


def _looked_at(document: Any, number: int) -> tuple[PageContent, str, str]:
    """The page, why its text can't be trusted, and whether its `ink` or its `characters` say so."""
    try:
        content = page_content(document, number)
    except DamagedPageError as problem:
        return PageContent(number + 1, 0.0, 0.0), problem.message, "characters"
    doubt = covered(content)
    if doubt:
        return content, doubt, "ink"
    doubt = distrust(content)
    return content, doubt, "characters" if doubt or (content.rules and not content.characters) else ""


def _by_second(data: bytes, number: int) -> PageContent | None:
    """The page by the second reader, where that one reads it well."""
    try:
        content = second_content(data, number)
    except UnreadableError:
        return None
    return content if content.characters and not distrust(content) else None


def _read(content: PageContent, known: Sequence[float]) -> PageRead:
    """The tables and lines of a page; `known` are the columns of a table that may go on from the page before."""
    ruled, rest = ruled_tables(content.rules, content.characters)
    unruled, rest = unruled_tables(rest, () if ruled else known)
    tables = (*ruled, *unruled)
    shown = partial(set_back, turn=content.turn, width=content.width, height=content.height)
    return PageRead(content.number, content.width, content.height, tables, lines_of(rest), shown)


PDF = Reader(name="pdf", version="1", accepts=accepts, read=read)
