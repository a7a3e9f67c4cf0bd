from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Timer

import pytest
from sqlalchemy import make_url, text

from pipeline.messages import choose
from pipeline.store.archive import archive_folder
from pipeline.store.engine import database_file, database_url, is_missing, open_store, refusals, waiting, writing
from schema.errors import JixiaoError, UsageError


def test_a_path_and_a_url_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert database_url(str(path)) == make_url(f"sqlite:///{path}")
    open_store(f"sqlite:///{path}", create=True)
    assert open_store(str(path)).url.database == str(path)


def test_readers_may_read_beside_a_writer_and_references_hold(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "a.db"), create=True)
    with engine.connect() as connection:
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


@pytest.mark.parametrize("database", ["none.db", "none/none.db", ".", "nonsense://x", "sqlite+nothing:///x"])
def test_a_database_that_is_not_there_is_wrong_usage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(UsageError) as refused:
        open_store(database)
    assert refused.value.advice
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_not_made(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="there is no folder"):
        open_store(str(tmp_path / "none" / "a.db"), create=True)


_NAMES = (
    "库#1.db", "a?b.db", "a?mode=memory", "50%25.db", "%41%2F.db", "空 格.db", "x.db;y", "-n.db", "a&b=c.db",
    "file:x.db", "sqlite:x.db", "me:word@host.db", "'a\".db", "[x]*.db", "a+b.db", "~.db",
    "二〇二四年度（最终）.db", "尾 ",
)  # fmt: skip


@pytest.mark.parametrize("is_whole", [True, False])
@pytest.mark.parametrize("name", _NAMES)
def test_a_path_is_taken_letter_by_letter(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, is_whole: bool
) -> None:
    monkeypatch.chdir(tmp_path)
    database = str(tmp_path / name) if is_whole else name
    assert is_missing(database)
    engine = open_store(database, create=True)
    assert {path.name.removesuffix("-wal").removesuffix("-shm") for path in tmp_path.iterdir()} == {name}
    assert database_file(database) == Path(database) and not is_missing(database)
    assert archive_folder(engine).name == f"{name}.archive"
    with open_store(database).connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM filings").scalar() == 0


_NO_DATABASES = {
    "text": "这是说明，不是数据库。\n".encode() * 60,
    "a letter": b"x",
    "a line": b"\n",
    "zip": b"PK\x03\x04" + bytes(5000),
    "pdf": b"%PDF-1.7\n" + b"x" * 900,
    "png": b"\x89PNG\r\n\x1a\n" + bytes(600),
    "utf-16": "指标".encode("utf-16") * 400,
    "table": "\ufefffiling_id,source\n".encode() * 80,
    "page": b"<!DOCTYPE html><html></html>" * 40,
    "nothing but zeros": bytes(4096),
    "older SQLite": b"** This file contains an SQLite 2.1 database **" + bytes(1000),
    "a head alone": b"SQLite format 3\0",
    "a head and nonsense": b"SQLite format 3\0" + b"\xff" * 5000,
}


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize("content", _NO_DATABASES.values(), ids=_NO_DATABASES)
def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path, content: bytes, create: bool) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(content)
    with pytest.raises(JixiaoError, match=r"not a database|no SQLite database") as refused:
        open_store(str(path), create)
    assert "--db" in refused.value.advice
    assert path.read_bytes() == content and list(tmp_path.iterdir()) == [path]


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    (tmp_path / "a.db").touch()
    with pytest.raises(UsageError, match="holds no filings"):
        open_store(str(tmp_path / "a.db"))
    assert (tmp_path / "a.db").read_bytes() == b""
    open_store(str(tmp_path / "a.db"), create=True)


