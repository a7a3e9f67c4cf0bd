"""What a filing's rows say, in one hash: rows that were altered behind the program's back are told by it.

Names and the stamps of what made the rows are no part of it, as they change in their place.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping, Sequence

from sqlmodel import SQLModel

from pipeline.store.row_parts import Row
from schema.printing import plain, storable
from schema.records import TABLES, table_name

_TABLES = {table_name(record): SQLModel.metadata.tables[table_name(record)] for record in TABLES}
#: The tables whose rows make a filing.
MAKING = tuple(name for name in _TABLES if name != "sources")
#: What is the program's own, and changes with every version of it.
STAMPS = ("filing_id", "source", "schema_version", "code_version", "taxonomy_version", "ordinal")


def digest_of(rows: Mapping[str, Sequence[Row]]) -> str:
    """The hash of all rows, by table; the same for rows that were just made and for those that are stored."""
    digest = hashlib.sha256()
    for name in MAKING:
        digest.update(json.dumps([name, bare(name, rows.get(name, ()))], ensure_ascii=False).encode())
    return digest.hexdigest()


def bare(table: str, rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """The rows without the stamps, as texts, in order."""
    names = [name for name in _TABLES[table].c.keys() if name not in STAMPS or name == "ordinal"]  # noqa: SIM118
    return sorted(tuple(cell_text(row.get(name)) for name in names) for row in rows)


def cell_text(cell: object) -> str:
    """A cell as it is stored; empty for none."""
    if cell is None:
        return ""
    return storable(cell) if isinstance(cell, str) else plain(cell)  # type: ignore[arg-type]
