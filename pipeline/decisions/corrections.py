"""What people decide, laid over the records at once: the entry and the rows that follow from it in one transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from normalizers.normalize import normalize
from pipeline.decisions.drafts import Draft, can_set, fingerprint_for
from pipeline.decisions.journal import arrived_since, entries_of, mirror, record, revision_of
from pipeline.decisions.kinds import KINDS
from pipeline.decisions.printed import printed
from pipeline.decisions.settlements import fingerprint_of_finding
from pipeline.ingest.interpreting import drafted
from pipeline.ingest.preparing import Made, Maker
from pipeline.ingest.understanding import Recognised, unpacked
from pipeline.store.engine import reading, writing
from pipeline.store.loaders import put
from pipeline.store.rows import Rows, filing_id_of
from pipeline.store.states import aliases_in_force
from schema.column import cells
from schema.decision import DECIDED_TABLES, DECISION_KINDS, QUIET_KINDS, Decision, effective
from schema.document import Document
from schema.errors import JixiaoError, UsageError
from schema.finding import SETTLEMENTS
from schema.kept import UnderstandingRecord
from schema.printing import plain

if TYPE_CHECKING:
    from sqlalchemy import Engine

_UNDERSTANDINGS = SQLModel.metadata.tables[str(UnderstandingRecord.__tablename__)]
_FILINGS = SQLModel.metadata.tables["filings"]
#: The column that is a record's id, by table.
ID_COLUMNS = {name: kind.id_column for name, kind in KINDS.items()} | {"findings": "finding_id"}


class ConflictError(JixiaoError):
    """Somebody has decided about the same record since; `since` are the entries that the writer has not seen."""

    def __init__(self, since: Sequence[Decision]) -> None:
        who = ", ".join(dict.fromkeys(entry.who for entry in since))
        super().__init__(f"{who} has changed this record since it was shown", "Look at it again, then decide.")
        self.since = tuple(since)


@dataclass(frozen=True, slots=True)
class Result:
    """The entries as they stand in the journal, the filing's revision and rows after them.

    `since` are entries of others about the same filing that the writer had not seen, and that touch other records.
    """

    entries: tuple[Decision, ...]
    revision: int
    rows: Rows
    since: tuple[Decision, ...] = ()

    @property
    def entry(self) -> Decision:
        """The last of the entries: the only one where one decision was asked for."""
        return self.entries[-1]


def decide(engine: Engine, decision: Decision, expected_revision: int) -> Result:
    """The same for one decision."""
    return decide_all(engine, [decision], expected_revision)


def decide_all(engine: Engine, decisions: Sequence[Decision], expected_revision: int) -> Result:
    """Appends decisions about one filing and makes its rows anew with them: all of it or nothing.

    `expected_revision` is `journal.revision` of the filing as the writer saw it. Raises `ConflictError` where an entry
    since then touches the same record, `UsageError` for what can't be decided, `JixiaoError` where the filing has no
    stored reading. `old`, place, fingerprint, time, id and versions are filled in.
    """
    for decision in decisions:
        _check(decision)
    sha256 = decisions[0].sha256
    with writing(engine) as connection:
        since = _unseen(connection, decisions, expected_revision)
        view = _View.of(connection, sha256)
        entries = tuple(record(connection, _completed(connection, view, decision)) for decision in decisions)
        made = view.made([*view.entries, *entries])
        if {lost.entry_id for lost in made.lost} & {entry.entry_id for entry in entries}:
            raise UsageError("the decision does not fit the record", "Look at the record again.")
        put(connection, made, view.generation)
        revision = revision_of(connection, sha256)
    mirror(engine, entries)
    return Result(entries, revision, made.rows, since)


def preview(engine: Engine, decision: Decision) -> Rows:
    """The rows that the filing would have with the decision; nothing is written."""
    _check(decision)
    with reading(engine) as connection:
        view = _View.of(connection, decision.sha256)
        entry = replace(_completed(connection, view, decision), entry_id="~")
        return view.made([*view.entries, entry]).rows


@dataclass(frozen=True)
class _View:
    """A filing as a transaction sees it: its reading, names, entries, and how it was made."""

    sha256: str
    source: str
    found: Recognised | None
    error: str
    entries: list[Decision]
    generation: int
    maker: Maker

    @staticmethod
    def of(connection: Connection, sha256: str) -> _View:
        head = connection.execute(select(_FILINGS).where(_FILINGS.c.sha256 == sha256)).mappings().first()
        if head is None:
            raise UsageError(f"there is no filing with the hash {sha256[:16]}", "Name one of the database.")
        kept = connection.execute(select(_UNDERSTANDINGS).where(_UNDERSTANDINGS.c.sha256 == sha256)).mappings().first()
        if kept is None:
            raise JixiaoError(f"{head['source']} was read by an older version", "Make it anew first: jixiao rebuild")
        return _View(
            sha256=sha256,
            source=head["source"],
            found=unpacked(kept["payload"]) if kept["payload"] else None,
            error=head["error"],
            entries=entries_of(connection, sha256),
            generation=kept["generation"],
            maker=Maker.of(aliases_in_force(connection), kept["read_by"]),
        )

    def made(self, entries: Sequence[Decision]) -> Made:
        """The filing with these entries laid over it."""
        if self.found is None:
            return self.maker.failed(self.error, self.source, self.sha256, entries)
        return self.maker.make(self.found, self.source, self.sha256, entries)

    @cached_property
    def draft(self) -> Draft:
        """The records as they stand now."""
        if self.found is None:
            return Draft({}, {})
        fresh = normalize(self.found.reading, Document(self.found.channel, (), self.found.pages), self.maker.taxonomy)
        return drafted(self.found, fresh, effective(self.entries))


def _check(decision: Decision) -> None:
    if decision.kind not in DECISION_KINDS or not decision.who.strip():
        raise UsageError(
            f"no decision of a person: {decision.kind!r} by {decision.who!r}", "Name a kind and who decides."
        )
    about_a_record = decision.kind not in ("note", "alias", "undo")
    if about_a_record and decision.table not in DECIDED_TABLES:
        raise UsageError(f"nothing is decided about {decision.table!r}", f"Name one of {', '.join(DECIDED_TABLES)}.")
    try:
        told = decision.told
    except ValueError as error:
        raise UsageError(f"what is new is no JSON: {error}", "Give it as a JSON text.") from error
    if (decision.kind == "settle") != (decision.table == "findings") and decision.kind not in ("note", "undo"):
        raise UsageError(f"{decision.kind} is nothing that {decision.table} are for", "Settle a finding.")
    if decision.kind == "settle" and told not in SETTLEMENTS:
        raise UsageError(f"a finding is not settled as {told!r}", f"Say one of {', '.join(SETTLEMENTS)}.")
    if decision.kind == "supersede" and not (isinstance(told, dict) and isinstance(told.get("by"), str)):
        raise UsageError("it is not said which filing counts instead", "Name it.")
    if decision.kind == "correct" and not can_set(decision.table, decision.field, told):
        raise UsageError(f"{decision.field} can't hold {told!r}", "Give a value of the column.")


def _unseen(connection: Connection, decisions: Sequence[Decision], expected: int) -> tuple[Decision, ...]:
    """The entries that the writer has not seen. Raises `ConflictError` where one touches a record of these."""
    sha256 = decisions[0].sha256
    since = tuple(arrived_since(connection, sha256, expected))
    loud = [decision for decision in decisions if decision.kind not in QUIET_KINDS]
    if not since or not loud:
        return since
    every = {entry.entry_id: entry for entry in entries_of(connection, sha256)}
    mine: set[tuple[str, str]] = set().union(*(_touched(decision, every) for decision in loud))
    against = [entry for entry in since if entry.kind not in QUIET_KINDS and _meet(_touched(entry, every), mine)]
    if against:
        raise ConflictError(against)
    return since


def _touched(entry: Decision, every: dict[str, Decision]) -> set[tuple[str, str]]:
    """The records that an entry changes, by table and id; `*` for all."""
    while entry.kind == "undo" and entry.undoes in every:
        entry = every[entry.undoes]
    if entry.kind == "accept" and entry.table == "filings":
        return {("*", "*")}
    others = entry.told.get("with", ()) if entry.kind == "join" and isinstance(entry.told, dict) else ()
    about = entry.record_id or entry.entry_id
    column = entry.field if entry.table == "filings" else ""
    return {(entry.table, record_id + column) for record_id in (about, *others)}


def _meet(one: set[tuple[str, str]], other: set[tuple[str, str]]) -> bool:
    return bool(one & other) or ("*", "*") in one | other


def _completed(connection: Connection, view: _View, decision: Decision) -> Decision:
    """The decision with what the record says of itself: place, fingerprint, old value."""
    if decision.kind == "undo":
        return _undoing(view, decision)
    if decision.kind in QUIET_KINDS:
        return decision
    draft = view.draft
    if decision.kind == "accept" and decision.table == "filings":
        return replace(decision, record_id=filing_id_of(view.sha256), new=_all_fingerprints(view, draft))
    if decision.kind == "add":
        told = decision.told
        after = str(told.get("after", "")) if isinstance(told, dict) else ""
        return replace(decision, fingerprint=_fingerprint(draft, decision.table, after))
    row = _row(connection, decision)
    if row is None:
        raise UsageError(f"there is no record {decision.record_id}", "Look at the filing again.")
    if decision.kind == "settle":
        said = fingerprint_of_finding(row["rule"], row["project"], row["message"])
        return replace(decision, old=json.dumps(row["settled"]), fingerprint=said)
    old = _old(draft, row, decision) if decision.kind == "correct" else ""
    return replace(
        decision,
        page=row.get("page"),
        table_number=row.get("table"),
        row=row.get("row"),
        bbox=row.get("bbox", ""),
        old=old,
        new=_joined(draft, decision) if decision.kind == "join" else decision.new,
        fingerprint=fingerprint_for(draft, decision),
    )


def _old(draft: Draft, row: Any, decision: Decision) -> str:
    """What stands in the field now, as JSON; another year's value stands in no column of the record's own row."""
    record = draft.find(decision.table, decision.record_id)
    if decision.field in row or record is None:
        return json.dumps(_text(row.get(decision.field)), ensure_ascii=False)
    return json.dumps(printed(decision.table, record.reading).get(decision.field, ""), ensure_ascii=False)


def _undoing(view: _View, decision: Decision) -> Decision:
    """The undo, about the record that the undone entry is about."""
    undone = next((entry for entry in view.entries if entry.entry_id == decision.undoes), None)
    if undone is None:
        raise UsageError(f"there is no entry {decision.undoes} about this filing", "Name one of its entries.")
    return replace(decision, table=undone.table, record_id=undone.record_id, field=undone.field)


def _all_fingerprints(view: _View, draft: Draft) -> str:
    prefix = filing_id_of(view.sha256)
    every = {
        table: {f"{prefix}-{each.key}": _fingerprint(draft, table, f"{prefix}-{each.key}") for each in records}
        for table, records in draft.records.items()
    }
    return json.dumps(every, sort_keys=True)


def _joined(draft: Draft, decision: Decision) -> str:
    told = dict(decision.told)
    prints = {record_id: _fingerprint(draft, decision.table, record_id) for record_id in told.get("with", ())}
    return json.dumps(told | {"fingerprints": prints}, ensure_ascii=False)


def _fingerprint(draft: Draft, table: str, record_id: str) -> str:
    return fingerprint_for(draft, Decision("accept", "-", table=table, record_id=record_id))


def _row(connection: Connection, decision: Decision) -> Any:
    """The record's row as it is stored."""
    table = SQLModel.metadata.tables[decision.table]
    wanted = select(*cells(table)).where(table.c[ID_COLUMNS[decision.table]] == decision.record_id)
    return connection.execute(wanted.where(table.c.filing_id == filing_id_of(decision.sha256))).mappings().first()


def _text(value: object) -> str:
    if value is None:
        return ""
    return plain(value) if isinstance(value, Decimal | float | int) else str(value)
