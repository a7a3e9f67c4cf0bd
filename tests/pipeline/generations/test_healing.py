"""A filing of which one copy is damaged is made from the other; where none is whole it stays as it is."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import Engine, text

from pipeline import cli
from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.ingest import ALTERED
from pipeline.ingest.understanding import DAMAGED, is_whole
from pipeline.settings import Limits
from pipeline.store.archive import archive_of
from tests.pipeline.papers import exported, rows, school, taken_in


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return taken_in(tmp_path, {"a.txt": school(), "b.txt": school(project="食堂")})


def _sha256(engine: Engine, source: str) -> str:
    return next(row["sha256"] for row in rows(engine, "filings", ["filing_id"]) if row["source"] == source)


def flip(kept: bytes, place: int) -> bytes:
    return kept[:place] + bytes([kept[place] ^ 0x10]) + kept[place + 1 :]


def spoil_original(engine: Engine, sha256: str) -> None:
    path = archive_of(engine).path(sha256)
    path.write_bytes(flip(path.read_bytes(), 40))


def spoil_reading(engine: Engine, sha256: str) -> None:
    with engine.begin() as connection:
        kept = connection.execute(text("SELECT payload FROM understandings WHERE sha256 = :s"), {"s": sha256}).scalar()
        spoilt = {"p": flip(bytes(kept or b""), 60), "s": sha256}
        connection.execute(text("UPDATE understandings SET payload = :p WHERE sha256 = :s"), spoilt)


def outdate(engine: Engine) -> None:
    """Lets every reading be given its meaning again."""
    with engine.begin() as connection:
        connection.execute(text("UPDATE understandings SET meant_by = 'before'"))


def reading_is_whole(engine: Engine, sha256: str) -> bool:
    with engine.connect() as connection:
        kept = connection.execute(text("SELECT payload FROM understandings WHERE sha256 = :s"), {"s": sha256}).scalar()
    return is_whole(bytes(kept or b""))


def test_a_damaged_original_does_not_fail_a_filing_whose_reading_is_whole(engine: Engine, tmp_path: Path) -> None:
    before, sha256 = exported(engine, tmp_path / "before"), _sha256(engine, "a.txt")
    spoil_original(engine, sha256)
    report = rebuild(engine, archive_of(engine), Job(full=True))
    assert report.damaged == {sha256: ALTERED} and report.failed == {}
    assert exported(engine, tmp_path / "after") == before


def test_a_damaged_reading_is_made_again_from_the_original(engine: Engine, tmp_path: Path) -> None:
    before, sha256 = exported(engine, tmp_path / "before"), _sha256(engine, "a.txt")
    spoil_reading(engine, sha256)
    outdate(engine)
    report = rebuild(engine, archive_of(engine), Job())
    assert report.damaged == {sha256: DAMAGED} and report.failed == {}
    assert exported(engine, tmp_path / "after") == before
    assert reading_is_whole(engine, sha256)
    assert rebuild(engine, archive_of(engine), Job()).damaged == {}


@pytest.mark.parametrize("full", [True, False])
def test_a_filing_of_which_nothing_is_whole_stays_and_is_named(engine: Engine, tmp_path: Path, full: bool) -> None:
    before, sha256 = exported(engine, tmp_path / "before"), _sha256(engine, "a.txt")
    spoil_original(engine, sha256)
    spoil_reading(engine, sha256)
    outdate(engine)
    report = rebuild(engine, archive_of(engine), Job(full=full))
    assert set(report.damaged) == {sha256} and report.failed == {}
    assert exported(engine, tmp_path / "after") == before


def test_an_original_that_can_not_be_read_in_time_does_not_fail_it_either(engine: Engine, tmp_path: Path) -> None:
    before, sha256 = exported(engine, tmp_path / "before"), _sha256(engine, "a.txt")
    spoil_reading(engine, sha256)
    outdate(engine)
    rebuild(engine, archive_of(engine), Job(limits=Limits(size=1)))
    assert exported(engine, tmp_path / "after") == before


def test_what_was_never_read_fails_for_its_damaged_original(engine: Engine, tmp_path: Path) -> None:
    sha256 = _sha256(engine, "a.txt")
    spoil_original(engine, sha256)
    with engine.begin() as connection:
        for table in ("values", "readings", "rules", "indicators", "amounts", "goals", "fields", "findings", "sources"):
            connection.execute(text(f'DELETE FROM "{table}" WHERE filing_id = :f'), {"f": "f" + sha256[:16]})
        connection.execute(text("DELETE FROM filings WHERE sha256 = :s"), {"s": sha256})
        connection.execute(text("DELETE FROM understandings WHERE sha256 = :s"), {"s": sha256})
    report = rebuild(engine, archive_of(engine), Job())
    assert report.failed == {sha256: ALTERED}


def test_the_command_names_it_and_exits_with_one(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil_original(engine, _sha256(engine, "a.txt"))
    engine.dispose()
    assert cli.run(["rebuild", "--full", "--db", str(tmp_path / "a.db"), "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert f"a.txt: {ALTERED}" in said.err and "0 failed" in said.out
