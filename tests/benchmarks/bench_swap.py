"""Seconds for which a rebuild keeps writers waiting while a new generation takes its place.

Run it: `python -m tests.benchmarks.bench_swap [--db URL] [SIZE...]`; without sizes 1,000 filings, without a URL an
SQLite file of its own. They are the rows of a few made filings under ids of their own, each of a unit of its own; what
waits for its turn says something else in one cell of each filing, or in each row that has a confidence. `other` is the
longest that any other step of it keeps the lock. The floor copies all rows into tables without an index.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any
from unittest.mock import patch

from sqlalchemy import Connection, Engine, delete
from sqlmodel import SQLModel

from corpus.make import make
from pipeline.generations import comparing, ready, staging, swapping
from pipeline.generations.changes import Spool
from pipeline.generations.planning import Plan
from pipeline.ingest.preparing import Made, Maker, read_stamp
from pipeline.ingest.recognising import recognised
from pipeline.store.engine import open_store, writing
from pipeline.store.loaders import put
from pipeline.store.rows import filing_id_of
from schema.sight import Sight

_SIZES = (1000,)
_READINGS = 20
_BATCH = 200
_HEAD = ("filings", "changed", "floor s", "compare s", "swap s", "other s")


def samples(folder: Path, maker: Maker) -> list[Made]:
    """A few made filings."""
    make(folder / "in", _READINGS, seed=7)
    paths = sorted((folder / "in").glob("*.txt"))
    return [maker.make(recognised(path.read_bytes()), path.name, f"{n:064x}") for n, path in enumerate(paths)]


def hash_of(number: int) -> str:
    """A hash for the filing of this number."""
    return 4 * f"{number:016x}"


def _under(new: str, old: str, row: dict[str, Any]) -> dict[str, Any]:
    return {name: cell.replace(old, new) if isinstance(cell, str) else cell for name, cell in row.items()}


def copied(made: Made, number: int) -> Made:
    """The same filing of another unit, under ids of its own."""
    old, new = filing_id_of(made.sha256), filing_id_of(hash_of(number))
    rows = {name: [_under(new, old, row) for row in made.rows[name]] for name in made.rows}
    own = {"sha256": hash_of(number), "source": f"{number:07}.txt", "unit_name": f"第{number}局"}
    rows["filings"] = [rows["filings"][0] | own]
    return replace(made, rows=rows)


def changed(made: Made, every_row: bool) -> Made:
    """The same filing where one cell, or one of each row, says something else."""
    rows = {name: list(rows) for name, rows in made.rows.items()}
    if every_row:
        rows = {name: [_less_sure(name, row) for row in rows[name]] for name in rows}
    else:
        rows["indicators"][0] = rows["indicators"][0] | {"remark": "另一个说法"}
    return replace(made, rows=rows)


def _less_sure(table: str, row: dict[str, object]) -> dict[str, object]:
    return row | {"confidence": 0.5} if table != "filings" and "confidence" in row else row


def fill(engine: Engine, few: list[Made], size: int) -> None:
    """So many filings."""
    for start in range(0, size, _BATCH):
        with writing(engine) as connection:
            for number in range(start, min(size, start + _BATCH)):
                put(connection, copied(few[number % len(few)], number))


def let_wait(engine: Engine, few: list[Made], size: int, every_row: bool) -> None:
    """The same, changed, as filings that wait for their turn."""
    for start in range(0, size, _BATCH):
        with writing(engine) as connection:
            for number in range(start, min(size, start + _BATCH)):
                staging.stage(connection, changed(copied(few[number % len(few)], number), every_row), full=False)


@contextmanager
def clocked() -> Iterator[list[float]]:
    """How long each transaction that writes keeps the lock, until it is on the disk."""
    held: list[float] = []

    @contextmanager
    def timed(engine: Engine) -> Iterator[Connection]:
        with writing(engine) as connection:
            begun = time.perf_counter()
            yield connection
        held.append(time.perf_counter() - begun)

    with ExitStack() as patched:
        for module in (comparing, swapping):
            patched.enter_context(patch.object(module, "writing", timed))
        yield held


def floor(engine: Engine) -> float:
    """How long it takes to copy all rows."""
    begun = time.perf_counter()
    with writing(engine) as connection:
        for name in ready.ORDERED:
            connection.exec_driver_sql(f'CREATE TABLE "floor_{name}" AS SELECT * FROM "{name}"')
    took = time.perf_counter() - begun
    with writing(engine) as connection:
        for name in ready.ORDERED:
            connection.exec_driver_sql(f'DROP TABLE "floor_{name}"')
    return took


def measure(engine: Engine, few: list[Made], maker: Maker, size: int, every_row: bool) -> str:
    """The figures of so many filings as a row under the head."""
    let_wait(engine, few, size, every_row)
    names = {hash_of(number): (f"{number:07}.txt",) for number in range(size)}
    with TemporaryFile("w+", encoding="utf-8") as file, clocked() as held:
        spool, begun = Spool(file), time.perf_counter()
        comparing.compare(engine, maker, spool)
        compared, others = time.perf_counter() - begun, len(held)
        done = swapping.Swap(engine, maker, Plan({}, names), spool).run()
        swapping.clear_away(engine)
    assert len(done.became) == size and set(done.became.values()) == {"changed"}
    swap = held.pop(others)
    figures = [f"{figure:.2f}" for figure in (floor(engine), compared, swap, max(held))]
    cells = [f"{size:,}", "every row" if every_row else "one cell", *figures]
    return " ".join(f"{cell:>9}" for cell in cells)


def main(arguments: list[str]) -> int:
    """Prints two rows a size."""
    url = arguments.pop(1 + arguments.index("--db")) if "--db" in arguments else ""
    sizes = [int(size) for size in arguments if size != "--db"] or list(_SIZES)
    maker = Maker.of(read_by=read_stamp(Sight()))
    print(" ".join(f"{title:>9}" for title in _HEAD))
    with TemporaryDirectory(prefix="jixiao-bench-") as folder:
        few = samples(Path(folder), maker)
        for size in sizes:
            engine = open_store(url or f"{folder}/{size}.db", create=True)
            fill(engine, few, size)
            for every_row in (False, True):
                print(measure(engine, few, maker, size, every_row), flush=True)
            with writing(engine) as connection:
                for table in ("filings", "understandings", "looks", "tallies", "families", "counts"):
                    connection.execute(delete(SQLModel.metadata.tables[table]))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
