"""The export as Excel workbooks, one a table: words stay words, whatever they begin with."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from schema.errors import LimitError
from schema.parts import Writer

#: Who a workbook says has made it, so that it is never taken for a filing.
CREATOR = "jixiao"
#: What a sheet holds at most, and a cell.
_ROWS, _CHARACTERS = 1_048_576, 32_767


def write(
    folder: Path, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]], headings: Sequence[str] = ()
) -> Path:
    """Makes `TABLE.xlsx` and returns its path. Raises `LimitError` for more rows than a sheet holds.

    A cell of more characters than a sheet takes ends in an ellipsis there.
    """
    from openpyxl import Workbook

    path = folder / f"{table}.xlsx"
    book = Workbook(write_only=True)
    book.properties.creator = CREATOR
    sheet = book.create_sheet(table)
    sheet.freeze_panes = "A2"
    sheet.append(list(headings or names))
    for number, row in enumerate(rows, start=2):
        most_rows(table, number)
        sheet.append([cell_of(sheet, value) for value in row])
    book.save(path)
    return path


def most_rows(table: str, number: int) -> None:
    """Raises `LimitError` for the number of a row that a sheet does not hold."""
    if number > _ROWS:
        raise LimitError(f"{table} has more rows than a sheet holds", "export it with --format csv")


def cell_of(sheet: Any, value: Any) -> Any:
    """What is written for a value: words are words, whatever they begin with."""
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    if not isinstance(value, str):
        return value
    words = ILLEGAL_CHARACTERS_RE.sub("", value)
    cell = WriteOnlyCell(sheet, words if len(words) <= _CHARACTERS else words[: _CHARACTERS - 1] + "…")
    cell.data_type = "s"
    return cell


XLSX = Writer("xlsx", ".xlsx", write)
