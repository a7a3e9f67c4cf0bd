"""The journal of what people decided: appended to, never changed, and written a second time beside the archive.

It lives in the database, and each entry also as a line of `journal.jsonl` in the archive's folder, so that it survives
the loss of either. An entry counts from the moment when `append` returns.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Connection, Engine, func, insert, select
from sqlmodel import SQLModel

from pipeline.generations.versions import versions
from pipeline.store.appended import append_lines, whole_lines
from pipeline.store.archive import archive_folder
from pipeline.store.engine import writing
from pipeline.store.remote import AnyPath
from schema.decision import DECISION_PARTS, Decision, from_json
from schema.errors import JixiaoError
from schema.kept import JournalRecord

_JOURNAL = SQLModel.metadata.tables[str(JournalRecord.__tablename__)]
_PARTS = [_JOURNAL.c[name] for name in DECISION_PARTS]
_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"
_CHUNK = 500


def append(engine: Engine, decision: Decision) -> Decision:
    """Appends an entry in a transaction of its own and returns it as it stands in the journal."""
    with writing(engine) as connection:
        entry = record(connection, decision)
    mirror(engine, [entry])
    return entry


def record(connection: Connection, decision: Decision) -> Decision:
    """Appends an entry within a transaction that writes; `mirror` it once that is committed.

    The entry's time is that of the clock, or just behind the newest entry where the clock went back.
    """
    last = connection.execute(select(func.max(_JOURNAL.c.made_at))).scalar() or ""
    made_at = max(datetime.now(UTC).strftime(_TIME), _just_after(last))
    made_by = versions()
    entry = replace(
        decision,
        entry_id=f"{made_at}-{secrets.token_hex(6)}",
        made_at=made_at,
        code_version=decision.code_version or made_by.code,
        taxonomy_version=decision.taxonomy_version or made_by.taxonomy,
    )
    connection.execute(insert(_JOURNAL), _row(entry))
    return entry


def entries(engine: Engine, sha256: str | None = None) -> list[Decision]:
    """The entries about a document, or all of them, undone ones included, in the order in which they were made."""
    with engine.connect() as connection:
        return entries_of(connection, sha256)


def entries_of(connection: Connection, sha256: str | None = None) -> list[Decision]:
    """The same within a transaction."""
    wanted = select(*_PARTS).order_by(_JOURNAL.c.seq)
    found = connection.execute(wanted if sha256 is None else wanted.where(_JOURNAL.c.sha256 == sha256))
    return sorted((Decision(**row._mapping) for row in found), key=lambda entry: entry.entry_id)


def arrived_since(connection: Connection, sha256: str, revision: int) -> list[Decision]:
    """The entries about a document that arrived after its revision was this."""
    wanted = select(*_PARTS).where(_JOURNAL.c.sha256 == sha256).order_by(_JOURNAL.c.seq).offset(revision)
    return [Decision(**row._mapping) for row in connection.execute(wanted)]


def arrived_after(connection: Connection, seen: int) -> list[Decision]:
    """The entries that arrived after the first so many."""
    found = connection.execute(select(*_PARTS).order_by(_JOURNAL.c.seq).offset(seen))
    return [Decision(**row._mapping) for row in found]


def revision(engine: Engine, sha256: str) -> int:
    """How many entries there are about a document: a view of it that is as old as this number is up to date."""
    with engine.connect() as connection:
        return revision_of(connection, sha256)


def revision_of(connection: Connection, sha256: str) -> int:
    """The same within a transaction."""
    return connection.execute(select(func.count()).where(_JOURNAL.c.sha256 == sha256)).scalar_one()


def revisions(connection: Connection) -> dict[str, int]:
    """The revision of every document that there are entries about."""
    found = connection.execute(select(_JOURNAL.c.sha256, func.count()).group_by(_JOURNAL.c.sha256))
    return {str(sha256): int(count) for sha256, count in found}


def holding() -> tuple[ColumnElement[bool], ...]:
    """The same as a condition in the database: no undo, and none that was undone, unless that was undone itself."""
    undo, again = _JOURNAL.alias("undo"), _JOURNAL.alias("again")
    back = select(again.c.undoes).where(again.c.kind == "undo")
    taken_back = select(undo.c.undoes).where(undo.c.kind == "undo", undo.c.entry_id.not_in(back))
    return _JOURNAL.c.kind != "undo", _JOURNAL.c.entry_id.not_in(taken_back)


def removed(connection: Connection) -> dict[str, bool]:
    """The documents that people took out, by hash, each with whether its original is to be deleted too."""
    wanted = select(_JOURNAL.c.sha256, _JOURNAL.c.new).where(_JOURNAL.c.kind == "remove", *holding())
    found: dict[str, bool] = {}
    for sha256, new in connection.execute(wanted):
        told = json.loads(new) if new else {}
        found[str(sha256)] = found.get(str(sha256), False) or bool(told.get("purge"))
    return found


def take_in(engine: Engine, found: Iterable[Decision]) -> list[Decision]:
    """Appends the entries that the journal lacks, by their ids, and returns those."""
    given = {entry.entry_id: entry for entry in found}
    with writing(engine) as connection:
        known = set(connection.execute(select(_JOURNAL.c.entry_id)).scalars())
        new = [entry for entry_id, entry in sorted(given.items()) if entry_id not in known]
        for start in range(0, len(new), _CHUNK):
            connection.execute(insert(_JOURNAL), [_row(entry) for entry in new[start : start + _CHUNK]])
    return new


def read_lines(path: AnyPath) -> Iterator[Decision]:
    """The entries of a file of JSON lines. Raises `JixiaoError` for a line that is none."""
    for number, line in enumerate(whole_lines(path), start=1):
        try:
            yield from_json(line)
        except JixiaoError as error:
            raise JixiaoError(f"{path}, line {number}: {error.message}", error.advice) from error


def mirrored(engine: Engine) -> AnyPath:
    """The file beside the archive in which every entry stands again."""
    return archive_folder(engine) / "journal.jsonl"


def mirror(engine: Engine, new: Sequence[Decision]) -> None:
    """Writes entries into the file beside the archive as well, and returns when they are on the disk."""
    append_lines(mirrored(engine), (entry.to_json() for entry in new))


def restore(engine: Engine) -> int:
    """Gives a journal that is empty, as that of a new database is, the entries of the file; how many they are."""
    with engine.connect() as connection:
        if connection.execute(select(_JOURNAL.c.seq).limit(1)).first():
            return 0
    return len(take_in(engine, _legible(mirrored(engine)).values()))


def reconcile(engine: Engine) -> tuple[int, int]:
    """Brings journal and file to the same entries; how many each lacked, the database first.

    Something is missing in the file where a process was killed between the two writes, in the database where that was
    lost.
    """
    in_file = _legible(mirrored(engine))
    taken_in = take_in(engine, in_file.values())
    missing = [entry for entry in entries(engine) if entry.entry_id not in in_file]
    mirror(engine, missing)
    return len(taken_in), len(missing)


def difference(engine: Engine) -> tuple[int, int]:
    """How many entries only the file has, and how many only the database."""
    in_file, here = _legible(mirrored(engine)).keys(), {entry.entry_id for entry in entries(engine)}
    return len(in_file - here), len(here - in_file)


def altered(engine: Engine) -> list[str]:
    """The entries that file and database both have, and not with the same words."""
    in_file = _legible(mirrored(engine))
    return [entry.entry_id for entry in entries(engine) if in_file.get(entry.entry_id, entry) != entry]


def is_guarded(engine: Engine) -> bool:
    """True where the database forbids every change of an entry."""
    question = {
        "sqlite": "SELECT count(*) FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'journal'",
        "postgresql": "SELECT count(*) FROM pg_trigger WHERE tgname = 'journal_no_change' AND tgenabled <> 'D'",
    }[engine.dialect.name]
    with engine.connect() as connection:
        return bool(connection.exec_driver_sql(question).scalar())


def _legible(path: AnyPath) -> dict[str, Decision]:
    """The entries of a file by their ids; a line that a dying writer left torn is none."""
    found: dict[str, Decision] = {}
    for line in whole_lines(path):
        try:
            entry = from_json(line)
        except JixiaoError:
            continue
        found[entry.entry_id] = entry
    return found


def _row(entry: Decision) -> dict[str, object]:
    return {name: getattr(entry, name) for name in DECISION_PARTS}


def _just_after(made_at: str) -> str:
    try:
        return (datetime.strptime(made_at, _TIME) + timedelta(microseconds=1)).strftime(_TIME)
    except ValueError:
        return ""
