"""Processes killed at any moment, and people who decide while everything is made anew: nothing is lost or halved."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipeline.decisions import journal
from pipeline.generations.changes import are_same, stored_rows
from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.ingest import ingest
from pipeline.ingest.preparing import Maker
from pipeline.ingest.recognising import recognised
from pipeline.ingest.sources import find
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from pipeline.store.rows import filing_id_of
from tests.pipeline.deeds import decide_once
from tests.pipeline.papers import exported, rows, school, taken_in, write

_ROOT = Path(__file__).parents[3]
_TEXTS = {f"{number}.txt": school(project=f"第{number}号项目", target=f"≥{100 + number}册") for number in range(5)}
#: Seconds that a process may live at most once it has begun.
_LIVES = {"ingest": 4.0, "rebuild": 4.0, "decide": 1.5}


def _kill(deed: str, database: Path, folder: Path, chosen: random.Random) -> list[str]:
    """Lets a process begin, kills it and all its children somewhere, and returns the entries that it said are kept."""
    command = [sys.executable, "-m", "tests.pipeline.deeds", deed, str(database), str(folder)]
    process = subprocess.Popen(command, cwd=_ROOT, stdout=subprocess.PIPE, text=True, start_new_session=True)
    assert process.stdout is not None and process.stdout.readline() == "ready\n"
    time.sleep(chosen.uniform(0, _LIVES[deed]))
    os.killpg(process.pid, signal.SIGKILL)
    said, _ = process.communicate()
    return said.split()


def _check(engine: Engine, kept: set[str], texts: dict[str, str]) -> None:
    """Every filing is whole and says what the journal says; no entry that was said to be kept is missing or doubled."""
    with engine.connect() as connection:
        if engine.dialect.name == "sqlite":
            assert connection.exec_driver_sql("PRAGMA integrity_check").scalar() == "ok"
            assert connection.exec_driver_sql("PRAGMA foreign_key_check").all() == []
        found = [entry.entry_id for entry in journal.entries_of(connection)]
        assert kept <= set(found) and len(found) == len(set(found))
        maker = Maker.of()
        for head in rows(engine, "filings", ["filing_id"]):
            entries = journal.entries_of(connection, head["sha256"])
            made = maker.make(recognised(texts[head["source"]].encode()), head["source"], head["sha256"], entries)
            assert are_same(stored_rows(connection, filing_id_of(head["sha256"])), made.rows), head["source"]


def _check_archive(engine: Engine) -> None:
    archive = archive_of(engine)
    assert all(archive.is_intact(sha256) for sha256 in archive.contents())


def _killed_so_often(times: int, tmp_path: Path, seed: int) -> None:
    chosen, kept = random.Random(seed), set[str]()
    database, folder = tmp_path / "a.db", write(tmp_path / "in", _TEXTS)
    for number in range(times):
        kept |= set(_kill(("ingest", "decide", "rebuild")[number % 3], database, folder, chosen))
        engine = open_store(str(database))
        _check(engine, kept, _TEXTS)
        _check_archive(engine)
        engine.dispose()
    engine = open_store(str(database))
    list(ingest(engine, find([folder])))
    rebuild(engine, archive_of(engine), Job())
    _check(engine, kept, _TEXTS)
    assert len(rows(engine, "filings", ["filing_id"])) == len(_TEXTS)
    assert journal.difference(engine) == (0, 0)
    other = open_store(str(tmp_path / "b.db"), create=True)
    rebuild(other, archive_of(other, archive_of(engine).folder), Job())
    assert exported(other, tmp_path / "anew") == exported(engine, tmp_path / "kept")


def test_ten_kills_lose_nothing(tmp_path: Path) -> None:
    _killed_so_often(10, tmp_path, seed=1)


@pytest.mark.slow
def test_a_hundred_kills_lose_nothing(tmp_path: Path) -> None:
    _killed_so_often(100, tmp_path, seed=2)


def test_twenty_who_decide_while_everything_is_made_anew_lose_nothing(tmp_path: Path) -> None:
    engine = taken_in(tmp_path, _TEXTS)

    def review(number: int) -> list[str]:
        mine, chosen = open_store(str(tmp_path / "a.db")), random.Random(number)
        made = [decide_once(mine, chosen, f"第{number}人") for _ in range(4)]
        mine.dispose()
        return [entry.entry_id for entry in made if entry is not None]

    with ThreadPoolExecutor(21) as pool:
        anew = pool.submit(lambda: rebuild(engine, archive_of(engine), Job(full=True)))
        kept = [entry_id for found in pool.map(review, range(20)) for entry_id in found]
        report = anew.result()
    assert len(kept) == len(set(kept)) == 80
    assert report.lost == 0 and report.generation == 1
    _check(engine, set(kept), _TEXTS)
    rebuild(engine, archive_of(engine), Job(full=True))
    _check(engine, set(kept), _TEXTS)
