"""What an ingest has to do, found out file by file as workers ask for it: contents to read, containers to open.

No file is looked at before its turn comes near, so that the first is read while the last are not yet hashed.
"""

from __future__ import annotations

import shutil
import tempfile
import tomllib
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from pipeline.ingest.opening import WITHIN, Opened, Opening
from pipeline.ingest.outcome import Outcome
from pipeline.ingest.sources import Choice, Content, Source, digest
from pipeline.ingest.workers import Done
from pipeline.messages import language, say

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.store.archive import Archive

#: Files are looked at so many at a time, or so many bytes of them.
_FILES, _BYTES = 64, 64 * 1024**2
PERMISSIONS = "check that it is there and may be read"
_HEAD = 512
# So many contents that are done are remembered.
_REMEMBERED = 10_000
_JUNK = Path(__file__).parents[1] / "data" / "junk.toml"

#: A content to be read, a container to be opened, or a file of which is known already what became of it.
Task = Content | Opening | Done[Outcome]


@dataclass(slots=True)
class _Met:
    """A content that was met in this ingest: its first name, those that it was met under since, whether it is done."""

    first: str = ""
    further: list[str] = field(default_factory=list)
    is_done: bool = False


@dataclass(slots=True)
class Intake:
    """The tasks of an ingest. Whoever takes their results tells of containers that were opened, of contents done."""

    engine: Engine
    archive: Archive
    sources: Iterator[Source]
    choice: Choice = Choice()
    _room: tempfile.TemporaryDirectory[str] = field(
        default_factory=lambda: tempfile.TemporaryDirectory(prefix="jixiao-", ignore_cleanup_errors=True)
    )
    _removed: frozenset[str] = frozenset()
    _ready: deque[Task] = field(default_factory=deque)
    _found: deque[tuple[Source, ...]] = field(default_factory=deque)
    _met: dict[str, _Met] = field(default_factory=dict)
    _done: deque[str] = field(default_factory=deque)
    _noted: frozenset[tuple[str, str]] = frozenset()
    _openings: int = 0
    _opened: int = 0

    @staticmethod
    def of(engine: Engine, archive: Archive, sources: Iterable[Source], choice: Choice) -> Intake:
        """The intake of some files; those that people took out are passed over."""
        from pipeline.decisions.journal import removed
        from pipeline.store.loaders import every_name

        with engine.connect() as connection:
            gone = frozenset(removed(connection))
        if not archive.has_names():  # lost, or the first time
            archive.add_names(every_name(engine))
        return Intake(engine, archive, iter(sources), choice, _removed=gone)

    def __enter__(self) -> Intake:
        return self

    def __exit__(self, *_: object) -> None:
        self._room.cleanup()

    def __iter__(self) -> Intake:
        return self

    def __next__(self) -> Task | None:
        """The next task; None while a container is open and may hold it."""
        while not self._ready:
            if self._found:
                members = self._found.popleft()
                self._look_at(members)
                for folder in {member.path.parent for member in members}:
                    shutil.rmtree(folder, ignore_errors=True)
            elif batch := self._batch():
                self._look_at(batch)
            elif self._opened < self._openings:
                return None
            else:
                raise StopIteration
        return self._ready.popleft()

    def take_members(self, opened: Opened | None) -> None:
        """Hears what was found in a container, or None for one that could not be opened."""
        self._opened += 1
        if opened and opened.sources:
            self._found.append(opened.sources)

    def keep(self, source: Source) -> Content | Outcome:
        """A file in the archive, or why it can't be there."""
        (task,) = self._kept([source])
        return task if isinstance(task, Content) else task.result

    def further_names(self, content: Content) -> list[str]:
        """The names that a content was met under since it was handed out; from now on it is done.

        The last that are done are remembered, so that one that failed is not tried again by its next name; of those
        before the database knows.
        """
        met = self._met.setdefault(content.sha256, _Met(content.names[0]))
        further, met.further, met.is_done = met.further, [], True
        self._done.append(content.sha256)
        if len(self._done) > _REMEMBERED:
            self._met.pop(self._done.popleft(), None)
        return further

    def _batch(self) -> list[Source]:
        batch: list[Source] = []
        size = 0
        for source in self.sources:
            batch.append(source)
            size += _size(source.path)
            if len(batch) >= _FILES or size >= _BYTES:
                break
        return batch

    def _look_at(self, sources: Sequence[Source]) -> None:
        """Makes tasks of files: containers are opened, junk is passed over, the rest is archived and read."""
        from extractors.opening import container_of

        documents: list[Source] = []
        for source in sources:
            try:
                with source.path.open("rb") as file:
                    junk = _junk_in(file)
                    container = None if junk else container_of(file)
            except OSError as error:
                self._ready.append(_unreadable(source, error))
                continue
            if container is not None and self.choice.opens(source.name):
                self._open(source, container.is_document)
                if not container.is_document:
                    continue
            if junk or not self.choice.takes(source.name):
                self._ready.append(Done(Outcome(source.name, "passed-over", junk or say("not-chosen"))))
            else:
                documents.append(source)
        self._ready.extend(self._tasks(documents))

    def _open(self, source: Source, is_document: bool) -> None:
        """Adds the opening of a container; its file is there until then, which that of a member is not by itself."""
        number = self._openings = self._openings + 1
        folder = Path(self._room.name, f"{number}")
        folder.mkdir()
        if WITHIN in source.name:
            path = Path(self._room.name, f"container-{number}")
            shutil.copyfile(source.path, path)
            source = Source(source.name, path)
        self._ready.append(Opening(source, folder, self.choice, is_document))

    def _tasks(self, documents: Sequence[Source]) -> Iterator[Task]:
        """What is to be done with documents: read where their contents are new."""
        from pipeline.store.loaders import add_names, loaded

        kept = list(self._kept(documents))
        contents = [task for task in kept if isinstance(task, Content)]
        known = loaded(self.engine, (one.sha256 for one in contents if one.sha256 not in self._met))
        for task in kept:
            if isinstance(task, Done):
                yield task
                continue
            (name,) = task.names
            met = self._met.get(task.sha256)
            if task.sha256 in known or (met is not None and met.is_done):
                add_names(self.engine, task.sha256, task.names)
                yield Done(Outcome(name, "skipped", same_as=met.first if met is not None else ""))
            elif met is not None:
                met.further.append(name)
            else:
                self._met[task.sha256] = _Met(name)
                yield task

    def _kept(self, sources: Sequence[Source]) -> Iterator[Content | Done[Outcome]]:
        """The contents of files, kept in the archive with their names; an outcome for a file that is not kept.

        Names come first: a content without a name would be nobody's.
        """
        hashed: list[tuple[Source, str]] = []
        for source in sources:
            try:
                found = digest(source.path)
            except OSError as error:
                yield _unreadable(source, error)
                continue
            if found in self._removed:
                yield Done(Outcome(source.name, "passed-over", say("was-removed")))
            else:
                hashed.append((source, found))
        self._note_names(hashed)
        kept: list[tuple[Source, str]] = []
        for source, found in hashed:
            try:
                kept.append((source, found if self.archive.holds(found) else self.archive.put(source.path)))
            except OSError as error:
                message = f"the archive can't take it: {error.strerror}"
                yield Done(Outcome(source.name, "failed", message, PERMISSIONS))
        self._note_names(kept)
        for source, sha256 in kept:
            yield Content(sha256, (source.name,), self.archive.path(sha256))

    def _note_names(self, hashed: Iterable[tuple[Source, str]]) -> None:
        """Notes under which names contents were met, but for those that the database has: it got them afterwards."""
        from pipeline.store.loaders import known_names

        met = dict.fromkeys((found, source.name) for source, found in hashed if (found, source.name) not in self._noted)
        known = known_names(self.engine, {found for found, _ in met})
        self.archive.add_names(pair for pair in met if pair not in known)
        self._noted = frozenset(met)


def _unreadable(source: Source, error: OSError) -> Done[Outcome]:
    return Done(Outcome(source.name, "failed", f"the file can't be read: {error.strerror}", PERMISSIONS))


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0


def _junk_in(file: BinaryIO) -> str:
    """What a file is that no document is; empty for one that may be. Raises `OSError`."""
    from pipeline.ingest.own_exports import is_export

    if is_export(file):
        return say("own-export")
    file.seek(0)
    if b"\x00" not in file.read(_HEAD):  # a text that begins like a film is none
        return ""
    for kind in _kinds_of_junk():
        file.seek(kind.get("at", 0))
        if file.read(len(kind["mark"])) == kind["mark"]:
            return str(kind[language()])
    return ""


@cache
def _kinds_of_junk() -> list[dict[str, Any]]:
    with _JUNK.open("rb") as file:
        return [{**kind, "mark": bytes.fromhex(kind["mark"])} for kind in tomllib.load(file)["kinds"]]
