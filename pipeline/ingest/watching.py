"""A folder that is looked at again and again: what has arrived whole is given on, once.

A file is whole where its size and time are the same at two looks, and where its name is not that of a copy under way.
What was given on is not given again until it changes, so that what is kept of it is a hash a file.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.ingest.sources import Choice, Source, each, foreign

# How a file stands at a look: its size and when it was changed, in nanoseconds.
_State = tuple[int, int]
_SEEN = 8


@dataclass(slots=True)
class Watch:
    """What is watched, and what was seen: `waiting` are files that were met once, as they stood then; `given` hashes of
    those that were given on, as they stood."""

    folder: Path
    choice: Choice = Choice()
    own: tuple[Path | None, ...] = ()
    waiting: dict[Path, _State] = field(default_factory=dict)
    given: set[bytes] = field(default_factory=set)

    def look(self) -> list[Source]:
        """The files that are whole by now and were not given on before, by name; those of a folder that is away for now
        are none."""
        waiting: dict[Path, _State] = {}
        whole: list[Source] = []
        for source in foreign(self._found(), self.own):
            state = _state(source.path)
            if state is None or _mark(source.path, state) in self.given:
                continue
            if self.waiting.get(source.path) == state:
                whole.append(source)
                self.given.add(_mark(source.path, state))
            else:
                waiting[source.path] = state
        self.waiting = waiting
        return whole

    def _found(self) -> Iterator[Source]:
        if self.folder.is_dir():
            yield from (source for source, is_taken in each([self.folder], self.choice) if is_taken)


def _state(path: Path) -> _State | None:
    """How the file stands; None where it is gone, or can't be looked at."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns


def _mark(path: Path, state: _State) -> bytes:
    return hashlib.blake2b(f"{path} {state}".encode(errors="surrogatepass"), digest_size=_SEEN).digest()


def rounds(watch: Watch, pause: Callable[[], object]) -> Iterator[list[Source]]:
    """What has arrived, look after look, for ever; `pause` waits between them."""
    while True:
        if found := watch.look():
            yield found
        pause()
