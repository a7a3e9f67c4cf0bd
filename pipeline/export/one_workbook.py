"""The export as one Excel workbook for people: what it is, every indicator with its filing, findings, filings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from normalizers.confidence import REVIEW_BELOW
from pipeline.export.tables import filing_order, rows
from pipeline.export.to_xlsx import CREATOR, cell_of, most_rows
from pipeline.export.wording import said
from pipeline.store.database_views import COUNTS
from pipeline.words import Words
from schema.kept import FamilyRecord
from schema.records import TABLES, columns, table_name

if TYPE_CHECKING:
    from openpyxl.worksheet._write_only import WriteOnlyWorksheet
    from sqlalchemy import Engine

# The columns of each sheet; those with a table before them are that table's, the first sheet's order is the workbook's.
_ABOUT_FILING = ("filings.unit_name", "filings.fiscal_year", "filings.source")
_SHEETS: Mapping[str, Sequence[str]] = {
    "indicators": (
        *_ABOUT_FILING, "form", "project", "horizon", "level1", "level2", "name", "canonical_name", "family",
        "target_raw", "target_op", "target_value", "target_value_max", "target_unit", "target_text",
        "actual_raw", "actual_value", "actual_value_max", "actual_unit", "actual_text",
        "weight", "score", "second_score", "recomputed", "scoring_rule", "remark", "page", "table", "row",
        "confidence", "review", "reasons", "filing_id", "indicator_id",
    ),
    "findings": (*_ABOUT_FILING, "project", "rule", "severity", "message", "settled", "filing_id", "indicator_id"),
    "filings": (
        "unit_name", "fiscal_year", "form", "source", "channel", "pages", "status", "doubt", "error", "confidence",
        "reasons", "filing_id", "sha256",
    ),
}  # fmt: skip
_SHARE = "confidence"
# Years stand in text, for some are spans; one that is a number is written as one, else Excel marks it as a mistake.
_YEAR = "fiscal_year"
# Comments on so many doubtful cells, and a shade on all: more make a workbook that spreadsheets open slowly.
_MOST_COMMENTS, _LONGEST_COMMENT = 20_000, 500
# Widths in letters of a digit's width; a Chinese letter takes two.
_LEAST, _MOST, _SAMPLE = 8, 48, 200

Cells = Sequence[Any]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A sheet as it is written; `doubtful` is the place of the cell that bears the comment."""

    table: str
    names: Sequence[str]
    headings: Sequence[str]
    rows: Iterable[Cells]
    doubtful: int


def write_one(engine: Engine, path: Path, headers: str = "zh") -> Path:
    """Makes the workbook. Raises `LimitError` for more rows than a sheet holds."""
    from openpyxl import Workbook

    from pipeline.store.engine import reading

    words = Words(headers)
    book = Workbook(write_only=True)
    book.properties.creator = CREATOR
    with reading(engine) as connection:
        order = filing_order(connection)
        filings = _heads(connection, order)
        _about(book.create_sheet(words.say("sheet-about")), connection, words, filings)
        for table, names in _SHEETS.items():
            sheet = _Sheet(
                table, names, [*_headings(table, names, words), words.say("sheet-counts")],
                _told(connection, table, names, order, filings, words), names.index(_named(table)),
            )  # fmt: skip
            _write(book.create_sheet(words.say(f"sheet-{table}")), sheet, words)
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return path


def _named(table: str) -> str:
    return {"indicators": "name", "findings": "message", "filings": "unit_name"}[table]


def _record(table: str) -> type[SQLModel]:
    return next(record for record in TABLES if table_name(record) == table)


def _heads(connection: Connection, order: Sequence[str]) -> dict[str, dict[str, Any]]:
    """The filings' own cells by their ids, with whether each counts."""
    names = list(columns(_record("filings")))
    families = SQLModel.metadata.tables[str(FamilyRecord.__tablename__)].c
    aside = set(connection.execute(select(families.filing_id).where(families.counts.is_(False))).scalars())
    found = (dict(zip(names, row, strict=True)) for row in rows(connection, _record("filings"), order))
    return {head["filing_id"]: head | {COUNTS: int(head["filing_id"] not in aside)} for head in found}


def _headings(table: str, names: Sequence[str], words: Words) -> list[str]:
    known = columns(_record(table))
    filings = columns(_record("filings"))
    return [words.title(filings[name[8:]] if name.startswith("filings.") else known[name]) for name in names]


