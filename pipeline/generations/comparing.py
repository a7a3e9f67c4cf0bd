"""How each filing that waits differs from the one that it will replace; reviewers go on meanwhile."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.decisions.drafts import Lost
from pipeline.generations import ready
from pipeline.generations.changes import Reasons, Spool, are_same, changes, stored_rows
from pipeline.generations.staging import mark, staged_hashes, staged_one
from pipeline.ingest.preparing import Made, Maker
from pipeline.store.engine import reading, writing
from pipeline.store.loaders import UNSTORABLE
from pipeline.store.rows import Rows, filing_id_of
from schema.kept import LostRecord, UnderstandingRecord

if TYPE_CHECKING:
    from sqlalchemy import Engine

_UNDERSTANDINGS = SQLModel.metadata.tables[str(UnderstandingRecord.__tablename__)]
_LOST = SQLModel.metadata.tables[str(LostRecord.__tablename__)]

# So many filings are compared and made ready at a time.
_FEW = 50


def compare(engine: Engine, maker: Maker, spool: Spool, mended: frozenset[str] = frozenset()) -> None:
    """Notes of each filing that waits whether it differs, and makes ready what takes its place then; what it changes
    goes to the spool. What is mended takes the place of what is damaged, that may be unreadable, in its turn.

    A few filings at a time, so that nobody waits long for the lock of writers, nor sees an old moment for long.
    """
    with writing(engine) as connection:
        ready.begin(connection)
        waiting = sorted(staged_hashes(connection))
    for start in range(0, len(waiting), _FEW):
        few = waiting[start : start + _FEW]
        whole = [sha256 for sha256 in few if sha256 not in mended]
        with reading(engine) as connection:
            found = [_compared(connection, staged_one(connection, sha256), maker, spool) for sha256 in whole]
        with writing(engine) as connection:
            mark(connection, dict.fromkeys(few, True) | {one.own["sha256"]: one.own["differs"] for one in found})
            # Rows that the database does not take are seen to one by one when their turn comes.
            with suppress(*UNSTORABLE), connection.begin_nested():
                ready.keep(connection, found)


def _compared(connection: Connection, made: Made, maker: Maker, spool: Spool) -> ready.Ready:
    old = stored_rows(connection, filing_id_of(made.sha256))
    return ready.made_ready(connection, made, old, differs(connection, made, maker, spool, old))


def differs(connection: Connection, made: Made, maker: Maker, spool: Spool, old: Rows) -> bool:
    """Whether a filing differs from the one that is there, whose rows are `old`; what it changes goes to the spool."""
    source = old["filings"][0]["source"] if old["filings"] else made.rows["filings"][0]["source"]
    found = changes(old, made.rows, source, _reasons(connection, made, maker, bool(old["filings"])))
    if spool.add(found) > 0 or not are_same(old, made.rows) or _lost(connection, made.sha256) != set(made.lost):
        return True
    # Rows of before readings were kept are put in their place with one.
    kept = select(_UNDERSTANDINGS.c.sha256).where(_UNDERSTANDINGS.c.sha256 == made.sha256)
    return connection.execute(kept).first() is None


def _reasons(connection: Connection, made: Made, maker: Maker, is_known: bool) -> Reasons:
    """What is other than when the filing was made before."""
    if not is_known:
        return Reasons(is_new=True)
    kept = _UNDERSTANDINGS.c
    wanted = select(kept.read_by, kept.meant_by, kept.taxonomy_version, kept.entries).where(kept.sha256 == made.sha256)
    before = connection.execute(wanted).first()
    if before is None:
        return Reasons(code=True)
    was, now = before.read_by.split(" ", 1), made.read_by.split(" ", 1)
    since = journal.arrived_since(connection, made.sha256, before.entries)
    return Reasons(
        code=was[0] != now[0] or before.meant_by != made.meant_by,
        settings=was[1:] != now[1:],
        taxonomy=before.taxonomy_version != maker.versions.taxonomy,
        corrected=frozenset(entry.record_id for entry in since),
    )


def _lost(connection: Connection, sha256: str) -> set[Lost]:
    """The decisions about a document that are listed as lost."""
    rows = connection.execute(select(_LOST).where(_LOST.c.sha256 == sha256)).mappings()
    return {Lost(row["entry_id"], row["table"], row["record_id"], row["reason"], row["detail"]) for row in rows}
