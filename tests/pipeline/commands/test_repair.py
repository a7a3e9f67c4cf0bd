"""`jixiao doctor --repair`: what is damaged is named by its hash, set aside, and made again from what is whole."""

from __future__ import annotations

import random
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from pipeline import cli
from pipeline.review import accounts
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from tests.pipeline.generations.test_healing import flip, reading_is_whole, spoil_original, spoil_reading
from tests.pipeline.papers import exported, rows, school, taken_in


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    texts = {f"{number}.txt": school(project=f"校园{number}") for number in range(12)}
    return taken_in(tmp_path, texts)


def _sha256(engine: Engine) -> str:
    return str(rows(engine, "filings", ["source"])[0]["sha256"])


def _doctor(tmp_path: Path, *more: str) -> int:
    return cli.run(["doctor", "--db", str(tmp_path / "a.db"), "--lang", "en", *more])


def _closed(engine: Engine) -> None:
    """Brings all that was written into the one file."""
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    engine.dispose()


def _spoil_rows(engine: Engine, sha256: str) -> None:
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE indicators SET name = 'x' WHERE filing_id = :f AND ordinal = 0"), {"f": "f" + sha256[:16]}
        )


def _break_rows(engine: Engine, sha256: str) -> None:
    """A cell that can't be read at all."""
    with engine.begin() as connection:
        connection.execute(
            text("UPDATE indicators SET weight_exact = 'x' WHERE filing_id = :f"), {"f": "f" + sha256[:16]}
        )


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (spoil_reading, "the stored reading of {} is damaged: made again"),
        (_spoil_rows, "the records of {} were altered: made again"),
        (_break_rows, "the records of {} were altered: made again"),
    ],
)
def test_what_is_damaged_in_the_database_is_made_again(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[Engine, str], None], said: str
) -> None:
    before, sha256 = exported(engine, tmp_path / "before"), _sha256(engine)
    spoil(engine, sha256)
    assert _doctor(tmp_path) == 1
    assert "jixiao doctor --repair" in capsys.readouterr().out
    assert _doctor(tmp_path, "--repair") == 0
    assert said.format(sha256) in capsys.readouterr().out
    assert exported(engine, tmp_path / "after") == before and reading_is_whole(engine, sha256)


def test_a_damaged_original_is_set_aside_and_comes_back_with_its_file(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, sha256, archive = exported(engine, tmp_path / "before"), _sha256(engine), archive_of(engine)
    spoil_original(engine, sha256)
    spoilt = archive.path(sha256).read_bytes()
    assert _doctor(tmp_path, "--repair") == 1
    said = capsys.readouterr().out
    assert f"the original {sha256} is damaged: set aside" in said and "the archive lacks 1 originals" in said
    assert (archive.folder / "damaged" / sha256).read_bytes() == spoilt and not archive.holds(sha256)
    assert exported(engine, tmp_path / "after") == before
    cli.run(["ingest", str(tmp_path / "in"), "--db", str(tmp_path / "a.db"), "--jobs", "1"])
    assert archive.is_intact(sha256) and _doctor(tmp_path) == 0


def test_what_is_nowhere_whole_is_left_and_said(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before, sha256 = exported(engine, tmp_path / "before"), _sha256(engine)
    spoil_original(engine, sha256)
    spoil_reading(engine, sha256)
    assert _doctor(tmp_path, "--repair") == 1
    assert "0.txt is left as it is" in capsys.readouterr().out
    assert exported(engine, tmp_path / "after") == before


def test_names_that_were_lost_are_noticed_and_written_again(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    archive = archive_of(engine)
    before = archive.names()
    (archive.folder / "names.jsonl").unlink()
    assert _doctor(tmp_path) == 1
    assert "12 names stand only in the database" in capsys.readouterr().out
    assert _doctor(tmp_path, "--repair") == 0
    assert archive.names() == before


def _cut(kept: bytes) -> bytes:
    return kept[: len(kept) // 3]


def _other_head(kept: bytes) -> bytes:
    return b"\xff" * 16 + kept[16:]


def _emptied(_kept: bytes) -> bytes:
    return b""


def _broken_pages(kept: bytes) -> bytes:
    return kept[:8192] + b"\xff" * (len(kept) - 8192)


@pytest.mark.parametrize("spoil", [_cut, _other_head, _emptied, _broken_pages])
def test_a_damaged_database_is_set_aside_and_made_again(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], spoil: Callable[[bytes], bytes]
) -> None:
    before, path = exported(engine, tmp_path / "before"), tmp_path / "a.db"
    _closed(engine)
    spoilt = spoil(path.read_bytes())
    path.write_bytes(spoilt)
    assert _doctor(tmp_path) == 1 if spoilt else True
    assert _doctor(tmp_path, "--repair") == 0
    assert "set aside as" in capsys.readouterr().out
    assert (tmp_path / "a.db.damaged").read_bytes() == spoilt
    assert exported(open_store(str(path)), tmp_path / "after") == before


def test_accounts_come_along_and_an_archive_elsewhere_is_found(engine: Engine, tmp_path: Path) -> None:
    accounts.add(engine, "甲", "long enough a password")
    moved = tmp_path / "elsewhere"
    shutil.move(tmp_path / "a.db.archive", moved)
    archive_of(engine, moved)
    _closed(engine)
    path = tmp_path / "a.db"
    kept = path.read_bytes()
    spoilt = bytearray(kept)
    at = kept.rindex("校园3".encode())
    spoilt[at // 4096 * 4096 : at // 4096 * 4096 + 8] = b"\xff" * 8
    path.write_bytes(bytes(spoilt))
    assert _doctor(tmp_path, "--repair", "--archive", str(moved)) == 0
    assert (tmp_path / "a.db.damaged").exists()
    made = open_store(str(path))
    assert accounts.names(made) == ["甲"] and archive_of(made).folder == moved


def test_without_an_archive_nothing_is_touched(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _closed(engine)
    shutil.rmtree(tmp_path / "a.db.archive")
    spoilt = _cut((tmp_path / "a.db").read_bytes())
    (tmp_path / "a.db").write_bytes(spoilt)
    assert _doctor(tmp_path, "--repair") == 1
    assert "there is no archive" in capsys.readouterr().err
    assert (tmp_path / "a.db").read_bytes() == spoilt


def test_another_program_s_database_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "a.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (x)")
    kept = path.read_bytes()
    (tmp_path / "a.db.archive").mkdir()
    assert _doctor(tmp_path, "--repair") == 2
    assert path.read_bytes() == kept


@pytest.mark.parametrize("seed", range(10))
def test_sixteen_flipped_bytes_anywhere_are_seen(engine: Engine, tmp_path: Path, seed: int) -> None:
    _closed(engine)
    chosen, path = random.Random(seed), tmp_path / "a.db"
    kept = path.read_bytes()
    for _ in range(16):
        kept = flip(kept, chosen.randrange(len(kept)))
    path.write_bytes(kept)
    assert _doctor(tmp_path) in (1, 2)


def test_a_sound_store_is_left_as_it_is(engine: Engine, tmp_path: Path) -> None:
    before = exported(engine, tmp_path / "before")
    assert _doctor(tmp_path, "--repair") == 0
    assert exported(engine, tmp_path / "after") == before
    assert not (tmp_path / "a.db.damaged").exists() and not (tmp_path / "a.db.archive" / "damaged").exists()
