from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import text

from pipeline.store import database_url, open_store
from schema.errors import JixiaoError, UsageError


def test_a_path_and_a_url_are_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    assert database_url(str(path)) == f"sqlite:///{path}"
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


def test_a_file_that_is_no_database_is_refused_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(JixiaoError, match="not a database"):
        open_store(str(path), create=True)
    assert path.read_bytes().startswith(b"no database")


def test_a_database_of_another_version_is_refused(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "a.db"), create=True)
    with engine.begin() as connection:
        connection.execute(text("update stamps set value = '0'"))
    with pytest.raises(JixiaoError, match="tables of version 0"):
        open_store(str(tmp_path / "a.db"))
