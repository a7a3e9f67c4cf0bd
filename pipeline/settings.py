"""What can be set: where the database is, and what a file may cost before we give it up."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

#: The database where none is named.
DEFAULT_DATABASE = "jixiao.db"
#: The environment variable that names another.
DATABASE_VARIABLE = "JIXIAO_DB"

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """What one file may cost: bytes on disk, seconds of work, and bytes of memory that its process may write to.

    A page that is read from its picture has seconds of its own from when it is begun, many times what it takes where
    nothing else is done, and its process more memory from then on: what an engine may write to is half as much again as
    it ever touches, which stays under 1.5 GiB.
    """

    size: int = 200 * MIB
    seconds: float = 60.0
    memory: int = 1024 * MIB
    seconds_a_page: float = 180.0
    memory_with_pictures: int = 2304 * MIB


def default_database() -> str:
    """The database that the environment names, else `jixiao.db` in the current folder."""
    return os.environ.get(DATABASE_VARIABLE) or DEFAULT_DATABASE


def state_folder() -> Path:
    """Where this machine keeps what belongs into no database, for this user alone.

    As https://specifications.freedesktop.org/basedir-spec says.
    """
    base = os.environ.get("XDG_STATE_HOME", "")
    return (Path(base) if base else Path.home() / ".local" / "state") / "jixiao"


def user_name() -> str:
    """Who runs this program, as the journal names people; `unknown` where the system does not say, as in containers."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "unknown"


def default_jobs() -> int:
    """As many processes as this process may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
