"""Workbooks (`.xlsx`, `.xlsm`): each sheet a page, its cells as a person sees them.

Read are visible sheets, rows and columns, the stored results of formulas, numbers in their formats. All else that the
file holds (hidden cells, errors, pictures, charts, comments) is named in `Document.unread`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from extractors.sheets.book import Book, S, Sheet, name_objects, open_book
from extractors.sheets.cells import read_cells, without_empty_end
from extractors.sheets.grid import Cells, name_hidden_sheet
from extractors.sheets.pages import Page, document_of
from extractors.word_tree.omissions import CHART, Omissions
from extractors.word_tree.package import WORKBOOK, Element, open_package, parsed
from schema.document import Document
from schema.errors import JixiaoError, LimitError, UnreadableError
from schema.parts import Reader
from schema.sight import Sight

_ZIP_MARK = b"PK\x03\x04"
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
    return document_of((_page(sheet, number, book, omissions) for number, sheet in enumerate(visible, 1)), omissions)


def _page(sheet: Sheet, number: int, book: Book, omissions: Omissions) -> Page:
    """The cells of a sheet between what is printed over and under them; none of a damaged one, or of one that is a
    chart, which is named."""
    if not sheet.part:
        omissions.add(CHART, None, sheet.name, f"sheet {number}")
        return Page()
    try:
        root = parsed(without_empty_end(book.package.part(sheet.part)), sheet.part)
    except LimitError:
        raise
    except JixiaoError:
        omissions.lose(sheet.part)
        return Page()
    name_objects(sheet, number, book.package, omissions)
    grid = read_cells(root, book, number, omissions).visible()
    return Page(grid, tuple(_margin(root, "oddHeader")), tuple(_margin(root, "oddFooter")))


def _margin(root: Element, name: str) -> Iterator[str]:
    node = root.find(f"{S}headerFooter/{S}{name}")
    for line in _CODE.sub("\n", (node.text or "")[:2_000] if node is not None else "").split("\n"):
        if not _PAGE_NUMBER.fullmatch(line):
            yield line.strip()


def _look_at_hidden(sheets: list[Sheet], book: Book, omissions: Omissions) -> None:
    """Names hidden sheets: those with tables as not read, lists to choose from as what they are."""
    for sheet in sheets:
        try:
            tree = book.package.tree(sheet.part) if sheet.part else None
            cells = Cells("", Omissions()) if tree is None else read_cells(tree, book, 0, Omissions())
            is_table = cells.is_table()
        except JixiaoError:
            is_table = True
        name_hidden_sheet(sheet.name, is_table, omissions)


SHEET = Reader(name="sheet", version="2", accepts=accepts, read=read)
