"""Seconds that a rebuild holds the lock of writers while a new generation takes its place.

Run it: `python -m tests.benchmarks.bench_swap [--db URL] [SIZE...]`; without sizes 1,000 filings. They are the rows of
a few made ones under ids of their own, each of a unit of its own; what waits for its turn says something else in one
cell of each filing, or (`every row`) in each row of it. The last column is a bare transaction that deletes so many rows
and writes them again, without an index to look after: the floor.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from unittest.mock import patch

from sqlalchemy import Connection, Engine

from corpus.make import make
from pipeline.generations import staging, swapping
from pipeline.generations.changes import Spool
from pipeline.generations.comparing import compare
from pipeline.generations.planning import Plan
from pipeline.generations.swapping import Swap
from pipeline.ingest.preparing import Made, Maker, read_stamp
from pipeline.ingest.recognising import recognised
from pipeline.store.engine import open_store, writing
from pipeline.store.loaders import put
from pipeline.store.rows import filing_id_of
from schema.sight import Sight

_READINGS = 20
_BATCH = 200


def samples(folder: Path, maker: Maker) -> list[Made]:
    """A few made filings."""
    make(folder / "in", _READINGS, seed=7)
    paths = sorted((folder / "in").glob("*.txt"))
    return [maker.make(recognised(path.read_bytes()), path.name, f"{n:064x}") for n, path in enumerate(paths)]


def copied(made: Made, number: int) -> Made:
    """The same filing of another unit, under ids of its own."""
    sha256 = f"{number:016x}{number:048x}"
    old, new = filing_id_of(made.sha256), filing_id_of(sha256)
    rows = {
        name: [{key: cell.replace(old, new) if isinstance(cell, str) else cell for key, cell in row.items()} for row in of]
        for name, of in made.rows.items()
    }
    head = rows["filings"][0]
    rows["filings"] = [head | {"sha256": sha256, "source": f"{number:07}.txt", "unit_name": f"第{number}局"}]
    return replace(made, rows=rows)


def changed(made: Made, every_row: bool) -> Made:
    """The same filing where one cell, or one of each row, says something else."""
    rows = {name: list(of) for name, of in made.rows.items()}
    for name, of in rows.items():
        if every_row and name != "filings":
            rows[name] = [row | {"confidence": 0.5} if "confidence" in row else row for row in of]
    if not every_row:
        rows["indicators"][0] = rows["indicators"][0] | {"remark": "另一个说法"}
    return replace(made, rows=rows)


@contextmanager
def clocked() -> Iterator[list[float]]:
    """How long each transaction that writes holds the lock."""
    held: list[float] = []

    @contextmanager
    def timed(engine: Engine) -> Iterator[Connection]:
        with writing(engine) as connection:
            begun = time.perf_counter()
            yield connection
            begun, ended = begun, time.perf_counter()
        held.append(ended - begun)

    with patch.object(swapping, "writing", timed):
        yield held


def measure(database: str, size: int, folder: Path, every_row: bool) -> tuple[float, int]:
    maker = Maker.of(read_by=read_stamp(Sight()))
    few = samples(folder, maker)
    engine = open_store(database, create=True)
    begun = time.perf_counter()
    for start in range(0, size, _BATCH):
        with writing(engine) as connection:
            for number in range(start, min(size, start + _BATCH)):
                made = copied(few[number % len(few)], number)
                put(connection, made)
                staging.stage(connection, changed(made, every_row), False)
    print("filled", time.perf_counter() - begun)
    names = {copied(few[0], n).sha256: (f"{n:07}.txt",) for n in range(size)}
    with TemporaryFile("w+", encoding="utf-8") as file:
        spool = Spool(file)
        begun = time.perf_counter()
        compare(engine, maker, spool)
        print("compared", time.perf_counter() - begun)
        with clocked() as held:
            if len(sys.argv) > 3:
                import cProfile, pstats
                p = cProfile.Profile(); p.enable()
            c=time.process_time()
            Swap(engine, maker, Plan({}, names), spool).run()
            print("cpu", time.process_time()-c)
            if len(sys.argv) > 3:
                p.disable(); pstats.Stats(p).sort_stats("cumtime").print_stats(60)
    return max(held), len(held)


if __name__ == "__main__":
    with TemporaryDirectory() as f:
        print(measure(f + "/a.db", int(sys.argv[1]), Path(f), sys.argv[2] == "every"))
