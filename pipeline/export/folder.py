"""The whole export: every table, and the description beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from schema.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine


def export(engine: Engine, folder: Path) -> list[Path]:
    """Writes all tables into the folder, which is made where missing, and returns the paths of the files."""
    from pipeline.export.datapackage import write_datapackage
    from pipeline.export.tables import filing_order, rows
    from pipeline.export.to_csv import CSV
    from schema.records import TABLES, columns, table_name

    _make(folder)
    # Asked for once: what another process loads meanwhile is in all tables or in none.
    order = filing_order(engine)
    paths = [
        CSV.write(folder, table_name(record), list(columns(record)), rows(engine, record, order)) for record in TABLES
    ]
    return [*paths, write_datapackage(folder, CSV.suffix)]


def _make(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} can't be made: {error.strerror}", "Name a folder: --out DIR") from error
