"""What a new generation changes, row by row, in tables of its own beside those that are shown: made while people work
on, so that the swap is left with a few statements that the database runs by itself.

The tables, `ready_` and the name of the one that they will change, are there as long as a rebuild is; those of one that
was killed are thrown away by the next. A filing that changed since it was made ready is named by `outdated`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Boolean, Column, Connection, Integer, MetaData, String, Table, delete, insert, inspect, select
from sqlmodel import SQLModel

from pipeline.decisions.journal import entries_of
from pipeline.ingest.preparing import Made
from pipeline.store import families, looks
from pipeline.store.digests import MAKING, cell_text, digest_of
from pipeline.store.rows import Rows, filing_id_of
from schema.column import cells
from schema.decision import effective
from schema.kept import FamilyRecord, LookRecord, LostRecord, TallyRecord, UnderstandingRecord

Row = Mapping[str, Any]

LOOKS, TALLIES, FAMILIES = (str(record.__tablename__) for record in (LookRecord, TallyRecord, FamilyRecord))
UNDERSTANDINGS, LOST = (str(record.__tablename__) for record in (UnderstandingRecord, LostRecord))
#: The tables whose rows a filing has in an order of their own.
ORDERED = tuple(name for name in MAKING if name != "filings")
# The rows of these go when the indicator that they are about goes, and so come with it.
_ABOUT_INDICATORS = ("values", "readings", "rules")

_READY = MetaData()


def _beside(name: str) -> Table:
    """The table that holds what will stand in another: the same columns, and nothing that must hold yet."""
    declared = [column for column in SQLModel.metadata.tables[name].columns if column.computed is None]
    return Table(f"ready_{name}", _READY, *(Column(each.name, each.type, key=each.key) for each in declared))


#: The rows to come, by the table that they will stand in.
COMING = {name: _beside(name) for name in (*MAKING, LOOKS, TALLIES, FAMILIES, UNDERSTANDINGS, LOST)}
#: The rows that go: the table, the filing, and the place in it. Of looks it is all of the filing's.
GOING = Table(
    "ready_going", _READY,
    Column("name", String(80)), Column("filing_id", String(80)), Column("ordinal", Integer),
)  # fmt: skip
#: Which filings are ready. `known`, `digest` and `before` (how many entries were looked at) say what a filing was when
#: it was made ready, `entries` which were looked at since; `is_ranked` says that it may count otherwise in its family
#: now, `is_aside` what was taken for granted of it.
FILINGS = Table(
    "ready", _READY,
    Column("sha256", String(120), primary_key=True), Column("filing_id", String(80), index=True),
    Column("known", Boolean), Column("digest", String(120)), Column("before", Integer), Column("entries", Integer),
    Column("differs", Boolean), Column("is_ranked", Boolean), Column("is_aside", Boolean),
)  # fmt: skip
_UNDERSTANDINGS = SQLModel.metadata.tables[UNDERSTANDINGS]
_STORED = {name: SQLModel.metadata.tables[name] for name in (LOOKS, TALLIES)}


@dataclass(slots=True)
class Ready:
    """What a filing's turn will change: rows that come and go, by table, and its own row in `FILINGS`."""

    own: dict[str, Any]
    coming: dict[str, list[Row]] = field(default_factory=dict)
    going: list[dict[str, Any]] = field(default_factory=list)


def begin(connection: Connection) -> None:
    """Makes the tables, empty."""
    throw_away(connection)
    _READY.create_all(connection)


def throw_away(connection: Connection) -> None:
    """Drops the tables."""
    _READY.drop_all(connection)


def is_begun(connection: Connection) -> bool:
    """Whether the tables are there."""
    return inspect(connection).has_table(FILINGS.name)


def made_ready(connection: Connection, made: Made, old: Rows, differs: bool) -> Ready:
    """What changes when a filing takes the place of the one whose rows are `old`; of one that does not differ only what
    it was made by."""
    asked = select(_UNDERSTANDINGS).where(_UNDERSTANDINGS.c.sha256 == made.sha256)
    found_before = connection.execute(asked).mappings().first()
    before = dict(found_before) if found_before else None
    is_known = bool(old["filings"])
    own = {
        "sha256": made.sha256, "filing_id": filing_id_of(made.sha256), "known": is_known, "entries": made.entries,
        "digest": before["digest"] if before else None, "before": before["entries"] if before else None,
        "differs": differs, "is_ranked": False, "is_aside": False,
    }  # fmt: skip
    found = Ready(own)
    reading = _reading(made, before, differs)
    if before != reading:
        found.coming[UNDERSTANDINGS] = [reading]
    if differs:
        found.coming["filings"] = list(made.rows["filings"])
        _add_rows(found, old, made.rows)
        _add_listing(connection, found, made, old)
        found.coming[LOST] = made.lost_rows()
    return found


def _reading(made: Made, before: Row | None, differs: bool) -> dict[str, Any]:
    """The row of a filing's reading; that it came with the next generation is said when there is one."""
    came, digest = (before["generation"], before["digest"]) if before and not differs else (0, digest_of(made.rows))
    return made.understanding(came, digest)


