from __future__ import annotations

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import func, select
from sqlmodel import SQLModel

from pipeline.ingest.outcome import Outcome
from pipeline.settings import Limits
from pipeline.store import loaders
from pipeline.store.engine import open_store
from schema.records import TABLES, table_name
from tests.pipeline.conftest import Export, Ingest
from tests.pipeline.standin import MAKER, made_named

Folder = Callable[..., Path]


def _states(outcomes: list[Outcome]) -> dict[str, str]:
    return {outcome.name: outcome.state for outcome in outcomes}


def _counts(database: Path) -> dict[str, int]:
    tables = [SQLModel.metadata.tables[table_name(record)] for record in TABLES]
    with open_store(str(database)).connect() as connection:
        return {
            table.name: connection.execute(select(func.count()).select_from(table)).scalar_one() for table in tables
        }


@pytest.mark.parametrize("jobs", [2, 3])
def test_the_export_is_the_same_for_any_number_of_jobs(
    folder: Folder, take_in: Ingest, exported: Export, jobs: int
) -> None:
    texts = {f"n{number:02}": f"指标{number % 9}" for number in range(12)}
    one = folder("one", **texts, bad="refuse", odd="bug", gone="die")
    take_in(one, db="db1", jobs=1)
    two = folder("elsewhere", gone="die", odd="bug", bad="refuse", **dict(reversed(texts.items())))
    take_in(two, db="db2", jobs=jobs)
    assert exported("db1") == exported("db2")


def test_the_order_of_arrival_leaves_no_trace(folder: Folder, take_in: Ingest, exported: Export) -> None:
    every = folder("all", a="同", b="同", c="同", d="异", e="refuse", f="refuse")
    take_in(every, db="db1")
    for name in "dfcbea":
        take_in(every / f"{name}.txt", db="db2")
    assert exported("db1") == exported("db2")


def test_what_is_known_is_skipped_and_said_so(folder: Folder, take_in: Ingest, exported: Export) -> None:
    made = folder(a="甲", b="乙")
    assert _states(take_in(made)) == {"a.txt": "loaded", "b.txt": "loaded"}
    before = exported("db")
    assert _states(take_in(made)) == {"a.txt": "skipped", "b.txt": "skipped"}
    assert exported("db") == before


def test_a_second_name_of_a_content_is_only_a_source(folder: Folder, take_in: Ingest, exported: Export) -> None:
    made = folder(b="甲", c="甲")
    (first, second) = take_in(made)
    assert (first.state, second.state, second.same_as) == ("loaded", "skipped", "b.txt")
    take_in(folder("more", a="甲"))
    files = exported("db")
    assert b",a.txt," in files["filings.csv"] and files["filings.csv"].count(b"\r\n") == 2
    sources = files["sources.csv"].decode("utf-8-sig").split()
    assert [row.split(",")[1] for row in sources[1:]] == ["b.txt", "c.txt"]


def test_failures_are_named_rows_and_the_rest_is_done(folder: Folder, take_in: Ingest, exported: Export) -> None:
    made = folder(a="甲", bug="bug", die="die", eat="eat", empty="", hang="hang", huge="huge", refuse="refuse", z="乙")
    outcomes = take_in(made, jobs=2, limits=Limits(seconds=2))
    assert Counter(outcome.state for outcome in outcomes) == {"loaded": 2, "failed": 7}
    assert all(outcome.message and outcome.advice for outcome in outcomes if outcome.state == "failed")
    rows = exported("db")["filings.csv"].decode("utf-8-sig").splitlines()
    failed = {row.split(",")[1]: row for row in rows if ",failed," in row}
    assert set(failed) == {"bug.txt", "die.txt", "eat.txt", "empty.txt", "hang.txt", "huge.txt", "refuse.txt"}
    assert "took longer than 2 seconds" in failed["hang.txt"]
    assert ",unknown," in failed["bug.txt"] and "internal error: KeyError" in failed["bug.txt"]


