"""The whole export: every table, and the description beside them."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from schema.errors import JixiaoError

if TYPE_CHECKING:
    from sqlalchemy import Engine


def export(engine: Engine, folder: Path) -> list[Path]:
    """Writes all tables into the folder, which is made where missing, and returns the paths of the files."""
    from pipeline.export.datapackage import write_datapackage
    from pipeline.export.tables import filing_order, rows
    from pipeline.export.to_csv import CSV
    from pipeline.store import reading
    from schema.records import TABLES, columns, table_name

    try:
        folder.mkdir(parents=True, exist_ok=True)
        # All tables as they are at one moment, whatever is loaded, decided or swapped meanwhile.
        with reading(engine) as connection:
            order = filing_order(connection)
            paths = [CSV.write(folder, table_name(r), list(columns(r)), rows(connection, r, order)) for r in TABLES]
        return [*paths, write_datapackage(folder, CSV.suffix)]
    except OSError as error:
        message = f"{error.filename or folder} can't be written: {error.strerror}"
        raise JixiaoError(message, "name a folder that may be written: --out DIR") from error
