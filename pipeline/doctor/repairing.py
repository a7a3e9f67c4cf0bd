"""What the doctor mends: damaged copies are set aside, never deleted, and made again from whatever is whole."""

from __future__ import annotations

import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import insert
from sqlmodel import SQLModel

from pipeline.doctor.damage import Damage, damage
from pipeline.doctor.examination import check_integrity
from pipeline.generations.planning import KEPT
from pipeline.generations.rebuild import Job, Report, rebuild
from pipeline.messages import advised, say
from pipeline.store.archive import Archive, archive_of, default_folder, free_name
from pipeline.store.engine import database_file, open_store, refusals, writing
from pipeline.store.remote import AnyPath, located
from pipeline.store.sqlite import MAGIC
from schema.errors import JixiaoError
from schema.kept import UserRecord

if TYPE_CHECKING:
    from sqlalchemy import Engine

_USERS = SQLModel.metadata.tables[str(UserRecord.__tablename__)]
# What SQLite keeps beside a database.
_BESIDE = ("", "-wal", "-shm")
_DAMAGED = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR)
_LOCATE = "Name the folder of originals: --archive DIR"


def repair(database: str, folder: AnyPath | None, job: Job) -> Iterator[str]:
    """A sentence for each thing that is mended. `folder` is the archive, where it lies elsewhere than beside the
    database; `job` says how what must be read again is read.

    Raises `JixiaoError` where there is nothing to mend from.
    """
    file = database_file(database)
    if file is not None and file.is_file():
        lies = folder or _remembered(file) or default_folder(file)
        if not _is_sound(database, file, lies):
            yield from _made_anew(database, file, lies, job)
            return
    engine = open_store(database)
    with refusals(database):
        archive = archive_of(engine, folder)
        yield from _mended(engine, archive, damage(engine, archive), job)


def _is_sound(database: str, file: Path, lies: AnyPath) -> bool:
    """Whether a file is a database that holds together. Raises `JixiaoError` for one that can't be looked into and is
    not damaged: that is locked, or another program's."""
    if not _begins_as_one(file) and lies.is_dir():
        return False
    try:
        engine = open_store(database)
    except JixiaoError as error:
        if _code(error) in _DAMAGED:
            return False
        raise
    try:
        with refusals(database):
            check_integrity(engine, database)
    except JixiaoError:
        return False
    finally:
        engine.dispose()
    return True


def _begins_as_one(file: Path) -> bool:
    try:
        with file.open("rb") as opened:
            return opened.read(len(MAGIC)) == MAGIC
    except OSError:
        return True  # which is told by whoever opens it


def _code(error: JixiaoError) -> int:
    """SQLite's primary code of what an error came from; 0 where it came from something else."""
    cause = getattr(error.__cause__, "orig", error.__cause__)
    return int(getattr(cause, "sqlite_errorcode", None) or 0) & 0xFF


def _made_anew(database: str, file: Path, lies: AnyPath, job: Job) -> Iterator[str]:
    """Sets the database aside and makes it again from the archive; accounts come along as far as they can be read."""
    if not lies.is_dir():
        raise JixiaoError(f"{database} is damaged, and there is no archive {lies} to make it from", _LOCATE)
    users = _users(file)
    aside = free_name(file.with_name(f"{file.name}.damaged"))
    for beside in _BESIDE:
        with contextlib.suppress(FileNotFoundError):
            file.with_name(f"{file.name}{beside}").replace(aside.with_name(f"{aside.name}{beside}"))
    yield say("repair-database", database=database, aside=aside)
    engine = open_store(database, create=True)
    archive = archive_of(engine, lies if lies.resolve() != default_folder(file).resolve() else None)
    with writing(engine) as connection:
        if users:
            connection.execute(insert(_USERS), users)
    report = rebuild(engine, archive, job)
    yield say("repair-filings", count=len(report.became), users=len(users))
    yield from _left(report)


def _mended(engine: Engine, archive: Archive, found: Damage, job: Job) -> Iterator[str]:
    for sha256 in found.originals:
        yield say("repair-original", sha256=sha256, aside=archive.set_aside(sha256))
    if found.names:
        archive.add_names(found.names)
        yield say("repair-names", count=len(found.names))
    for sha256 in found.readings:
        yield say("repair-reading", sha256=sha256)
    for sha256 in found.rows:
        yield say("repair-rows", sha256=sha256)
    if mend := frozenset((*found.readings, *found.rows, *found.unloaded)):
        report = rebuild(engine, archive, Job(job.jobs, job.limits, job.sight, mend=mend))
        yield say("repair-filings", count=len(report.became), users=0)
        yield from _left(report)


def _left(report: Report) -> Iterator[str]:
    """What could not be made again, for nothing of it is whole: it is as it was."""
    for sha256, reason in sorted(report.damaged.items()):
        if report.deed_of.get(sha256) == KEPT:
            yield say("repair-left", name=report.names.get(sha256, sha256), message=advised(reason, ""))


def _remembered(file: Path) -> AnyPath | None:
    """The archive that a damaged database remembers, where that can still be read."""
    found = _asked(file, "SELECT value FROM states WHERE name = 'archive'")
    return located(found[0]["value"]) if found and isinstance(found[0]["value"], str) else None


def _users(file: Path) -> list[dict[str, Any]]:
    """The accounts of a damaged database, as far as they can be read."""
    names = [column.name for column in _USERS.columns]
    found = _asked(file, "SELECT * FROM users")
    return [
        {name: row[name] for name in names}
        for row in found
        if row.keys() >= set(names) and all(isinstance(row[name], str) for name in names)
    ]


def _asked(file: Path, question: str) -> list[dict[str, Any]]:
    try:
        with contextlib.closing(sqlite3.connect(file)) as connection:
            connection.row_factory = sqlite3.Row
            return [dict(row) for row in connection.execute(question)]
    except sqlite3.Error:
        return []
