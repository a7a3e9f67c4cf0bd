"""The whole export: every table, and the description beside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from schema.errors import JixiaoError, UsageError
from schema.parts import Writer
from schema.registry import discover

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine
    from sqlmodel import SQLModel


def writers() -> dict[str, Writer]:
    """The formats by name."""
    return {writer.name: writer for writer in discover("pipeline.export", Writer)}


def export(engine: Engine, folder: Path, form: str = "csv", headers: str = "en") -> list[Path]:
    """Writes all tables into the folder, which is made where missing, and returns the paths of the files. Under Chinese
    heads codes and reasons are in Chinese too."""
    from pipeline.export.datapackage import write_datapackage
    from pipeline.export.tables import filing_order, rows
    from pipeline.export.wording import worded
    from pipeline.store.engine import reading
    from pipeline.words import Words
    from schema.records import TABLES, columns, table_name

    writer = writers()[form]

    def told(connection: Connection, record: type[SQLModel], order: Sequence[str]) -> Iterable[Sequence[Any]]:
        found = rows(connection, record, order)
        return worded(record, found, Words(headers)) if headers == "zh" else found

    try:
        folder.mkdir(parents=True, exist_ok=True)
        # All tables as they are at one moment, whatever is loaded, decided or swapped meanwhile.
        with reading(engine) as connection:
            order = filing_order(connection)
            paths = [
                writer.write(folder, table_name(r), list(columns(r)), told(connection, r, order), _headings(r, headers))
                for r in TABLES
            ]
        return [*paths, write_datapackage(folder, writer, headers)]
    except OSError as error:
        message = f"{error.filename or folder} can't be written: {error.strerror}"
        raise JixiaoError(message, "name a folder that may be written: --out DIR") from error


def export_one(engine: Engine, path: Path, form: str = "xlsx", headers: str = "en") -> Path:
    """Writes the workbook that holds all that people ask for, and returns its path: the one that is named, or
    `jixiao.xlsx` in the folder that is. Raises `UsageError` for another format."""
    from pipeline.export.one_workbook import write_one

    if form != "xlsx":
        raise UsageError("only a workbook holds everything in one file", "Add: --format xlsx")
    target = path if path.suffix.lower() == ".xlsx" else path / "jixiao.xlsx"
    try:
        return write_one(engine, target, headers)
    except OSError as error:
        message = f"{error.filename or target} can't be written: {error.strerror}"
        raise JixiaoError(message, "name a file that may be written: --out FILE.xlsx") from error


def _headings(record: type[SQLModel], headers: str) -> list[str]:
    from schema.records import columns

    return [column.title_zh if headers == "zh" else name for name, column in columns(record).items()]
