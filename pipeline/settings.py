"""What can be set, in `jixiao.toml` and in the environment; and what a file may cost before we give it up."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from schema.errors import UsageError

#: The database where none is named.
DEFAULT_DATABASE = "jixiao.db"
#: The file of settings where none is named, and the environment variable that names one.
SETTINGS_FILE, SETTINGS_VARIABLE = "jixiao.toml", "JIXIAO_SETTINGS"
#: What every environment variable of ours begins with.
PREFIX = "JIXIAO_"
# Variables that are no options of a command: of the engines that read pictures, and the file of settings.
_OTHER_VARIABLES = re.compile(r"JIXIAO_(PADDLEOCR_\w+|RECORD(ED|S)|SETTINGS)")

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


def settings_file() -> Path | None:
    """The file that the environment names, else `jixiao.toml` in the current folder; None where there is none.

    Raises `UsageError` where the one that is named is not there."""
    named = os.environ.get(SETTINGS_VARIABLE, "")
    path = Path(named or SETTINGS_FILE)
    if named and not path.is_file():
        raise UsageError(f"{SETTINGS_VARIABLE} names no file: {named}", "Name a file of settings, or unset it.")
    return path if path.is_file() else None


def file_settings() -> Mapping[str, Any]:
    """What the file of settings says; nothing where there is none. Raises `UsageError` for one that is no TOML."""
    path = settings_file()
    if path is None:
        return {}
    try:
        state = path.stat()
        return _parsed(path.resolve(), state.st_mtime_ns, state.st_size)
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} can't be read: {error}", "Write it as TOML, in UTF-8.") from error


def setting(command: Sequence[str], name: str) -> tuple[Any, str]:
    """What is set for an option of a command (`["journal", "export"]`, `db`), and where: the environment's word beats
    the file's, what is said of this command what is said of all. None and nothing where it is not set."""
    for depth in range(len(command), -1, -1):
        variable = _variable(command[:depth], name)
        if found := os.environ.get(variable):
            return found, variable
    told = file_settings()
    for depth in range(len(command), -1, -1):
        section: Any = told
        for word in command[:depth]:
            section = section.get(word) if isinstance(section, Mapping) else None
        if isinstance(section, Mapping) and name in section and not isinstance(section[name], Mapping):
            return section[name], str(settings_file())
    return None, ""


def unknown_settings(options: Mapping[tuple[str, ...], frozenset[str]]) -> list[str]:
    """What the file and the environment set and no command has, by name; `options` are those of each command."""
    found = list(_unknown(file_settings(), (), options))
    variables = {
        _variable(command[:depth], name)
        for command, names in options.items()
        for name in names
        for depth in range(len(command) + 1)
    }
    ours = (name for name in os.environ if name.startswith(PREFIX) and not _OTHER_VARIABLES.fullmatch(name))
    return [*found, *sorted(name for name in ours if name not in variables)]


def _variable(section: Sequence[str], name: str) -> str:
    return PREFIX + "_".join([*section, name]).upper().replace("-", "_")


def _unknown(
    told: Mapping[str, Any], section: tuple[str, ...], options: Mapping[tuple[str, ...], frozenset[str]]
) -> Iterator[str]:
    for name, value in told.items():
        here = (*section, name)
        if isinstance(value, Mapping):
            if any(command[: len(here)] == here for command in options):
                yield from _unknown(value, here, options)
            else:
                yield f"[{'.'.join(here)}]"
        elif not any(name in names for command, names in options.items() if command[: len(section)] == section):
            yield ".".join(here)


@lru_cache(maxsize=8)
def _parsed(path: Path, _changed: int, _size: int) -> Mapping[str, Any]:
    with path.open("rb") as file:
        return tomllib.load(file)


def state_folder() -> Path:
    """Where this machine keeps what belongs into no database, for this user alone.

    As https://specifications.freedesktop.org/basedir-spec says.
    """
    base = os.environ.get("XDG_STATE_HOME", "")
    return (Path(base) if base else Path.home() / ".local" / "state") / "jixiao"


def user_name() -> str:
    """Who runs this program, as the journal names people; `local` where the system does not say, as in containers."""
    import getpass

    try:
        return getpass.getuser()
    except (OSError, KeyError, ImportError):
        return "local"


def default_jobs() -> int:
    """As many processes as this process may use processors."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
