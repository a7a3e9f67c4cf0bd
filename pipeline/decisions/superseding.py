"""Which of several filings that are one counts: said by a person, and kept in the journal."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import or_, select
from sqlmodel import SQLModel

from pipeline.decisions import corrections, journal
from pipeline.store.families import family_of
from schema.decision import Decision, effective
from schema.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_FILINGS = SQLModel.metadata.tables["filings"]
_SOURCES = SQLModel.metadata.tables["sources"]
# What a filing and its corrected one have in common, as a rule.
_COMMON = ("unit_name", "form", "fiscal_year")
# So many filings of one name are listed by their ids.
_LISTED = 5


def supersede(engine: Engine, old: str, new: str, who: str, act: str = "") -> list[Decision]:
    """Says that one filing counts instead of another; both by id. What was said before against the new one is taken
    back. Returns the entries. Raises `UsageError` for a filing that is not there, or the same one twice."""
    if old == new:
        raise UsageError(f"{old} can't count instead of itself", "Name the older filing and the newer one.")
    said = Decision("supersede", who, _sha256(engine, old), "filings", old, new=json.dumps({"by": new}), act=act)
    return [*_taken_back(engine, new, who, act), _decided(engine, said)]


def let_count(engine: Engine, filing_id: str, who: str, act: str = "") -> list[Decision]:
    """Says that this filing counts instead of all others of its family."""
    with engine.connect() as connection:
        others = [one for one in family_of(connection, filing_id) if one.filing_id != filing_id]
    entries = _taken_back(engine, filing_id, who, act)
    for one in others:
        if one.superseded_by != filing_id:
            entries += supersede(engine, one.filing_id, filing_id, who, act)
    return entries


def count_again(engine: Engine, filing_id: str, who: str) -> list[Decision]:
    """Takes back what was said against a filing, by its id. Returns the entries. Raises `UsageError` where nothing
    was."""
    entries = _taken_back(engine, filing_id, who, "")
    if not entries:
        raise UsageError(f"no filing counts instead of {filing_id}", "Name the older one, that counts no more.")
    return entries


def differing(engine: Engine, old: str, new: str) -> dict[str, tuple[str, str]]:
    """Where two filings, by id, say something else about their unit, form or year, the older one's word first; what
    one of them does not say differs from nothing."""
    with engine.connect() as connection:
        mine, theirs = (_head(connection, one) for one in (old, new))
    said = {name: (str(mine[name]), str(theirs[name])) for name in _COMMON}
    return {name: (one, other) for name, (one, other) in said.items() if one and other and one != other}


def filing_named(engine: Engine, name: str) -> str:
    """The id of the filing with this id, hash or file name, be it a further one. Raises `UsageError` where there is
    none, or several."""
    columns = _FILINGS.c
    further = select(_SOURCES.c.filing_id).where(_SOURCES.c.source == name)
    with engine.connect() as connection:
        asked = select(columns.filing_id).where(
            or_(*(columns[one] == name for one in ("filing_id", "sha256", "source")), columns.filing_id.in_(further))
        )
        found = sorted(map(str, connection.execute(asked).scalars()))
    if not found:
        raise UsageError(f"there is no filing {name}", "Name one by its id or file name, as the export has them.")
    if len(found) > 1:
        listed = ", ".join(found[:_LISTED]) + (" …" if len(found) > _LISTED else "")
        raise UsageError(f"{len(found)} filings are called {name}", f"Name one by its id: {listed}")
    return found[0]


def _head(connection: Connection, filing_id: str) -> Mapping[str, object]:
    asked = select(*(_FILINGS.c[name] for name in _COMMON)).where(_FILINGS.c.filing_id == filing_id)
    return dict(connection.execute(asked).mappings().one())


def _taken_back(engine: Engine, filing_id: str, who: str, act: str) -> list[Decision]:
    sha256 = _sha256(engine, filing_id)
    holding: Sequence[Decision] = effective(journal.entries(engine, sha256))
    undone = [
        Decision("undo", who, sha256, "filings", filing_id, undoes=entry.entry_id, act=act)
        for entry in holding
        if entry.kind == "supersede"
    ]
    return [_decided(engine, entry) for entry in undone]


def _decided(engine: Engine, decision: Decision) -> Decision:
    return corrections.decide(engine, decision, journal.revision(engine, decision.sha256)).entry


def _sha256(engine: Engine, filing_id: str) -> str:
    with engine.connect() as connection:
        found = connection.execute(select(_FILINGS.c.sha256).where(_FILINGS.c.filing_id == filing_id)).scalar()
    if found is None:
        raise UsageError(f"there is no filing {filing_id}", "Name one of the database.")
    return str(found)
