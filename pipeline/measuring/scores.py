"""Scores by unit and year, as the view `v_scores` adds them up: of the filings that count."""

from __future__ import annotations

import csv
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import column, select, table

from pipeline.export.to_csv import guarded
from pipeline.store import looks
from pipeline.store.engine import reading
from schema.errors import JixiaoError
from schema.printing import plain

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: See `data/views.sql`.
COLUMNS = (
    "unit_name", "fiscal_year", "filings", "indicators", "weight", "score", "compared", "score_compared", "recomputed",
    "differing", "measured", "achieved",
)  # fmt: skip
_WORDS = 2
# Points have so many decimals at most: the rest is the dust of a sum of floats.
_DECIMALS = 6
_WIDEST = 40


def by_unit_and_year(engine: Engine, unit: str = "", year: str = "") -> list[list[str]]:
    """The rows as text, ordered by unit and year; `unit` is part of a name."""
    looks.complete(engine)
    view = table("v_scores", *(column(name) for name in COLUMNS))
    asked = select(*(view.c[name] for name in COLUMNS))
    if unit:
        asked = asked.where(view.c.unit_name.contains(unit, autoescape=True))
    if year:
        asked = asked.where(view.c.fiscal_year == year)
    with reading(engine) as connection:
        return sorted([_text(cell) for cell in row] for row in connection.execute(asked))


def printed(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """The table in columns for a terminal: words to the left, numbers to the right."""
    short = [[cell if _width(cell) <= _WIDEST else f"{cell[: _WIDEST // 2 - 1]}…" for cell in row] for row in rows]
    widths = [max(_width(row[place]) for row in (headings, *short)) for place in range(len(headings))]
    return "\n".join(_line(row, widths) for row in (headings, *short))


def write_csv(path: Path, headings: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """The table as CSV, as the export writes it. Raises `JixiaoError` where it can't be written."""
    try:
        with path.open("w", encoding="utf-8-sig", newline="") as file:
            writer = csv.writer(file, lineterminator="\r\n")
            writer.writerow(headings)
            writer.writerows([guarded(row[0]), *row[1:]] for row in rows)
    except OSError as error:
        message = f"{path} can't be written: {error.strerror}"
        raise JixiaoError(message, "name a file that may be written: --out FILE") from error


def _text(cell: Any) -> str:
    if cell is None:
        return ""
    return str(cell) if isinstance(cell, str) else plain(round(Decimal(str(cell)), _DECIMALS))


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    gaps = [" " * (width - _width(cell)) for cell, width in zip(cells, widths, strict=True)]
    words = [cell + gap for cell, gap in zip(cells[:_WORDS], gaps, strict=False)]
    numbers = [gap + cell for cell, gap in zip(cells[_WORDS:], gaps[_WORDS:], strict=True)]
    return "  ".join([*words, *numbers]).rstrip()


def _width(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
