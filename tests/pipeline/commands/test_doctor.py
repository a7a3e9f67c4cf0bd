from __future__ import annotations

import shutil
from collections import namedtuple
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from pipeline import cli
from pipeline.decisions import journal
from pipeline.doctor.inspection import inspect_store
from pipeline.generations.rebuild import Job, rebuild
from pipeline.messages import choose
from pipeline.store.archive import Archive, archive_of
from pipeline.store.engine import writing
from schema.decision import Decision
from tests.pipeline.papers import rows, school, taken_in, write


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    choose("en")
    return taken_in(tmp_path, {"a.txt": school(), "b.txt": school(project="食堂")})


@pytest.fixture
def archive(engine: Engine) -> Archive:
    return archive_of(engine)


def _wrong(engine: Engine) -> list[tuple[str, str]]:
    return [(remark.what, remark.reason) for remark in inspect_store(engine) if remark.reason]


def _path(engine: Engine, archive: Archive, source: str) -> Path:
    row = next(row for row in rows(engine, "filings", ["filing_id"]) if row["source"] == source)
    return archive.path(row["sha256"])


def test_a_sound_store_has_nothing_wrong(engine: Engine) -> None:
    journal.append(engine, Decision("note", "甲"))
    assert _wrong(engine) == []


def test_originals_that_are_missing_altered_or_nobodys_are_named(
    engine: Engine, archive: Archive, tmp_path: Path
) -> None:
    _path(engine, archive, "a.txt").unlink()
    _path(engine, archive, "b.txt").write_text("anders", encoding="utf-8")
    archive.add_names([(archive.put(write(tmp_path, {"c.txt": "丙"}) / "c.txt"), "c.txt")])
    nameless = archive.put(write(tmp_path, {"d.txt": "丁"}) / "d.txt")
    assert _wrong(engine) == [
        ("the archive lacks 1 originals", "a.txt"),
        ("1 originals in the archive were altered", "b.txt"),
        ("1 originals of the archive are not in the database", "c.txt"),
        ("1 contents of the archive have no name", nameless[:16]),
    ]


def test_a_journal_that_differs_from_its_file_is_told_and_a_rebuild_mends_it(engine: Engine, archive: Archive) -> None:
    with writing(engine) as connection:
        journal.record(connection, Decision("note", "甲"))
    journal.mirrored(engine).write_text(
        Decision("note", "乙", entry_id="2026-1", made_at="2026-1").to_json() + "\n", encoding="utf-8"
    )
    ((_, reason),) = _wrong(engine)
    assert reason == "1 entries stand only in the file, 1 only in the database"
    rebuild(engine, archive, Job())
    assert _wrong(engine) == []


def test_a_journal_without_its_guard_and_lost_corrections_are_told(engine: Engine, archive: Archive) -> None:
    lost = Decision("correct", "甲", "00" * 32, "indicators", "f0-t1r1", "name", new='"x"', entry_id="1", made_at="1")
    dangling = Decision("undo", "甲", "00" * 32, undoes="never", entry_id="2", made_at="2")
    journal.take_in(engine, [lost, dangling])
    rebuild(engine, archive, Job())
    with engine.begin() as connection:
        for deed in ("update", "delete"):
            connection.execute(text(f"DROP TRIGGER journal_no_{deed}"))
    assert _wrong(engine) == [
        ("1 entries undo none that is there", "2"),
        ("the journal is not guarded", "the triggers that forbid its change are gone"),
        ("1 corrections fit no record any more", " f0-t1r1"),
    ]


def test_a_full_disk_is_told(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    usage = namedtuple("usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: usage(10, 9, 1))
    assert [reason for _, reason in _wrong(engine)] == ["too little for a rebuild"]


def test_the_command_names_what_is_wrong_and_what_to_do(
    engine: Engine, archive: Archive, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _path(engine, archive, "a.txt").unlink()
    assert cli.run(["doctor", "--db", str(tmp_path / "a.db"), "--lang", "en"]) == 1
    assert "wrong the archive lacks 1 originals: a.txt (Ingest these files again" in capsys.readouterr().out


def test_the_journal_goes_out_and_comes_in_by_command(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = journal.append(engine, Decision("note", "甲", why="看过"))
    assert cli.run(["journal", "export", "--db", str(tmp_path / "a.db")]) == 0
    (tmp_path / "out.jsonl").write_text(capsys.readouterr().out, encoding="utf-8")
    other = str(tmp_path / "other.db")
    for new in (1, 0):
        assert cli.run(["journal", "import", str(tmp_path / "out.jsonl"), "--db", other, "--lang", "en"]) == 0
        assert f"{new} of 1 entries are new" in capsys.readouterr().out
    assert cli.run(["journal", "export", "--db", other]) == 0
    assert capsys.readouterr().out == made.to_json() + "\n"
    assert cli.run(["journal", "lost", "--db", other]) == 0
    (tmp_path / "bad.jsonl").write_text("nonsense\n", encoding="utf-8")
    assert cli.run(["journal", "import", str(tmp_path / "bad.jsonl"), "--db", other]) == 1
    assert cli.run(["journal", "import", str(tmp_path / "none"), "--db", other]) == 2


@pytest.mark.parametrize(
    ("spoil", "said", "advice"),
    [
        (lambda kept: kept[:4096] + b"\xff" * (len(kept) - 4096), "it is damaged", "jixiao rebuild"),
        (lambda kept: kept[:-4096], "it is damaged", "jixiao rebuild"),
        (lambda kept: b"\xff" * 16 + kept[16:], "not a database", "--db"),
        (lambda _: "一段文字\n".encode() * 90, "not a database", "--db"),
        (lambda kept: kept[:100], "it is damaged", "jixiao rebuild"),
    ],
)
def test_a_database_that_is_spoilt_or_none_is_told_with_what_to_do(
    engine: Engine,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    spoil: Callable[[bytes], bytes],
    said: str,
    advice: str,
) -> None:
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()
    path = tmp_path / "a.db"
    path.write_bytes(spoil(path.read_bytes()))
    assert cli.run(["doctor", "--db", str(path), "--lang", "en"]) == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("wrong")]
    assert said in line and advice in line and "jixiao doctor" not in line


def test_a_table_that_is_gone_is_told(engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with engine.begin() as connection:
        connection.execute(text("DROP TABLE goals"))
    assert cli.run(["doctor", "--db", str(tmp_path / "a.db"), "--lang", "en"]) == 1
    (line,) = [line for line in capsys.readouterr().out.splitlines() if line.startswith("wrong")]
    assert "its tables are not as they should be (no such table: goals)" in line and "jixiao rebuild" in line
