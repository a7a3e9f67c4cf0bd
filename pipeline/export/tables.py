"""The tables of the export: which columns, and which rows in which order."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import Any

from sqlalchemy import Connection, Table, select
from sqlmodel import SQLModel

from schema.records import columns, table_name

# The rows of so many filings are in memory at once.
_CHUNK = 200

Cells = Sequence[Any]


def filing_order(connection: Connection) -> list[str]:
    """The ids of all filings by source and then id; sorted here, for databases sort text by rules of their own."""
    filings = SQLModel.metadata.tables["filings"]
    found = connection.execute(select(filings.c.source, filings.c.filing_id))
    return [filing_id for _, filing_id in sorted((row[0], row[1]) for row in found)]


def rows(connection: Connection, record: type[SQLModel], order: Sequence[str]) -> Iterator[Cells]:
    """The exported cells of a table's rows, filing by filing in this order, each as its document runs."""
    table = SQLModel.metadata.tables[table_name(record)]
    waiting = iter(order)
    while chunk := list(islice(waiting, _CHUNK)):
        yield from _chunk_rows(connection, table, list(columns(record)), chunk)


def _chunk_rows(connection: Connection, table: Table, names: list[str], chunk: list[str]) -> Iterator[Cells]:
    within = table.c.ordinal if "ordinal" in table.c else table.c.source
    wanted = select(table.c.filing_id, within, *(table.c[name] for name in names))
    found: defaultdict[str, list[Cells]] = defaultdict(list)
    # Sorted here as well: databases sort text by rules of their own.
    for row in sorted(connection.execute(wanted.where(table.c.filing_id.in_(chunk))), key=lambda row: row[1]):
        found[row[0]].append(row[2:])
    for filing_id in chunk:
        yield from found[filing_id]
