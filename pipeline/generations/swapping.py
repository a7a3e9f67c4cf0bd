"""The moment when a new generation takes the place of the old one: one transaction, as short as can be."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.decisions.drafts import GONE, Lost
from pipeline.generations import ready
from pipeline.generations.changes import ADDED, CORRECTION, NEW_FILE, REMOVED, Change, Spool, stored_rows
from pipeline.generations.comparing import differs
from pipeline.generations.planning import Plan
from pipeline.generations.staging import (
    STAMPED,
    forget_waiting,
    is_news,
    reading_of,
    staged_one,
    staged_row,
    staged_stamps,
    unstage,
)
from pipeline.generations.taking_place import take_place
from pipeline.ingest.ingest import unstorable
from pipeline.ingest.interpreting import all_lost
from pipeline.ingest.preparing import Made, Maker
from pipeline.store import looks
from pipeline.store.engine import writing
from pipeline.store.loaders import UNSTORABLE, add_name, put, take_out, up_to_date
from pipeline.store.rows import filing_id_of
from pipeline.store.states import aliases_in_force, remember, state
from schema.decision import Decision, effective
from schema.kept import LostRecord, UnderstandingRecord
from schema.printing import storable

if TYPE_CHECKING:
    from sqlalchemy import Engine

_FILINGS = SQLModel.metadata.tables["filings"]
_UNDERSTANDINGS = SQLModel.metadata.tables[str(UnderstandingRecord.__tablename__)]
_LOST = SQLModel.metadata.tables[str(LostRecord.__tablename__)]
_SAME, _CHANGED, _NEW = "same", "changed", "new"


@dataclass(frozen=True, slots=True)
class Swapped:
    """What the new generation is: its number, what became of each filing made anew, what fails, what is lost."""

    generation: int
    became: dict[str, str]
    failed: dict[str, str]
    newly_failed: tuple[str, ...]
    lost: int


@dataclass(slots=True)
class Swap:
    """Puts what waits in its place, with whatever was decided meanwhile."""

    engine: Engine
    maker: Maker
    planned: Plan
    spool: Spool
    lost_aliases: Sequence[Lost] = ()
    became: dict[str, str] = field(default_factory=dict)

    def run(self) -> Swapped:
        """Does it, in one transaction; where nothing is to change, the generation stays."""
        with writing(self.engine) as connection:
            before = _failing(connection)
            present = int(state(connection, "generation", "0"))
            since = _entries_since(connection)
            self._take_out(connection)
            if self._has_news(connection, since):
                present += 1
                self._put_all(connection, present, since)
            else:
                self.became = {row["sha256"]: _SAME for row in staged_stamps(connection)}
            failed = _failing(connection)
            lost = len(connection.execute(select(_LOST.c.entry_id).distinct()).all())
        newly = sorted(self.planned.names[sha256][0] for sha256 in failed.keys() - before.keys())
        return Swapped(present, self.became, failed, tuple(newly), lost)

    def _take_out(self, connection: Connection) -> None:
        """Takes out what people removed meanwhile, or said so elsewhere."""
        wanted = select(_FILINGS.c.filing_id, _FILINGS.c.source)
        for sha256 in sorted(journal.removed(connection)):
            unstage(connection, [sha256])
            if row := connection.execute(wanted.where(_FILINGS.c.sha256 == sha256)).first():
                self.spool.take_back(row.filing_id)
                self.spool.add([Change(row.filing_id, row.source, "filings", "", REMOVED, "", "", "", CORRECTION)])
                take_out(connection, sha256)

    def _has_news(self, connection: Connection, since: Sequence[Decision]) -> bool:
        """Whether there is anything to put in place: filings, names, aliases, versions, or what came since."""
        aliases = aliases_in_force(connection) != self.maker.aliases
        unsettled = select(_UNDERSTANDINGS.c.sha256).where(_UNDERSTANDINGS.c.generation == 0)
        came = connection.execute(unsettled.limit(1)).first() is not None
        return (
            aliases
            or came
            or is_news(connection)
            or bool(since)
            or self._stamps_differ(connection)
            or self._has_names(connection)
        )

    def _put_all(self, connection: Connection, generation: int, since: Sequence[Decision]) -> None:
        revisions = journal.revisions(connection)
        stamps = staged_stamps(connection)
        late = {row["sha256"] for row in stamps if row["entries"] != revisions.get(row["sha256"], 0)}
        placed = self._place_ready(connection, {row["sha256"] for row in stamps} - late, generation)
        for row in stamps:
            if row["sha256"] in late:
                self._lay_again(connection, row["sha256"], generation)
            elif row["sha256"] in placed:
                self.became[row["sha256"]] = placed[row["sha256"]]
            elif row["differs"]:
                self._put(connection, staged_one(connection, row["sha256"]), generation)
            else:
                self._restamp(connection, row["sha256"])
        self._note_since(connection, since)
        self._add_names(connection)
        self._stamp(connection)
        unsettled = update(_UNDERSTANDINGS).where(_UNDERSTANDINGS.c.generation == 0)
        connection.execute(unsettled.values(generation=generation))
        remember(connection, "generation", str(generation))
        remember(connection, "aliases", json.dumps(self.maker.aliases, ensure_ascii=False))
        remember(connection, "entries", str(sum(revisions.values())))
        self._list_aliases(connection)
        _list_unknown(connection, revisions)

    def _place_ready(self, connection: Connection, wanted: set[str], generation: int) -> dict[str, str]:
        """Puts what is ready of these in its place, all at once. What became of each; nothing of those that are not
        what they were when they were made ready, and of none where the database does not take the rows of one."""
        if not ready.is_begun(connection):
            return {}
        came_late = ready.hashes(connection) - wanted
        ready.forget(connection, came_late | ready.outdated(connection))
        became = ready.became(connection, _NEW, _CHANGED, _SAME)
        try:
            with connection.begin_nested():
                take_place(connection, generation)
        except UNSTORABLE:
            return {}
        return became

    def _note_since(self, connection: Connection, since: Sequence[Decision]) -> None:
        """What came after the last generation and is in its place already: files, and what people decided."""
        kept = _UNDERSTANDINGS.c
        joined = select(_FILINGS.c.filing_id, _FILINGS.c.source).where(
            _FILINGS.c.sha256 == kept.sha256, kept.generation == 0
        )
        for filing_id, source in sorted(map(tuple, connection.execute(joined)), key=lambda row: (row[1], row[0])):
            self.spool.add([Change(filing_id, source, "filings", "", ADDED, "", "", "", NEW_FILE)])
        names = {sha256: found[0] for sha256, found in self.planned.names.items()}
        for entry in since:
            self.spool.add([_decided(entry, names.get(entry.sha256, ""))])

    def _lay_again(self, connection: Connection, sha256: str, generation: int) -> None:
        """A filing about which something was decided while it waited."""
        made = up_to_date(connection, staged_one(connection, sha256), self.maker)
        self.spool.take_back(filing_id_of(sha256))
        old = stored_rows(connection, filing_id_of(sha256))
        if differs(connection, made, self.maker, self.spool, old):
            self._put(connection, made, generation)
        else:
            self._put(connection, made, generation, _SAME)

    def _put(self, connection: Connection, made: Made, generation: int, became: str = "") -> None:
        known = select(_FILINGS.c.filing_id).where(_FILINGS.c.sha256 == made.sha256)
        is_new = connection.execute(known).first() is None
        try:
            with connection.begin_nested():
                put(connection, made, generation)
        except UNSTORABLE as error:
            head = made.rows["filings"][0]
            entries = journal.entries_of(connection, made.sha256)
            made = self.maker.failed(unstorable(error).message, head["source"], made.sha256, entries)
            put(connection, made, generation)
        self.became[made.sha256] = became or (_NEW if is_new else _CHANGED)

    def _restamp(self, connection: Connection, sha256: str) -> None:
        """A filing that is as it was, read or given its meaning by other versions."""
        row = staged_row(connection, sha256)
        stamps = {name: row[name] for name in STAMPED}
        mine = _UNDERSTANDINGS.c.sha256 == sha256
        entries = connection.execute(select(_UNDERSTANDINGS.c.entries).where(mine)).scalar()
        connection.execute(update(_UNDERSTANDINGS).where(mine).values(payload=reading_of(row), **stamps))
        if row["entries"] != entries:
            looks.restore(connection, filing_id_of(sha256))
        self.became[sha256] = _SAME

    def _made_by_us(self) -> Any:
        """The contents whose filings are what the present code, taxonomy and settings make of them."""
        kept = _UNDERSTANDINGS.c
        versions = (kept.taxonomy_version == self.maker.versions.taxonomy) & (kept.meant_by == self.maker.meant_by)
        return _FILINGS.c.sha256.in_(select(kept.sha256).where(versions))

    def _stamps(self) -> dict[str, str]:
        versions = self.maker.versions
        return {
            "schema_version": versions.schema,
            "code_version": versions.code,
            "taxonomy_version": versions.taxonomy,
        }

    def _unlike(self) -> Any:
        """Filings that bear the stamps of other versions."""
        stamps = self._stamps()
        other = [_FILINGS.c[name] != stamp for name, stamp in stamps.items()]
        return self._made_by_us() & (other[0] | other[1] | other[2])

    def _stamps_differ(self, connection: Connection) -> bool:
        return connection.execute(select(_FILINGS.c.sha256).where(self._unlike()).limit(1)).first() is not None

    def _stamp(self, connection: Connection) -> None:
        connection.execute(update(_FILINGS).where(self._unlike()).values(**self._stamps()))

    def _new_names(self, connection: Connection) -> list[tuple[str, str]]:
        """Names that the archive knows and the database does not, each behind its filing's id."""
        sources = SQLModel.metadata.tables["sources"].c
        known = {tuple(row) for row in connection.execute(select(_FILINGS.c.filing_id, _FILINGS.c.source))}
        known |= {tuple(row) for row in connection.execute(select(sources.filing_id, sources.source))}
        there = {filing_id for filing_id, _ in known}
        every = (
            (filing_id_of(sha256), storable(name)) for sha256, names in self.planned.names.items() for name in names
        )
        return [pair for pair in every if pair[0] in there and pair not in known]

    def _has_names(self, connection: Connection) -> bool:
        return bool(self._new_names(connection))

    def _add_names(self, connection: Connection) -> None:
        for filing_id, name in self._new_names(connection):
            add_name(connection, filing_id, name)

    def _list_aliases(self, connection: Connection) -> None:
        """Lists the aliases that name no entry of the taxonomy, in the place of those of before."""
        alias_entries = [entry for entry in journal.entries_of(connection) if entry.kind == "alias"]
        for entry in alias_entries:
            connection.execute(delete(_LOST).where(_LOST.c.entry_id == entry.entry_id))
        about = {entry.entry_id: entry.sha256 for entry in alias_entries}
        for lost in self.lost_aliases:
            row = {"sha256": about[lost.entry_id], "table": lost.table, "record_id": lost.record_id}
            said = {"entry_id": lost.entry_id, "reason": lost.reason, "detail": lost.detail}
            connection.execute(insert(_LOST), row | said)


