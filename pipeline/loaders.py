"""Filings into the database: each whole or not at all, and each content once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import SQLModel

from pipeline.rows import Rows, filing_id_of
from pipeline.store import writing
from schema.printing import storable
from schema.records import TABLES, table_name

_TABLES = {table_name(record): SQLModel.metadata.tables[table_name(record)] for record in TABLES}
_FILINGS = _TABLES["filings"]
_SOURCES = _TABLES["sources"]

#: What a database says of rows that it does not take; nothing of them is stored then.
UNSTORABLE = (DataError, IntegrityError, OverflowError)

# So many hashes are asked for at once; databases limit the parameters of a question.
_CHUNK = 500


def load(engine: Engine, rows: Rows) -> bool:
    """Stores a filing with all its rows in one transaction; a failed one of before gives way to it.

    Returns False where the content is there already, which nothing then changes.
    """
    head = rows["filings"][0]
    try:
        with writing(engine) as connection:
            failed = (_FILINGS.c.filing_id == head["filing_id"]) & (_FILINGS.c.status == "failed")
            known = _names(connection, head["filing_id"])
            connection.execute(delete(_FILINGS).where(failed))
            for name, table in _TABLES.items():
                if rows.get(name):
                    connection.execute(insert(table), rows[name])
            for name in sorted(known):
                _add_name(connection, head["filing_id"], name)
    except IntegrityError:
        if head["sha256"] in loaded(engine, [head["sha256"]]):
            return False
        raise
    return True


def loaded(engine: Engine, hashes: Iterable[str]) -> set[str]:
    """Which contents are in the database and did not fail."""
    wanted = sorted(set(hashes))
    found: set[str] = set()
    with engine.connect() as connection:
        for start in range(0, len(wanted), _CHUNK):
            chunk = wanted[start : start + _CHUNK]
            question = select(_FILINGS.c.sha256).where(_FILINGS.c.sha256.in_(chunk), _FILINGS.c.status != "failed")
            found.update(connection.execute(question).scalars())
    return found


def add_names(engine: Engine, sha256: str, names: Iterable[str]) -> None:
    """Adds names under which a stored content was met as well; the first in order is the filing's own."""
    with writing(engine) as connection:
        for name in names:
            _add_name(connection, filing_id_of(sha256), storable(name))


def _names(connection: Connection, filing_id: str) -> set[str]:
    own = connection.execute(select(_FILINGS.c.source).where(_FILINGS.c.filing_id == filing_id)).scalars()
    further = connection.execute(select(_SOURCES.c.source).where(_SOURCES.c.filing_id == filing_id)).scalars()
    return {*own, *further}


def _add_name(connection: Connection, filing_id: str, name: str) -> None:
    """A name that comes before the filing's own takes its place, so that the order of arrival leaves no trace."""
    if name in _names(connection, filing_id):
        return
    own = connection.execute(select(_FILINGS.c.source).where(_FILINGS.c.filing_id == filing_id)).scalar_one()
    further = max(own, name)
    connection.execute(update(_FILINGS).where(_FILINGS.c.filing_id == filing_id).values(source=min(own, name)))
    connection.execute(insert(_SOURCES), {"filing_id": filing_id, "source": further})
