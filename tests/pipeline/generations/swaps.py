"""Filings that are made anew and wait for their turn, made without processes of their own."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryFile

from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from pipeline.decisions.drafts import Lost
from pipeline.generations.changes import Change, Spool
from pipeline.generations.comparing import compare
from pipeline.generations.planning import Plan
from pipeline.generations.staging import stage
from pipeline.generations.swapping import Swap, Swapped, clear_away
from pipeline.ingest.preparing import Made, Maker, read_stamp
from pipeline.ingest.recognising import recognised
from pipeline.store.engine import open_store, writing
from pipeline.store.loaders import put
from schema.column import cells
from schema.sight import Sight
from tests.pipeline.papers import school

#: What each filing says at first, and what is read of it then; nothing for one that fails or is not there yet.
FIRST = {
    "corrected.txt": school(target="≥3001册"),
    "fails-now.txt": school(project="食堂翻修"),
    "grows.txt": school(project="操场翻修"),
    "less-sure.txt": school(),
    "reads-now.txt": "",
    "same.txt": school(project="桌椅更新"),
    "shrinks.txt": school(project="水管更新").replace("\n绩效指标\t产出指标\t质量指标\t图书验收合格率\t100%", "\n"),
    "turns.txt": school(project="屋顶维修"),
}
THEN = FIRST | {
    "corrected.txt": school(target="≥3002册"),
    "fails-now.txt": "",
    "grows.txt": school(project="操场翻修").replace(
        "绩效指标\t产出", "绩效指标\t产出指标\t时效指标\t完工时间\t9月\n绩效指标\t产出", 1
    ),
    "new.txt": school(project="新来的"),
    "reads-now.txt": school(project="现在读得出"),
    "shrinks.txt": school(project="水管更新"),
    "turns.txt": school(project="屋顶维修", first="翻修面积", target="<5万元"),
}
MAKER = replace(Maker.of(read_by=read_stamp(Sight())), meant_by="another")
#: Every table whose rows a generation changes.
TABLES = (
    "filings", "indicators", "values", "readings", "amounts", "goals", "fields", "rules", "findings", "looks",
    "tallies", "families", "counts", "understandings", "lost_corrections",
)  # fmt: skip


def hash_of(name: str) -> str:
    """A hash for the filing of this name, whatever it says."""
    return 4 * f"{sorted(THEN).index(name):016x}"


def made(name: str, text: str, is_first: bool = False) -> Made:
    """What is made of a text under a name, at first or then."""
    if not text:
        return MAKER.failed("nothing can be read of it", name, hash_of(name))
    found = MAKER.make(recognised(text.encode()), name, hash_of(name))
    if name == "turns.txt" and not is_first:
        return replace(found, lost=(Lost("1", "indicators", "gone", "gone", ""),))
    if name == "less-sure.txt" and not is_first:
        head = found.rows["filings"][0] | {"confidence": 0.5, "status": "needs-review", "doubt": "reading"}
        return replace(found, rows=found.rows | {"filings": [head]})
    return found


def staged(engine: Engine, texts: dict[str, str]) -> None:
    """Lets these wait."""
    with writing(engine) as connection:
        for name, text in texts.items():
            stage(connection, made(name, text), full=False)


def swapped(
    engine: Engine, between: Callable[[], object] = lambda: None, listed: Callable[[Change], object] = lambda _: None
) -> Swapped:
    """Compares what waits, does something in between, and puts it in its place; every change is `listed`."""
    with TemporaryFile("w+", encoding="utf-8") as file:
        spool = Spool(file)
        compare(engine, MAKER, spool)
        between()
        done = Swap(engine, MAKER, Plan({}, {hash_of(name): (name,) for name in THEN}), spool).run()
        for change in spool.changes():
            listed(change)
    clear_away(engine)
    return done


def held(engine: Engine) -> dict[str, list[str]]:
    """All that a database holds, table by table."""
    with engine.connect() as connection:
        return {
            name: sorted(
                str([(key, cell) for key, cell in row.items()])
                for row in connection.execute(select(*cells(SQLModel.metadata.tables[name]))).mappings()
            )
            for name in TABLES
        }


def database(folder: Path, name: str = "a.db") -> Engine:
    """A database with what the filings say at first."""
    engine = open_store(str(folder / name), create=True)
    fill(engine)
    return engine


def fill(engine: Engine) -> None:
    """Puts what the filings say at first into a database."""
    with writing(engine) as connection:
        for name, text in FIRST.items():
            put(connection, replace(made(name, text, is_first=True), meant_by="one"))
