"""PDF: ruled tables with exact spans, joined over pages, and the paragraphs around them.

A page without text, or with text that can't be trusted, is read from its picture. What is not read is said.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from extractors.pdf_layout.blocks import blocks
from extractors.pdf_layout.contents import Page, contents
from extractors.pdf_layout.running import PageRead, without_running
from extractors.pdf_layout.told import Told, runs
from extractors.pdf_layout.wide import side_by_side
from extractors.pdf_objects.bombs import refuse_bombs
from extractors.pdf_objects.page import PageContent
from extractors.pictures.kinds import PHOTO
from extractors.pictures.pages import read_sheet
from extractors.pictures.seeing import recogniser_for
from extractors.tables.lettering import lines_of
from extractors.tables.marks import set_back
from extractors.tables.ruled import ruled_tables
from extractors.tables.slanted import without_words_above_slants
from extractors.tables.unruled import unruled_tables
from schema.document import Document
from schema.errors import JixiaoError, LimitError, UnreadableError
from schema.geometry import Box
from schema.parts import Reader
from schema.sight import Sight

#: How far into the file its mark may stand, by the format's own rule.
_MARK_WITHIN = 1024
#: What became of a page, and of several.
_LOST = "was left out, it needs OCR", "were left out, they need OCR"
_SEEN = "was read from its picture", "were read from their pictures"
_FAILED = "was left out", "were left out"


def accepts(data: bytes) -> float:
    """0.95 where the mark of the format stands near the beginning, else 0."""
    return 0.95 if b"%PDF-" in data[:_MARK_WITHIN] else 0.0


def read(data: bytes, sight: Sight = Sight()) -> Document:
    """The tables and paragraphs of the file in reading order, every cell with its page and box.

    A page whose text can't be trusted is read from its picture, or left out where pictures are not to be read; then
    `UnreadableError` is raised where most pages are such, as for an encrypted or damaged file. A page that can't be
    read, or is beyond the limits, is left out; where no other is read its error is raised.
    """
    refuse_bombs(data)
    pages = Pages(sight)
    for page in contents(data, sight.only, pages.file_lacks, pages.file_notes):
        pages.add(page)
    return pages.document()


class Pages:
    """The pages read so far, and what became of the others; `channels` of a file with text, and of one in pictures."""

    def __init__(self, sight: Sight, channels: tuple[str, str] = ("pdf-text", "pdf-scan")) -> None:
        self._sight, self._channels = sight, channels
        self._done: list[PageRead] = []
        self._told = Told()
        self._count = 0
        #: Why pages were left out, read from their pictures, or failed, by their numbers.
        self._lost: list[tuple[str, int]] = []
        self._seen: list[tuple[str, int]] = []
        self._failed: list[tuple[JixiaoError, int]] = []
        #: What the file holds beside its pages that is not read, or is read elsewhere, a sentence each.
        self.file_lacks: list[str] = []
        self.file_notes: list[str] = []

    def add(self, page: Page) -> None:
        """Reads the page by its text or from its picture; a fault of the page costs no more than the page."""
        self._count += 1
        try:
            self._read(page)
        except (UnreadableError, LimitError) as problem:
            self._failed.append((problem, page.content.number))
        except JixiaoError:  # a tool that is missing is missing for every page
            raise
        except Exception as problem:  # numbers of a damaged page lead anywhere
            damage = UnreadableError(f"it is damaged ({type(problem).__name__})", "print the file to a new PDF")
            self._failed.append((damage, page.content.number))

    def _read(self, page: Page) -> None:
        content, sight, before = page.content, self._sight, self._done[-1] if self._done else None
        if page.problem:
            raise page.problem
        doubt = page.doubt or ("asked for" if sight.when == "always" else "")
        if doubt and (sight.when == "never" or page.picture is None):
            self._lost.append((doubt, content.number))
        elif doubt and page.picture:
            sight.page_begun(content.number, page.of)
            found = read_sheet(page.picture(), content.number, recogniser_for(sight), before)
            self._done += found
            self._seen.append((doubt, content.number))
            self._told.seen(content, found[0].kind == PHOTO)
        else:
            if content.characters:
                self._done.append(_by_text(content, before.edges_at_foot if before else ()))
            self._told.read(content)
            self._told.lacks(content.number, page.lacks)

    def document(self) -> Document:
        """All of it. Raises what the first page that failed did where nothing is read."""
        failed = [(problem.message, number) for problem, number in self._failed]
        unread = (*_said(self._lost, *_LOST), *_said(failed, *_FAILED), *self._told.unread(), *self.file_lacks)
        if len(self._lost) > len(self._done):
            raise UnreadableError(f"a scan: {unread[0]}", "ingest it with --ocr auto")
        if not any(page.tables or page.lines for page in self._done):
            if self._failed:
                raise self._failed[0][0]
            also = "".join(f"; {sentence}" for sentence in (*unread, *self.file_notes))
            raise UnreadableError(f"nothing is printed on any page{also}", "look for the original and ingest that")
        channel = self._channels[2 * len(self._seen) > len(self._done)]
        marks = _marks_of_notes(self._done)
        taken_off = [f"marks of notes set high, taken off: {marks}"] if marks else []
        notes = (*_said(self._seen, *_SEEN), *self._told.also_read(), *taken_off, *self.file_notes)
        return Document(channel, tuple(blocks(side_by_side(without_running(self._done)))), self._count, notes, unread)


def _said(doubted: Sequence[tuple[str, int]], one: str, several: str) -> Iterator[str]:
    """A sentence a doubt: which pages have it, and what became of them."""
    for doubt in dict.fromkeys(doubt for doubt, _ in doubted):
        numbers = [number for other, number in doubted if other == doubt]
        yield f"pages {runs(numbers)} {several}: {doubt}" if len(numbers) > 1 else f"page {numbers[0]} {one}: {doubt}"


def _marks_of_notes(pages: Sequence[PageRead]) -> int:
    """How many marks of notes were taken off on the pages."""
    cells = (cell.lines for page in pages for table in page.tables for cell in table.cells)
    return sum(line.notes for lines in (*cells, *(page.lines for page in pages)) for line in lines)


def _by_text(content: PageContent, known: Sequence[float]) -> PageRead:
    """The tables and lines of a page; `known` are the columns of a table that may go on from the page before."""
    ruled, rest = ruled_tables(content.rules, content.characters)
    unruled, rest = unruled_tables(rest, () if ruled else known)
    tables = (*(without_words_above_slants(table, content.slants) for table in ruled), *unruled)
    place = partial(_as_shown, turn=content.turn, width=content.width, height=content.height, scale=content.scale)
    return PageRead(content.number, content.width, content.height, tables, lines_of(rest), place)


def _as_shown(box: Box, turn: int, width: float, height: float, scale: float) -> Box:
    """Where a box of a page that was set upright and enlarged lies on the page as it is."""
    back = set_back(box, turn, width, height)
    return back if scale == 1 else Box(back.x0 / scale, back.y0 / scale, back.x1 / scale, back.y1 / scale)


PDF = Reader(name="pdf", version="2", accepts=accepts, read=read)
