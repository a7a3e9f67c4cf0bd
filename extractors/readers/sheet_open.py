"""Workbooks of the OpenDocument standard (`.ods`): each sheet a page. The file holds of each cell what it shows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.readers.open_document import (
    DRAW,
    OFFICE,
    TABLE,
    TEXT,
    OpenDocument,
    Words,
    count_of,
    is_kind,
    open_document,
)  # fmt: skip
from extractors.sheets.book import BOX
from extractors.sheets.grid import (
    MAXIMUM_CELLS,
    MAXIMUM_COLUMNS,
    TOO_LARGE,
    UNSEEN,
    Cells,
    name_hidden_sheet,
    refuse_too_many,
)  # fmt: skip
from extractors.sheets.pages import Page, document_of
from extractors.word_tree.omissions import CHART, COMMENT, HIDDEN, OBJECT, PICTURE, STRUCK, Omissions
from extractors.word_tree.package import Element
from schema.document import Document
from schema.errors import LimitError
from schema.parts import Reader
from schema.sight import Sight

_CALLED = "OpenDocument workbook"
_LINES = (TEXT + "p", TEXT + "h")
#: The least rows and columns that no program has: repeated to there, an empty row is the rest of the sheet.
_MOST_ROWS, _MOST_COLUMNS = 1_048_576, 16_384
#: So many cells of a sheet are looked at, empty ones and repeated ones too.
_MOST_PLACES = 2_000_000
_HIDDEN = ("collapse", "filter")
#: What is drawn on a sheet: frames around objects and pictures, and shapes, which may bear text.
_DRAWN = tuple(DRAW + name for name in ("frame", "custom-shape", "rect"))
_OBJECTS = {"object": CHART, "object-ole": OBJECT, "image": PICTURE}
_FIELDS = tuple(
    TEXT + name for name in ("sheet-name", "page-number", "page-count", "date", "time", "title", "file-name")
)


def accepts(data: bytes) -> float:
    """How sure we are that the bytes are such a workbook: 0.97 by the kind that the file names first."""
    return 0.97 if is_kind(data, "spreadsheet") else 0.0


def read(data: bytes, _sight: Sight = Sight()) -> Document:
    """The paragraphs and tables of a workbook; all its tables are `exact`, and its pages are the visible sheets.

    Raises `UnreadableError` for what is encrypted or damaged, `LimitError` for more than a filing holds.
    """
    document = open_document(data, _CALLED, "spreadsheet")
    sheets = [node for node in document.body if node.tag == TABLE + "table"]
    refuse_too_many(len(sheets))
    omissions = Omissions()
    return document_of(_pages(document, sheets, omissions), omissions)


def _pages(document: OpenDocument, sheets: list[Element], omissions: Omissions) -> Iterator[Page]:
    number = 0
    for sheet in sheets:
        look = document.look("table", sheet.get(TABLE + "style-name"))
        if look.is_hidden:
            reader = _Reader(document, Cells("", Omissions()))
            reader.read(sheet)
            name_hidden_sheet(sheet.get(TABLE + "name", ""), reader.cells.is_table(), omissions)
            continue
        number += 1
        reader = _Reader(document, Cells(f"sheet {number}", omissions))
        reader.read(sheet)
        header, footer = (tuple(_margin(document, look.page, name)) for name in ("header", "footer"))
        yield Page(reader.cells.visible(), header, footer)


@dataclass(slots=True)
class _Reader:
    """Gathers the cells of a sheet; `defaults` are the looks of its columns where a cell names none, `places` counts
    the places looked at, filled or not."""

    document: OpenDocument
    cells: Cells
    defaults: list[str] = field(default_factory=list)
    places: int = 0

    def read(self, sheet: Element) -> None:
        """Rows and columns may stand in groups within groups."""
        row = 0
        for node in sheet.iter(TABLE + "table-column", TABLE + "table-row", *_DRAWN):
            if node.tag == TABLE + "table-column":
                self._columns(node)
            elif node.tag == TABLE + "table-row":
                row = self._row(node, row)
            else:
                self._name_object(node)

    def _columns(self, node: Element) -> None:
        count = min(_repeated(node, "columns"), _MOST_COLUMNS - len(self.defaults))
        if node.get(TABLE + "visibility") in _HIDDEN:
            self.cells.hidden_columns.update(range(len(self.defaults), len(self.defaults) + count))
        self.defaults += [node.get(TABLE + "default-cell-style-name", "")] * count

    def _row(self, node: Element, row: int) -> int:
        """Takes the cells of a row and those that are repeated under it; gives back the number of the next."""
        count = _repeated(node, "rows")
        is_filled = next(node.iter(*_LINES), None) is not None
        if is_filled and count > MAXIMUM_CELLS:
            raise LimitError(f"{self.cells.sheet} has more than {MAXIMUM_CELLS:,} filled rows", TOO_LARGE)
        if node.get(TABLE + "visibility") in _HIDDEN and row + count < _MOST_ROWS:
            self.cells.hidden_rows.update(range(row, row + count))
        for index in range(row, row + count if is_filled else min(row + 1, row + count)):
            self._cells(node, index)
        return row + count

    def _cells(self, line: Element, row: int) -> None:
        column = 0
        for node in line.iterchildren(TABLE + "table-cell", TABLE + "covered-table-cell"):
            count = _repeated(node, "columns")
            text = self._shown(node, row, column)
            if text.strip() and count > MAXIMUM_COLUMNS:
                raise LimitError(f"{self.cells.sheet} has more than {MAXIMUM_COLUMNS:,} columns", TOO_LARGE)
            if count <= MAXIMUM_COLUMNS:
                self.places += count
                if self.places > _MOST_PLACES:
                    raise LimitError(f"{self.cells.sheet} has more than {_MOST_PLACES:,} cells", TOO_LARGE)
                for index in range(column, column + count):
                    self._cell(node, (row, index), text)
            column += count

    def _cell(self, node: Element, at: tuple[int, int], text: str) -> None:
        default = self.defaults[at[1]] if at[1] < len(self.defaults) else ""
        look = self.document.look("table-cell", node.get(TABLE + "style-name") or default)
        if look.has_border:
            self.cells.bordered.add(at)
        self.cells.take(at, text, look.is_struck)
        height, width = (count_of(node.get(f"{TABLE}number-{what}-spanned")) for what in ("rows", "columns"))
        if height > 1 or width > 1:
            self.cells.merge(at, (at[0] + height - 1, at[1] + width - 1))

    def _shown(self, node: Element, row: int, column: int) -> str:
        words = Words(self.document)
        text = "\n".join(words.of(line) for line in node.iterchildren(*_LINES))
        for kind, left_out in ((STRUCK, words.struck), (HIDDEN, words.hidden)):
            if left_out.strip():
                self.cells.name(kind, (row, column), left_out)
        for note in node.iterchildren(OFFICE + "annotation"):
            self.cells.name(COMMENT, (row, column), "".join(note.itertext()))
        if not text and not left_out and node.get(OFFICE + "value") is not None:
            self.cells.name(UNSEEN, (row, column), node.get(OFFICE + "value", ""))
        return text

    def _name_object(self, node: Element) -> None:
        kind = next((kind for name, kind in _OBJECTS.items() if node.find(DRAW + name) is not None), BOX)
        words = "".join(node.itertext()).strip() if kind == BOX else ""
        if words or kind != BOX:
            self.cells.omissions.add(kind, None, words, self.cells.sheet)


def _margin(document: OpenDocument, page: str, name: str) -> Iterator[str]:
    """The lines of a header or footer without what the program fills in."""
    node = document.header(page, name)
    for line in () if node is None else node.iter(*_LINES):
        if next(line.iter(*_FIELDS), None) is None and (text := Words(document).of(line).strip()):
            yield text


def _repeated(node: Element, what: str) -> int:
    return count_of(node.get(f"{TABLE}number-{what}-repeated"))


OPEN_SHEET = Reader(name="sheet-open", version="1", accepts=accepts, read=read)
