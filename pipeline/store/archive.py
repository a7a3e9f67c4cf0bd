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
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from pipeline.store.appended import append_lines, sync_folder, whole_lines

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
    """A folder of originals."""

    folder: Path

    def path(self, sha256: str) -> Path:
        """Where the content with this hash lies, or would lie."""
        return self.folder / sha256[:2] / sha256[2:4] / sha256

    def holds(self, sha256: str) -> bool:
        """True where the content is there."""
        return self.path(sha256).is_file()

    def put(self, source: Path) -> str:
        """Keeps what the file holds and returns its hash; the copy is on the disk, and whole, before it has its name.

        Raises `OSError`.
        """
        return self._put(source, "")

    def take(self, source: Path, sha256: str) -> bool:
        """Keeps the content with this hash; False where the file holds another one or can't be read, which is not
        kept. Raises `OSError` where the archive can't be written to."""
        try:
            source.open("rb").close()
        except OSError:
            return False
        return self._put(source, sha256) == sha256

    def _put(self, source: Path, wanted: str) -> str:
        """The hash of what the file holds, which is kept: but for what is not wanted."""
        self.folder.mkdir(parents=True, exist_ok=True)
        handle, waiting = tempfile.mkstemp(dir=self.folder, prefix=".incoming-")
        try:
            with os.fdopen(handle, "wb") as copy:
                sha256 = _copied(source, copy)
                copy.flush()
                os.fsync(copy.fileno())
            if wanted not in ("", sha256):
                return sha256
            kept = self.path(sha256)
            kept.parent.mkdir(parents=True, exist_ok=True)
            Path(waiting).replace(kept)
        finally:
            Path(waiting).unlink(missing_ok=True)
        sync_folder(kept.parent)
        return sha256

    def contents(self) -> Iterator[str]:
        """The hashes of everything there, in order."""
        for outer in _folders(self.folder):
            for inner in _folders(outer):
                yield from sorted(path.name for path in inner.iterdir() if len(path.name) == _HASH)

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
            with self.path(sha256).open("rb") as file:
                return hashlib.file_digest(file, "sha256").hexdigest() == sha256
        except OSError:
            return False

    def set_aside(self, sha256: str) -> Path:
        """Moves a damaged original to where it counts no more, and returns where that is. Raises `OSError`."""
        aside = free_name(self.folder / _DAMAGED / sha256)
        aside.parent.mkdir(exist_ok=True)
        self.path(sha256).replace(aside)
        sync_folder(aside.parent)
        return aside

    def purge(self, sha256: str) -> None:
        """Deletes an original for good, where it is there; its names stay. Raises `OSError`."""
        self.path(sha256).unlink(missing_ok=True)

    def unfinished(self) -> list[Path]:
        """Copies that are not whole: being written now, or left by a process that was killed."""
        return sorted(self.folder.glob(".incoming-*"))

    def tidy(self) -> None:
        """Removes copies that were left long ago."""
        for path in self.unfinished():
            with contextlib.suppress(OSError):
                if time.time() - path.stat().st_mtime > _LONG_AGO:
                    path.unlink()


def archive_folder(engine: Engine) -> Path:
    """The folder that the database remembers as its archive's, else the one beside its file, else one here."""
    from pipeline.store.states import state

    with engine.connect() as connection:
        remembered = state(connection, "archive")
    if remembered:
        return Path(remembered)
    name = engine.url.database
    on_disk = engine.dialect.name == "sqlite" and name and name != ":memory:"
    return default_folder(Path(name) if on_disk and name else None)


def default_folder(database: Path | None) -> Path:
    """The folder of originals beside a database's file, or here where it has none."""
    return database.with_name(f"{database.name}.archive") if database else Path(_FOLDER)


def archive_of(engine: Engine, folder: Path | None = None) -> Archive:
    """The database's archive; a folder that is given is remembered from now on."""
    from pipeline.store.engine import writing
    from pipeline.store.states import remember, state

    if folder is None:
        return Archive(archive_folder(engine))
    named = str(folder.resolve())
    with writing(engine) as connection:
        if state(connection, "archive") != named:
            remember(connection, "archive", named)
    return Archive(Path(named))


def free_name(path: Path) -> Path:
    """The path, or with a number behind it where something is there already."""
    number, found = 1, path
    while found.exists():
        number += 1
        found = path.with_name(f"{path.name}-{number}")
    return found


def _copied(source: Path, copy: object) -> str:
    """Copies piece by piece and returns the hash of what was copied."""
    digest = hashlib.sha256()
    with source.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
            copy.write(piece)  # type: ignore[attr-defined]
    return digest.hexdigest()


def _folders(folder: Path) -> list[Path]:
    if not folder.is_dir():
        return []
    return sorted(path for path in folder.iterdir() if len(path.name) == 2 and path.is_dir())
