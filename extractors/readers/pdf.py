"""PDF with a text layer: ruled tables with exact spans, joined over pages, and the paragraphs around them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from extractors.readers.pdf_page import PageContent
from extractors.readers.pdf_pages import opened, page_content
from extractors.readers.pdf_paragraphs import Margins, PagedLine, margins_of, paragraphs
from extractors.tables.joined import Part, goes_on, join
from extractors.tables.lettering import lines_of
from extractors.tables.ruled import ruled_tables
from schema.document import Block, Document
from schema.parts import Reader

#: How far into the file its mark may stand, by the format's own rule.
_MARK_WITHIN = 1024


def accepts(data: bytes) -> float:
    """0.95 where the mark of the format stands near the beginning, else 0."""
    return 0.95 if b"%PDF-" in data[:_MARK_WITHIN] else 0.0


def read(data: bytes) -> Document:
    """The tables and paragraphs of the file in reading order, every cell with its page and box."""
    with opened(data) as document:
        count = len(document)
        pieces = [piece for number in range(count) for piece in _pieces(page_content(document, number))]
    return Document("pdf-text", tuple(_blocks(pieces)), count)


def _pieces(content: PageContent) -> list[Part | PagedLine]:
    """The tables and the lines of a page, top to bottom."""
    tables, rest = ruled_tables(content.rules, content.characters)
    lines = lines_of(rest)
    ordered = sorted([*tables, *lines], key=lambda one: (one.box.y0, one.box.x0))
    pieces: list[Part | PagedLine] = []
    for index, one in enumerate(ordered):
        if hasattr(one, "cells"):
            first, last = index == 0, index == len(ordered) - 1
            pieces.append(Part(content.number, content.height, one, first, last, content.shown))
        else:
            pieces.append(PagedLine(content.number, one, content.shown))
    return pieces


def _blocks(pieces: Sequence[Part | PagedLine]) -> Iterator[Block]:
    margins = margins_of([piece.line for piece in pieces if isinstance(piece, PagedLine)])
    index = 0
    while index < len(pieces):
        end = index + 1
        if isinstance(pieces[index], Part):
            while end < len(pieces) and isinstance(pieces[end], Part) and goes_on(pieces[end - 1], pieces[end]):
                end += 1
            yield join(pieces[index:end])
        else:
            while end < len(pieces) and isinstance(pieces[end], PagedLine):
                end += 1
            yield from paragraphs(pieces[index:end], lambda line: margins)
        index = end


PDF = Reader(name="pdf", version="1", accepts=accepts, read=read)
