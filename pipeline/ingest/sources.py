"""The files to ingest: found in folders, named as the export names them, and what they hold."""

from __future__ import annotations

import hashlib
import heapq
import os
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from itertools import groupby
from pathlib import Path

from pipeline.settings import MIB, Limits
from pipeline.store.remote import AnyPath
from schema.errors import LimitError, UnreadableError, UsageError
from schema.printing import storable

_LITTER = Path(__file__).parents[1] / "data" / "litter.toml"


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """A file: `name` is its path relative to the folder that was given, or its own name where it was given itself."""

    name: str
    path: Path


@dataclass(frozen=True, slots=True)
class Choice:
    """Which files are taken, by patterns for their names; a pattern without a slash is for the last part of a name.

    What no pattern of `include` fits is not taken, where there is one, nor what one of `exclude` fits.
    """

    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    def takes(self, name: str) -> bool:
        """Whether a document of that name is taken."""
        return self.opens(name) and (not self.include or _fits(name, self.include))

    def opens(self, name: str) -> bool:
        """Whether a container of that name is opened: what is in it may be taken though it is not named itself."""
        return not _fits(name, self.exclude)


def _fits(name: str, patterns: tuple[str, ...]) -> bool:
    whole = name.casefold()
    last = whole.rsplit("/", 1)[-1]
    return any(fnmatchcase(whole if "/" in pattern else last, pattern.casefold()) for pattern in patterns)


@dataclass(frozen=True, slots=True)
class Content:
    """What one or several files hold: `names` in order, `path` of the first."""

    sha256: str
    names: tuple[str, ...]
    path: AnyPath

    @property
    def original(self) -> Content:
        """Itself: what is to be read."""
        return self


@dataclass(frozen=True, slots=True)
class Found:
    """The files that were looked for, and what was passed over on the way, each ordered by name.

    A folder that was passed over is one, however much it holds; its name ends in a slash.
    """

    sources: list[Source]
    passed_over: list[Source]


def is_litter(name: str) -> bool:
    """Whether a file in a folder or container is passed over by its name, or by that of a folder which it lies in."""
    *folders, last = name.split("/")
    return _is_litter(last, "files") or any(_is_litter(folder, "folders") for folder in folders)


def find(paths: Iterable[Path]) -> list[Source]:
    """Every file of the paths, folders searched through, ordered by name; the order of the arguments is nothing.

    Raises `UsageError` for a path that isn't there.
    """
    return search(paths).sources


def search(paths: Iterable[Path], choice: Choice = Choice()) -> Found:
    """The same, with what was passed over: litter (see `data/litter.toml`), links to folders, what is no plain file and
    what is not chosen; nothing that was given itself. A folder or a link that leads nowhere is a file that can't be
    read. A container is there where what is in it may be chosen."""
    found: set[Source] = set()
    passed_over: set[Source] = set()
    for source, is_taken in each(paths, choice):
        (found if is_taken else passed_over).add(source)
    return Found(sorted(found), sorted(passed_over - found))


def each(paths: Iterable[Path], choice: Choice = Choice()) -> Iterator[tuple[Source, bool]]:
    """The same one by one, by name, each with whether it is taken: of a million files no list is made, but for those
    that lie in one folder. Raises `UsageError` at once for a path that isn't there."""
    walks = [_taken(path, choice) if path.is_dir() else iter([(_single(path), True)]) for path in paths]
    return (found for found, _ in groupby(heapq.merge(*walks)))


def foreign(sources: Iterable[Source], own: Iterable[Path | None]) -> Iterator[Source]:
    """The files that are not the program's own: no database of these, nor what lies beside it, nor in an archive."""
    roots = [str(path.resolve()) for path in own if path is not None]
    ours = tuple(root + ending for root in roots for ending in ("/", "-wal", "-shm"))
    for source in sources:
        path = str(source.path.parent.resolve() / source.path.name)
        if path not in roots and not path.startswith(ours):
            yield source


def _taken(folder: Path, choice: Choice) -> Iterator[tuple[Source, bool]]:
    return ((source, is_wanted and _is_chosen(source, choice)) for source, is_wanted in _walk(folder))


def _is_chosen(source: Source, choice: Choice) -> bool:
    from extractors.opening import container_of

    if choice.takes(source.name) or not choice.opens(source.name):
        return choice.takes(source.name)
    try:
        with source.path.open("rb") as file:
            return container_of(file, documents=False) is not None
    except OSError:
        return False


def _single(path: Path) -> Source:
    if not path.exists():
        raise UsageError(f"{path} does not exist", "Check the path; name files or folders.")
    if not path.is_file():
        raise UsageError(f"{path} is neither a file nor a folder", "Name files or folders.")
    return Source(printable(path.resolve().name if path.name in ("", "..") else path.name), path)


def _walk(folder: Path) -> Iterator[tuple[Source, bool]]:
    """What the folder and those in it hold, each with whether it is wanted, by name."""
    waiting = [iter([(folder, True)])]
    while waiting:
        path, is_folder = next(waiting[-1], (None, False))
        if path is None:
            waiting.pop()
        elif not is_folder:
            wanted = not _is_litter(path.name, "files") and (path.is_file() or not path.exists())
            yield _source(folder, path), wanted
        elif path != folder and (_is_litter(path.name, "folders") or path.is_symlink()):
            yield _source(folder, path, "/"), False
        else:
            try:
                waiting.append(iter(_listed(path)))
            except OSError:
                yield _source(folder, path), True


def _listed(folder: Path) -> list[tuple[Path, bool]]:
    """What lies in a folder, each with whether it is a folder itself, in the order of their names below it."""
    with os.scandir(folder) as entries:
        found = sorted((printable(entry.name) + "/" * entry.is_dir(), entry.name) for entry in entries)
    return [(folder / name, shown.endswith("/")) for shown, name in found]


def _source(folder: Path, path: Path, ending: str = "") -> Source:
    name = path.relative_to(folder).as_posix() if path != folder else folder.resolve().name
    return Source(printable(name) + ending, path)


def _is_litter(name: str, kind: str) -> bool:
    return any(fnmatchcase(name.casefold(), pattern) for pattern in _litter()[kind])


@cache
def _litter() -> dict[str, list[str]]:
    with _LITTER.open("rb") as file:
        return tomllib.load(file)


def printable(name: str) -> str:
    """A file name may hold anything but a slash: what would break a line or a table is replaced."""
    return "".join(letter if letter.isprintable() else "\N{REPLACEMENT CHARACTER}" for letter in storable(name))


def bytes_of(path: Path, size: int = Limits().size) -> bytes:
    """The bytes of a file that a person named. Raises `UnreadableError`, and `LimitError` for more than `size`."""
    try:
        if path.exists() and not path.is_file():
            raise UnreadableError(f"{path} is no plain file", "name a file")
        if path.stat().st_size > size:
            raise LimitError(f"the file is larger than {size // MIB} MiB", "cut it into one file a filing")
        return path.read_bytes()
    except OSError as error:
        raise UnreadableError(f"the file can't be read: {error.strerror}", "look at its name and its rights") from error


def digest(path: Path) -> str:
    """The SHA-256 of a file's bytes, read piece by piece. Raises `OSError`."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
