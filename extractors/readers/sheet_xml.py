"""Workbooks in Excel's XML of 2003, as office systems export them under the name `.xls`: each sheet a page.

After [MS-OE376] and the reference of that format: what a cell omits goes on from its neighbour, as in the newer one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from extractors.sheets.book import Look
from extractors.sheets.grid import NO_RESULT, Cells, name_hidden_sheet, refuse_too_many
from extractors.sheets.pages import Page, document_of
from extractors.word_tree.omissions import COMMENT, STRUCK, Omissions
from extractors.word_tree.package import Element, parsed
from schema.document import Document
from schema.errors import LimitError
from schema.parts import Reader
from schema.sight import Sight

S = "{urn:schemas-microsoft-com:office:spreadsheet}"
X = "{urn:schemas-microsoft-com:office:excel}"
MAXIMUM_BYTES = 64_000_000
_SPACE, _HEAD = b"urn:schemas-microsoft-com:office:spreadsheet", 4_000
_MOST = 1_048_576
_MOST_PARENTS = 20
_EPOCH, _SECONDS = datetime(1899, 12, 30), 86_400
#: Formats by name, as a Chinese Excel shows them.
_NAMED = {
    "General Number": "General", "Fixed": "0.00", "Standard": "#,##0.00", "Percent": "0.00%", "Scientific": "0.00E+00",
    "Currency": '"¥"#,##0.00', "Euro Currency": "#,##0.00", "General Date": "yyyy/m/d h:mm", "Short Date": "yyyy/m/d",
    "Medium Date": "yyyy/m/d", "Long Date": 'yyyy"年"m"月"d"日"', "Short Time": "h:mm", "Medium Time": "h:mm AM/PM",
    "Long Time": "h:mm:ss",
}  # fmt: skip


def accepts(data: bytes) -> float:
    """How sure we are that the bytes are such a workbook: 0.9 by the space of its names."""
    head = data[:_HEAD]
    return 0.9 if _SPACE in head and b"<?xml" in head[:200] and b"<html" not in head.lower() else 0.0


def read(data: bytes, _sight: Sight = Sight()) -> Document:
    """The paragraphs and tables of a workbook; all its tables are `exact`, and its pages are the visible sheets.

    Raises `UnreadableError` for a damaged one, `LimitError` for more than a filing holds.
    """
    if len(data) > MAXIMUM_BYTES:
        raise LimitError(f"the workbook has more than {MAXIMUM_BYTES:,} bytes", "save it as .xlsx")
    root = parsed(data.lstrip(), "of the workbook")
    sheets = list(root.iterchildren(S + "Worksheet"))
    refuse_too_many(len(sheets))
    omissions = Omissions()
    return document_of(_pages(sheets, _looks(root), omissions), omissions)


def _looks(root: Element) -> dict[str, Look]:
    styles = {node.get(S + "ID", ""): node for node in root.iterfind(f"{S}Styles/{S}Style")}
    return {name: _look(name, styles) for name in styles}


def _look(name: str, styles: dict[str, Element]) -> Look:
    """The look of a style with what it has from the one that it is a variety of."""
    code, struck, border = "", False, False
    for _ in range(_MOST_PARENTS):
        node = styles.get(name)
        if node is None:
            break
        told = node.find(S + "NumberFormat")
        code = code or (told.get(S + "Format", "") if told is not None else "")
        font = node.find(S + "Font")
        struck = struck or (font is not None and font.get(S + "StrikeThrough") == "1")
        border = border or next(node.iterfind(f"{S}Borders/{S}Border"), None) is not None
        name = node.get(S + "Parent", "")
    return Look(_NAMED.get(code, code or "General"), struck, border)


def _pages(sheets: list[Element], looks: dict[str, Look], omissions: Omissions) -> Iterator[Page]:
    number = 0
    for sheet in sheets:
        visible = sheet.find(f"{X}WorksheetOptions/{X}Visible")
        is_hidden = visible is not None and (visible.text or "").startswith("SheetHidden")
        number += not is_hidden
        cells = Cells("" if is_hidden else f"sheet {number}", Omissions() if is_hidden else omissions)
        _Reader(looks, cells).read(sheet)
        if is_hidden:
            name_hidden_sheet(sheet.get(S + "Name", ""), cells.is_table(), omissions)
        else:
            yield Page(cells.visible())


@dataclass(frozen=True, slots=True)
class _Reader:
    """Gathers the shown texts of a sheet's cells."""

    looks: dict[str, Look]
    cells: Cells

    def read(self, sheet: Element) -> None:
        column = row = 0
        for node in sheet.iterfind(f"{S}Table/{S}Column"):
            column = _index(node, column)
            end = column + 1 + _count(node, "Span")
            if _is_hidden(node, "Width"):
                self.cells.hidden_columns.update(range(column, min(end, 16_384)))
            column = end
        for node in sheet.iterfind(f"{S}Table/{S}Row"):
            row = _index(node, row)
            end = row + 1 + _count(node, "Span")
            if _is_hidden(node, "Height"):
                self.cells.hidden_rows.update(range(row, min(end, _MOST)))
            self._row(node, row)
            row = end

    def _row(self, line: Element, row: int) -> None:
        column = 0
        for node in line.iterchildren(S + "Cell"):
            column = _index(node, column)
            at, across, down = (row, column), _count(node, "MergeAcross"), _count(node, "MergeDown")
            look = self.looks.get(node.get(S + "StyleID", ""), Look())
            if look.has_border:
                self.cells.bordered.add(at)
            self.cells.take(at, self._shown(node, at, look), look.is_struck)
            if across or down:
                self.cells.merge(at, (row + down, column + across))
            for note in node.iterchildren(S + "Comment"):
                self.cells.name(COMMENT, at, "".join(note.itertext()))
            column += 1 + across

    def _shown(self, node: Element, at: tuple[int, int], look: Look) -> str:
        data = node.find(S + "Data")
        if data is None:
            if node.get(S + "Formula"):
                self.cells.name(NO_RESULT, at)
            return ""
        kind = data.get(S + "Type", "String")
        text = self._words(data, at)
        if kind == "Boolean":
            return "TRUE" if text.strip() == "1" else "FALSE"
        number = _number(text, kind)
        return text if number is None else self.cells.shown(at, number, text, look.code)

    def _words(self, data: Element, at: tuple[int, int]) -> str:
        """The text without its struck-out runs."""
        struck = {run for node in data.iter("{*}S", "{*}Del") for run in node.iter()}
        pieces = [data.text or ""]
        lost = ""
        for node in data.iterdescendants():
            if node in struck:
                lost += node.text or ""
            else:
                pieces.append(node.text or "")
            parent = node.getparent()
            if parent in struck:
                lost += node.tail or ""
            else:
                pieces.append(node.tail or "")
        if lost.strip():
            self.cells.name(STRUCK, at, lost)
        return "".join(pieces).replace("\r\n", "\n").replace("\r", "\n")


def _number(text: str, kind: str) -> float | None:
    """The number of a cell, days since 1900 for a date; None for one that holds words."""
    try:
        if kind == "Number":
            return float(text)
        if kind == "DateTime":
            passed = datetime.fromisoformat(text.strip().split(".")[0]) - _EPOCH
            return passed.days + passed.seconds / _SECONDS
    except (ValueError, OverflowError):
        return None
    return None


def _index(node: Element, following: int) -> int:
    """Where a row, column or cell stands, from 0; it follows the one before where it does not say so, or says that it
    stands before that."""
    told = node.get(S + "Index", "")
    return max(min(int(told), _MOST) - 1, following) if told.isdecimal() and 0 < len(told) < 8 else following


def _count(node: Element, name: str) -> int:
    told = node.get(S + name, "")
    return min(int(told), _MOST) if told.isdecimal() and len(told) < 8 else 0


def _is_hidden(node: Element, measure: str) -> bool:
    size = node.get(S + measure, "1")
    return node.get(S + "Hidden") == "1" or not size.strip("0.")


XML_SHEET = Reader(name="sheet-xml", version="1", accepts=accepts, read=read)
