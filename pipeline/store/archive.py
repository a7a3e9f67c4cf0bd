"""The archive of originals: each content once under its hash, with all the names that it was met under.

Contents lie in folders of two levels (`ab/cd/abcd…`), are written whole or not at all, and are never changed; they are
deleted only where a person asks for it. The names stand in `names.jsonl`, the decisions of people in `journal.jsonl`:
from this folder alone everything can be made again.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, overload

from pipeline.store.appended import append_lines, sync_folder, whole_lines
from pipeline.store.remote import AnyPath, RemotePath, located

if TYPE_CHECKING:
    from sqlalchemy import Engine

_NAMES = "names.jsonl"
_HASH = 64
# What is set aside lies in a folder that is none of the contents.
_DAMAGED = "damaged"
_PIECE = 1024 * 1024
# So many names are written at once.
_LINES = 10_000
# No copy takes so many seconds.
_LONG_AGO = 24 * 60 * 60
#: The folder where a database has no file that it could lie beside.
_FOLDER = "jixiao.archive"


@dataclass(frozen=True, slots=True)
class Archive:
    """A folder of originals, here or on another machine."""

    folder: AnyPath

    @property
    def local(self) -> Path | None:
        """The folder, where it is one of this machine."""
        return self.folder if isinstance(self.folder, Path) else None

    def path(self, sha256: str) -> AnyPath:
        """Where the content with this hash lies, or would lie."""
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def holds(self, sha256: str) -> bool:
        """True where the content is there."""
        return self.path(sha256).is_file()

    def put(self, source: AnyPath) -> str:
        """Keeps what the file holds and returns its hash; the copy is on the disk, and whole, before it has its name.

        Raises `OSError`.
        """
        return self._put(source, "")

    def take(self, source: AnyPath, sha256: str) -> bool:
        """Keeps the content with this hash; False where the file holds another one or can't be read, which is not
        kept. Raises `OSError` where the archive can't be written to."""
        try:
            source.open("rb").close()
        except OSError:
            return False
        return self._put(source, sha256) == sha256

    def _put(self, source: AnyPath, wanted: str) -> str:
        """The hash of what the file holds, which is kept: but for what is not wanted."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, waiting = tempfile.mkstemp(dir=self.local, prefix=".incoming-")
        try:
            with os.fdopen(handle, "wb") as copy:
                sha256 = _copied(source, copy)
                copy.flush()
                os.fsync(copy.fileno())
            if wanted not in ("", sha256):
                return sha256
            _lay(Path(waiting), self.path(sha256))
        finally:
            Path(waiting).unlink(missing_ok=True)
        return sha256

    def contents(self) -> Iterator[str]:
        """The hashes of everything there, in order."""
        for outer in _folders(self.folder):
            yield from sorted(name for name in _names_below(outer) if len(name) == _HASH)

    def names(self) -> dict[str, set[str]]:
        """Under which names each content was met."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for sha256, name in self.lines():
            found[sha256].add(name)
        return found

    def lines(self) -> Iterator[tuple[str, str]]:
        """The same as it stands in the file, line by line: a hash and a name, some maybe more than once."""
        for line in whole_lines(self.folder / _NAMES):
            try:
                said = json.loads(line)
                yield str(said["sha256"]), str(said["name"])
            except (ValueError, TypeError, KeyError):  # a line that a dying writer left torn
                continue

    def has_names(self) -> bool:
        """Whether the file of names is there."""
        return (self.folder / _NAMES).exists()

    def add_names(self, met: Iterable[tuple[str, str]]) -> None:
        """Notes names of contents, each a hash and a name, so many at a time; one that is noted again does no harm."""
        lines = (json.dumps({"sha256": sha256, "name": name}, ensure_ascii=False) for sha256, name in met)
        while chunk := list(islice(lines, _LINES)):
            append_lines(self.folder / _NAMES, chunk)

    def is_intact(self, sha256: str) -> bool:
        """True where the content is there, can be read, and has the hash that it lies under."""
        try:
            return _copied(self.path(sha256), None) == sha256
        except OSError:
            return False

    def set_aside(self, sha256: str) -> AnyPath:
        """Moves a damaged original to where it counts no more, and returns where that is. Raises `OSError`."""
        aside = free_name(self.folder / _DAMAGED / sha256)
        aside.parent.mkdir(exist_ok=True)
        self.path(sha256).replace(aside)  # type: ignore[arg-type]  # both lie in the same place
        sync_folder(aside.parent)
        return aside

    def purge(self, sha256: str) -> None:
        """Deletes an original for good, where it is there; its names stay. Raises `OSError`."""
        self.path(sha256).unlink(missing_ok=True)

    def unfinished(self) -> list[Path]:
        """Copies on this machine that are not whole: being written now, or left by a process that was killed."""
        return sorted(self.local.glob(".incoming-*")) if self.local else []

    def tidy(self) -> None:
        """Removes copies that were left long ago."""
        for path in self.unfinished():
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _LONG_AGO:
                    path.unlink()


def archive_folder(engine: Engine) -> AnyPath:
    """The folder that the database remembers as its archive's, else the one beside its file, else one here."""
    from pipeline.store.states import state

    with engine.connect() as connection:
        remembered = state(connection, "archive")
    if remembered:
        return located(remembered)
    name = engine.url.database
    on_disk = engine.dialect.name == "sqlite" and name and name != ":memory:"
    return default_folder(Path(name) if on_disk and name else None)


def default_folder(database: Path | None) -> Path:
    """The folder of originals beside a database's file, or here where it has none."""
    return database.with_name(f"{database.name}.archive") if database else Path(_FOLDER)


def archive_of(engine: Engine, folder: AnyPath | None = None) -> Archive:
    """The database's archive; a folder that is given is remembered from now on."""
    from pipeline.store.engine import writing
    from pipeline.store.states import remember, state

    if folder is None:
        return Archive(archive_folder(engine))
    named = str(folder.resolve())
    with writing(engine) as connection:
        if state(connection, "archive") != named:
            remember(connection, "archive", named)
    return Archive(located(named))


@overload
def free_name(path: Path) -> Path: ...
@overload
def free_name(path: RemotePath) -> RemotePath: ...
def free_name(path: AnyPath) -> AnyPath:
    """The path, or with a number behind it where something is there already."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


def _lay(waiting: Path, kept: AnyPath) -> None:
    """Gives a copy that is whole its name."""
    if isinstance(kept, RemotePath):
        kept.take(waiting)
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    waiting.replace(kept)
    sync_folder(kept.parent)


def _copied(source: AnyPath, copy: BinaryIO | None) -> str:
    """Copies piece by piece, where there is a copy to be made, and returns the hash of what was read."""
    digest = hashlib.sha256()
    with source.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            if copy is not None:
                copy.write(piece)
    return digest.hexdigest()


def _folders(folder: AnyPath) -> Sequence[AnyPath]:
    """The folders in a folder of originals that a hash begins or goes on with, by name."""
    if isinstance(folder, RemotePath):
        return [one for one in folder.folders() if len(one.name) == 2]
    return _folders_here(folder)


def _folders_here(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if len(path.name) == 2 and path.is_dir())


def _names_below(folder: AnyPath) -> Iterator[str]:
    """The names of what lies in the folders of a folder."""
    if isinstance(folder, RemotePath):
        return (file.name for file in folder.below())
    return (file.name for inner in _folders_here(folder) for file in inner.iterdir())