def clear_away(engine: Engine) -> None:
    """Throws away what waited and what was ready, a little at a time; where that ends half-way the next rebuild does
    it."""
    with writing(engine) as connection:
        ready.throw_away(connection)
    forget_waiting(engine)


def _list_unknown(connection: Connection, documents: Iterable[str]) -> None:
    """Lists the decisions about documents that are nowhere, unless a person took them out."""
    known = set(connection.execute(select(_FILINGS.c.sha256)).scalars()) | journal.removed(connection).keys()
    for sha256 in sorted(set(documents) - known - {""}):
        connection.execute(delete(_LOST).where(_LOST.c.sha256 == sha256))
        for lost in all_lost(effective(journal.entries_of(connection, sha256))):
            row = {"entry_id": lost.entry_id, "sha256": sha256, "table": lost.table, "record_id": lost.record_id}
            connection.execute(insert(_LOST), row | {"reason": GONE, "detail": "the document is not there"})


def _failing(connection: Connection) -> dict[str, str]:
    """Why each filing that fails does so, by its hash."""
    wanted = select(_FILINGS.c.sha256, _FILINGS.c.error).where(_FILINGS.c.status == "failed")
    return {str(sha256): str(error) for sha256, error in connection.execute(wanted)}


def _entries_since(connection: Connection) -> list[Decision]:
    """The entries of the journal that came after the last generation."""
    return journal.arrived_after(connection, int(state(connection, "entries", "0")))


def _decided(entry: Decision, source: str) -> Change:
    def words(text: str) -> str:
        try:
            told = json.loads(text) if text else ""
        except ValueError:
            return text
        return told if isinstance(told, str) else text

    filing_id = filing_id_of(entry.sha256) if entry.sha256 else ""
    old, new = words(entry.old), words(entry.new)
    return Change(filing_id, source, entry.table, entry.record_id, entry.kind, entry.field, old, new, CORRECTION)
