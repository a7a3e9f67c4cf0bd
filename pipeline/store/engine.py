"""The database: opened from a path or an SQLAlchemy URL, its tables made or brought up to date where they must be."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, NoSuchModuleError, SQLAlchemyError
from sqlmodel import SQLModel

from pipeline.store import database_views, sqlite, waiting
from pipeline.store.migrations import migrate, newest, revision_of, revisions
from schema.errors import JixiaoError, MissingToolError, UsageError
from schema.records import SCHEMA_VERSION

_STAMPS = SQLModel.metadata.tables["stamps"]

# What a URL begins with, and no path.
_SCHEME = re.compile(r"[A-Za-z][\w.+-]*://")
# The revisions of ours, those of newer programs too.
_OUR_REVISION = re.compile(r"r\d{4}")
# So many tables of another program are named.
_NAMED = 3
_ELSEWHERE = "Name another database with --db; this one was left as it is."

_COPY_IT = "Copy it to where it may be written to, with the file -wal beside it."
# How an engine says that its database is only read.
_READ_ONLY = "jixiao_read_only"

# How an engine knows the file that it was opened on.
_FILE = "jixiao_file"

# The number of the lock that writers on a server hold.
_LOCK = 0x6A697869616F
# What PostgreSQL says when it was not free in time; https://www.postgresql.org/docs/current/errcodes-appendix.html
_LOCK_TIMEOUT = "55P03"


def database_url(database: str) -> URL:
    """The SQLAlchemy URL of a path, or the URL that it already is; in a path no letter means anything but itself.

    Raises `ArgumentError`.
    """
    return make_url(database) if _SCHEME.match(database) else URL.create("sqlite", database=database)


def is_missing(database: str) -> bool:
    """True for an SQLite database whose file is not there yet."""
    path = file_of(_engine(database))
    return path is not None and not path.exists()


def database_file(database: str) -> Path | None:
    """The file of an SQLite database; None for one in memory and for a server."""
    return file_of(_engine(database))


def file_of(engine: Engine) -> Path | None:
    """The file of an engine's database; None for one in memory and for a server."""
    return _path_in(engine.url)


def is_read_only(engine: Engine) -> bool:
    """True for a database whose file, or the folder of which, may not be written to."""
    return bool(engine.get_execution_options().get(_READ_ONLY))


def open_store(database: str, create: bool = False) -> Engine:
    """An engine on a database whose tables are there and of this version.

    With `create` a missing one is made. Raises `UsageError` where there is none or the URL is wrong, `JixiaoError`
    where it is no database, can't be reached, or was made by another version.
    """
    engine = _engine(database)
    path = file_of(engine)
    if path is not None:
        sqlite.check_file(path, create)
    with refusals(database):
        _bring_up(engine, database, create)
        _check_version(engine, database)
    if path is not None:
        engine.update_execution_options(**{_FILE: _identity(path)})
    return engine


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes; of two on one database the second waits before it looks at anything.

    Raises `JixiaoError` where the file of the database was removed or replaced since it was opened: what is written to
    one that has no name any more is gone with the process.
    """
    _check_is_there(engine)
    with engine.begin() as connection:
        if _is_sqlite(engine.url):
            connection.exec_driver_sql("BEGIN IMMEDIATE")
        elif engine.dialect.name == "postgresql":
            _lock_server(connection)
        yield connection
    _check_is_there(engine)


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that sees the database as it was when it first looked, whatever is written meanwhile."""
    with engine.connect() as connection:
        if _is_sqlite(engine.url):
            connection.exec_driver_sql("BEGIN")
        else:
            connection = connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


@contextmanager
def refusals(database: str) -> Iterator[None]:
    """Turns what the database refuses into our own error, with advice."""
    try:
        yield
    except SQLAlchemyError as error:
        raise _refusal(database, error) from error


def _refusal(database: str, error: SQLAlchemyError) -> JixiaoError:
    if _is_lock_timeout(error):
        return JixiaoError(f"{database}: {waiting.LOCKED}", waiting.ADVICE)
    cause = getattr(error, "orig", None) or error
    reason = str(cause).splitlines()[0]
    otherwise = JixiaoError(f"{database}: {reason}", "See what is wrong with it: jixiao doctor --db DB")
    return sqlite.refusal(database, cause) or otherwise


def _lock_server(connection: Connection) -> None:
    """Waits until no other writer holds the lock, and says so after a while."""
    if not connection.exec_driver_sql(f"SELECT pg_try_advisory_xact_lock({_LOCK})").scalar():
        name = connection.engine.url.render_as_string()
        waiting.patiently(lambda: _queue_for_lock(connection), _is_lock_timeout, name)


