"""Tables of Word: rows of cells with their spans, in one pass over the elements that matter.

`w:gridSpan` and `w:hMerge` widen a cell, `w:vMerge` lets it go on in the row below. A cell that goes on is one cell
however many rows it runs through, so the cost is that of the cells alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NamedTuple

from extractors.readers.indents import set_in
from extractors.word_text.text import Writer, number
from extractors.word_tree.omissions import COVERED, SIGN
from extractors.word_tree.package import Element, W, is_on
from schema.document import Cell, Table
from schema.errors import LimitError

#: Word itself knows 63 columns, spreadsheets pasted into it some more.
MAXIMUM_COLUMNS = 1_000
MAXIMUM_CELLS = 400_000

_VALUE = W + "val"
_WIDTH = re.compile(r"(\d{1,9}(?:\.\d{1,6})?)(|pt|in|cm|mm|pc|pi)", re.ASCII)
_TWIPS = {"": 1.0, "pt": 20.0, "in": 1440.0, "cm": 1440 / 2.54, "mm": 144 / 2.54, "pc": 240.0, "pi": 240.0}
#: Whether a piece is a cell by itself, begins a merge with the rows below, or goes on with one.
OWN, BEGINS, GOES_ON = 0, 1, 2
#: What a cell leaves out: its kind, the row in its table, its words.
CellOmission = tuple[str, int, str]
_LONGEST_WORDS = 200
#: A character in the units of indents, the second one in print of 10.5 pt; what sets a line elsewhere than to the left.
_OF_CHARACTER, _TWIPS_OF_CHARACTER = 100.0, 210.0
_NOT_LEFT = ("center", "right", "end", "distribute")
_CUT = "cut it into one file a filing"


class Piece(NamedTuple):
    """A cell of one row as Word has it: its place in the grid, and whether it begins a merge or goes on with one."""

    column: int
    width: int
    merge: int
    text: str


@dataclass(frozen=True, slots=True)
class Rows:
    """A table before its merges are settled: the pieces of each row.

    `columns` is how far they reach, `widths` are those of the grid in twips, and `heads` counts the rows at the top
    that are marked to be repeated on each page. `omissions` are kind, row and words of what its cells leave out.
    `rows` and `omissions` grow where a table goes on in the next.
    """

    rows: list[list[Piece]]
    columns: int
    widths: tuple[int, ...]
    heads: int
    omissions: list[CellOmission]


def read_rows(table: Element, labels: dict[Element, str]) -> Rows:
    """The rows of a table without nested tables; `labels` are the generated numbers of its paragraphs.

    Raises `LimitError` for spans and numbers of cells that no filing has.
    """
    gatherer = _Gatherer(labels)
    acts = gatherer.acts
    for node in table.iter(*acts):
        acts[node.tag](node)
    gatherer.end_row()
    grid = next(table.iterchildren(W + "tblGrid"), None)
    widths = () if grid is None else tuple(_twips(column) for column in grid.iterchildren(W + "gridCol"))
    columns = max((row[-1].column + row[-1].width for row in gatherer.rows if row), default=0)
    return Rows(gatherer.rows, columns, widths, gatherer.heads, gatherer.omissions)


def table_of(rows: Rows) -> tuple[Table, list[CellOmission]]:
    """The table with each merged cell once, its extent counted; and what is left out, the words that a merge covers
    too."""
    kept: list[tuple[int, Piece]] = []
    heights: list[int] = []
    above: dict[int, int] = {}
    omissions = list(rows.omissions)
    for index, pieces in enumerate(rows.rows):
        merging: dict[int, int] = {}
        for piece in pieces:
            origin = above.get(piece.column) if piece.merge == GOES_ON else None
            if origin is not None and kept[origin][1].width == piece.width:
                heights[origin] += 1
                if piece.text and not _says_again(piece, kept[origin][1]):
                    omissions.append((COVERED, index, piece.text))
            else:
                origin = len(kept)
                kept.append((index, piece))
                heights.append(1)
            if piece.merge:
                merging[piece.column] = origin
        above = merging
    cells = (Cell(p.text, row, p.column, height, p.width) for (row, p), height in zip(kept, heights, strict=True))
    return Table(tuple(cells), exact=True), omissions


def _says_again(piece: Piece, origin: Piece) -> bool:
    return "".join(piece.text[:_LONGEST_WORDS].split()) in ("", "".join(origin.text[:_LONGEST_WORDS].split()))


class _Gatherer:
    """Meets the elements of a table in document order and keeps the row and the cell that they belong to."""

    def __init__(self, labels: dict[Element, str]) -> None:
        self.rows: list[list[Piece]] = []
        self.heads = 0
        self.omissions: list[CellOmission] = []
        self._labels = labels
        self._writer = Writer()
        self._row: list[Piece] | None = None
        self._lines: list[str] | None = None  # of the open cell
        self._label: str | None = None  # of the open paragraph, None where none is open
        self._indent = 0.0
        self._column = self._cells = 0
        self._width, self._merge, self._joins_left = 1, OWN, False
        self.acts = self._writer.acts() | {
            W + "tr": self._begin_row,
            W + "tc": self._begin_cell,
            W + "p": self._begin_paragraph,
            W + "tblHeader": self._head,
            W + "gridBefore": self._before,
            W + "gridSpan": self._span,
            W + "vMerge": self._down,
            W + "hMerge": self._right,
        }

    def end_row(self) -> None:
        """Closes what is open."""
        self._end_cell()
        if self._row is not None:
            self.rows.append(self._row)
        self._row = None

    def _begin_row(self, node: Element) -> None:
        self.end_row()
        self._row, self._column = [], 0

    def _head(self, node: Element) -> None:
        self.heads += is_on(node) and self.heads == len(self.rows)

    def _before(self, node: Element) -> None:
        self._column = _bounded(number(node, 0))

    def _begin_cell(self, node: Element) -> None:
        self._end_cell()
        self._lines = []

    def _span(self, node: Element) -> None:
        self._width = max(_bounded(number(node, 1)), 1)

    def _down(self, node: Element) -> None:
        self._merge = BEGINS if node.get(_VALUE) == "restart" else GOES_ON

    def _right(self, node: Element) -> None:
        self._joins_left = node.get(_VALUE) != "restart"

    def _begin_paragraph(self, node: Element) -> None:
        self._end_paragraph()
        self._label = self._labels.get(node, "") if self._labels else ""
        self._indent = 0.0 if self._lines else _indent(node)

    def _end_paragraph(self) -> None:
        if self._label is not None and self._lines is not None:
            line = self._label + self._writer.line()
            self._lines.append(line if self._lines else set_in(line, self._indent))
        self._label = None

    def _end_cell(self) -> None:
        self._end_paragraph()
        if self._lines is None or self._row is None:
            return
        text = self._lines[0] if len(self._lines) == 1 else "\n".join(self._lines).strip("\n")
        if self._joins_left and self._row:
            left = self._row.pop()
            self._row.append(left._replace(width=left.width + self._width))
            if text.strip():
                self.omissions.append((COVERED, len(self.rows), text))
        else:
            self._row.append(Piece(self._column, self._width, self._merge, text))
        while self._writer.unknown:
            self.omissions.append((SIGN, len(self.rows), self._writer.unknown.pop()))
        self._column = _bounded(self._column + self._width)
        self._width, self._merge, self._joins_left, self._lines = 1, OWN, False, None
        self._cells += 1
        if self._cells > MAXIMUM_CELLS:
            raise LimitError(f"a table of the file has more than {MAXIMUM_CELLS:,} cells", _CUT)


def _indent(paragraph: Element) -> float:
    """How far the paragraph's first line is set in, in characters; nothing where it is set to the middle or right."""
    properties = paragraph.find(W + "pPr")
    told = None if properties is None else properties.find(W + "ind")
    if properties is None or told is None:
        return 0.0
    side = properties.find(W + "jc")
    if side is not None and side.get(_VALUE) in _NOT_LEFT:
        return 0.0
    return sum(_characters(told, name) for name in ("left", "start", "firstLine")) - _characters(told, "hanging")


def _characters(told: Element, name: str) -> float:
    for kind, of_one in ((f"{name}Chars", _OF_CHARACTER), (name, _TWIPS_OF_CHARACTER)):
        size = told.get(W + kind, "0").lstrip("-")
        if size.isdecimal() and 0 < len(size) < 6 and int(size):
            return int(size) / of_one
    return 0.0


def _bounded(columns: int) -> int:
    if columns > MAXIMUM_COLUMNS:
        raise LimitError(f"a table of the file has {columns:,} columns, more than {MAXIMUM_COLUMNS:,}", _CUT)
    return columns


def _twips(column: Element) -> int:
    """The width of a column; the strict edition of the format gives it with a unit."""
    found = _WIDTH.fullmatch(column.get(W + "w", ""))
    return round(float(found[1]) * _TWIPS[found[2]]) if found else 0
