"""A PostgreSQL server of the tests' own: in a folder that is gone afterwards, on a socket there, as no root."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkdtemp

import psycopg

_USER = "jixiao"
# Root must not run a server; Debian's package brings a user for it.
_SERVANT = "postgres"
_PATIENCE = 60


def programs() -> Path | None:
    """The folder of the server's programs; None where none is installed."""
    found = shutil.which("initdb")
    if found:
        return Path(found).resolve().parent
    return max(Path("/usr/lib/postgresql").glob("*/bin"), default=None)


@contextmanager
def running() -> Iterator[str]:
    """The URL of a database on a server that runs as long as the context."""
    home = Path(mkdtemp(prefix="jx-pg-"))
    server = None
    servant = _SERVANT if os.geteuid() == 0 else None
    try:
        if servant:
            shutil.chown(home, servant)
        server = _started(home, servant)
        yield f"postgresql+psycopg://{_USER}@/postgres?host={home}"
    finally:
        if server is not None:
            server.send_signal(signal.SIGINT)  # at once, whoever is still connected
            server.wait(_PATIENCE)
        shutil.rmtree(home, ignore_errors=True)


def _started(home: Path, servant: str | None) -> subprocess.Popen[bytes]:
    folder, data = programs(), home / "data"
    assert folder is not None
    environment = {"LC_ALL": "C.UTF-8", "PATH": os.environ["PATH"]}
    make = [folder / "initdb", "-D", data, "-U", _USER, "-A", "trust", "-E", "UTF8", "--no-sync"]
    subprocess.run(make, check=True, capture_output=True, user=servant, cwd=home, env=environment)
    serve = [folder / "postgres", "-D", data, "-k", home, "-c", "listen_addresses=", "-c", "fsync=off"]
    with (home / "log").open("wb") as log:
        server = subprocess.Popen(serve, user=servant, cwd=home, env=environment, stdout=log, stderr=log)
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            psycopg.connect(host=str(home), user=_USER, dbname="postgres").close()
            return server
        except psycopg.OperationalError:
            time.sleep(0.2)
    server.kill()
    raise RuntimeError((home / "log").read_text(encoding="utf-8", errors="replace"))


def new_database(url: str, name: str) -> str:
    """The URL of a new database on the same server."""
    home = url.rpartition("host=")[2]
    with psycopg.connect(host=home, user=_USER, dbname="postgres", autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}"'.encode())
    return url.replace("/postgres?", f"/{name}?")
