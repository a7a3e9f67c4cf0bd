"""What a process does until it is killed: `python -m tests.pipeline.deeds ingest|rebuild|decide DATABASE [FOLDER]`.

It says `ready` when it begins, and the id of each entry of the journal when that is said to be kept.
"""

from __future__ import annotations

import json
import random
import sys
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.decisions.corrections import ConflictError, decide
from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from schema.decision import Decision


def take_in(engine: Engine, folder: str) -> None:
    """Ingests the folder."""
    list(ingest(engine, find([Path(folder)]), jobs=1))


def make_anew(engine: Engine, _folder: str) -> None:
    """Rebuilds everything."""
    rebuild(engine, archive_of(engine), Job(full=True))


def decide_on(engine: Engine, _folder: str) -> None:
    """Corrects rows here and there for as long as it lives."""
    chosen = random.Random()
    while True:
        if (entry := decide_once(engine, chosen, "丙")) is None:
            return
        print(entry.entry_id, flush=True)


def decide_once(engine: Engine, chosen: random.Random, who: str) -> Decision | None:
    """Corrects a row and returns the entry; None where there is no row. One who comes second looks again."""
    tables = SQLModel.metadata.tables
    indicators, filings = tables["indicators"].c, tables["filings"].c
    wanted = select(filings.sha256, indicators.indicator_id).where(filings.filing_id == indicators.filing_id)
    while True:
        with engine.connect() as connection:
            every = connection.execute(wanted.order_by(indicators.indicator_id)).all()
        if not every:
            return None
        sha256, record_id = chosen.choice(every)
        field = chosen.choice(["name", "target_raw", "remark"])
        told = json.dumps(f"≥{chosen.randrange(10**6)}项")
        correction = Decision("correct", who, sha256, "indicators", record_id, field, new=told)
        try:
            return decide(engine, correction, journal.revision(engine, sha256)).entry
        except ConflictError:
            continue


DEEDS = {"ingest": take_in, "rebuild": make_anew, "decide": decide_on}

if __name__ == "__main__":
    _, deed, database, *folder = sys.argv
    store = open_store(database, create=True)
    print("ready", flush=True)
    DEEDS[deed](store, *(folder or [""]))
