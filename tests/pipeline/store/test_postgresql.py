from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from time import sleep

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Engine, create_engine, text
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel

from pipeline import cli, messages
from pipeline.decisions import journal
from pipeline.generations.rebuild import Job, rebuild
from pipeline.generations.swapping import Swap
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store, reading, refusals, waiting, writing
from schema.decision import Decision
from schema.errors import JixiaoError, UsageError
from tests.pipeline.deeds import decide_once
from tests.pipeline.generations import swaps
from tests.pipeline.papers import exported, rows, school, write
from tests.pipeline.servers import new_database, programs, running

pytestmark = pytest.mark.skipif(programs() is None, reason="no PostgreSQL is installed: apt-get install postgresql")

_TEXTS = {
    "Z.txt": school(),
    "a.txt": school(project="操场翻修"),
    "乙.txt": school(project="食堂"),
    "é.txt": school(project="食堂"),
    "bad.txt": "",
}


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    with running() as url:
        yield url


@pytest.fixture
def database(server: str, request: pytest.FixtureRequest) -> str:
    return new_database(server, f"t{abs(hash(request.node.name))}")


@pytest.fixture
def opened(database: str, tmp_path: Path) -> Iterator[Callable[[], Engine]]:
    """Opens the database as often as wanted; its archive lies in the test's folder."""
    engines: list[Engine] = []

    def one() -> Engine:
        engines.append(open_store(database, create=True))
        archive_of(engines[-1], tmp_path / "archive")
        return engines[-1]

    yield one
    for engine in engines:
        engine.dispose()


def test_the_export_is_that_of_sqlite(opened: Callable[[], Engine], tmp_path: Path) -> None:
    folder = write(tmp_path / "in", _TEXTS)
    here, there = open_store(str(tmp_path / "a.db"), create=True), opened()
    list(ingest(here, find([folder])))
    list(ingest(there, find([folder])))
    assert exported(there, tmp_path / "there") == exported(here, tmp_path / "here")
    made = [decide_once(there, random.Random(number), "甲") for number in range(5)]
    journal.take_in(here, [entry for entry in made if entry])
    for engine in (here, there):
        rebuild(engine, archive_of(engine), Job(full=engine is there))
    assert exported(there, tmp_path / "there") == exported(here, tmp_path / "here")


def test_a_generation_takes_its_place_as_on_sqlite(
    opened: Callable[[], Engine], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here, there = swaps.database(tmp_path), opened()
    swaps.fill(there)
    monkeypatch.setattr(Swap, "_put", lambda *_: pytest.fail("a filing was put in its place by itself"))
    for engine in (here, there):
        swaps.staged(engine, swaps.THEN)
    assert swaps.swapped(there).became == swaps.swapped(here).became
    assert swaps.held(there) == swaps.held(here)


def test_the_tables_are_those_that_the_records_declare(opened: Callable[[], Engine]) -> None:
    with opened().connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": False})
        assert compare_metadata(context, SQLModel.metadata) == []


@pytest.mark.parametrize("statement", ["UPDATE journal SET why = ''", "DELETE FROM journal", "TRUNCATE journal"])
def test_nothing_changes_an_entry(opened: Callable[[], Engine], statement: str) -> None:
    engine = opened()
    entry = journal.append(engine, Decision("note", "甲", why="看过"))
    with pytest.raises(DBAPIError, match="never changed"), writing(engine) as connection:
        connection.execute(text(statement))
    assert journal.entries(engine) == [entry]
    assert journal.is_guarded(engine)


def test_who_reads_sees_one_moment(opened: Callable[[], Engine]) -> None:
    engine = opened()
    with reading(engine) as connection:
        assert journal.entries_of(connection) == []
        journal.append(engine, Decision("note", "甲"))
        assert journal.entries_of(connection) == []
    assert len(journal.entries(engine)) == 1


def test_several_may_open_a_new_database_and_decide_while_it_is_made_anew(
    opened: Callable[[], Engine], tmp_path: Path
) -> None:
    with ThreadPoolExecutor(4) as pool:
        engines = [future.result() for future in [pool.submit(opened) for _ in range(4)]]
        engine = engines[0]
        list(ingest(engine, find([write(tmp_path / "in", _TEXTS)])))
        anew = pool.submit(lambda: rebuild(engine, archive_of(engine), Job(full=True)))
        tasks = [pool.submit(decide_once, each, random.Random(n), "甲") for n, each in enumerate(engines * 3)]
        kept = {entry.entry_id for task in tasks if (entry := task.result())}
        assert anew.result().lost == 0
    assert len(kept) == 12 and kept == {entry.entry_id for entry in journal.entries(engine)}
    before = exported(engine, tmp_path / "before")
    rebuild(engine, archive_of(engine), Job(full=True))
    assert exported(engine, tmp_path / "after") == before


def test_a_database_that_is_not_there_and_one_that_is_empty(server: str, database: str) -> None:
    with pytest.raises(JixiaoError):
        open_store(server.replace("/postgres?", "/nowhere?"))
    with pytest.raises(UsageError, match="holds no filings"):
        open_store(database)


def test_a_writer_says_that_it_waits_for_another_and_gives_up(
    opened: Callable[[], Engine],
    database: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(messages, "_chosen", ["en"])
    monkeypatch.setattr(waiting, "QUIET", 0.1)
    monkeypatch.setattr(waiting, "PATIENCE", 0.4)
    holder, other = opened(), opened()
    refused = pytest.raises(JixiaoError, match="locked by another program")
    with writing(holder), refused, refusals(database), writing(other):
        pass
    (said,) = capsys.readouterr().err.splitlines()
    assert "locked by another program" in said
    monkeypatch.setattr(waiting, "PATIENCE", 60.0)
    with ThreadPoolExecutor(1) as pool:
        with writing(holder):
            later = pool.submit(journal.append, other, Decision("note", "甲"))
            sleep(0.5)
            assert not later.done()
        made = later.result()
    assert journal.entries(holder) == [made]
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_tables_of_others_may_stand_beside_ours_but_not_in_their_place(database: str) -> None:
    engine = create_engine(database)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE notes (a text)"))
        connection.execute(text("CREATE TABLE filings (a text)"))
    with pytest.raises(UsageError, match=r"another program, with the tables filings$"):
        open_store(database, create=True)
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE filings"))
    engine.dispose()
    open_store(database, create=True).dispose()


def test_the_commands_take_its_url(
    database: str, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    folder = write(tmp_path / "in", {"a.txt": school()})
    assert cli.run(["ingest", str(folder), "--db", database, "--jobs", "1"]) == 0
    assert cli.run(["rebuild", "--db", database, "--jobs", "1", "--out", "out"]) == 0
    assert cli.run(["export", "--db", database, "--out", "out"]) == 0
    assert cli.run(["doctor", "--db", database]) == 0, capsys.readouterr().out
    assert (tmp_path / "jixiao.archive" / "names.jsonl").is_file()
    assert rows(open_store(database), "filings", ["filing_id"])[0]["source"] == "a.txt"
