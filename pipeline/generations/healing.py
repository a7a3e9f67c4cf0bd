"""A document of which one copy is damaged is made from the other: its original, or the reading that is stored.

Where neither is whole, the filing that is there stays as it is. What is damaged is said, whatever came of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from pipeline.generations.planning import KEPT, MEANT, READ, Plan
from pipeline.ingest.ingest import ALTERED
from pipeline.ingest.understanding import DAMAGED, is_whole
from pipeline.store.archive import Archive
from pipeline.store.engine import reading
from schema.kept import UnderstandingRecord

if TYPE_CHECKING:
    from sqlalchemy import Engine

_UNDERSTANDINGS = SQLModel.metadata.tables[str(UnderstandingRecord.__tablename__)].c
_FILINGS = SQLModel.metadata.tables["filings"].c


@dataclass(slots=True)
class Healing:
    """What was found damaged while making filings: `damaged` says what of each hash, `deeds` what is done instead."""

    engine: Engine
    archive: Archive
    damaged: dict[str, str] = field(default_factory=dict)
    deeds: dict[str, str] = field(default_factory=dict)

    def notes(self, sha256: str, deed: str) -> bool:
        """Whether a document failed because of a damaged copy, and is to be made otherwise, or stays as it is."""
        if sha256 in self.deeds:  # the other copy came to nothing as well
            self.deeds[sha256] = KEPT
            return True
        if deed == READ and not self.archive.is_intact(sha256):
            self.damaged[sha256] = ALTERED
        elif deed == MEANT and not self._has_reading(sha256):
            self.damaged[sha256] = DAMAGED
        else:
            return False
        with reading(self.engine) as connection:
            is_good = _is_good(connection, sha256)
        if deed == READ:
            self.deeds[sha256] = MEANT if self._has_reading(sha256) else KEPT
        else:
            self.deeds[sha256] = READ if self.archive.is_intact(sha256) else KEPT
        if self.deeds[sha256] == KEPT and not is_good:
            del self.deeds[sha256]
        return sha256 in self.deeds

    def replanned(self, planned: Plan) -> Plan:
        """The plan with what is done instead."""
        return replace(planned, deeds={**planned.deeds, **self.deeds})

    def mended(self) -> list[str]:
        """The documents that are made from their other copy."""
        return sorted(sha256 for sha256, deed in self.deeds.items() if deed != KEPT)

    def _has_reading(self, sha256: str) -> bool:
        with reading(self.engine) as connection:
            wanted = select(_UNDERSTANDINGS.payload).where(_UNDERSTANDINGS.sha256 == sha256)
            kept = connection.execute(wanted).scalar()
        return bool(kept) and is_whole(bytes(kept or b""))


def _is_good(connection: Connection, sha256: str) -> bool:
    status = connection.execute(select(_FILINGS.status).where(_FILINGS.sha256 == sha256)).scalar()
    return status not in (None, "failed")