def _add_rows(found: Ready, old: Rows, new: Rows) -> None:
    """Notes the rows that are other than those that are there; one that says the same in the same place stays."""
    touched: set[Any] = set()
    for name in ORDERED:
        before = {row["ordinal"]: row for row in old.get(name, ())}
        after = {row["ordinal"]: row for row in new.get(name, ())}
        hangs = name in _ABOUT_INDICATORS
        for place in sorted(before.keys() | after.keys()):
            was, now = before.get(place), after.get(place)
            about = {row["indicator_id"] for row in (was, now) if row} & touched if hangs else set()
            if was and now and not about and _texts(name, was) == _texts(name, now):
                continue
            if was:
                found.going.append({"name": name, "filing_id": found.own["filing_id"], "ordinal": place})
            if now:
                found.coming.setdefault(name, []).append(now)
            if name == "indicators":
                touched.update(row["indicator_id"] for row in (was, now) if row)


def _texts(name: str, row: Row) -> list[str]:
    return [cell_text(row.get(column.key)) for column in COMING[name].columns]


def _add_listing(connection: Connection, found: Ready, made: Made, old: Rows) -> None:
    """Notes what the review is to show of a filing, and what is kept of it for its family, where these change."""
    mine, entries = found.own["filing_id"], effective(entries_of(connection, made.sha256))
    family, kept = families.stored(connection, mine), families.described(made.rows, entries)
    ranks = [[(row["status"], row["confidence"]) for row in of["filings"]] for of in (old, made.rows)]
    found.own["is_ranked"] = ranks[0] != ranks[1]
    found.own["is_aside"] = bool(family and family["is_aside"])
    if found.own["is_ranked"] or not families.is_described_alike(kept, family):
        found.coming[FAMILIES] = [kept]
    found.own["is_ranked"] = found.own["is_ranked"] and families.is_described_alike(kept, family)
    listed = looks.listing(made.rows, entries, found.own["is_aside"])
    if _shown(connection, LOOKS, mine) != _sorted(LOOKS, listed.looks):
        found.going.append({"name": LOOKS, "filing_id": mine, "ordinal": 0})
        found.coming[LOOKS] = list(listed.looks)
    if _shown(connection, TALLIES, mine) != _sorted(TALLIES, [listed.tally]):
        found.coming[TALLIES] = [listed.tally]


def _shown(connection: Connection, name: str, filing_id: str) -> list[list[str]]:
    table = _STORED[name]
    rows = connection.execute(select(*cells(table)).where(table.c.filing_id == filing_id)).mappings()
    return _sorted(name, [dict(row) for row in rows])


def _sorted(name: str, rows: Sequence[Row]) -> list[list[str]]:
    return sorted(_texts(name, row) for row in rows)


def keep(connection: Connection, found: Iterable[Ready]) -> None:
    """Writes down what was made ready."""
    every = list(found)
    for name, table in COMING.items():
        if rows := [row for one in every for row in one.coming.get(name, ())]:
            connection.execute(insert(table), rows)
    if going := [row for one in every for row in one.going]:
        connection.execute(insert(GOING), going)
    if every:
        connection.execute(insert(FILINGS), [one.own for one in every])


def hashes(connection: Connection) -> set[str]:
    """The contents whose filings are ready."""
    return set(connection.execute(select(FILINGS.c.sha256)).scalars())


def became(connection: Connection, new: str, changed: str, same: str) -> dict[str, str]:
    """What becomes of each filing that is ready, in these words."""
    found = connection.execute(select(FILINGS.c.sha256, FILINGS.c.differs, FILINGS.c.known))
    return {str(row.sha256): (changed if row.known else new) if row.differs else same for row in found}


def outdated(connection: Connection) -> set[str]:
    """The contents whose filings are not what they were when they were made ready, or came or went since."""
    filings, kept, mine = SQLModel.metadata.tables["filings"].c, _UNDERSTANDINGS.c, FILINGS.c
    joined = FILINGS.outerjoin(_UNDERSTANDINGS, kept.sha256 == mine.sha256)
    joined = joined.outerjoin(SQLModel.metadata.tables["filings"], filings.filing_id == mine.filing_id)
    is_other = (
        kept.digest.is_distinct_from(mine.digest)
        | kept.entries.is_distinct_from(mine.before)
        | (filings.filing_id.is_not(None) != mine.known)
    )
    return set(connection.execute(select(mine.sha256).select_from(joined).where(is_other)).scalars())


def forget(connection: Connection, gone: Iterable[str]) -> None:
    """Throws away what was made ready of these contents."""
    for sha256 in gone:
        mine = filing_id_of(sha256)
        for table in (FILINGS, GOING, *COMING.values()):
            is_mine = table.c.filing_id == mine if "filing_id" in table.c else table.c.sha256 == sha256
            connection.execute(delete(table).where(is_mine))
