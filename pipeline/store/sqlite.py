"""What is peculiar to SQLite: its files, how it waits for another writer, and what its refusals mean."""

from __future__ import annotations

import os
import sqlite3
from functools import partial
from pathlib import Path
from typing import Any, Self

from pipeline.store import waiting
from schema.errors import JixiaoError, UsageError

_UNOPENED = (sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_READONLY)
_BUSY = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_BUSY_RECOVERY)
#: Every database begins with this; https://www.sqlite.org/fileformat.html
MAGIC = b"SQLite format 3\0"

# What stands behind the address of a database that is only read, and of one that stays as it is.
_READ_ONLY, _IMMUTABLE = "?mode=ro", "&immutable=1"

_ELSEWHERE = "Name another file with --db, one that jixiao made or that is not there yet."
_ANEW = "Put it aside and make it anew from the archive: jixiao rebuild (the doctor does both with --repair)"
_WRITABLE = "Check that the file and its folder are there and may be written to."
_DISK = "See that the disk has room and is sound, and run the command again."

# What a refusal means, by SQLite's primary code, and what to do about it.
_REFUSALS = {
    sqlite3.SQLITE_BUSY: (waiting.LOCKED, waiting.ADVICE),
    sqlite3.SQLITE_LOCKED: (waiting.LOCKED, waiting.ADVICE),
    sqlite3.SQLITE_NOTADB: ("it is no SQLite database, or an encrypted one", _ELSEWHERE),
    sqlite3.SQLITE_CORRUPT: ("it is damaged", _ANEW),
    sqlite3.SQLITE_ERROR: ("its tables are not as they should be", _ANEW),
    sqlite3.SQLITE_PERM: ("it may not be opened", _WRITABLE),
    sqlite3.SQLITE_CANTOPEN: ("it can't be opened", _WRITABLE),
    sqlite3.SQLITE_READONLY: ("it can't be written to", _WRITABLE),
    sqlite3.SQLITE_FULL: ("there is no room for it", _DISK),
    sqlite3.SQLITE_IOERR: ("the disk refuses", _DISK),
}


class PatientConnection(sqlite3.Connection):
    """A connection that waits for another writer, and says so after a while (see `pipeline.store.waiting`)."""

    def __init__(self, database: Any, *more: Any, **named: Any) -> None:
        super().__init__(database, *more, **named)
        self.name = os.fsdecode(database).removesuffix(_IMMUTABLE).removesuffix(_READ_ONLY)

    def cursor(self, factory: Any = None) -> Any:
        """A cursor that waits as well."""
        return super().cursor(factory or PatientCursor)

    def commit(self) -> None:
        """Waits for readers, where the file allows none beside a writer."""
        waiting.patiently(super().commit, _is_busy, self.name)


class PatientCursor(sqlite3.Cursor):
    """Waits before a transaction; within one there is nothing to wait for but oneself."""

    def execute(self, sql: str, parameters: Any = (), /) -> Self:
        """Runs a statement."""
        run = partial(super().execute, sql, parameters)
        if self.connection.in_transaction:
            return run()
        return waiting.patiently(run, _is_busy, getattr(self.connection, "name", ""))


def connect_arguments() -> dict[str, Any]:
    """What makes `sqlite3.connect` patient."""
    return {"timeout": waiting.QUIET, "factory": PatientConnection}


def is_writable(path: Path) -> bool:
    """Whether the database may be written to: its file, and the folder, into which SQLite puts files beside it. One
    that is not there yet is."""
    return not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def read_only(path: Path) -> sqlite3.Connection:
    """A connection that only reads, also where nothing may be written beside the file.

    Nobody can be writing into a file that SQLite itself can't open there and that has no log beside it: it is taken to
    stay as it is (https://www.sqlite.org/wal.html#read_only_databases)."""
    address = path.absolute().as_uri() + _READ_ONLY
    more: dict[str, Any] = {"uri": True, "check_same_thread": False, **connect_arguments()}
    connection: sqlite3.Connection = sqlite3.connect(address, **more)
    try:
        connection.execute("SELECT 1 FROM sqlite_master").close()
    except sqlite3.OperationalError as error:
        connection.close()
        log = path.with_name(f"{path.name}-wal")
        if error.sqlite_errorcode & 0xFF not in _UNOPENED or (log.exists() and log.stat().st_size):
            raise
        connection = sqlite3.connect(f"{address}{_IMMUTABLE}", **more)
    return connection


def prepare(connection: Any, _record: Any) -> None:
    """References that hold, and no wait for the disk at each commit; changes nothing in the file."""
    cursor = connection.cursor()
    for pragma in ("foreign_keys=ON", "synchronous=NORMAL"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


def check_file(path: Path, create: bool) -> None:
    """Raises `UsageError` for a path that can be no database, or has none and shall not be made."""
    if path.is_dir():
        raise UsageError(f"{path} is a folder, not a database", "Name a file: --db FILE")
    if create and not path.parent.is_dir():
        raise UsageError(f"there is no folder {path.parent} for the database", f"Make it first: mkdir -p {path.parent}")
    if path.exists():
        _check_content(path)
    elif not create:
        raise UsageError(f"there is no database {path}", "Name it with --db, or make it: jixiao ingest PATH")


def _check_content(path: Path) -> None:
    """SQLite itself takes a file of a few bytes for an empty database, and waits for ever for a pipe."""
    if not path.is_file():
        raise UsageError(f"{path} is no plain file, and so no database", _ELSEWHERE)
    try:
        with path.open("rb") as file:
            begins = file.read(len(MAGIC))
    except OSError as error:
        raise JixiaoError(f"{path} can't be read: {error.strerror}", _WRITABLE) from error
    if begins and begins != MAGIC:
        raise UsageError(f"{path} is not a database, but some other file", _ELSEWHERE)


def refusal(database: str, error: BaseException | None) -> JixiaoError | None:
    """What SQLite's error means and what to do about it; None for one that is not SQLite's, or says enough itself."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None or code & 0xFF not in _REFUSALS:
        return None
    meaning, advice = _REFUSALS[code & 0xFF]
    return JixiaoError(f"{database}: {meaning} ({error})", advice)


def _is_busy(error: Exception) -> bool:
    return getattr(error, "sqlite_errorcode", None) in _BUSY
