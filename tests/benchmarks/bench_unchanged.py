"""Seconds that a rebuild takes where nothing changed, at sizes that no bench could read filings for.

Run it: `python -m tests.benchmarks.bench_unchanged [SIZE...]`; without sizes 10,000 filings. Each has its original, its
row and a reading of 4,000 bytes; rows below it no such rebuild looks at. The first rebuild settles that they came, the
second finds nothing to do. The floor is to look for every original.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, insert
from sqlmodel import SQLModel

from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.preparing import Maker, read_stamp
from pipeline.store.archive import Archive, archive_of
from pipeline.store.engine import open_store, writing
from pipeline.store.rows import failed_rows
from schema.sight import Sight

_SIZES = (10_000,)
_READING = 4000
_HEAD = ("filings", "floor s", "first s", "nothing changed s")


def fill(engine: Engine, archive: Archive, size: int, one: Path) -> None:
    """So many filings, each with its original."""
    maker = Maker.of(read_by=read_stamp(Sight()))
    names, heads, readings = [], [], []
    for number in range(size):
        one.write_bytes(str(number).encode())
        sha256, name = archive.put(one), f"{number:07}.txt"
        names.append((sha256, name))
        heads.append(failed_rows("", name, sha256, maker.versions)["filings"][0] | {"status": "ok"})
        by = {"read_by": maker.read_by, "meant_by": maker.meant_by, "taxonomy_version": maker.versions.taxonomy}
        readings.append({"sha256": sha256, "payload": os.urandom(_READING), "entries": 0, "generation": 0, **by})
    archive.add_names(names)
    with writing(engine) as connection:
        for table, rows in (("filings", heads), ("understandings", readings)):
            connection.execute(insert(SQLModel.metadata.tables[table]), rows)


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def measure(size: int, folder: Path) -> str:
    """The figures of so many filings as a row under the head."""
    engine = open_store(str(folder / "a.db"), create=True)
    archive = archive_of(engine)
    fill(engine, archive, size, folder / "one")
    figures = [seconds(lambda: [archive.holds(sha256) for sha256 in archive.contents()])]
    figures += [seconds(lambda: rebuild(engine, archive, Job())) for _ in range(2)]
    cells = (f"{size:,}", *(f"{figure:.2f}" for figure in figures))
    return " ".join(f"{cell:>9}" for cell in cells)


def main(sizes: list[int]) -> int:
    """Prints a row a size."""
    print(" ".join(f"{title:>9}" for title in _HEAD))
    for size in sizes:
        with TemporaryDirectory(prefix="jixiao-bench-") as folder:
            print(measure(size, Path(folder)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or list(_SIZES)))
