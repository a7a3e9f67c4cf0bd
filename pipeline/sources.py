"""The files to ingest: found in folders, named as the export names them, grouped by what they hold."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path

from pipeline.settings import PASSED_OVER
from schema.errors import UsageError
from schema.printing import storable


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file: `name` is its path relative to the folder that was given, or its own name where it was given itself."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Content:
    """What one or several files hold: `names` in order, `path` of the first."""

    sha256: str
    names: tuple[str, ...]
    path: Path

    @property
    def original(self) -> Content:
        """Itself: what is to be read."""
        return self


def find(paths: Iterable[Path]) -> list[Source]:
    """Every file of the paths, folders searched through, ordered by name; the order of the arguments is nothing.

    Files that folders hold beside documents (see `settings.PASSED_OVER`) are passed over unless given themselves, and
    so is what is no plain file. Raises `UsageError` for a path that isn't there.
    """
    found: set[Source] = set()
    for path in paths:
        found.update(_walk(path) if path.is_dir() else [_single(path)])
    return sorted(found)


def _single(path: Path) -> Source:
    if not path.exists():
        raise UsageError(f"{path} does not exist", "Check the path; name files or folders.")
    if not path.is_file():
        raise UsageError(f"{path} is neither a file nor a folder", "Name files or folders.")
    return Source(_printable(path.resolve().name if path.name in ("", "..") else path.name), path)


def _walk(folder: Path) -> Iterator[Source]:
    for here, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _passed_over(name)]
        for name in files:
            path = Path(here, name)
            if not _passed_over(name) and path.is_file():
                yield Source(_printable(path.relative_to(folder).as_posix()), path)


def _passed_over(name: str) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in PASSED_OVER)


def _printable(name: str) -> str:
    """A file name may hold anything but a slash: what would break a line or a table is replaced."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in storable(name))


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, read piece by piece. Raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def group(hashed: Iterable[tuple[Source, str]]) -> list[Content]:
    """The files by what they hold, ordered by the first name of each."""
    groups: dict[str, list[Source]] = {}
    for source, sha256 in hashed:
        groups.setdefault(sha256, []).append(source)
    contents = [_content(sha256, sorted(sources)) for sha256, sources in groups.items()]
    return sorted(contents, key=lambda content: (content.names, content.sha256))


def _content(sha256: str, sources: list[Source]) -> Content:
    return Content(sha256, tuple(dict.fromkeys(source.name for source in sources)), sources[0].path)
