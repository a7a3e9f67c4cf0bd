"""What is ready takes its place: a few statements for all filings together, each of them the database's own work."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Table, delete, insert, select, tuple_, update
from sqlmodel import SQLModel

from pipeline.generations.ready import (
    COMING,
    FAMILIES,
    FILINGS,
    GOING,
    LOOKS,
    LOST,
    ORDERED,
    TALLIES,
    UNDERSTANDINGS,
)
from pipeline.store import families, looks

_SHOWN = {name: SQLModel.metadata.tables[name] for name in COMING}
# What a filing keeps when others of its rows come: the name, which follows the files.
_KEPT = ("filing_id", "source")


def take_place(connection: Connection, generation: int) -> None:
    """Puts all that is ready in its place, in this generation. Raises what the database says of rows it refuses."""
    _put_rows(connection)
    _put_understandings(connection, generation)
    _put_listing(connection)
    for filing_id in sorted(_settled(connection)):
        looks.restore(connection, filing_id)


def _put_rows(connection: Connection) -> None:
    """Takes the rows out that go, those first that hang on others, and puts in those that come."""
    for name in reversed(ORDERED):
        table = _SHOWN[name]
        gone = select(GOING.c.filing_id, GOING.c.ordinal).where(GOING.c.name == name)
        connection.execute(delete(table).where(tuple_(table.c.filing_id, table.c.ordinal).in_(gone)))
    heads, coming = _SHOWN["filings"], COMING["filings"]
    changed = {heads.c[key]: coming.c[key] for key in coming.c.keys() if key not in _KEPT}  # noqa: SIM118
    connection.execute(update(heads).values(changed).where(heads.c.filing_id == coming.c.filing_id))
    _insert(connection, "filings", coming.c.filing_id.not_in(select(heads.c.filing_id)))
    for name in ORDERED:
        _insert(connection, name)


def _insert(connection: Connection, name: str, *conditions: Any) -> None:
    coming: Table = COMING[name]
    wanted = select(*coming.c).where(*conditions)
    connection.execute(insert(_SHOWN[name]).from_select(coming.c.keys(), wanted))


def _put_understandings(connection: Connection, generation: int) -> None:
    """Puts readings and lost decisions in their place; a filing that differs comes with this generation."""
    differing = select(FILINGS.c.sha256).where(FILINGS.c.differs)
    readings = COMING[UNDERSTANDINGS]
    connection.execute(update(readings).where(readings.c.sha256.in_(differing)).values(generation=generation))
    for name in (UNDERSTANDINGS, LOST):
        shown = _SHOWN[name]
        ready = differing if name == LOST else select(readings.c.sha256)
        connection.execute(delete(shown).where(shown.c.sha256.in_(ready)))
        _insert(connection, name)


def _put_listing(connection: Connection) -> None:
    """Puts what the review shows in its place, and what the filings count for into the counts of all."""
    shown, coming = _SHOWN[TALLIES], COMING[TALLIES]
    both = select(shown.c.counts, coming.c.counts).select_from(
        coming.outerjoin(shown, shown.c.filing_id == coming.c.filing_id)
    )
    looks.add_counts(connection, [(was, now) for was, now in connection.execute(both)])
    connection.execute(delete(shown).where(shown.c.filing_id.in_(select(coming.c.filing_id))))
    listed = _SHOWN[LOOKS]
    gone = select(GOING.c.filing_id).where(GOING.c.name == LOOKS)
    connection.execute(delete(listed).where(listed.c.filing_id.in_(gone)))
    for name in (LOOKS, TALLIES):
        _insert(connection, name)


def _settled(connection: Connection) -> set[str]:
    """Puts the filings into their families that may belong or count otherwise now; which filings are to be listed
    anew, because they are to be reviewed now and were not before, or the other way round."""
    kept, shown = COMING[FAMILIES], _SHOWN[FAMILIES]
    mine, others = FILINGS.c.filing_id, shown.alias()
    ranked = select(mine).where(FILINGS.c.is_ranked)
    # One that stands alone in its family counts, however it ranks.
    is_with_others = (shown.c.family_id == others.c.family_id) & (shown.c.filing_id != others.c.filing_id)
    in_company = ranked.join(shown, shown.c.filing_id == mine).join(others, is_with_others)
    wanted = select(kept).where(kept.c.filing_id.not_in(ranked) | kept.c.filing_id.in_(in_company))
    changed: set[str] = set()
    for row in connection.execute(wanted.order_by(kept.c.filing_id)).mappings().all():
        changed.update(families.join(connection, dict(row)))
    is_aside_else = (mine == shown.c.filing_id) & FILINGS.c.differs & (FILINGS.c.is_aside != shown.c.is_aside)
    is_decided = ~FILINGS.c.differs & FILINGS.c.before.is_distinct_from(FILINGS.c.entries)
    for asked in (select(mine).where(is_aside_else), select(mine).where(is_decided)):
        changed.update(connection.execute(asked).scalars())
    return changed
