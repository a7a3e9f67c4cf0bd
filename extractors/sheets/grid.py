"""A sheet as a person sees it, whatever program wrote it: shown texts on visible rows and columns, merged cells with
extent, and the names of what is left out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from extractors.readers.indents import set_in
from extractors.sheets.formats import shown
from extractors.word_tree.omissions import COVERED, STRUCK, Omissions
from schema.errors import LimitError

ERROR = "cells that show an error in place of a value"
NO_RESULT = "formulas without a stored result, not read"
HIDDEN_LINES = "hidden rows and columns with content, left out"
HIDDEN_SHEET = "hidden sheets with tables, left out"
HIDDEN_LIST = "hidden sheets without tables, left out"
UNSEEN = "cells whose format hides what they hold, left out"

#: What a sheet may hold: the largest list of projects seen has 60,000 filled cells in 30 columns.
MAXIMUM_CELLS = 400_000
MAXIMUM_COLUMNS = 1_000
MAXIMUM_MERGED = 50_000
MAXIMUM_SHEETS = 300

TOO_LARGE = "cut it into one file a filing, or delete what is no filing"
#: A hidden sheet with so many rows of so many cells is a table; with less it is a list to choose from.
_ROWS_OF_TABLE, _CELLS_OF_ROW = 3, 4
ERROR_SHOWN = re.compile(r"#{2,}|#(?:DIV/0!|N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|GETTING_DATA|SPILL!|CALC!)|Err:\d{3}")

#: Row and column, from 0.
At = tuple[int, int]


@dataclass(slots=True)
class Grid:
    """Filled cells by place, their last row and column where they are merged, and the cells that have borders.

    Hidden rows and columns are gone: places are those of what is left, and `hidden_rows` and `hidden_columns`, in
    order, lead back to where a cell stands in the file.
    """

    texts: dict[At, str] = field(default_factory=dict)
    ends: dict[At, At] = field(default_factory=dict)
    bordered: set[At] = field(default_factory=set)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)

    def name(self, at: At) -> str:
        """The name in the file of the cell at a place: `B7`."""
        return coordinate((_before_hiding(at[0], self.hidden_rows), _before_hiding(at[1], self.hidden_columns)))


def coordinate(at: At) -> str:
    """A place as spreadsheets name it: `B7`."""
    row, column = at
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(65 + letter) + letters
    return f"{letters}{row + 1}"


@dataclass(slots=True)
class Cells:
    """The cells of a sheet as its file lists them, gathered one by one; `sheet` is its name for the sentences.

    `merged` are first and last cells; hidden rows and columns are counted as the file does.
    """

    sheet: str
    omissions: Omissions
    texts: dict[At, str] = field(default_factory=dict)
    bordered: set[At] = field(default_factory=set)
    merged: list[tuple[At, At]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)

    def take(self, at: At, text: str, is_struck: bool = False, indent: int = 0) -> None:
        """A cell that shows a text, set in by so many steps; struck-out texts and errors are named.

        Raises `LimitError` for too many.
        """
        text = text.strip("\n")
        if not text.strip():
            return
        if is_struck:
            self.name(STRUCK, at, text)
        elif ERROR_SHOWN.fullmatch(text.strip()):
            self.name(ERROR, at, text)
        else:
            self.texts[at] = set_in(text, indent)
        if len(self.texts) > MAXIMUM_CELLS:
            raise LimitError(f"{self.sheet} has more than {MAXIMUM_CELLS:,} filled cells", TOO_LARGE)

    def shown(self, at: At, number: float, held: str, code: str, is_1904: bool = False) -> str:
        """What a cell shows of the number that it holds in the words `held`; one whose format hides it is named."""
        try:
            text = shown(number, code, is_1904)
        except (ValueError, OverflowError):
            return held
        if text == "":
            self.name(UNSEEN, at, held)
        return "########" if text is None else text

    def merge(self, first: At, last: At) -> None:
        """Cells merged from one to another. Raises `LimitError` for too many."""
        if len(self.merged) >= MAXIMUM_MERGED:
            raise LimitError(f"{self.sheet} has more than {MAXIMUM_MERGED:,} merged cells", TOO_LARGE)
        self.merged.append((first, last))

    def name(self, kind: str, at: At, words: str = "") -> None:
        """Names what a cell holds and is not read."""
        self.omissions.add(kind, None, words, f"{self.sheet}, cell {coordinate(at)}")

    def is_table(self) -> bool:
        """Whether there are rows of a table: several of several cells."""
        widths = Counter(row for row, _ in self.texts).values()
        return sum(width >= _CELLS_OF_ROW for width in widths) >= _ROWS_OF_TABLE

    def visible(self) -> Grid:
        """The grid without hidden rows and columns; their words are named, a line each. Raises `LimitError`."""
        grid = Grid(hidden_rows=sorted(self.hidden_rows), hidden_columns=sorted(self.hidden_columns))
        moved = dict(self._merge_into(grid))
        lost: dict[str, str] = {}
        for at, text in self.texts.items():
            if at in moved:
                grid.texts[moved[at]] = text
            elif at[0] in self.hidden_rows:
                lost.setdefault(f"{self.sheet}, row {at[0] + 1}", text)
            elif at[1] in self.hidden_columns:
                lost.setdefault(f"{self.sheet}, column {coordinate((0, at[1]))[:-1]}", text)
            else:
                grid.texts.setdefault(_left_of(at, grid), text)
        for place, text in lost.items():
            self.omissions.add(HIDDEN_LINES, None, text, place)
        grid.bordered = {
            _left_of(at, grid)
            for at in self.bordered
            if at[0] not in self.hidden_rows and at[1] not in self.hidden_columns
        }
        self._clip(grid)
        return grid

    def _merge_into(self, grid: Grid) -> Iterator[tuple[At, At]]:
        """Notes the extents of what is left of merged cells; yields where each cell with a text began and begins."""
        for first, last in self.merged:
            begins = _left_of(first, grid)
            ends = (
                last[0] - bisect_right(grid.hidden_rows, last[0]),
                last[1] - bisect_right(grid.hidden_columns, last[1]),
            )
            if begins[0] <= ends[0] and begins[1] <= ends[1]:
                grid.ends[begins] = ends
                if first in self.texts:
                    yield first, begins

    def _clip(self, grid: Grid) -> None:
        """Ends merged cells at the last filled row and column, and takes out what lies under them."""
        bottom = max((row for row, _ in grid.texts), default=0)
        right = max((column for _, column in grid.texts), default=0)
        if right >= MAXIMUM_COLUMNS:
            raise LimitError(f"{self.sheet} has more than {MAXIMUM_COLUMNS:,} columns", TOO_LARGE)
        area = 0
        for begins, (row, column) in list(grid.ends.items()):
            end = grid.ends[begins] = min(row, bottom), min(column, right)
            if begins[0] > bottom or begins[1] > right:
                del grid.ends[begins]
                continue
            area += (end[0] - begins[0] + 1) * (end[1] - begins[1] + 1)
            if area > MAXIMUM_CELLS:
                raise LimitError(f"{self.sheet} has merged cells over more than {MAXIMUM_CELLS:,} places", TOO_LARGE)
        for at in list(covered(grid)):
            if at in grid.texts:
                self.omissions.add(COVERED, None, grid.texts.pop(at), self.sheet)
                grid.ends.pop(at, None)


def refuse_too_many(sheets: int) -> None:
    """Raises `LimitError` for more sheets than a filing holds."""
    if sheets > MAXIMUM_SHEETS:
        raise LimitError(f"the workbook has more than {MAXIMUM_SHEETS} sheets", "cut it into several files")


def name_hidden_sheet(name: str, is_table: bool, omissions: Omissions) -> None:
    """Names a hidden sheet: one with a table as not read, a list to choose from as what it is."""
    if is_table:
        omissions.add(HIDDEN_SHEET, None, name, "in the file")
    else:
        omissions.note(HIDDEN_LIST)


def covered(grid: Grid) -> Iterator[At]:
    """The places under merged cells, without the one where each begins."""
    for begins, ends in list(grid.ends.items()):
        for row in range(begins[0], ends[0] + 1):
            for column in range(begins[1], ends[1] + 1):
                if (row, column) != begins:
                    yield row, column


def _left_of(at: At, grid: Grid) -> At:
    """Where a place of the file is once the hidden rows and columns before it are gone."""
    return at[0] - bisect_left(grid.hidden_rows, at[0]), at[1] - bisect_left(grid.hidden_columns, at[1])


def _before_hiding(index: int, hidden: list[int]) -> int:
    """The index in the file of the row or column that is the `index`th of those not hidden."""
    low, high = 0, len(hidden)
    while low < high:  # the number of hidden ones before it: their index less their count never falls
        middle = (low + high) // 2
        low, high = (middle + 1, high) if hidden[middle] - middle <= index else (low, middle)
    return index + low
