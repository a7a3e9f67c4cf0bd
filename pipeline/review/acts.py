"""What one press of a person's came to: entries of the journal that are taken back together, in whatever filings."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, Connection, func, select
from sqlmodel import SQLModel

from pipeline.decisions import corrections, journal
from schema.decision import DECISION_PARTS, Decision
from schema.kept import JournalRecord

if TYPE_CHECKING:
    from sqlalchemy import Engine

_JOURNAL = SQLModel.metadata.tables[str(JournalRecord.__tablename__)]
_PARTS = [_JOURNAL.c[name] for name in DECISION_PARTS]


@dataclass(frozen=True, slots=True)
class Act:
    """A person's entries that were made together and hold, in the order of their making."""

    id: str
    entries: tuple[Decision, ...]


def together(decisions: Sequence[Decision]) -> list[Decision]:
    """The decisions as one act."""
    act = new_id()
    return [replace(decision, act=act) for decision in decisions]


def new_id() -> str:
    """The id of an act that begins."""
    return secrets.token_hex(8)


def last(connection: Connection, who: str) -> Act | None:
    """The person's newest act that holds, in any filing; None where there is none."""
    newest = connection.execute(_holding(who).order_by(_JOURNAL.c.seq.desc()).limit(1)).first()
    if newest is None:
        return None
    entry = Decision(**newest._mapping)
    return find(connection, who, entry.act or entry.entry_id)


def find(connection: Connection, who: str, act: str) -> Act | None:
    """The person's act of this id, as far as it holds; None where nothing of it does."""
    about: ColumnElement[bool] = (_JOURNAL.c.act == act) | ((_JOURNAL.c.act == "") & (_JOURNAL.c.entry_id == act))
    found = connection.execute(_holding(who).where(about).order_by(_JOURNAL.c.seq))
    entries = tuple(Decision(**row._mapping) for row in found)
    return Act(act, entries) if entries else None


def undo(engine: Engine, act: Act) -> list[Decision]:
    """Takes every entry of an act back, as one act; returns what others did since that stands against it.

    Each filing is undone whole or not at all.
    """
    against: list[Decision] = []
    undoing = together([_undoing(entry) for entry in act.entries])
    for sha256 in dict.fromkeys(entry.sha256 for entry in act.entries):
        mine = [decision for decision in undoing if decision.sha256 == sha256]
        try:
            _take_back(engine, mine)
        except corrections.ConflictError as error:
            against += error.since
    return against


def _take_back(engine: Engine, undoing: Sequence[Decision]) -> None:
    """Undoes entries of one filing. What their own maker did since is no conflict."""
    sha256, who = undoing[0].sha256, undoing[0].who
    with engine.connect() as connection:
        seen = _revision_after(connection, undoing)
        now = journal.revision_of(connection, sha256)
        is_alone = all(entry.who == who for entry in journal.arrived_since(connection, sha256, seen))
    try:
        corrections.decide_all(engine, undoing, now if is_alone else seen)
    except corrections.ConflictError as error:
        if any(entry.who != who for entry in error.since):
            raise
        corrections.decide_all(engine, undoing, now)


def _revision_after(connection: Connection, undoing: Sequence[Decision]) -> int:
    """The filing's revision when the newest of the entries that are undone had been made."""
    newest = select(func.max(_JOURNAL.c.seq)).where(_JOURNAL.c.entry_id.in_([one.undoes for one in undoing]))
    about = (_JOURNAL.c.sha256 == undoing[0].sha256, _JOURNAL.c.seq <= newest.scalar_subquery())
    return connection.execute(select(func.count()).where(*about)).scalar_one()


def _undoing(entry: Decision) -> Decision:
    return Decision(
        "undo", entry.who, entry.sha256, table=entry.table, record_id=entry.record_id, field=entry.field,
        undoes=entry.entry_id,
    )  # fmt: skip


def _holding(who: str):  # type: ignore[no-untyped-def]
    undo = _JOURNAL.alias("undo")
    taken_back = select(undo.c.undoes).where(undo.c.kind == "undo")
    own = (_JOURNAL.c.who == who, _JOURNAL.c.kind != "undo", _JOURNAL.c.entry_id.not_in(taken_back))
    return select(*_PARTS).where(*own)
