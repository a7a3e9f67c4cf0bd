"""Files that people drop into the page: kept aside as they come, and ingested one lot after the other behind the page.

What became of each is in memory: what was loaded or failed stands in the database as after any other ingestion.
"""

from __future__ import annotations

import logging
import tempfile
import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlmodel import SQLModel

from pipeline.ingest.ingest import ingest
from pipeline.ingest.opening import WITHIN
from pipeline.ingest.outcome import Outcome
from pipeline.ingest.sight import sight_for
from pipeline.ingest.sources import Source, is_litter, printable
from pipeline.settings import MIB, Limits
from schema.sight import DEFAULT_ENGINE, WHEN

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: A larger file is refused, as it is everywhere else.
LARGEST = Limits().size
#: So many files wait at once, of so many bytes in all: more are to come later.
MOST_WAITING, MOST_BYTES = 5_000, 4096 * MIB
# So many files are remembered.
_MOST = 20_000
_LONGEST_NAME = 500
#: What a file can be: it waits, it is being read, or what `pipeline.ingest.outcome` says.
STATES = ("waiting", "reading", "loaded", "skipped", "failed", "opened", "attached", "passed-over")
_OPEN = STATES[:2]

_log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Arrival:
    """A file that came: `who` dropped it, `path` is where it lies while it waits; `message` says why it failed."""

    name: str
    who: str
    state: str = STATES[0]
    message: str = ""
    same_as: str = ""
    path: Path | None = None
    size: int = 0

    @property
    def is_open(self) -> bool:
        """True while it is not known what becomes of it."""
        return self.state in _OPEN


@dataclass
class Incoming:
    """The files of one server; a thread of its own reads them."""

    engine: Engine
    jobs: int = 1
    _arrivals: OrderedDict[str, Arrival] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _folder: tempfile.TemporaryDirectory[str] | None = None
    _is_reading: bool = False

    def staging(self) -> Path:
        """The folder for files that come; their names there say nothing."""
        with self._lock:
            if self._folder is None:
                self._folder = tempfile.TemporaryDirectory(prefix="jixiao-incoming-")
            return Path(self._folder.name)

    def has_room(self) -> bool:
        """Whether one more may wait."""
        with self._lock:
            waiting = [one for one in self._arrivals.values() if one.is_open]
            return len(waiting) < MOST_WAITING and sum(one.size for one in waiting) < MOST_BYTES

    def add(self, name: str, path: Path, who: str) -> str:
        """Takes a file in that lies in the staging folder, and has it read; what it is called here."""
        name = clean(name)
        if is_litter(name):
            path.unlink(missing_ok=True)
            self._put(Arrival(name, who, "passed-over"))
            return name
        with self._lock:
            before = self._arrivals.pop(name, None)
            if before and before.is_open and before.path:
                before.path.unlink(missing_ok=True)
            self._arrivals[name] = Arrival(name, who, path=path, size=path.stat().st_size)
            starts, self._is_reading = not self._is_reading, True
        if starts:
            threading.Thread(target=self._read, daemon=True).start()
        return name

    def is_busy(self) -> bool:
        """Whether anything waits or is being read; what an opened archive holds comes after it."""
        with self._lock:
            return self._is_reading

    def arrivals(self) -> list[Arrival]:
        """Those that are remembered, the latest first."""
        with self._lock:
            return list(reversed(self._arrivals.values()))

    def _put(self, arrival: Arrival) -> None:
        with self._lock:
            self._arrivals[arrival.name] = arrival
            done = [name for name, one in self._arrivals.items() if not one.is_open]
            for name in done[: max(0, len(self._arrivals) - _MOST)]:
                del self._arrivals[name]

    def _read(self) -> None:
        """Ingests what waits until nothing does."""
        while lot := self._taken():
            try:
                self._ingest(lot)
            except Exception as error:  # the thread must outlive whatever happens to one lot
                _log.exception("files that were dropped could not be read")
                self._fail(lot, f"{type(error).__name__}: {error}")
            for one in lot:
                if one.path:
                    one.path.unlink(missing_ok=True)

    def _taken(self) -> list[Arrival]:
        """What waits, which from now on is being read; nothing, and no thread reads."""
        with self._lock:
            lot = [one for one in self._arrivals.values() if one.state == STATES[0]]
            for one in lot:
                self._arrivals[one.name] = replace(one, state=STATES[1])
            self._is_reading = bool(lot)
            return lot

    def _ingest(self, lot: Sequence[Arrival]) -> None:
        sources = [Source(one.name, one.path) for one in lot if one.path]
        sight = sight_for(self.engine.url.render_as_string(hide_password=False), self.jobs, WHEN[0], DEFAULT_ENGINE)
        people = {one.name: one.who for one in lot}
        for outcome in ingest(self.engine, sources, self.jobs, sight=sight):
            # what came within an archive is that archive's person's
            who = people.get(outcome.name.partition(WITHIN)[0], "")
            self._put(_arrived(outcome, who))
        self._fail(lot, "")

    def _fail(self, lot: Iterable[Arrival], message: str) -> None:
        """Says of those of which nothing was heard that they failed."""
        for one in lot:
            with self._lock:
                now = self._arrivals.get(one.name)
            if now and now.path == one.path and now.is_open:
                self._put(Arrival(one.name, one.who, "failed", message))


def clean(name: str) -> str:
    """The path that a browser gives a file, as the export names files: relative, without what would lead elsewhere."""
    parts = [part for part in printable(name.replace("\\", "/")).split("/") if part.strip() not in ("", ".", "..")]
    return "/".join(parts)[-_LONGEST_NAME:] or "file"


def filings_of(engine: Engine, names: Sequence[str]) -> dict[str, str]:
    """The ids of the filings with these names, by name."""
    filings, sources = (SQLModel.metadata.tables[name].c for name in ("filings", "sources"))
    found: dict[str, str] = {}
    with engine.connect() as connection:
        for columns in (filings, sources):
            asked = select(columns.source, columns.filing_id).where(columns.source.in_(names))
            found.update((str(name), str(filing)) for name, filing in connection.execute(asked))
    return found


def _arrived(outcome: Outcome, who: str) -> Arrival:
    return Arrival(outcome.name, who, outcome.state, outcome.message, outcome.same_as)
