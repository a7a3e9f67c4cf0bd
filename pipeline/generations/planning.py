"""What a rebuild has to do: which originals to read again, and which readings to give their meaning again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.ingest.preparing import Maker
from pipeline.store.archive import Archive
from schema.kept import UnderstandingRecord

_UNDERSTANDINGS = SQLModel.metadata.tables[str(UnderstandingRecord.__tablename__)].c
_FILINGS = SQLModel.metadata.tables["filings"].c
_SOURCES = SQLModel.metadata.tables["sources"].c

#: What is done with a document: read again, given its meaning again, or left as it is.
READ, MEANT, KEPT = "read", "meant", "kept"


@dataclass(frozen=True, slots=True)
class Plan:
    """What is done with each content, by its hash, and the names of each, in order.

    `missing` are filings whose originals the archive lacks; they keep the reading that there is, if there is one.
    """

    deeds: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    missing: tuple[str, ...] = ()

    def to_do(self) -> list[str]:
        """The contents that something is done with, by their names."""
        changed = [sha256 for sha256, deed in self.deeds.items() if deed != KEPT]
        return sorted(changed, key=lambda sha256: (self.names[sha256], sha256))


def plan(
    connection: Connection, archive: Archive, maker: Maker, full: bool, mend: frozenset[str] | None = None
) -> Plan:
    """The plan for the database and its archive as they are, for what this maker would make. With documents that people
    took out nothing is done. Where there is something to `mend`, only that is made again, whatever it was made by."""
    removed = journal.removed(connection).keys()
    names = _names(connection, archive)
    originals = {sha256 for sha256 in archive.contents() if sha256 in names} - removed
    stored = _stored(connection)
    revisions = journal.revisions(connection)
    filings = set(connection.execute(select(_FILINGS.sha256)).scalars()) - removed
    deeds = {
        sha256: _mending(stored.get(sha256), sha256 in originals, sha256 in mend)
        if mend is not None
        else _deed(stored.get(sha256), sha256 in originals, revisions.get(sha256, 0), maker, full)
        for sha256 in sorted(originals | filings)
    }
    return Plan(deeds, names, tuple(sorted(filings - originals)))


def _deed(stored: Any, has_original: bool, entries: int, maker: Maker, full: bool) -> str:
    """What is done with a document; one that failed is read again, for the fault may have been the machine's."""
    if has_original and (full or stored is None or not stored.length or stored.read_by != maker.read_by):
        return READ
    if stored is None or not stored.length:
        return KEPT
    made = (maker.meant_by, maker.versions.taxonomy, entries)
    return KEPT if (stored.meant_by, stored.taxonomy_version, stored.entries) == made else MEANT


def _mending(stored: Any, has_original: bool, is_damaged: bool) -> str:
    """The reading is tried first; a document whose reading is damaged is read again."""
    if not is_damaged:
        return KEPT
    if stored is not None and stored.length:
        return MEANT
    return READ if has_original else KEPT


def _stored(connection: Connection) -> dict[str, Any]:
    """What is known of each reading, without the reading itself."""
    columns = (_UNDERSTANDINGS.sha256, _UNDERSTANDINGS.read_by, _UNDERSTANDINGS.meant_by, _UNDERSTANDINGS.entries)
    length = func.length(_UNDERSTANDINGS.payload).label("length")
    found = connection.execute(select(*columns, _UNDERSTANDINGS.taxonomy_version, length))
    return {row.sha256: row for row in found}


def _names(connection: Connection, archive: Archive) -> dict[str, tuple[str, ...]]:
    """The names of each content, of the archive and of the database."""
    found = archive.names()
    own = connection.execute(select(_FILINGS.sha256, _FILINGS.source))
    joined = select(_FILINGS.sha256, _SOURCES.source).where(_FILINGS.filing_id == _SOURCES.filing_id)
    for sha256, name in [*own, *connection.execute(joined)]:
        found.setdefault(sha256, set()).add(name)
    return {sha256: tuple(sorted(names)) for sha256, names in found.items()}