def _queue_for_lock(connection: Connection) -> None:
    """Raises where the lock is not free in time; the transaction goes on all the same."""
    with connection.begin_nested():
        connection.exec_driver_sql(f"SET LOCAL lock_timeout = {int(1000 * waiting.QUIET)}")
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")
        connection.exec_driver_sql("SET LOCAL lock_timeout = DEFAULT")


def _is_lock_timeout(error: Exception) -> bool:
    return getattr(getattr(error, "orig", None), "sqlstate", None) == _LOCK_TIMEOUT


def _engine(database: str) -> Engine:
    try:
        url = database_url(database)
        engine = create_engine(url, **_how_to_connect(url))
    except NoSuchModuleError as error:
        raise UsageError(f"{database}: no such kind of database", "Name a path or an SQLAlchemy URL.") from error
    except ArgumentError as error:
        raise UsageError(f"{database}: {error}", "Name a path or an SQLAlchemy URL.") from error
    except ModuleNotFoundError as error:
        advice = f"Install it beside jixiao: pip install {error.name}"
        raise MissingToolError(f"{database} needs the package {error.name}", advice) from error
    if _is_sqlite(url):
        event.listen(engine, "connect", sqlite.prepare)
    return engine


def _how_to_connect(url: URL) -> dict[str, Any]:
    """What SQLAlchemy is told besides the URL."""
    path = _path_in(url)
    if path is not None and path.is_file() and not sqlite.is_writable(path):
        return {"creator": partial(sqlite.read_only, path), "execution_options": {_READ_ONLY: True}}
    return {"connect_args": sqlite.connect_arguments()} if _is_sqlite(url) else {}


def _is_sqlite(url: Any) -> bool:
    return bool(url.get_backend_name() == "sqlite")


def _path_in(url: URL) -> Path | None:
    """The file of an SQLite database; None for one in memory and for a server."""
    name = url.database
    return Path(name) if name and name != ":memory:" and _is_sqlite(url) else None


def _identity(path: Path) -> tuple[int, int] | None:
    """What tells a file from any other that has its name; None where it is not there."""
    try:
        found = path.stat()
    except FileNotFoundError:
        return None
    return found.st_dev, found.st_ino


def _check_is_there(engine: Engine) -> None:
    known, path = engine.get_execution_options().get(_FILE), file_of(engine)
    if known is not None and path is not None and _identity(path) != known:
        message = f"{path} was removed or replaced while it was written to"
        raise JixiaoError(message, "Run the command again: what was read before is in the archive, jixiao rebuild")


def _bring_up(engine: Engine, database: str, create: bool) -> None:
    """Makes the tables where there are none and may be, and takes an older database through the steps it lacks."""
    with reading(engine) as connection:
        found = revision_of(connection)
        _check_ownership(connection, found, database)
    if not found and not create:
        raise UsageError(f"{database} holds no filings", "Fill it first: jixiao ingest PATH")
    if is_read_only(engine):
        if found != newest():
            raise JixiaoError(f"{database} was made by an older version, and can't be written to", _COPY_IT)
        return
    if _is_sqlite(engine.url):
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA journal_mode=WAL")  # readers beside a writer
    if found == newest():
        return
    with writing(engine) as connection:
        if (found := revision_of(connection)) != newest():
            database_views.drop(connection)
            migrate(connection, found)
            database_views.make(connection)
        connection.execute(_STAMPS.delete().where(_STAMPS.c.name == "schema_version"))
        connection.execute(_STAMPS.insert(), {"name": "schema_version", "value": SCHEMA_VERSION})


def _check_ownership(connection: Connection, revision: str, database: str) -> None:
    """Raises where the tables are not ours to change: those of another program, or of a newer version."""
    if revision in revisions():
        return
    if _OUR_REVISION.fullmatch(revision):
        raise JixiaoError(f"{database} was made by a newer version ({revision})", "Update jixiao.")
    tables = inspect(connection).get_table_names()
    if connection.dialect.name != "sqlite":  # on a server others may have theirs beside ours
        tables = [name for name in tables if name in SQLModel.metadata.tables]
    if tables:
        names = ", ".join(sorted(tables)[:_NAMED]) + (", …" if len(tables) > _NAMED else "")
        raise UsageError(f"{database} is a database of another program, with the tables {names}", _ELSEWHERE)


def _check_version(engine: Engine, database: str) -> None:
    with engine.connect() as connection:
        found = connection.execute(select(_STAMPS.c.value).where(_STAMPS.c.name == "schema_version")).scalar()
    if found != SCHEMA_VERSION:
        message = f"{database} has tables of version {found}, this program has {SCHEMA_VERSION}"
        raise JixiaoError(message, "Ingest the originals into a new database.")
