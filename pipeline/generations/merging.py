"""Several databases made into one, as if a single ingest had read the files of all.

Nothing is read again: ids come from content, so that rows fit together as they are. Of a content that several have read
one filing is taken, one that did not fail before one that did. Whatever people decided in any of them holds, and a
filing about which one knows decisions that another does not is made anew from its stored reading. What is done already
is passed over, so that a merge that was killed is simply run again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.decisions.drafts import Lost
from pipeline.decisions.removing import purge_removed
from pipeline.generations.agreeing import agreed_maker
from pipeline.generations.changes import stored_rows
from pipeline.ingest.preparing import Made, Maker
from pipeline.store.archive import Archive, archive_of
from pipeline.store.engine import reading, writing
from pipeline.store.loaders import add_name, names_of, put, put_lost_rows, take_out, up_to_date
from pipeline.store.rows import filing_id_of
from pipeline.store.states import remember
from schema.kept import LostRecord, UnderstandingRecord

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: Hears of each database that is merged, by its place, and how many filings of it are done.
Progress = Callable[[int, int], None]

_FILINGS = SQLModel.metadata.tables["filings"]
_UNDERSTANDINGS = SQLModel.metadata.tables[str(UnderstandingRecord.__tablename__)]
_LOST = SQLModel.metadata.tables[str(LostRecord.__tablename__)]
# So many filings are written in one transaction, and so many names at once.
_CHUNK = 100
_NAMES = 10_000


@dataclass(slots=True)
class Merged:
    """What a merge did: how many filings it `took`, how many it `met` in several, how many `entries` of journals were
    new; `missing` are the names of filings whose originals no archive has whole."""

    took: int = 0
    met: int = 0
    entries: int = 0
    missing: list[str] = field(default_factory=list)


def merge(engines: Sequence[Engine], into: Engine, archive: Archive, progress: Progress | None = None) -> Merged:
    """Brings originals, names, journals and filings into one database and its archive; the others stay as they are.

    Raises `JixiaoError` where they were not made alike, by the running program.
    """
    maker = agreed_maker([*engines, into])
    journal.restore(into)
    done = Merged()
    for engine in engines:
        _bring_originals(archive_of(engine), archive)
    new = journal.take_in(into, (entry for engine in engines for entry in journal.entries(engine)))
    journal.mirror(into, new)
    done.entries = len(new)
    for place, engine in enumerate(engines):
        _bring_filings(engine, into, maker, done, place, progress)
    _settle(into, maker)
    for engine in engines:
        _bring_lost(engine, into)
    purge_removed(into, archive)
    done.missing = _missing(into, archive)
    return done


def _bring_originals(one: Archive, archive: Archive) -> None:
    """Copies what the archive lacks; what is not whole stays where it is. Names come first, as in an ingest."""
    if one.folder.resolve() == archive.folder.resolve():
        return
    known = {_digest(sha256, name) for sha256, name in archive.lines()}
    new = ((sha256, name) for sha256, name in one.lines() if _digest(sha256, name) not in known)
    while chunk := list(islice(new, _NAMES)):
        archive.add_names(dict.fromkeys(chunk))
        known.update(_digest(sha256, name) for sha256, name in chunk)
    for sha256 in one.contents():
        if not archive.holds(sha256):
            archive.take(one.path(sha256), sha256)


def _digest(sha256: str, name: str) -> bytes:
    """A name of a content in few bytes: there may be millions."""
    return hashlib.blake2b(f"{sha256} {name}".encode(), digest_size=16).digest()


def _bring_filings(
    engine: Engine, into: Engine, maker: Maker, done: Merged, place: int, progress: Progress | None
) -> None:
    count = 0
    with reading(engine) as theirs:
        for chunk in _hashes(theirs):
            with writing(into) as connection:
                removed = journal.removed(connection).keys()
                for sha256 in chunk:
                    if sha256 not in removed:
                        _bring(theirs, connection, sha256, maker, done)
            count += len(chunk)
            if progress:
                progress(place, count)


def _hashes(connection: Connection) -> Iterator[list[str]]:
    """The hashes of all filings, so many at a time."""
    last = ""
    wanted = select(_FILINGS.c.sha256).order_by(_FILINGS.c.sha256).limit(_CHUNK)
    while chunk := list(connection.execute(wanted.where(_FILINGS.c.sha256 > last)).scalars()):
        yield chunk
        last = chunk[-1]


def _bring(theirs: Connection, connection: Connection, sha256: str, maker: Maker, done: Merged) -> None:
    made = stored(theirs, sha256)
    status = connection.execute(select(_FILINGS.c.status).where(_FILINGS.c.sha256 == sha256)).scalar()
    if status is None or (status == "failed" and not made.has_failed):
        put(connection, up_to_date(connection, made, maker))
        done.took += status is None
    done.met += status is not None
    for name in sorted(names_of(theirs, filing_id_of(sha256))):
        add_name(connection, filing_id_of(sha256), name)


def stored(connection: Connection, sha256: str) -> Made:
    """A filing as it is stored."""
    kept = connection.execute(select(_UNDERSTANDINGS).where(_UNDERSTANDINGS.c.sha256 == sha256)).mappings().one()
    lost = connection.execute(select(_LOST).where(_LOST.c.sha256 == sha256)).mappings()
    return Made(
        stored_rows(connection, filing_id_of(sha256)),
        bytes(kept["payload"]),
        kept["read_by"],
        kept["meant_by"],
        kept["entries"],
        tuple(Lost(row["entry_id"], row["table"], row["record_id"], row["reason"], row["detail"]) for row in lost),
    )


def _settle(into: Engine, maker: Maker) -> None:
    """Makes anew what was there before decisions about it came, and takes out what people removed."""
    kept = _UNDERSTANDINGS.c
    with reading(into) as connection:
        revisions, removed = journal.revisions(connection), journal.removed(connection)
        stamps = dict(map(tuple, connection.execute(select(kept.sha256, kept.entries).where(kept.entries > 0))))
        known = {sha256 for sha256 in revisions if _is_there(connection, sha256)}
    for sha256 in sorted(known - removed.keys()):
        if stamps.get(sha256, 0) != revisions[sha256]:
            with writing(into) as connection:
                put(connection, up_to_date(connection, stored(connection, sha256), maker))
    with writing(into) as connection:
        for sha256 in sorted(known & removed.keys()):
            take_out(connection, sha256)
        remember(connection, "aliases", json.dumps(maker.aliases, ensure_ascii=False))


def _is_there(connection: Connection, sha256: str) -> bool:
    return connection.execute(select(_FILINGS.c.sha256).where(_FILINGS.c.sha256 == sha256)).first() is not None


def _bring_lost(engine: Engine, into: Engine) -> None:
    """Lists the decisions that fit nowhere and are about no filing, as an alias that names no indicator."""
    with reading(engine) as theirs:
        rows = [dict(row) for row in theirs.execute(select(_LOST)).mappings()]
    with writing(into) as connection:
        known = {tuple(row) for row in connection.execute(select(*_LOST.primary_key.columns))}
        removed = journal.removed(connection)
        names = [column.key for column in _LOST.primary_key.columns]
        new = [row for row in rows if tuple(row[name] for name in names) not in known and row["sha256"] not in removed]
        put_lost_rows(connection, [row for row in new if not _is_there(connection, row["sha256"])])


def _missing(into: Engine, archive: Archive) -> list[str]:
    with reading(into) as connection:
        found = connection.execute(select(_FILINGS.c.source, _FILINGS.c.sha256))
        return sorted(str(source) for source, sha256 in found if not archive.holds(sha256))
