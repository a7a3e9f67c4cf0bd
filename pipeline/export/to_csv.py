"""The export as CSV: UTF-8 with a byte order mark, RFC 4180, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from schema.parts import Writer

# A spreadsheet takes a cell that begins so for a formula.
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r")


def write(
    folder: Path, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]], headings: Sequence[str] = ()
) -> Path:
    """Makes `TABLE.csv` with its header and returns its path; words of a document never begin as a formula does."""
    from schema.records import TABLES, columns, table_name

    record = next(record for record in TABLES if table_name(record) == table)
    known = columns(record)
    free = [known[name].free_text for name in names]
    path = folder / f"{table}.csv"
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(headings or names)
        writer.writerows([_printed(*cell) for cell in zip(row, free, strict=True)] for row in rows)
    return path


def _printed(cell: Any, free_text: bool) -> str:
    """A cell as text: empty for nothing, a number without exponent, a formula in words with a quote before it."""
    if cell is None:
        return ""
    if isinstance(cell, Decimal | float | int):
        from schema.printing import plain

        return plain(cell)
    return guarded(cell) if free_text else str(cell)


def guarded(words: str) -> str:
    """The words, with a quote before them where a spreadsheet would run them."""
    return "'" + words if words.startswith(_DANGEROUS) else words


CSV = Writer("csv", ".csv", write)
