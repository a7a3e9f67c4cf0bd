"""What the archive holds of a filing, shown: a page as a picture, or the blocks of a text.

A document is foreign and may be hostile: it is opened in a process of its own, with limits of time and memory, and
what came of it is kept for a while. Only contents of the archive are ever opened.
"""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from pipeline.ingest.sight import pages_folder
from pipeline.ingest.worker import Failure
from pipeline.ingest.workers import Crew
from pipeline.review.drawing import Picture, draw
from pipeline.settings import MIB
from pipeline.store.archive import archive_of
from pipeline.store.remote import AnyPath, located
from schema.document import Document

if TYPE_CHECKING:
    from sqlalchemy import Engine

Result = TypeVar("Result")

_SECONDS = 30.0
_MEMORY = 1024 * MIB
# So many documents are opened at once, and so much of what came of them is kept.
_AT_ONCE = 2
_PICTURES = 96 * MIB
_DOCUMENTS = 24


@dataclass
class Shelf:
    """Results that were used lately, up to a weight in all."""

    room: int
    _held: OrderedDict[Hashable, tuple[Any, int]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def get(self, key: Hashable) -> Any:
        """What was put here; None where it isn't any more."""
        with self._lock:
            if key not in self._held:
                return None
            self._held.move_to_end(key)
            return self._held[key][0]

    def put(self, key: Hashable, thing: object, weight: int) -> None:
        """Keeps a thing; those not used for longest give way."""
        with self._lock:
            self._held[key] = (thing, weight)
            while len(self._held) > 1 and sum(heavy for _, heavy in self._held.values()) > self.room:
                self._held.popitem(last=False)


class Originals:
    """Pictures and blocks of the documents of an archive."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._pictures = Shelf(_PICTURES)
        self._documents = Shelf(_DOCUMENTS)
        self._turns = threading.BoundedSemaphore(_AT_ONCE)

    def path(self, sha256: str) -> AnyPath | None:
        """Where the content lies; None where the archive does not hold it."""
        archive = archive_of(self._engine)
        return archive.path(sha256) if archive.holds(sha256) else None

    def picture(self, sha256: str, page: int) -> Picture | Failure:
        """A page, from 1, of a PDF or an image as a picture."""
        return self._made(self._pictures, (sha256, page), draw, lambda picture: len(picture.data))

    def document(self, sha256: str) -> Document | Failure:
        """The blocks of a text or a Word file, as forms are recognised in them, pictures as they were recognised."""
        work = partial(read, kept=pages_folder(self._engine.url.render_as_string(hide_password=False)))
        return self._made(self._documents, (sha256, 0), work, lambda _document: 1)

    def _made(
        self,
        shelf: Shelf,
        key: tuple[str, int],
        work: Callable[[tuple[str, int], Any], Result],
        weigh: Callable[[Result], int],
    ) -> Result | Failure:
        sha256, page = key
        if (kept := shelf.get(key)) is not None:
            return kept  # type: ignore[no-any-return]
        path = self.path(sha256)
        if path is None:
            return Failure("the archive does not hold the original", "")
        with self._turns:
            crew: Crew[tuple[str, int], Result] = Crew(work, 1, _SECONDS, _MEMORY)
            result = next(result for _, result in crew.results([(str(path), page)]))
        if not isinstance(result, Failure):
            shelf.put(key, result, weigh(result))
        return result


def read(task: tuple[str, int], _tell: object, kept: Path) -> Document:
    """The document at a path, in the blocks that records count; one in which no form was found, as it was read. `kept`
    is where recognised pictures are."""
    from extractors.reading import read_document
    from extractors.recognition import laid_out
    from schema.errors import NoFormError
    from schema.sight import Sight

    document = read_document(located(task[0]).read_bytes(), "", Sight(kept=kept))
    try:
        return laid_out(document)
    except NoFormError:
        return document
