"""Old workbooks (`.xls`, and `.et` of WPS) in Excel's binary format: each sheet a page, cells as a person sees them.

xlrd takes the records of cells apart; what a person sees of them is made out here as for newer workbooks.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from extractors.readers.compound import MARK, open_compound
from extractors.sheets.book import Look
from extractors.sheets.formats import code_of
from extractors.sheets.grid import Cells, name_hidden_sheet, refuse_too_many
from extractors.sheets.old_objects import name_objects
from extractors.sheets.pages import Page, document_of
from extractors.word_tree.omissions import COMMENT, Omissions
from schema.document import Document
from schema.errors import JixiaoError, UnreadableError
from schema.parts import Reader
from schema.sight import Sight

#: How a stream of records begins that lies bare in a file, as the oldest programs wrote it, by version.
_BARE = (b"\x09\x08\x10\x00\x00\x06", b"\x09\x08\x08\x00\x00\x05", b"\x09\x04\x06\x00", b"\x09\x02\x06\x00")
_STREAMS = frozenset({"Workbook", "Book", "WORKBOOK", "BOOK"})
_SAVE = "open it in Excel or WPS and save it as .xlsx"
_EMPTY, _TEXT, _NUMBER, _DATE, _BOOLEAN, _ERROR, _BLANK = range(7)
_FIGURES = (_NUMBER, _DATE)


def accepts(data: bytes) -> float:
    """How sure we are that it is an old workbook: 0.96 by the stream at its root, 0.9 by how bare records begin."""
    if data.startswith(_BARE):
        return 0.9
    if not data.startswith(MARK):
        return 0.0
    compound = open_compound(data)
    if compound is None:  # damaged: it is named for what it was
        return 0.9 if any(f"{name}\0".encode("utf-16-le") in data for name in _STREAMS) else 0.0
    return 0.96 if compound.names & _STREAMS and "WordDocument" not in compound.names else 0.0


def read(data: bytes, _sight: Sight = Sight()) -> Document:
    """The paragraphs and tables of a workbook; all its tables are `exact`, and its pages are the visible sheets.

    Raises `UnreadableError` for what is encrypted or damaged, `LimitError` for more than a filing holds.
    """
    book = _opened(data)
    refuse_too_many(book.nsheets)
    omissions = Omissions()
    return document_of(_pages(_Book(book, tuple(_looks(book))), omissions), omissions)


def _opened(data: bytes) -> Any:
    import xlrd

    try:
        return xlrd.open_workbook(
            file_contents=data, logfile=io.StringIO(), formatting_info=True, on_demand=True, ragged_rows=True,
            ignore_workbook_corruption=True,
        )  # fmt: skip
    except (MemoryError, JixiaoError):
        raise
    except Exception as error:  # xlrd raises whatever it meets in damaged records
        if "encrypted" in str(error):
            message, advice = "the workbook is encrypted", "open it with its password and save it without one"
        else:
            message, advice = f"the old workbook is damaged ({_first_line(error)})", _SAVE
        raise UnreadableError(message, advice) from error


def _first_line(error: Exception) -> str:
    return next(iter(str(error).splitlines()), type(error).__name__)[:100]


@dataclass(frozen=True, slots=True)
class _Book:
    """A workbook of xlrd's, and how its cells look by the number that they name."""

    xlrd: Any
    looks: tuple[Look, ...]

    def sheet(self, index: int) -> Any:
        """A sheet with its cells. Raises `UnreadableError` where it is damaged."""
        try:
            return self.xlrd.sheet_by_index(index)
        except MemoryError:
            raise
        except Exception as error:
            raise UnreadableError(f"a sheet is damaged ({_first_line(error)})", _SAVE) from error

    def look(self, number: int) -> Look:
        """The look of a cell by the number that the cell names."""
        return self.looks[number] if 0 <= number < len(self.looks) else Look()


def _looks(book: Any) -> Iterator[Look]:
    own = {told.format_key: told.format_str or "" for told in book.format_list}
    for look in book.xf_list:
        border = look.border
        sides = border.left_line_style, border.right_line_style, border.top_line_style, border.bottom_line_style
        yield Look(code_of(look.format_key, own), _is_struck(book, look.font_index), any(sides), _indent(look))


