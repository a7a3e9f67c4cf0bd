"""A filing taken out stays out, of every table and through every rebuild, until somebody takes that back."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine, func, inspect, select
from sqlmodel import SQLModel

from pipeline import cli
from pipeline.decisions import journal
from pipeline.decisions.corrections import decide
from pipeline.decisions.removing import put_back, remove
from pipeline.doctor.inspection import inspect_store
from pipeline.generations.rebuild import Job, Report, rebuild
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.messages import choose
from pipeline.store import looks
from pipeline.store.archive import Archive, archive_of
from pipeline.store.engine import open_store, reading, writing
from pipeline.store.families import family_of
from pipeline.store.rows import filing_id_of
from schema.decision import Decision
from schema.errors import UsageError
from tests.pipeline.papers import exported, rows, school, taken_in, write

_TEXTS = {"a.txt": school(), "b.txt": school(project="食堂改造", first="改造面积"), "c.txt": school(target="≥2800册")}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    choose("en")
    return taken_in(tmp_path, _TEXTS)


@pytest.fixture
def archive(engine: Engine) -> Archive:
    return archive_of(engine)


def _sources(engine: Engine) -> list[str]:
    return sorted(str(row["source"]) for row in rows(engine, "filings", ["filing_id"]))


def _hash_of(engine: Engine, source: str) -> str:
    return next(str(row["sha256"]) for row in rows(engine, "filings", ["filing_id"]) if row["source"] == source)


def _rebuilt(engine: Engine, **job: object) -> Report:
    return rebuild(engine, archive_of(engine), replace(Job(), **job))  # type: ignore[arg-type]


def _left_of(engine: Engine, sha256: str) -> dict[str, int]:
    """Rows about a document, by table, but for the journal's."""
    found: dict[str, int] = {}
    with reading(engine) as connection:
        for name in inspect(engine).get_table_names():
            table = SQLModel.metadata.tables.get(name)
            if table is None or name == "journal":
                continue
            for column, about in (("filing_id", filing_id_of(sha256)), ("sha256", sha256)):
                if column in table.c:
                    wanted = select(func.count()).select_from(table).where(table.c[column] == about)
                    found[name] = found.get(name, 0) + connection.execute(wanted).scalar_one()
    return {name: number for name, number in found.items() if number}


@pytest.mark.parametrize("called", ["source", "filing_id", "sha256"])
def test_a_filing_goes_from_every_table_and_its_original_stays(
    engine: Engine, archive: Archive, called: str, tmp_path: Path
) -> None:
    head = next(row for row in rows(engine, "filings", ["filing_id"]) if row["source"] == "b.txt")
    assert len(_left_of(engine, head["sha256"])) >= 8
    entry = remove(engine, archive, head[called], "甲", why="重复报送")
    assert _left_of(engine, head["sha256"]) == {} and _sources(engine) == ["a.txt", "c.txt"]
    assert archive.holds(head["sha256"])
    assert (entry.kind, entry.who, entry.why, entry.told) == ("remove", "甲", "重复报送", {"purge": False})
    assert entry.to_json() in journal.mirrored(engine).read_text(encoding="utf-8")
    assert [remark.reason for remark in inspect_store(engine) if remark.reason] == []
    (tmp_path / "fresh").mkdir()
    fresh = taken_in(tmp_path / "fresh", {name: _TEXTS[name] for name in ("a.txt", "c.txt")})
    assert exported(engine, tmp_path / "one") == exported(fresh, tmp_path / "other")


def test_the_counts_of_the_dashboard_and_the_family_follow(engine: Engine, archive: Archive) -> None:
    ids = {row["source"]: str(row["filing_id"]) for row in rows(engine, "filings", ["filing_id"])}
    with reading(engine) as connection:
        assert {one.source for one in family_of(connection, ids["a.txt"])} == {"a.txt", "c.txt"}
    counted = SQLModel.metadata.tables["counts"].c
    remove(engine, archive, "a.txt", "甲")
    with reading(engine) as connection:
        assert family_of(connection, ids["c.txt"]) == []
        now = connection.execute(select(counted.number).where(counted.label == "indicators")).scalar_one()
    assert now == len(rows(engine, "indicators")) == 6
    looks.complete(engine)


@pytest.mark.parametrize("full", [False, True])
def test_a_rebuild_and_an_ingest_leave_it_out(engine: Engine, archive: Archive, tmp_path: Path, full: bool) -> None:
    remove(engine, archive, "b.txt", "甲")
    report = _rebuilt(engine, full=full)
    assert _sources(engine) == ["a.txt", "c.txt"] and not report.lost and not report.missing
    outcomes = {one.name: one for one in ingest(engine, find([write(tmp_path / "again", _TEXTS)]))}
    assert outcomes["b.txt"].state == "passed-over" and "taken out" in outcomes["b.txt"].message
    assert _sources(engine) == ["a.txt", "c.txt"]


def test_a_database_made_again_from_the_archive_leaves_it_out(engine: Engine, archive: Archive, tmp_path: Path) -> None:
    remove(engine, archive, "b.txt", "甲")
    other = open_store(str(tmp_path / "other.db"), create=True)
    rebuild(other, archive_of(other, archive.folder), Job())
    assert _sources(other) == ["a.txt", "c.txt"]


