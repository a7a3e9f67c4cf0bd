"""What people did: how many decisions of each sort on each day, and the notes that they left."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.store.rows import filing_id_of
from schema.decision import DECISION_PARTS, Decision
from schema.kept import JournalRecord

#: What is counted apart; other decisions are of the last sort.
SORTS = ("accepted", "corrected", "settled", "noted", "other")

_JOURNAL = SQLModel.metadata.tables[str(JournalRecord.__tablename__)]
_SORT_OF = {"accept": "accepted", "correct": "corrected", "settle": "settled", "note": "noted"}


@dataclass(frozen=True, slots=True)
class Day:
    """One person's decisions of one day that hold, by sort; a correction of several fields counts once a record."""

    day: str
    who: str
    counts: tuple[int, ...]

    @property
    def total(self) -> int:
        """All of them."""
        return sum(self.counts)


@dataclass(frozen=True, slots=True)
class Note:
    """What somebody wrote about a record, and the filing that it belongs to."""

    entry: Decision
    filing_id: str
    source: str

    @property
    def address(self) -> str:
        """Table and id of the record."""
        return f"{self.entry.table}/{self.entry.record_id}"


def days(connection: Connection, most: int) -> list[Day]:
    """So many days of people, the latest first."""
    said = _JOURNAL.c
    day = func.substr(said.made_at, 1, 10).label("day")
    about = (said.sha256, said.table, said.record_id, said.kind)
    once = select(day, said.who, *about).where(*journal.holding()).distinct().subquery()
    asked = select(once.c.day, once.c.who, once.c.kind, func.count()).group_by(once.c.day, once.c.who, once.c.kind)
    found: dict[tuple[str, str], dict[str, int]] = {}
    for made_on, who, kind, number in connection.execute(asked):
        counts = found.setdefault((made_on, who), dict.fromkeys(SORTS, 0))
        counts[_SORT_OF.get(kind, SORTS[-1])] += number
    latest = sorted(sorted(found), key=lambda one: one[0], reverse=True)[:most]
    return [Day(*one, tuple(found[one].values())) for one in latest]


def notes(connection: Connection, limit: int, offset: int = 0) -> list[Note]:
    """The notes with words, the latest first; to have looked at a filing leaves an entry without any."""
    said, filings = _JOURNAL.c, SQLModel.metadata.tables["filings"].c
    asked = (
        select(*(said[name] for name in DECISION_PARTS), filings.source)
        .join_from(_JOURNAL, SQLModel.metadata.tables["filings"], filings.sha256 == said.sha256)
        .where(said.kind == "note", said.why != "", *journal.holding())
        .order_by(said.entry_id.desc())
        .limit(limit)
        .offset(offset)
    )
    found = []
    for row in connection.execute(asked):
        parts = dict(row._mapping)
        source = parts.pop("source")
        entry = Decision(**parts)
        found.append(Note(entry, filing_id_of(entry.sha256), source))
    return found
