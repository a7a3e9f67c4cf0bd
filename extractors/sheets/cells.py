"""The cells of a sheet of an Office workbook: its XML as a person sees it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extractors.sheets.book import Book, S, text_of
from extractors.sheets.grid import NO_RESULT, At, Cells
from extractors.word_tree.omissions import Omissions
from extractors.word_tree.package import Element
from normalizers.quantities.numbers import parse_number

_COORDINATE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3}\d{1,7})(?::([A-Z]{1,3}\d{1,7}))?")
_ON = ("1", "true")
#: The kinds of cells that hold words.
_WORDS = ("s", "str", "inlineStr")
_MOST_COLUMNS_OF_EXCEL = 16_384
_EMPTY_KEPT = 500


def without_empty_end(blob: bytes) -> bytes:
    """A sheet's XML without most of the rows behind its last cell that holds anything.

    Where somebody formatted whole columns, programs write down every one of a million rows. So many are kept as a form
    may have for what nobody filled in.
    """
    start, foot = blob.rfind(b"</c>"), blob.rfind(b"</sheetData>")
    if not 0 <= start < foot:
        return blob
    for _ in range(_EMPTY_KEPT + 1):
        start = blob.find(b"<row", start + 1, foot)
        if start < 0:
            return blob
    return blob[:start] + blob[foot:]


def read_cells(root: Element, book: Book, number: int, omissions: Omissions) -> Cells:
    """The cells of a sheet's XML; `number` is its place for the sentences. Raises `LimitError` for too much."""
    reader = _Reader(book, Cells(f"sheet {number}", omissions))
    reader.read(root)
    return reader.cells


@dataclass(frozen=True, slots=True)
class _Reader:
    """Gathers the shown texts of cells, and names those that show none."""

    book: Book
    cells: Cells

    def read(self, root: Element) -> None:
        row = -1
        for line in root.iterfind(f"{S}sheetData/{S}row"):
            told = line.get("r", "")
            row = int(told) - 1 if told.isdecimal() and 0 < len(told) < 8 else row + 1
            if line.get("hidden", "0") in _ON or (line.get("customHeight", "0") in _ON and _is_nought(line.get("ht"))):
                self.cells.hidden_rows.add(row)
            column = -1
            for cell in line.iterchildren(S + "c"):
                place = _at(cell.get("r", ""))
                column = place[1] if place else column + 1
                self._cell(cell, (row, column))
        self.cells.hidden_columns |= _hidden_columns(root)
        self._merge(root)

    def _cell(self, cell: Element, at: At) -> None:
        look = self.book.look(cell.get("s", ""))
        if look.has_border:
            self.cells.bordered.add(at)
        indent = look.indent if cell.get("t", "n") in _WORDS else 0
        self.cells.take(at, self._shown(cell, at), look.is_struck, indent)

    def _shown(self, cell: Element, at: At) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(S + "is")
            return text_of(inline) if inline is not None else ""
        held = cell.find(S + "v")
        value: str | None = held.text if held is not None else None
        if value is None:
            formula = cell.find(S + "f")
            if formula is None or kind == "str":
                return ""
            if parse_number((formula.text or "").removesuffix("%")) is not None:
                return f"={formula.text}"  # someone wrote `=100%` and meant what it says
            self.cells.name(NO_RESULT, at)
            return ""
        if kind == "s":
            strings, told = self.book.strings, value.strip()
            return strings[int(told)] if told.isdecimal() and len(told) < 8 and int(told) < len(strings) else ""
        if kind == "b":
            return "TRUE" if value.strip() in _ON else "FALSE"
        if kind in ("str", "e", "d"):
            return value
        try:
            number = float(value)
        except ValueError:
            return value
        return self.cells.shown(at, number, value, self.book.look(cell.get("s", "")).code, self.book.is_1904)

    def _merge(self, root: Element) -> None:
        for node in root.iterfind(f"{S}mergeCells/{S}mergeCell"):
            told = _RANGE.fullmatch(node.get("ref", "").replace("$", ""))
            first, last = (_at(told[1]), _at(told[2] or "")) if told else (None, None)
            if first and last and first != last:
                begins = min(first[0], last[0]), min(first[1], last[1])
                self.cells.merge(begins, (max(first[0], last[0]), max(first[1], last[1])))


def _hidden_columns(root: Element) -> set[int]:
    hidden: set[int] = set()
    for node in root.iterfind(f"{S}cols/{S}col"):
        ends = node.get("min", ""), node.get("max", "")
        is_hidden = node.get("hidden", "0") in _ON or _is_nought(node.get("width"))
        if is_hidden and all(end.isdecimal() and len(end) < 7 for end in ends):
            hidden.update(range(int(ends[0]) - 1, min(int(ends[1]), _MOST_COLUMNS_OF_EXCEL)))
    return hidden


def _is_nought(measure: str | None) -> bool:
    return measure is not None and re.fullmatch(r"0+(?:\.0*)?", measure) is not None


def _at(name: str) -> At | None:
    told = _COORDINATE.fullmatch(name)
    if told is None:
        return None
    column = 0
    for letter in told[1]:
        column = 26 * column + ord(letter) - 64
    return int(told[2]) - 1, column - 1
