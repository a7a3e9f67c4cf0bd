"""The pages of a PDF into one run of blocks: tables joined over page breaks, lines into paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from extractors.pdf_layout.columns import in_columns
from extractors.pdf_layout.paragraphs import Margins, PagedLine, margins_of, paragraphs
from extractors.pdf_layout.running import PageRead, same_lines
from extractors.tables.frames import without_frame
from extractors.tables.joined import Part, goes_on, join
from extractors.tables.lettering import TextLine
from extractors.tables.ruled import RuledTable
from schema.document import Block
from schema.geometry import Box

Piece = Part | PagedLine

_CAPTION = re.compile(
    r"[（(【]?(?:续|接)(?:上|前)?(?:表|页)[一二三四五六七八九十\d]{0,3}[)）】]?[:：]?|.{0,40}[（(]续(?:表|上表)?[)）]"
)
_UNIT_LINE = re.compile(r"[（(]?(?:金额)?单位[:：]\w{1,6}[)）]?")
_LONGEST_CAPTION = 60


def blocks(pages: Sequence[PageRead]) -> Iterator[Block]:
    """The blocks in reading order."""
    pieces = _without_captions(_without_titles_again([_pieces(page) for page in pages]))
    widths = {page.number: round(page.width) for page in pages}
    margins = _margins(pieces, widths)
    index = 0
    while index < len(pieces):
        first = pieces[index]
        run = _table(pieces, index) if isinstance(first, Part) else _prose(pieces, index)
        if isinstance(first, Part):
            yield join([piece for piece in run if isinstance(piece, Part)])
        else:
            lines = [piece for piece in run if isinstance(piece, PagedLine)]
            yield from paragraphs(lines, lambda line: margins[(widths[line.page], line.column)])
        index += len(run)


def _table(pieces: Sequence[Piece], start: int) -> Sequence[Piece]:
    """The parts of the table that begins there."""
    end = start + 1
    while end < len(pieces):
        above, below = pieces[end - 1], pieces[end]
        if not (isinstance(above, Part) and isinstance(below, Part) and goes_on(above, below)):
            break
        end += 1
    return pieces[start:end]


def _prose(pieces: Sequence[Piece], start: int) -> Sequence[Piece]:
    end = start + 1
    while end < len(pieces) and isinstance(pieces[end], PagedLine):
        end += 1
    return pieces[start:end]


def _margins(pieces: Sequence[Piece], widths: dict[int, int]) -> dict[tuple[int, int], Margins]:
    """The margins of running text, for pages of one width and each column of text together."""
    lines: dict[tuple[int, int], list[TextLine]] = {}
    tables: dict[tuple[int, int], list[Box]] = {}
    for piece in pieces:
        if isinstance(piece, PagedLine):
            lines.setdefault((widths[piece.page], piece.column), []).append(piece.line)
        else:
            tables.setdefault((widths[piece.page], 0), []).append(piece.table.box)
    return {key: margins_of(some, tables.get(key, ())) for key, some in lines.items()}


def _pieces(page: PageRead) -> list[Piece]:
    """The tables and the lines of a page, top to bottom; of two columns of prose the left one first."""
    if not page.tables:
        lines = sorted(page.lines, key=lambda line: (line.box.y0, line.box.x0))
        return [PagedLine(page.number, line, page.shown, column) for line, column in in_columns(lines, page.width)]
    ordered: list[RuledTable | TextLine] = sorted([*page.tables, *page.lines], key=lambda one: (one.box.y0, one.box.x0))
    pieces: list[Piece] = []
    for index, one in enumerate(ordered):
        if isinstance(one, RuledTable):
            ends = (index == 0, index == len(ordered) - 1)
            pieces.append(Part(page.number, page.height, without_frame(one), *ends, place=page.shown))
        else:
            pieces.append(PagedLine(page.number, one, page.shown))
    return pieces


def _without_titles_again(pages: Sequence[list[Piece]]) -> list[Piece]:
    """All pieces in order; a title that is printed again over the rest of its table goes."""
    done: list[Piece] = []
    before: list[Piece] = []
    for page in pages:
        titles, rest = _until_table(page)
        if titles and rest and before and _goes_on_under_title(before, titles, rest[0]):
            page = [_first(rest[0]), *rest[1:]]
        done += page
        before = page if titles or not before else [*_until_table(before)[0], *page]
    return done


def _until_table(page: Sequence[Piece]) -> tuple[list[PagedLine], list[Piece]]:
    lines: list[PagedLine] = []
    for piece in page:
        if isinstance(piece, Part):
            break
        lines.append(piece)
    return lines, list(page[len(lines) :])


def _goes_on_under_title(before: Sequence[Piece], titles: Sequence[PagedLine], table: Piece) -> bool:
    above = before[-1]
    if not isinstance(above, Part) or not isinstance(table, Part):
        return False
    earlier = _until_table(before)[0]
    return same_lines((one.line for one in earlier), (one.line for one in titles)) and goes_on(above, _first(table))


def _first(table: Piece) -> Part:
    assert isinstance(table, Part)
    return replace(table, first=True)


def _without_captions(pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces without the lines between two parts of a table that say no more than that it goes on."""
    done: list[Piece] = []
    lines: list[Piece] = []
    for piece in pieces:
        if not isinstance(piece, Part):
            lines.append(piece)
            continue
        above = done[-1] if done else None
        if lines and isinstance(above, Part) and _calls_on(lines) and goes_on(above, replace(piece, captioned=True)):
            piece, lines = replace(piece, captioned=True), []
        done += [*lines, piece]
        lines = []
    return done + lines


def _calls_on(lines: Sequence[Piece]) -> bool:
    texts = ["".join(one.line.text.split()) for one in lines if isinstance(one, PagedLine)]
    captions = [text for text in texts if len(text) <= _LONGEST_CAPTION and _CAPTION.fullmatch(text)]
    return bool(captions) and all(text in captions or _UNIT_LINE.fullmatch(text) for text in texts)
