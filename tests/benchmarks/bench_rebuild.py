"""Seconds that a rebuild takes where nothing changed, where one record was corrected, and where a name was added.

Run it: `python -m tests.benchmarks.bench_rebuild [SIZE...]`; without sizes 1,000 and 10,000 filings, which are readings
of a few made ones, each kept under a content of its own. An added name gives every filing its meaning anew; that is
measured for the smallest size alone. The floor is what no rebuild can avoid: to look for every original.
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from corpus.make import make
from pipeline.decisions import journal
from pipeline.decisions.corrections import decide
from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.preparing import Maker, read_stamp
from pipeline.ingest.recognising import recognised
from pipeline.ingest.understanding import Recognised
from pipeline.settings import default_jobs
from pipeline.store.archive import Archive, archive_of
from pipeline.store.engine import open_store, writing
from pipeline.store.loaders import put
from schema.decision import Decision
from schema.sight import Sight

SIZES = (1000, 10000)
_READINGS = 20
_BATCH = 200


def fill(engine: Engine, archive: Archive, size: int, folder: Path) -> None:
    """So many filings, each with its original."""
    make(folder / "in", _READINGS, seed=7)
    made = sorted((folder / "in").glob("*.txt"))
    originals = [path.read_bytes() for path in made]
    readings: list[Recognised] = [recognised(data) for data in originals]
    maker = Maker.of(read_by=read_stamp(Sight()))
    one = folder / "one"
    for start in range(0, size, _BATCH):
        kept: list[tuple[str, str]] = []
        with writing(engine) as connection:
            for number in range(start, min(start + _BATCH, size)):
                one.write_bytes(originals[number % len(originals)] + f"\n{number}\n".encode())
                sha256, name = archive.put(one), f"{number:06}.txt"
                kept.append((sha256, name))
                put(connection, maker.make(readings[number % len(readings)], name, sha256))
        archive.add_names(kept)


def seconds(work: Callable[[], object]) -> float:
    """How long the work takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def correct_one(engine: Engine) -> None:
    """Corrects a name and a name alone."""
    tables = SQLModel.metadata.tables
    indicators, filings = tables["indicators"].c, tables["filings"].c
    wanted = select(filings.sha256, indicators.indicator_id).where(filings.filing_id == indicators.filing_id)
    with engine.connect() as connection:
        sha256, record_id = connection.execute(wanted.limit(1)).one()
    new = json.dumps("改正过的名称", ensure_ascii=False)
    decide(engine, Decision("correct", "甲", sha256, "indicators", record_id, "name", new=new), 0)


def give_alias(engine: Engine) -> None:
    """Gives an entry of the taxonomy a further name."""
    new = json.dumps({"canonical_id": "SS03", "alias": "来访者满意程度"}, ensure_ascii=False)
    journal.append(engine, Decision("alias", "甲", new=new))


def measure(size: int, folder: Path, with_alias: bool) -> str:
    """The figures of so many filings as a row under `HEAD`."""
    engine = open_store(str(folder / "a.db"), create=True)
    archive = archive_of(engine)
    fill(engine, archive, size, folder)
    job = Job(jobs=default_jobs())
    figures = [seconds(lambda: [archive.holds(sha256) for sha256 in archive.contents()])]
    figures.append(seconds(lambda: rebuild(engine, archive, job)))
    figures.append(seconds(lambda: rebuild(engine, archive, job)))
    figures.append(seconds(lambda: correct_one(engine)))
    figures.append(seconds(lambda: rebuild(engine, archive, job)))
    if with_alias:
        give_alias(engine)
        figures.append(seconds(lambda: rebuild(engine, archive, job)))
    cells = [f"{size:,}", *(f"{figure:.2f}" for figure in figures)]
    return " ".join(f"{cell:>{len(title)}}" for cell, title in zip(cells, HEAD, strict=False))


HEAD = ("filings", "floor s", "first s", "nothing changed s", "correction s", "then rebuild s", "alias s")


def main(sizes: list[int]) -> int:
    """Prints a row a size."""
    print(f"rebuild of made text filings, {default_jobs()} processes; floor = looking for every original")
    print(" ".join(HEAD))
    for size in sizes:
        with TemporaryDirectory(prefix="jixiao-bench-") as folder:
            print(measure(size, Path(folder), size == min(sizes)), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main([int(size) for size in sys.argv[1:]] or list(SIZES)))
