"""The sheets of a workbook as the pages of a document, whatever program wrote it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from extractors.sheets.grid import MAXIMUM_CELLS, Grid
from extractors.sheets.tables import blocks_of
from extractors.word_tree.omissions import Omissions
from schema.document import Block, Document, Paragraph
from schema.errors import LimitError, UnreadableError


@dataclass(frozen=True, slots=True)
class Page:
    """The grid of a visible sheet, and the lines that are printed over and under it."""

    grid: Grid = field(default_factory=Grid)
    header: tuple[str, ...] = ()
    footer: tuple[str, ...] = ()

    def blocks(self, number: int) -> Iterator[Block]:
        """The paragraphs and tables of the page with that number, from top to foot."""
        yield from (Paragraph(line, number) for line in self.header)
        yield from blocks_of(self.grid, number)
        yield from (Paragraph(line, number) for line in self.footer)


def document_of(pages: Iterable[Page], omissions: Omissions) -> Document:
    """The document of a workbook's visible sheets, one after the other.

    Raises `UnreadableError` where nothing stands in them, `LimitError` for more cells than a filing holds.
    """
    blocks: list[Block] = []
    number = cells = 0
    for number, page in enumerate(pages, 1):
        cells += len(page.grid.texts)
        if cells > MAXIMUM_CELLS:
            raise LimitError(f"the workbook has more than {MAXIMUM_CELLS:,} filled cells", "cut it into several files")
        blocks += page.blocks(number)
    unread = omissions.unread(None)
    if not blocks:
        what = f": {unread[0]}" if unread else ""
        raise UnreadableError(f"the workbook holds no text{what}", "look for the original and ingest that")
    return Document("sheet", tuple(blocks), number, warnings=omissions.warnings(), unread=unread)
