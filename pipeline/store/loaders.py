"""Filings into the database: each whole or not at all, and each content once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from sqlalchemy import Connection, Engine, delete, insert, select, update
from sqlalchemy.exc import DataError, IntegrityError
from sqlmodel import SQLModel

from pipeline.decisions.journal import entries_of, revision_of
from pipeline.ingest.preparing import Made, Maker
from pipeline.ingest.understanding import unpacked
from pipeline.store import looks
from pipeline.store.digests import digest_of
from pipeline.store.engine import writing
from pipeline.store.rows import filing_id_of
from schema.kept import LostRecord, UnderstandingRecord
from schema.printing import storable
from schema.records import TABLES, table_name

_TABLES = {table_name(record): SQLModel.metadata.tables[table_name(record)] for record in TABLES}
_FILINGS = _TABLES["filings"]
_SOURCES = _TABLES["sources"]
_UNDERSTANDINGS = SQLModel.metadata.tables[str(UnderstandingRecord.__tablename__)]
_LOST = SQLModel.metadata.tables[str(LostRecord.__tablename__)]
# The rows of these go when those that they refer to go.
_REFERRING = ("values", "readings", "rules")
_KEPT = ("filings", "sources", *_REFERRING)

#: What a database says of rows that it does not take; nothing of them is stored then.
UNSTORABLE = (DataError, IntegrityError, OverflowError)

# So many hashes are asked for at once; databases limit the parameters of a question.
_CHUNK = 500


def load(engine: Engine, made: Made, maker: Maker) -> bool:
    """Stores a filing with all its rows in one transaction; a failed one of before gives way to it.

    Entries of the journal that were not looked at are laid over it first. Returns False where the content is there
    already, which nothing then changes.
    """
    with writing(engine) as connection:
        if _is_loaded(connection, made.sha256):
            return False
        put(connection, up_to_date(connection, made, maker))
    return True


def up_to_date(connection: Connection, made: Made, maker: Maker) -> Made:
    """The filing as it is with all entries of the journal, those that came while it was made as well."""
    if revision_of(connection, made.sha256) == made.entries:
        return made
    entries = entries_of(connection, made.sha256)
    head = made.rows["filings"][0]
    if made.has_failed:
        again = maker.failed(head["error"], head["source"], made.sha256, entries)
    else:
        again = maker.make(unpacked(made.payload), head["source"], made.sha256, entries)
    return replace(again, read_by=made.read_by)


def put(connection: Connection, made: Made, generation: int = 0) -> None:
    """Puts a filing in the place of the one of the same content, if there is one; its names stay."""
    head = made.rows["filings"][0]
    mine = _FILINGS.c.filing_id == head["filing_id"]
    if connection.execute(select(_FILINGS.c.filing_id).where(mine)).first():
        for name, table in _TABLES.items():
            if name not in _KEPT:
                connection.execute(delete(table).where(table.c.filing_id == head["filing_id"]))
        values = {name: cell for name, cell in head.items() if name not in ("filing_id", "source")}
        connection.execute(update(_FILINGS).where(mine).values(**values))
    else:
        connection.execute(insert(_FILINGS), head)
    for name, table in _TABLES.items():
        if name != "filings" and made.rows.get(name):
            connection.execute(insert(table), made.rows[name])
    looks.keep(connection, made.rows)
    _put_understanding(connection, made, generation)


def take_out(connection: Connection, sha256: str) -> None:
    """Takes a filing out with all that is kept of it; what people decided about it stays in the journal."""
    filing_id = filing_id_of(sha256)
    looks.drop(connection, filing_id)
    for name, table in _TABLES.items():
        if name not in _KEPT:
            connection.execute(delete(table).where(table.c.filing_id == filing_id))
    for table in (_SOURCES, _FILINGS):
        connection.execute(delete(table).where(table.c.filing_id == filing_id))
    for kept in (_UNDERSTANDINGS, _LOST):
        connection.execute(delete(kept).where(kept.c.sha256 == sha256))


def _put_understanding(connection: Connection, made: Made, generation: int) -> None:
    connection.execute(delete(_UNDERSTANDINGS).where(_UNDERSTANDINGS.c.sha256 == made.sha256))
    connection.execute(insert(_UNDERSTANDINGS), made.understanding(generation, digest_of(made.rows)))
    put_lost(connection, made)


def put_lost(connection: Connection, made: Made) -> None:
    """Lists the decisions about a document that fit nowhere, in the place of those listed before."""
    connection.execute(delete(_LOST).where(_LOST.c.sha256 == made.sha256))
    put_lost_rows(connection, made.lost_rows())


def put_lost_rows(connection: Connection, rows: Sequence[Mapping[str, object]]) -> None:
    """Lists decisions that fit nowhere and are not listed yet."""
    if rows:
        connection.execute(insert(_LOST), rows)


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


def known_names(engine: Engine, hashes: Iterable[str]) -> set[tuple[str, str]]:
    """The names that the database has of these contents, each behind its hash."""
    wanted = sorted(set(hashes))
    found: set[tuple[str, str]] = set()
    joined = select(_FILINGS.c.sha256, _SOURCES.c.source).where(_FILINGS.c.filing_id == _SOURCES.c.filing_id)
    with engine.connect() as connection:
        for start in range(0, len(wanted), _CHUNK):
            mine = _FILINGS.c.sha256.in_(wanted[start : start + _CHUNK])
            for question in (select(_FILINGS.c.sha256, _FILINGS.c.source), joined):
                found.update((str(row[0]), str(row[1])) for row in connection.execute(question.where(mine)))
    return found


def every_name(engine: Engine) -> Iterator[tuple[str, str]]:
    """Every name that the database has, each behind the hash of its content."""
    joined = select(_FILINGS.c.sha256, _SOURCES.c.source).where(_FILINGS.c.filing_id == _SOURCES.c.filing_id)
    with engine.connect().execution_options(yield_per=_CHUNK) as connection:
        for question in (select(_FILINGS.c.sha256, _FILINGS.c.source), joined):
            yield from ((str(row[0]), str(row[1])) for row in connection.execute(question))


def add_names(engine: Engine, sha256: str, names: Iterable[str]) -> None:
    """Adds names under which a stored content was met as well; the first in order is the filing's own."""
    with writing(engine) as connection:
        for name in names:
            add_name(connection, filing_id_of(sha256), storable(name))


def _is_loaded(connection: Connection, sha256: str) -> bool:
    known = select(_FILINGS.c.sha256).where(_FILINGS.c.sha256 == sha256, _FILINGS.c.status != "failed")
    return connection.execute(known).first() is not None


def names_of(connection: Connection, filing_id: str) -> set[str]:
    """Every name of a filing, its own among them."""
    own = connection.execute(select(_FILINGS.c.source).where(_FILINGS.c.filing_id == filing_id)).scalars()
    further = connection.execute(select(_SOURCES.c.source).where(_SOURCES.c.filing_id == filing_id)).scalars()
    return {*own, *further}


def add_name(connection: Connection, filing_id: str, name: str) -> None:
    """A name that comes before the filing's own takes its place, so that the order of arrival leaves no trace."""
    if name in names_of(connection, filing_id):
        return
    own = connection.execute(select(_FILINGS.c.source).where(_FILINGS.c.filing_id == filing_id)).scalar_one()
    further = max(own, name)
    connection.execute(update(_FILINGS).where(_FILINGS.c.filing_id == filing_id).values(source=min(own, name)))
    connection.execute(insert(_SOURCES), {"filing_id": filing_id, "source": further})
