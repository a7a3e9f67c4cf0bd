"""A filing taken out of the database: said by a person, kept in the journal, and taken back like any decision.

Nothing is deleted from the archive unless it is asked for, so that whoever takes it back has the filing again.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.decisions.superseding import filing_named
from pipeline.store.engine import reading, writing
from pipeline.store.loaders import take_out
from pipeline.store.rows import filing_id_of
from schema.decision import Decision, effective
from schema.errors import JixiaoError, UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.store.archive import Archive

_FILINGS = SQLModel.metadata.tables["filings"]


def remove(engine: Engine, archive: Archive, name: str, who: str, *, purge: bool = False, why: str = "") -> Decision:
    """Takes out the filing with this id, hash or file name, and returns the entry; with `purge` its original goes from
    the archive for good, also that of a filing which was taken out before. Raises `UsageError` where there is none."""
    sha256 = _named(engine, archive, name, purge)
    said = Decision("remove", who, sha256, "filings", filing_id_of(sha256), new=json.dumps({"purge": purge}), why=why)
    with writing(engine) as connection:
        entry = journal.record(connection, said)
        take_out(connection, sha256)
    journal.mirror(engine, [entry])
    purge_removed(engine, archive)
    return entry


def put_back(engine: Engine, archive: Archive, name: str, who: str) -> bool:
    """Takes the removal back; the next rebuild, or an ingest of the file, makes the filing again. Returns whether its
    original is still in the archive. Raises `UsageError` where no such filing was taken out."""
    with writing(engine) as connection:
        sha256 = _removed_one(connection, archive, name)
        if not sha256:
            raise UsageError(f"no filing {name} was taken out", "Name one by its id or file name.")
        about = Decision("undo", who, sha256, "filings", filing_id_of(sha256))
        holding = [entry for entry in effective(journal.entries_of(connection, sha256)) if entry.kind == "remove"]
        undone = [journal.record(connection, replace(about, undoes=entry.entry_id)) for entry in holding]
    journal.mirror(engine, undone)
    return archive.holds(sha256)


def purge_removed(engine: Engine, archive: Archive) -> None:
    """Deletes the originals that people want deleted and that are there still, as where a process was killed."""
    with reading(engine) as connection:
        wanted = [sha256 for sha256, purge in journal.removed(connection).items() if purge]
    for sha256 in wanted:
        try:
            archive.purge(sha256)
        except OSError as error:
            message = f"{archive.path(sha256)} can't be deleted: {error.strerror}"
            raise JixiaoError(message, "See that it may be deleted; the next rebuild does it.") from error


def _named(engine: Engine, archive: Archive, name: str, purge: bool) -> str:
    """The hash of the filing with this name; where its original is to go, also of one that was taken out before."""
    try:
        filing_id = filing_named(engine, name)
    except UsageError:
        with reading(engine) as connection:
            sha256 = _removed_one(connection, archive, name)
        if not sha256:
            raise
        if not purge:
            advice = f"To take that back: jixiao remove --undo {name}"
            raise UsageError(f"{name} was taken out before", advice) from None
        return sha256
    with reading(engine) as connection:
        return str(connection.execute(select(_FILINGS.c.sha256).where(_FILINGS.c.filing_id == filing_id)).scalar_one())


def _removed_one(connection: Connection, archive: Archive, name: str) -> str:
    """The hash of the removed document with this id, hash or file name; empty where there is none, or several."""
    gone = journal.removed(connection)
    met = archive.names()
    found = [one for one in gone if name in (one, filing_id_of(one)) or name in met.get(one, ())]
    return found[0] if len(found) == 1 else ""