def _indent(look: Any) -> int:
    return int(look.alignment.indent_level or 0)


def _is_struck(book: Any, font: int) -> bool:
    """Whether a font strikes its characters out."""
    return 0 <= font < len(book.font_list) and bool(book.font_list[font].struck_out)


def _pages(book: _Book, omissions: Omissions) -> Iterator[Page]:
    """The pages of the visible sheets; hidden ones and what lies beside the cells are named."""
    number = 0
    names = book.xlrd.sheet_names()
    places: dict[int, str] = {}
    for index, name in enumerate(names):
        is_hidden = book.xlrd._sheet_visibility[index] != 0
        number += not is_hidden
        if not is_hidden:
            places[index] = f"sheet {number}"
        try:
            cells = _read(book, index, Omissions() if is_hidden else omissions, "" if is_hidden else f"sheet {number}")
        except UnreadableError:
            omissions.lose(f"of the sheet {name}")
            cells = Cells(f"sheet {number}", omissions)
        if is_hidden:
            name_hidden_sheet(name, cells.is_table(), omissions)
        else:
            yield Page(cells.visible())
    name_objects(book.xlrd, places, omissions)


def _read(book: _Book, index: int, omissions: Omissions, called: str) -> Cells:
    sheet = book.sheet(index)
    cells = Cells(called, omissions)
    try:
        for row in range(sheet.nrows):
            for column in range(sheet.row_len(row)):
                _take(cells, book, sheet, row, column)
        _hide(cells, sheet)
        for top, end, left, right in sheet.merged_cells:
            if (end - top) * (right - left) > 1:
                cells.merge((top, left), (end - 1, right - 1))
        for (row, column), note in sorted(sheet.cell_note_map.items()):
            cells.name(COMMENT, (row, column), note.text)
    finally:
        book.xlrd.unload_sheet(index)
    return cells


def _take(cells: Cells, book: _Book, sheet: Any, row: int, column: int) -> None:
    look = book.look(sheet.cell_xf_index(row, column))
    if look.has_border:
        cells.bordered.add((row, column))
    kind = sheet.cell_type(row, column)
    if kind in (_EMPTY, _BLANK):
        return
    value = sheet.cell_value(row, column)
    if kind in _FIGURES:
        text = cells.shown((row, column), value, str(value), look.code, book.xlrd.datemode == 1)
    elif kind == _BOOLEAN:
        text = "TRUE" if value else "FALSE"
    elif kind == _ERROR:
        text = _error(value)
    else:
        runs = sheet.rich_text_runlist_map.get((row, column), ())
        text = _unstruck(str(value), runs, book.xlrd).replace("\r\n", "\n").replace("\r", "\n")
    cells.take((row, column), text, look.is_struck, look.indent if kind not in _FIGURES else 0)


def _error(code: Any) -> str:
    from xlrd.biffh import error_text_from_code

    return str(error_text_from_code.get(code, "#VALUE!"))


def _unstruck(text: str, runs: Any, book: Any) -> str:
    """The text without its struck-out runs; a run is where it begins, and its font."""
    if not any(_is_struck(book, font) for _, font in runs):
        return text
    ends = [start for start, _ in runs[1:]] + [len(text)]
    first = text[: runs[0][0]]
    return first + "".join(
        text[start:end] for (start, font), end in zip(runs, ends, strict=True) if not _is_struck(book, font)
    )


def _hide(cells: Cells, sheet: Any) -> None:
    """Notes hidden rows and columns; where rows are hidden unless said otherwise, those that no record shows."""
    shown_rows = set()
    for row, told in sheet.rowinfo_map.items():
        if told.hidden or told.height == 0:
            cells.hidden_rows.add(row)
        else:
            shown_rows.add(row)
    if sheet.default_row_hidden:
        cells.hidden_rows.update(set(range(sheet.nrows)) - shown_rows)
    cells.hidden_columns.update(column for column, told in sheet.colinfo_map.items() if told.hidden or told.width == 0)


OLD_SHEET = Reader(name="sheet-old", version="1", accepts=accepts, read=read)
