"""Workbooks (`.xlsx`, `.xlsm`): each sheet a page, its cells as a person sees them.

Read are visible sheets, rows and columns, the stored results of formulas, numbers in their formats. All else that the
file holds (hidden cells, errors, pictures, charts, comments) is named in `Document.unread`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from extractors.readers.sheet_book import Book, S, Sheet, name_objects, open_book
from extractors.readers.sheet_cells import MAXIMUM_CELLS, Grid, read_grid
from extractors.readers.sheet_tables import blocks_of
from extractors.readers.word_omissions import CHART, Omissions
from extractors.readers.word_package import WORKBOOK, Element, open_package
from schema.document import Block, Document, Paragraph
from schema.errors import JixiaoError, LimitError, UnreadableError
from schema.parts import Reader
from schema.sight import Sight

HIDDEN_SHEET = "hidden sheets with tables, left out"

_ZIP_MARK = b"PK\x03\x04"
#: A hidden sheet with so many rows of so many cells is a table; with less it is a list to choose from.
_ROWS_OF_TABLE, _CELLS_OF_ROW = 3, 4
# Codes in the header and footer of a page: fonts, sizes, the page's number, and the three places.
_CODE = re.compile(r'&"[^"]*"|&\d{1,3}|&K[0-9A-F]{6}|&[LCRPNDTFAZGBIUESXYHO]|&[+-]\d+', re.IGNORECASE)
_PAGE_NUMBER = re.compile(r"[第共/页\s,，\-—–]*|page\s*(?:of)?\s*", re.IGNORECASE)


def accepts(data: bytes) -> float:
    """How sure we are that the bytes are a workbook: 0.9 by its parts, less than the Word reader is of a Word file."""
    return 0.9 if data.startswith(_ZIP_MARK) and b"xl/workbook" in data else 0.0


def read(data: bytes, _sight: Sight = Sight()) -> Document:
    """The paragraphs and tables of a workbook; all its tables are `exact`, and its pages are the visible sheets.

    Raises `UnreadableError` for what is encrypted, damaged or binary, `LimitError` for more than a filing holds.
    """
    package = open_package(data, WORKBOOK)
    if package.main.endswith(".bin"):
        raise UnreadableError("the file is a binary workbook (.xlsb)", "open it in Excel and save it as .xlsx")
    omissions = Omissions()
    book = open_book(package, omissions)
    visible = [sheet for sheet in book.sheets if not sheet.is_hidden]
    _look_at_hidden([sheet for sheet in book.sheets if sheet.is_hidden], book, omissions)
    blocks: list[Block] = []
    cells = 0
    for number, sheet in enumerate(visible, 1):
        grid, root = _grid(sheet, number, book, omissions)
        cells += len(grid.texts)
        if cells > MAXIMUM_CELLS:
            raise LimitError(f"the workbook has more than {MAXIMUM_CELLS:,} filled cells", "cut it into several files")
        blocks += _page(grid, root, number)
    unread = omissions.unread(None)
    if not blocks:
        what = f": {unread[0]}" if unread else ""
        raise UnreadableError(f"the workbook holds no text{what}", "look for the original and ingest that")
    return Document("sheet", tuple(blocks), len(visible), warnings=omissions.warnings(), unread=unread)


def _grid(sheet: Sheet, number: int, book: Book, omissions: Omissions) -> tuple[Grid, Element | None]:
    """The cells of a sheet and its tree; none of a damaged one, or of one that is a chart, which is named."""
    if not sheet.part:
        omissions.add(CHART, None, sheet.name, f"sheet {number}")
        return Grid(), None
    try:
        root = book.package.tree(sheet.part)
    except LimitError:
        raise
    except JixiaoError:
        omissions.lose(sheet.part)
        return Grid(), None
    name_objects(sheet, number, book.package, omissions)
    return read_grid(root, book, number, omissions), root


def _page(grid: Grid, root: Element | None, number: int) -> Iterator[Block]:
    """The blocks of a sheet between the header and the footer that are printed with it."""
    yield from _margin(root, "oddHeader", number)
    yield from blocks_of(grid, number)
    yield from _margin(root, "oddFooter", number)


def _margin(root: Element | None, name: str, number: int) -> Iterator[Paragraph]:
    node = None if root is None else root.find(f"{S}headerFooter/{S}{name}")
    for line in _CODE.sub("\n", (node.text or "")[:2_000] if node is not None else "").split("\n"):
        if not _PAGE_NUMBER.fullmatch(line):
            yield Paragraph(line.strip(), number)


def _look_at_hidden(sheets: list[Sheet], book: Book, omissions: Omissions) -> None:
    """Names hidden sheets: those with tables as not read, lists to choose from as what they are."""
    for sheet in sheets:
        try:
            grid = read_grid(book.package.tree(sheet.part), book, 0, Omissions()) if sheet.part else Grid()
            widths = Counter(row for row, _ in grid.texts).values()
            is_table = sum(width >= _CELLS_OF_ROW for width in widths) >= _ROWS_OF_TABLE
        except JixiaoError:
            is_table = True
        if is_table:
            omissions.add(HIDDEN_SHEET, None, sheet.name, "in the file")
        else:
            omissions.note("hidden sheets without tables, left out")


SHEET = Reader(name="sheet", version="1", accepts=accepts, read=read)
