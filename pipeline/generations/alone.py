"""One rebuild at a time: of an archive where that lies on this machine, else of the database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text

from pipeline.store.engine import file_of
from schema.errors import JixiaoError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.store.archive import Archive

_NAME = "rebuild.lock"
# The number of the lock on a server.
_LOCK = 0x6A7869616F72


@contextmanager
def alone(engine: Engine, archive: Archive) -> Iterator[None]:
    """Keeps other rebuilds away; the lock goes with the process, however that ends. Raises `JixiaoError` where there is
    one already."""
    file = file_of(engine)
    if archive.local:
        archive.local.mkdir(parents=True, exist_ok=True)
        with _locked(archive.local / _NAME):
            yield
    elif file is not None:
        with _locked(file.with_name(f"{file.name}-{_NAME}")):
            yield
    else:
        with engine.connect() as connection:
            _lock_server(connection)
            yield


def _lock_server(connection: Connection) -> None:
    """Holds the lock as long as the connection."""
    if connection.dialect.name != "postgresql":  # in memory, and nobody else's
        return
    if not connection.execute(text("SELECT pg_try_advisory_lock(:n)"), {"n": _LOCK}).scalar():
        raise _busy()
    connection.commit()


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    with file.open("w") as opened:
        try:
            import fcntl
        except ImportError:  # no such locks on this system
            yield
            return
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise _busy() from error
        yield


def _busy() -> JixiaoError:
    return JixiaoError("another rebuild is at work on this archive", "Wait until it is done.")
