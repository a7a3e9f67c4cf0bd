"""The cells of a sheet as a person sees them: shown texts on visible rows and columns, merged cells with extent."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.readers.sheet_book import Book, S, text_of
from extractors.readers.sheet_formats import shown
from extractors.readers.word_omissions import COVERED, STRUCK, Omissions
from extractors.readers.word_package import Element
from schema.errors import LimitError

ERROR = "cells that show an error in place of a value"
NO_RESULT = "formulas without a stored result, not read"
HIDDEN_LINES = "hidden rows and columns with content, left out"
UNSEEN = "cells whose format hides what they hold, left out"

#: What a sheet may hold: the largest list of projects seen has 60,000 filled cells in 30 columns.
MAXIMUM_CELLS = 400_000
MAXIMUM_COLUMNS = 1_000
MAXIMUM_MERGED = 50_000

_TOO_LARGE = "cut it into one file a filing, or delete what is no filing"
_COORDINATE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_RANGE = re.compile(r"([A-Z]{1,3}\d{1,7})(?::([A-Z]{1,3}\d{1,7}))?")
ERROR_SHOWN = re.compile(r"#{2,}|#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|GETTING_DATA|SPILL!|CALC!)")
_ON = ("1", "true")
_MOST_COLUMNS_OF_EXCEL = 16_384

#: Row and column, from 0.
At = tuple[int, int]


@dataclass(slots=True)
class Grid:
    """Filled cells by place, their last row and column where they are merged, and the cells that have borders.

    Hidden rows and columns are gone: places are those of what is left.
    """

    texts: dict[At, str] = field(default_factory=dict)
    ends: dict[At, At] = field(default_factory=dict)
    bordered: set[At] = field(default_factory=set)


def coordinate(at: At) -> str:
    """A place as Excel names it: `B7`."""
    row, column = at
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


def read_grid(root: Element, book: Book, number: int, omissions: Omissions) -> Grid:
    """The grid of a sheet's XML; `number` is its place for the sentences. Raises `LimitError` for too much."""
    reader = _Reader(book, f"sheet {number}", omissions)
    reader.read(root)
    rows, columns = sorted(reader.hidden_rows), sorted(_hidden_columns(root))
    merged = list(_merged(root))
    return _visible(reader, merged, rows, columns)


@dataclass(slots=True)
class _Reader:
    """Gathers the shown texts of cells, and names those that show none."""

    book: Book
    sheet: str
    omissions: Omissions
    texts: dict[At, str] = field(default_factory=dict)
    bordered: set[At] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)

    def read(self, root: Element) -> None:
        row = -1
        for line in root.iterfind(f"{S}sheetData/{S}row"):
            told = line.get("r", "")
            row = int(told) - 1 if told.isdecimal() and 0 < len(told) < 8 else row + 1
            if line.get("hidden", "0") in _ON or (line.get("customHeight", "0") in _ON and _is_nought(line.get("ht"))):
                self.hidden_rows.add(row)
            column = -1
            for cell in line.iterchildren(S + "c"):
                place = _at(cell.get("r", ""))
                column = place[1] if place else column + 1
                self._cell(cell, (row, column))

    def _cell(self, cell: Element, at: At) -> None:
        look = self.book.look(cell.get("s", ""))
        if look.has_border:
            self.bordered.add(at)
        text = self._shown(cell, at).strip("\n")
        if not text.strip():
            return
        if look.is_struck:
            self.name(STRUCK, at, text)
        elif ERROR_SHOWN.fullmatch(text.strip()):
            self.name(ERROR, at, text)
        else:
            self.texts[at] = text
        if len(self.texts) > MAXIMUM_CELLS:
            raise LimitError(f"{self.sheet} has more than {MAXIMUM_CELLS:,} filled cells", _TOO_LARGE)

    def name(self, kind: str, at: At, words: str = "") -> None:
        self.omissions.add(kind, None, words, f"{self.sheet}, cell {coordinate(at)}")

    def _shown(self, cell: Element, at: At) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            inline = cell.find(S + "is")
            return text_of(inline) if inline is not None else ""
        held = cell.find(S + "v")
        value = held.text if held is not None else None
        if value is None:
            if cell.find(S + "f") is not None and kind != "str":
                self.name(NO_RESULT, at)
            return ""
        if kind == "s":
            strings, told = self.book.strings, value.strip()
            return strings[int(told)] if told.isdecimal() and len(told) < 8 and int(told) < len(strings) else ""
        if kind == "b":
            return "TRUE" if value.strip() in _ON else "FALSE"
        return value if kind in ("str", "e", "d") else self._number(value, cell.get("s", ""), at)

    def _number(self, value: str, look: str, at: At) -> str:
        try:
            number = float(value)
            text = shown(number, self.book.look(look).code, self.book.is_1904)
        except (ValueError, OverflowError):
            return value
        if text is None:
            return "########"
        if not text:
            self.name(UNSEEN, at, value)
        return text