def _told(
    connection: Connection,
    table: str,
    names: Sequence[str],
    order: Sequence[str],
    filings: Mapping[str, Mapping[str, Any]],
    words: Words,
) -> Iterator[Cells]:
    """The rows of a sheet, codes and reasons in words; behind them whether the filing counts."""
    stored = list(columns(_record(table)))
    for row in rows(connection, _record(table), order):
        cells = dict(zip(stored, row, strict=True))
        head = filings[cells["filing_id"]]
        found = [head[name[8:]] if name.startswith("filings.") else cells[name] for name in names]
        found = [_year(cell) if name.endswith(_YEAR) else cell for name, cell in zip(names, found, strict=True)]
        yield [*(said(table, name, cell, words) for name, cell in zip(names, found, strict=True)), head[COUNTS]]


def _year(text: str) -> int | str:
    return int(text) if text.isascii() and text.isdecimal() else text


def _write(sheet: WriteOnlyWorksheet, told: _Sheet, words: Words) -> None:
    """Heads that stay, a filter, widths by the first rows, and a comment where a row is doubtful."""
    from itertools import chain, islice

    from openpyxl.utils import get_column_letter

    waiting = iter(told.rows)
    first = list(islice(waiting, _SAMPLE))
    for place, heading in enumerate(told.headings, start=1):
        texts = (heading, *(str(row[place - 1]) for row in first if row[place - 1] is not None))
        sheet.column_dimensions[get_column_letter(place)].width = min(_MOST, max(_LEAST, 2 + max(map(_width, texts))))
    sheet.freeze_panes = "A2"
    sheet.append([_bold(sheet, heading) for heading in told.headings])
    share = told.names.index(_SHARE) if _SHARE in told.names else None
    reasons = told.names.index("reasons") if "reasons" in told.names else None
    number, comments = 1, 0
    for number, row in enumerate(chain(first, waiting), start=2):
        most_rows(told.table, number)
        cells = [cell_of(sheet, cell) for cell in row]
        if share is not None:
            cells[share] = _percent(sheet, row[share])
            if row[share] < REVIEW_BELOW:
                comments += 1
                why = (row[reasons] if reasons is not None else "") or words.say("sheet-doubtful")
                cells[told.doubtful] = _shaded(sheet, row[told.doubtful], why if comments <= _MOST_COMMENTS else "")
        sheet.append(cells)
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(told.headings))}{number}"


def _width(text: str) -> int:
    line = text.split("\n", 1)[0][:_MOST]
    return sum(1 if letter.isascii() else 2 for letter in line)


def _bold(sheet: Any, text: str) -> Any:
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.styles import Font

    cell = WriteOnlyCell(sheet, text)
    cell.font = Font(bold=True)
    return cell


def _percent(sheet: Any, number: float) -> Any:
    from openpyxl.cell import WriteOnlyCell

    cell = WriteOnlyCell(sheet, number)
    cell.number_format = "0.0%"  # without the digit 0.997 would be shown as 100%, and nothing is that sure
    return cell


def _shaded(sheet: Any, text: Any, why: str) -> Any:
    """A cell of a doubtful row; a comment says why, where that is not empty."""
    from openpyxl.cell import Cell, WriteOnlyCell
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.comments import Comment
    from openpyxl.styles import PatternFill

    made = cell_of(sheet, text)
    cell = made if isinstance(made, Cell) else WriteOnlyCell(sheet, made)
    cell.fill = PatternFill("solid", fgColor="FFF2CC")
    if why:
        cell.comment = Comment(ILLEGAL_CHARACTERS_RE.sub("", why)[:_LONGEST_COMMENT], "jixiao")
    return cell


def _about(sheet: Any, connection: Connection, words: Words, filings: Mapping[str, Mapping[str, Any]]) -> None:
    """What the sheets hold and how they are to be read."""
    sheet.column_dimensions["A"].width, sheet.column_dimensions["B"].width = 16, 100
    sheet.append([_bold(sheet, words.say("sheet-title")), ""])
    made = next(iter(filings.values()), None)
    lines = [("filings", words.say("sheet-filings-about", number=len(filings)))]
    lines += [(name, words.say(f"sheet-{name}-about")) for name in ("indicators", "findings")]
    for name, text in lines:
        sheet.append([words.say(f"sheet-{name}"), text])
    sheet.append([words.say("confidence"), words.say("sheet-confidence-about")])
    sheet.append([words.say("sheet-counts"), words.say("sheet-counts-about")])
    if made:
        sheet.append(["jixiao", f"{made['code_version']} · {made['taxonomy_version']}"])
