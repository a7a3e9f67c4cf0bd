"""What is damaged in a store, found by the sums that all of it bears: originals, readings, rows, names, the journal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.generations.changes import stored_rows
from pipeline.ingest.understanding import is_whole
from pipeline.store.digests import digest_of
from pipeline.store.engine import reading
from pipeline.store.loaders import every_name
from pipeline.store.rows import filing_id_of
from schema.kept import UnderstandingRecord

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

    from pipeline.store.archive import Archive

_FILINGS = SQLModel.metadata.tables["filings"].c
_UNDERSTANDINGS = SQLModel.metadata.tables[str(UnderstandingRecord.__tablename__)].c


@dataclass(frozen=True, slots=True)
class Damage:
    """What is in a store and damaged, by hash: `contents` of the archive and the names under which they were `met`,
    `originals` that are there and altered, `readings`, and filings whose `rows` are not as
    they were put there; `names` are pairs of hash and name that only the database has, `unloaded` the originals with a
    name that are no filing, `entries` those of the journal that its file tells otherwise."""

    contents: frozenset[str] = frozenset()
    met: Mapping[str, set[str]] = field(default_factory=dict)
    originals: tuple[str, ...] = ()
    readings: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    unloaded: tuple[str, ...] = ()
    entries: tuple[str, ...] = ()


def damage(engine: Engine, archive: Archive) -> Damage:
    """Looks at everything once; as long as it takes to read all of it."""
    there = sorted(archive.contents())
    with reading(engine) as connection:
        readings, rows = _filings(connection)
        filings = set(connection.execute(select(_FILINGS.sha256)).scalars())
        gone = journal.removed(connection).keys()
    met = archive.names()
    return Damage(
        contents=frozenset(there),
        met=met,
        originals=tuple(sha256 for sha256 in there if not archive.is_intact(sha256)),
        readings=tuple(readings),
        rows=tuple(rows),
        names=tuple(_unwritten(engine, met)),
        unloaded=tuple(sorted(set(there) & met.keys() - filings - gone)),
        entries=tuple(journal.altered(engine)),
    )


def _filings(connection: Connection) -> tuple[list[str], list[str]]:
    """The filings whose reading is damaged, and those whose rows are."""
    readings: list[str] = []
    rows: list[str] = []
    wanted = select(_FILINGS.sha256).order_by(_FILINGS.sha256)
    for sha256 in connection.execute(wanted).scalars().all():
        found = connection.execute(select(*_UNDERSTANDINGS).where(_UNDERSTANDINGS.sha256 == sha256)).mappings().first()
        if found is None:  # read by a version that kept no readings
            continue
        kept = _rows(connection, sha256)
        has_failed = bool(kept and kept["filings"] and kept["filings"][0]["status"] == "failed")
        if not is_whole(bytes(found["payload"])) and not (has_failed and not found["payload"]):
            readings.append(sha256)
        if kept is None or (found["digest"] and digest_of(kept) != found["digest"]):
            rows.append(sha256)
    return readings, rows


def _rows(connection: Connection, sha256: str) -> Mapping[str, list[dict[str, Any]]] | None:
    """The rows of a filing; None where what is stored there can't even be read."""
    try:
        return stored_rows(connection, filing_id_of(sha256))
    except Exception:  # what a flipped byte makes of a cell may break anything that reads it
        return None


def _unwritten(engine: Engine, met: Mapping[str, set[str]]) -> Iterator[tuple[str, str]]:
    """The names that only the database has."""
    yield from sorted(pair for pair in set(every_name(engine)) if pair[1] not in met.get(pair[0], ()))
