"""The decisions that could not be laid over the present records, for a person to look at."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlmodel import SQLModel

from pipeline.decisions.journal import entries_of
from pipeline.store.engine import reading
from schema.kept import LostRecord

if TYPE_CHECKING:
    from sqlalchemy import Engine

_LOST = SQLModel.metadata.tables[str(LostRecord.__tablename__)].c
_FILINGS = SQLModel.metadata.tables["filings"].c


def lost_decisions(engine: Engine) -> list[dict[str, Any]]:
    """Each with the document's name, the record, the reason, and the whole entry, by name and time."""
    with reading(engine) as connection:
        names = {row[0]: row[1] for row in connection.execute(select(_FILINGS.sha256, _FILINGS.source))}
        rows = connection.execute(select(*_LOST)).mappings().all()
        entries = {entry.entry_id: entry for entry in entries_of(connection)} if rows else {}
    found = [
        {
            "source": names.get(row["sha256"], ""),
            "record_id": row["record_id"],
            "reason": row["reason"],
            "detail": row["detail"],
            "entry": asdict(entries[row["entry_id"]]),
        }
        for row in rows
        if row["entry_id"] in entries
    ]
    return sorted(found, key=lambda row: (row["source"], row["entry"]["entry_id"], row["record_id"]))
