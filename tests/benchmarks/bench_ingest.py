"""Filings a second and peak memory from files to records, beside the floor of the same run, and how cost grows.

Run it: `python -m tests.benchmarks.bench_ingest [SIZE...]`; without sizes 100 and 1,000 made text filings. The floor is
what no reader of filings can avoid: reading and hashing the same files, and inserting the same rows.
"""

from __future__ import annotations

import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil
from sqlalchemy import Engine, insert, select
from sqlmodel import SQLModel

from corpus.make import make
from pipeline.export.folder import export
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import Source, digest, find
from pipeline.measuring.summary import summarise
from pipeline.settings import MIB, default_jobs
from pipeline.store.engine import open_store
from schema.column import cells
from schema.records import TABLES, table_name

SIZES = (100, 1000)
#: Cost a filing at the largest size may be so many times that at the smallest before growth is called out.
PROPORTION = 1.5


@dataclass(frozen=True, slots=True)
class Figures:
    """Seconds of each part for so many filings, and the most memory that all processes together held."""

    filings: int
    failed: int
    indicators: int
    hashing: float
    inserting: float
    ingesting: float
    exporting: float
    peak: int

    @property
    def a_filing(self) -> float:
        """Milliseconds of ingesting a filing."""
        return 1000 * self.ingesting / self.filings

    def line(self) -> str:
        """The figures as a row under `HEAD`."""
        floor = self.hashing + self.inserting
        cells = (
            f"{self.filings:,}", f"{self.failed:,}", f"{self.indicators:,}",
            f"{self.hashing:.2f}", f"{self.inserting:.2f}", f"{self.ingesting:.2f}",
            f"{self.ingesting / floor:.1f}x", f"{self.filings / self.ingesting:.1f}",
            f"{self.a_filing:.1f}", f"{self.exporting:.2f}", f"{self.peak / MIB:.0f}",
        )  # fmt: skip
        return " ".join(f"{cell:>{len(title)}}" for cell, title in zip(cells, HEAD, strict=True))


HEAD = (
    "filings", "failed", "indicators", "hash s", "insert s", "ingest s", "floor x", "filings/s", "ms/filing",
    "export s", "peak MiB",
)  # fmt: skip


@contextmanager
def watched() -> Iterator[list[int]]:
    """Collects how much memory this process and its descendants hold, ten times a second."""
    seen = [0]
    done = threading.Event()
    me = psutil.Process()

    def watch() -> None:
        while not done.wait(0.1):
            seen.append(sum(_memory(process) for process in (me, *me.children(recursive=True))))

    thread = threading.Thread(target=watch, daemon=True)
    thread.start()
    try:
        yield seen
    finally:
        done.set()
        thread.join()


def _memory(process: psutil.Process) -> int:
    try:
        return int(process.memory_info().rss)
    except psutil.NoSuchProcess:
        return 0


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def insert_again(engine: Engine, other: Engine) -> float:
    """The seconds that the rows of one database take into another, filing by filing as the loader does it."""
    tables = [SQLModel.metadata.tables[table_name(record)] for record in TABLES]
    with engine.connect() as connection:
        ids = connection.execute(select(tables[0].c.filing_id)).scalars().all()
        every = [
            [
                [dict(row._mapping) for row in connection.execute(select(*cells(t)).where(t.c.filing_id == name))]
                for t in tables
            ]
            for name in ids
        ]  # fmt: skip

    def load() -> None:
        for filing in every:
            with other.begin() as connection:
                for table, rows in zip(tables, filing, strict=True):
                    if rows:
                        connection.execute(insert(table), rows)

    return seconds(load)


def measure(size: int, folder: Path) -> Figures:
    """Makes so many filings and takes them in with as many processes as there are processors."""
    make(folder / "in", size, seed=7)
    sources: list[Source] = find([folder / "in"])
    hashing = seconds(lambda: [digest(source.path) for source in sources])
    engine = open_store(str(folder / "a.db"), create=True)
    with watched() as memory:
        ingesting = seconds(lambda: list(ingest(engine, sources, default_jobs())))
    exporting = seconds(lambda: export(engine, folder / "out"))
    inserting = insert_again(engine, open_store(str(folder / "b.db"), create=True))
    held = summarise(engine)
    return Figures(held.filings, held.failed, held.indicators, hashing, inserting, ingesting, exporting, max(memory))


def main(sizes: list[int]) -> int:
    """Prints a row a size; 1 where cost grows faster than the number of filings."""
    print(f"ingest of made text filings, {default_jobs()} processes; floor = hash + insert")
    print(" ".join(HEAD))
    done: list[Figures] = []
    for size in sizes:
        with TemporaryDirectory(prefix="jixiao-bench-") as folder:
            done.append(measure(size, Path(folder)))
        print(done[-1].line(), flush=True)
    growth = done[-1].a_filing / done[0].a_filing
    print(f"cost a filing from {sizes[0]:,} to {sizes[-1]:,} filings: x{growth:.2f} (at most x{PROPORTION})")
    return int(growth > PROPORTION)


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
