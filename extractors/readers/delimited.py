"""Delimited text (`.csv`, and `.tsv` with quotes), in any Chinese encoding: its rows as a workbook's sheet.

What has tabs and no quotes is a text with tabs, and the text reader's.
"""

from __future__ import annotations

import csv
import io
import re
from itertools import groupby
from typing import Literal

from extractors.exports.records import opens_records
from extractors.readers.encoding import decode
from extractors.readers.markup import kind_of
from extractors.readers.quoted_lines import are_quoted
from extractors.sheets.grid import ERROR, ERROR_SHOWN, MAXIMUM_CELLS, MAXIMUM_COLUMNS, Grid, coordinate
from extractors.sheets.tables import blocks_of
from extractors.word_tree.omissions import Omissions
from schema.document import Document
from schema.errors import LimitError, UnreadableError
from schema.parts import Reader
from schema.sight import Sight

OPEN_QUOTE = "a quote of the delimited text is not closed: cells with breaks or delimiters in them are cut"
MAXIMUM_BYTES = 16_000_000

_HEAD = 65_536
_DELIMITERS = (",", ";", "\t")
#: So many rows of so many cells below each other, and so large a share of the rows with such numbers of cells, are no
#: prose with commas.
_FEWEST_ROWS, _FEWEST_CELLS, _SHARE = 3, 3, 0.8
_LONGEST_CELL = 100_000
_QUOTED = re.compile(r'(?:^|\t)"', re.MULTILINE)
#: A formula that a program saved as its text, so that a spreadsheet keeps the noughts before a number: `="001"`.
_KEPT = ('="', '"')
_CUT = "cut it into one file a filing"


def accepts(data: bytes) -> float:
    """How sure we are that the bytes are delimited text: 0.7 by its first rows, 0 for what is none."""
    words = decode(data[:_HEAD], cut=True)
    if words is None or kind_of(words):
        return 0.0
    return 0.7 if _delimiter(words, is_cut=len(data) > _HEAD) else 0.0


def read(data: bytes, _sight: Sight = Sight()) -> Document:
    """The rows as paragraphs and tables. Raises `UnreadableError` for no such text, `LimitError` for too much."""
    if len(data) > MAXIMUM_BYTES:
        raise LimitError(f"the text has {len(data):,} bytes, more than {MAXIMUM_BYTES:,}", _CUT)
    words = decode(data) or ""
    delimiter = _delimiter(words[:_HEAD], is_cut=len(words) > _HEAD)
    if not delimiter:
        raise UnreadableError("the text has no rows of cells", "save it as a workbook (.xlsx)")
    omissions = Omissions()
    rows = _rows(words, delimiter, csv.QUOTE_MINIMAL)
    if rows is None:
        omissions.damage.append(OPEN_QUOTE)
        rows = _rows(words, delimiter, csv.QUOTE_NONE)
    if rows is None:
        raise LimitError(f"a cell of the text has more than {_LONGEST_CELL:,} characters", _CUT)
    blocks = tuple(blocks_of(_grid(rows, omissions), None))
    return Document("sheet", blocks, unread=omissions.unread(None))


def _delimiter(words: str, is_cut: bool) -> str:
    """What stands between the cells of the first rows; empty where they are no rows of cells, or such that the
    text reader must free of something first: quoted lines, records of another grammar."""
    head = words[: words.rfind("\n") + 1] if is_cut else words
    if opens_records(head) or are_quoted(head.splitlines()):
        return ""
    for delimiter in _DELIMITERS:
        if delimiter in head and (delimiter != "\t" or _QUOTED.search(head)) and _has_rows(head, delimiter):
            return delimiter
    return ""


def _has_rows(words: str, delimiter: str) -> bool:
    rows = _rows(words, delimiter, csv.QUOTE_MINIMAL) or _rows(words, delimiter, csv.QUOTE_NONE) or []
    widths = [len(row) for row in rows if any(cell.strip() for cell in row)]
    runs = [(width, sum(1 for _ in run)) for width, run in groupby(widths)]
    tables = {width for width, count in runs if width >= _FEWEST_CELLS and count >= _FEWEST_ROWS}
    if delimiter == "\t":
        # Rows of tabs with other numbers of cells are a text's, which reads them by what they say.
        tables = {max(tables, key=widths.count)} if tables else set()
    count = sum(width in tables for width in widths)
    # Lines of a single cell are titles: up to half of all say nothing about the rest.
    return count >= _SHARE * sum(width > 1 for width in widths) and 2 * count >= len(widths) and count > 0


def _rows(words: str, delimiter: str, quoting: Literal[0, 3]) -> list[list[str]] | None:
    """The rows of cells; None where a cell is too long, or its quote is not closed or not at its ends."""
    source = io.StringIO(words.replace("\x00", ""), newline="")
    before = csv.field_size_limit(_LONGEST_CELL)
    try:
        return list(csv.reader(source, delimiter=delimiter, quoting=quoting, strict=True))
    except csv.Error:
        return None
    finally:
        csv.field_size_limit(before)


def _grid(rows: list[list[str]], omissions: Omissions) -> Grid:
    grid = Grid()
    for number, row in enumerate(rows):
        if len(row) > MAXIMUM_COLUMNS:
            raise LimitError(f"row {number + 1} has more than {MAXIMUM_COLUMNS:,} cells", _CUT)
        for column, told in enumerate(row):
            text = told.removeprefix(_KEPT[0]).removesuffix(_KEPT[1]) if told.startswith(_KEPT[0]) else told
            if ERROR_SHOWN.fullmatch(text.strip()):
                omissions.add(ERROR, None, text, f"cell {coordinate((number, column))}")
            elif text.strip():
                grid.texts[number, column] = text.replace("\r\n", "\n").strip("\n")
        if len(grid.texts) > MAXIMUM_CELLS:
            raise LimitError(f"the text has more than {MAXIMUM_CELLS:,} cells", _CUT)
    return grid


DELIMITED = Reader(name="delimited", version="1", accepts=accepts, read=read)