def test_a_removal_that_comes_from_another_journal_is_carried_out_and_listed(
    engine: Engine, archive: Archive, tmp_path: Path
) -> None:
    sha256 = _hash_of(engine, "b.txt")
    said = Decision("remove", "乙", sha256, "filings", filing_id_of(sha256), new='{"purge": false}', entry_id="2026-1")
    journal.take_in(engine, [replace(said, made_at="2026-1")])
    assert _sources(engine) == ["a.txt", "b.txt", "c.txt"]
    report = _rebuilt(engine, out=tmp_path / "out")
    assert _sources(engine) == ["a.txt", "c.txt"] and _left_of(engine, sha256) == {}
    assert report.listed and "b.txt,filings,,removed" in report.listed.read_text(encoding="utf-8-sig")


def test_a_removal_while_a_rebuild_is_at_work_holds(
    engine: Engine, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pipeline.generations import rebuild as rebuilding

    compare = rebuilding.compare

    def removing(*given: object) -> None:
        compare(*given)  # type: ignore[arg-type]
        remove(engine, archive, "b.txt", "甲")

    monkeypatch.setattr(rebuilding, "compare", removing)
    sha256 = _hash_of(engine, "b.txt")
    _rebuilt(engine, full=True)
    assert _sources(engine) == ["a.txt", "c.txt"] and _left_of(engine, sha256) == {}


def test_what_was_decided_about_it_waits_until_it_is_put_back(engine: Engine, archive: Archive) -> None:
    sha256 = _hash_of(engine, "b.txt")
    mine = [row for row in rows(engine, "indicators") if row["filing_id"] == filing_id_of(sha256)]
    record = str(mine[0]["indicator_id"])
    decide(engine, Decision("correct", "甲", sha256, "indicators", record, "name", new=json.dumps("翻新面积")), 0)
    remove(engine, archive, "b.txt", "甲")
    assert _rebuilt(engine).lost == 0
    assert put_back(engine, archive, "b.txt", "乙")
    assert _sources(engine) == ["a.txt", "c.txt"]
    _rebuilt(engine)
    assert "翻新面积" in [row["name"] for row in rows(engine, "indicators")] and "b.txt" in _sources(engine)


def test_a_purge_deletes_the_original_and_the_journal_keeps_who_did_it(
    engine: Engine, archive: Archive, tmp_path: Path
) -> None:
    sha256 = _hash_of(engine, "b.txt")
    remove(engine, archive, "b.txt", "甲")
    remove(engine, archive, "b.txt", "乙", purge=True)
    assert not archive.holds(sha256) and [entry.who for entry in journal.entries(engine, sha256)] == ["甲", "乙"]
    assert [remark.reason for remark in inspect_store(engine) if remark.reason] == []
    assert _rebuilt(engine).missing == ()
    assert not put_back(engine, archive, "b.txt", "丙")
    assert {one.state for one in ingest(engine, find([write(tmp_path / "again", _TEXTS) / "b.txt"]))} == {"loaded"}


def test_a_purge_that_was_cut_short_is_finished_by_the_next_rebuild(engine: Engine, archive: Archive) -> None:
    sha256 = _hash_of(engine, "b.txt")
    said = Decision("remove", "甲", sha256, "filings", filing_id_of(sha256), new='{"purge": true}')
    with writing(engine) as connection:
        journal.record(connection, said)
    _rebuilt(engine)
    assert not archive.holds(sha256) and _sources(engine) == ["a.txt", "c.txt"]


def test_what_is_not_there_is_refused(engine: Engine, archive: Archive) -> None:
    for purge in (False, True):
        with pytest.raises(UsageError):
            remove(engine, archive, "none.txt", "甲", purge=purge)
    with pytest.raises(UsageError):
        put_back(engine, archive, "b.txt", "甲")


@pytest.mark.parametrize(
    ("options", "code", "said"),
    [
        ([], 0, "its original stays in"),
        (["--purge", "--why", "误收"], 0, "its original deleted from"),
        (["--undo"], 2, "no filing b.txt was taken out"),
        (["--undo", "--purge"], 2, "contradict"),
    ],
)
def test_the_command(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], code: int, said: str
) -> None:
    assert cli.run(["remove", "b.txt", "--db", str(tmp_path / "a.db"), "--lang", "en", *options]) == code
    printed = capsys.readouterr()
    assert said in printed.out + printed.err
    if code == 0 and not options:
        assert cli.run(["remove", "--undo", "b.txt", "--db", str(tmp_path / "a.db"), "--lang", "en"]) == 0
        assert "to bring it again: jixiao rebuild" in capsys.readouterr().out


def test_what_comes_next_is_said_as_it_is_typed(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the filing and the database, so that the line can be copied."""
    database = ["--db", str(tmp_path / "a.db")]
    assert cli.run(["remove", "b.txt", *database, "--lang", "en"]) == 0
    typed = capsys.readouterr().out.split("To take that back: jixiao ")[1].split()
    assert cli.run(["remove", "b.txt", *database, "--lang", "zh"]) == 2
    assert "此前已移除（撤回：jixiao remove --undo b.txt）" in capsys.readouterr().err
    assert cli.run([*typed, "--lang", "en"]) == 0
    typed = capsys.readouterr().out.split("to bring it again: jixiao ")[1].split()
    assert cli.run(typed) == 0
    assert "b.txt" in _sources(engine)