def _visible(reader: _Reader, merged: list[tuple[At, At]], rows: list[int], columns: list[int]) -> Grid:
    """The grid without hidden rows and columns; their words are named, a line each."""
    grid = Grid()
    hidden_rows, hidden_columns = set(rows), set(columns)
    moved: dict[At, At] = {}
    for first, last in merged:
        begins = first[0] - bisect_left(rows, first[0]), first[1] - bisect_left(columns, first[1])
        ends = last[0] - bisect_right(rows, last[0]), last[1] - bisect_right(columns, last[1])
        if begins[0] <= ends[0] and begins[1] <= ends[1]:
            grid.ends[begins] = ends
            if first in reader.texts:
                moved[first] = begins
    lost: dict[str, str] = {}
    for at, text in reader.texts.items():
        if at in moved:
            grid.texts[moved[at]] = text
        elif at[0] in hidden_rows:
            lost.setdefault(f"{reader.sheet}, row {at[0] + 1}", text)
        elif at[1] in hidden_columns:
            lost.setdefault(f"{reader.sheet}, column {coordinate((0, at[1]))[:-1]}", text)
        else:
            grid.texts.setdefault((at[0] - bisect_left(rows, at[0]), at[1] - bisect_left(columns, at[1])), text)
    for place, text in lost.items():
        reader.omissions.add(HIDDEN_LINES, None, text, place)
    grid.bordered = {
        (row - bisect_left(rows, row), column - bisect_left(columns, column))
        for row, column in reader.bordered
        if row not in hidden_rows and column not in hidden_columns
    }
    _clip(grid, reader)
    return grid


def _clip(grid: Grid, reader: _Reader) -> None:
    """Ends merged cells at the last filled row and column, and takes out what lies under them."""
    bottom = max((row for row, _ in grid.texts), default=0)
    right = max((column for _, column in grid.texts), default=0)
    if right >= MAXIMUM_COLUMNS:
        raise LimitError(f"{reader.sheet} has more than {MAXIMUM_COLUMNS:,} columns", _TOO_LARGE)
    area = 0
    for begins, (row, column) in list(grid.ends.items()):
        end = grid.ends[begins] = min(row, bottom), min(column, right)
        if begins[0] > bottom or begins[1] > right:
            del grid.ends[begins]
            continue
        area += (end[0] - begins[0] + 1) * (end[1] - begins[1] + 1)
        if area > MAXIMUM_CELLS:
            raise LimitError(f"{reader.sheet} has merged cells over more than {MAXIMUM_CELLS:,} places", _TOO_LARGE)
    for at in list(covered(grid)):
        if at in grid.texts:
            reader.omissions.add(COVERED, None, grid.texts.pop(at), reader.sheet)
            grid.ends.pop(at, None)


def covered(grid: Grid) -> Iterator[At]:
    """The places under merged cells, without the one where each begins."""
    for begins, ends in list(grid.ends.items()):
        for row in range(begins[0], ends[0] + 1):
            for column in range(begins[1], ends[1] + 1):
                if (row, column) != begins:
                    yield row, column


def _merged(root: Element) -> Iterator[tuple[At, At]]:
    for count, node in enumerate(root.iterfind(f"{S}mergeCells/{S}mergeCell")):
        if count >= MAXIMUM_MERGED:
            raise LimitError(f"a sheet has more than {MAXIMUM_MERGED:,} merged cells", _TOO_LARGE)
        told = _RANGE.fullmatch(node.get("ref", "").replace("$", ""))
        if told and told[2]:
            first, last = _at(told[1]), _at(told[2])
            if first and last and first != last:
                yield (min(first[0], last[0]), min(first[1], last[1])), (max(first[0], last[0]), max(first[1], last[1]))


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