def test_a_file_too_large_is_a_failure(folder: Folder, take_in: Ingest) -> None:
    (outcome,) = take_in(folder(a="甲" * 100), limits=Limits(size=10))
    assert (outcome.state, outcome.message) == ("failed", "the file is larger than 0 MiB")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_can_not_be_opened_is_a_failure(folder: Folder, take_in: Ingest) -> None:
    made = folder(a="甲", b="乙")
    (made / "a.txt").chmod(0)
    assert _states(take_in(made)) == {"a.txt": "failed", "b.txt": "loaded"}


def test_a_failed_document_is_tried_again(folder: Folder, take_in: Ingest, tmp_path: Path) -> None:
    gate = tmp_path / "gate"
    gate.touch()
    made = folder(a=f"gated {gate}", b=f"gated {gate}")
    assert _states(take_in(made)) == {"a.txt": "failed", "b.txt": "skipped"}
    assert _counts(tmp_path / "db")["sources"] == 1
    gate.unlink()
    assert _states(take_in(made / "b.txt")) == {"b.txt": "loaded"}
    counts = _counts(tmp_path / "db")
    assert (counts["filings"], counts["sources"], counts["indicators"]) == (1, 1, 2)


@pytest.mark.parametrize("table", [table_name(record) for record in TABLES if table_name(record) != "sources"])
def test_there_is_never_half_a_filing(
    folder: Folder, take_in: Ingest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, table: str
) -> None:
    """The database breaks while a table is filled: nothing of the filing is there, and a second try loads it whole."""
    insert = loaders.insert

    def breaking(target: object) -> object:
        if getattr(target, "name", "") == table:
            raise OSError("the disk is full")
        return insert(target)  # type: ignore[arg-type]

    made = folder(a="甲")
    with monkeypatch.context() as patch:
        patch.setattr(loaders, "insert", breaking)
        with pytest.raises(OSError, match="disk"):
            take_in(made)
    assert set(_counts(tmp_path / "db").values()) == {0}
    take_in(made)
    counts = _counts(tmp_path / "db")
    assert counts.pop("sources") == 0
    assert all(counts.values())


def test_loading_twice_is_loading_once(folder: Folder, take_in: Ingest, tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "db"), create=True)
    made = made_named("甲")
    assert loaders.load(engine, made, MAKER)
    before = _counts(tmp_path / "db")
    assert not loaders.load(engine, made, MAKER)
    assert _counts(tmp_path / "db") == before


def test_several_may_load_the_same_at_once(tmp_path: Path) -> None:
    made = [made_named("甲", sha256=f"{number:02}" * 32) for number in range(10)]

    def load_all(worker: int) -> int:
        engine = open_store(str(tmp_path / "db"), create=True)
        done = sum(loaders.load(engine, each, MAKER) for each in made)
        for each in made:
            loaders.add_names(engine, each.sha256, [f"z{worker}.txt", "zz.txt"])
        return done

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(load_all, range(4))) == len(made)
    counts = _counts(tmp_path / "db")
    assert (counts["filings"], counts["sources"]) == (10, 50)


def test_a_process_that_dies_while_it_loads_leaves_no_half_a_filing(tmp_path: Path) -> None:
    """As when the power fails: nothing is cleaned up, and the journal alone keeps the database whole."""
    database = tmp_path / "db"
    code = f"""
import os
import subprocess
import sys
from pipeline.store import loaders
from pipeline.store.engine import open_store
from tests.pipeline.standin import MAKER, made_named
engine = open_store({str(database)!r}, create=True)
loaders.load(engine, made_named("甲", "a.txt", "aa" * 32), MAKER)
insert = loaders.insert
loaders.insert = lambda table: os._exit(9) if table.name == "goals" else insert(table)
loaders.load(engine, made_named("乙", "b.txt", "bb" * 32), MAKER)
"""
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).parents[3], check=False)
    assert done.returncode == 9
    counts = _counts(database)
    assert (counts["filings"], counts["indicators"], counts["goals"]) == (1, 2, 1)