def test_a_pipe_is_no_database(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.db")
    with pytest.raises(UsageError, match="no plain file"):
        open_store(str(tmp_path / "a.db"), create=True)


@pytest.mark.parametrize("create", [True, False])
@pytest.mark.parametrize(
    "made",
    [
        ["CREATE TABLE filings (a)", "INSERT INTO filings VALUES (1)"],
        ["CREATE TABLE stamps (name, value)"],
        ["CREATE TABLE indicators (a)", "CREATE TABLE stamps (a)"],
        ["CREATE TABLE moz_places (id)", "CREATE TABLE moz_hosts (id)"],
        ["CREATE TABLE alembic_version (version_num)", "INSERT INTO alembic_version VALUES ('1975ea83b712')"],
        ["CREATE TABLE alembic_version (version_num)", "CREATE TABLE users (a)"],
        ["CREATE TABLE 'select' (a)"],
        ["CREATE VIRTUAL TABLE notes USING fts5 (a)"],
        [f"CREATE TABLE t{number} (a)" for number in range(40)],
        ["CREATE TABLE 指标 (名称)", "INSERT INTO 指标 VALUES ('x')"],
    ],
)
def test_a_database_of_another_program_is_refused_and_kept(tmp_path: Path, made: list[str], create: bool) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        for statement in made:
            other.execute(statement)
    before = path.read_bytes()
    with pytest.raises(UsageError, match="of another program") as refused:
        open_store(str(path), create)
    assert "--db" in refused.value.advice and len(refused.value.message) < len(str(path)) + 100
    assert path.read_bytes() == before


def test_a_database_whose_pages_were_overwritten_is_damaged(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    open_store(str(path), create=True).dispose()
    kept = path.read_bytes()
    path.write_bytes(kept[:4096] + b"\xff" * (len(kept) - 4096))
    with pytest.raises(JixiaoError, match="it is damaged") as refused:
        open_store(str(path))
    assert "jixiao rebuild" in refused.value.advice


@contextmanager
def _held(path: Path, how: str) -> Iterator[sqlite3.Connection]:
    """Another program in the middle of its work."""
    with closing(sqlite3.connect(path, isolation_level=None, check_same_thread=False)) as other:
        for statement in how.split("; "):
            other.execute(statement)
        yield other


# How other programs hold a database, and whether one may still read it.
_WRITER = "BEGIN IMMEDIATE"
_WRITING = "BEGIN; INSERT INTO states VALUES ('x', 'y')"
_ALONE = "PRAGMA journal_mode=DELETE; BEGIN EXCLUSIVE"
_FOREVER = "PRAGMA journal_mode=DELETE; PRAGMA locking_mode=EXCLUSIVE; BEGIN IMMEDIATE; COMMIT"


@pytest.mark.parametrize("how", [_WRITER, _WRITING, _ALONE, _FOREVER])
@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_writer_says_that_it_waits_and_gives_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], how: str, language: str
) -> None:
    monkeypatch.setattr(waiting, "QUIET", 0.1)
    monkeypatch.setattr(waiting, "PATIENCE", 0.4)
    choose(language)
    database = str(tmp_path / "a.db")
    open_store(database, create=True).dispose()
    with _held(tmp_path / "a.db", how), pytest.raises(JixiaoError, match="locked by another program") as refused:
        engine = open_store(database)
        with refusals(database), writing(engine):
            pass
    assert "run the command again" in refused.value.advice
    (said,) = capsys.readouterr().err.splitlines()
    assert database in said and {"zh": "锁定", "en": "locked"}[language] in said


@pytest.mark.parametrize("how", [_WRITER, _ALONE])
def test_a_writer_goes_on_when_the_other_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], how: str
) -> None:
    monkeypatch.setattr(waiting, "QUIET", 0.1)
    open_store(str(tmp_path / "a.db"), create=True).dispose()
    with _held(tmp_path / "a.db", how) as other:
        timer = Timer(0.5, lambda: other.execute("ROLLBACK"))
        timer.start()
        with writing(open_store(str(tmp_path / "a.db"))) as connection:
            connection.exec_driver_sql("INSERT INTO states VALUES ('a', 'b')")
        timer.join()
    assert len(capsys.readouterr().err.splitlines()) == 1
    with open_store(str(tmp_path / "a.db")).connect() as connection:
        assert connection.exec_driver_sql("SELECT value FROM states WHERE name = 'a'").scalar() == "b"


def test_a_short_wait_is_not_worth_a_word(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    engine = open_store(str(tmp_path / "a.db"), create=True)
    with _held(tmp_path / "a.db", _WRITER) as other:
        timer = Timer(0.3, lambda: other.execute("ROLLBACK"))
        timer.start()
        with writing(engine):
            pass
        timer.join()
    assert capsys.readouterr().err == ""


def test_a_reader_does_not_wait_for_a_writer(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(waiting, "PATIENCE", 0.0)
    monkeypatch.setattr(waiting, "QUIET", 0.0)
    open_store(str(tmp_path / "a.db"), create=True)
    with _held(tmp_path / "a.db", _WRITING), open_store(str(tmp_path / "a.db")).connect() as connection:
        assert connection.exec_driver_sql("SELECT count(*) FROM states WHERE name = 'x'").scalar() == 0


def test_a_database_of_another_version_is_refused(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "a.db"), create=True)
    with engine.begin() as connection:
        connection.execute(text("update stamps set value = '0'"))
    with pytest.raises(JixiaoError, match="tables of version 0"):
        open_store(str(tmp_path / "a.db"))
