from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import Engine

from normalizers.names.taxonomy import Taxonomy
from pipeline import cli
from pipeline.decisions import journal
from pipeline.decisions.corrections import decide
from pipeline.generations import rebuild
from pipeline.generations.alone import alone
from pipeline.generations.rebuild import Job, Report
from pipeline.generations.staging import stage
from pipeline.ingest import preparing as making
from pipeline.ingest.interpreting import Meaning, meant
from pipeline.ingest.preparing import Made, Maker, Stages
from pipeline.ingest.recognising import recognised
from pipeline.ingest.understanding import Recognised
from pipeline.ingest.workers import Crew
from pipeline.settings import Limits
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store, writing
from pipeline.store.loaders import load
from schema.decision import Decision
from schema.errors import JixiaoError
from schema.filing import Filing
from schema.sight import Sight
from tests.pipeline.papers import exported, rows, school, taken_in, write

_TEXTS = {
    "a.txt": school(),
    "b.txt": school(project="操场翻修", first="翻修面积", target="≥800平方米"),
    "same.txt": school(),
    "bad.txt": "",
}


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return taken_in(tmp_path, _TEXTS)


def _rebuilt(engine: Engine, **job: object) -> Report:
    return rebuild.rebuild(engine, archive_of(engine), replace(Job(), **job))  # type: ignore[arg-type]


def _hash_of(engine: Engine, source: str) -> str:
    return next(str(row["sha256"]) for row in rows(engine, "filings", ["filing_id"]) if row["source"] == source)


def _decide(
    engine: Engine, source: str, kind: str = "correct", field: str = "name", told: object = "改过的"
) -> Decision:
    sha256 = _hash_of(engine, source)
    record = next(row for row in rows(engine, "indicators") if row["filing_id"] == "f" + sha256[:16])["indicator_id"]
    decision = Decision(kind, "甲", sha256, "indicators", record, field, new=json.dumps(told, ensure_ascii=False))
    return decide(engine, decision, journal.revision(engine, sha256)).entry


def _listed(folder: Path) -> list[dict[str, str]]:
    with (folder / "changes.csv").open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def louder(found: Recognised, decisions: Sequence[Decision] = (), taxonomy: Taxonomy | None = None) -> Meaning:
    """Code that gives every indicator of the playground another explanation."""
    meaning = meant(found, decisions, taxonomy)
    filing: Filing = meaning.filing
    if any("操场" in indicator.project for indicator in filing.indicators):
        changed = tuple(replace(indicator, explanation="另有说明") for indicator in filing.indicators)
        meaning = replace(meaning, filing=replace(filing, indicators=changed))
    return meaning


def renaming(data: bytes, name: str, sight: Sight = Sight()) -> Recognised:
    """Code that reads another name in the first row."""
    return recognised(data.replace("新购图书册数".encode(), "购入图书册数".encode()), name, sight)


def test_nothing_changed_is_nothing_done_and_the_same_export(engine: Engine, tmp_path: Path) -> None:
    before = exported(engine, tmp_path / "before")
    first = _rebuilt(engine)
    again = _rebuilt(engine, out=tmp_path)
    assert (first.generation, again.generation) == (1, 1)
    assert again.deeds == {"kept": 2, "read": 1}  # what failed is tried again
    assert set(again.became.values()) == {"same"} and again.changes == {}
    assert _listed(tmp_path) == []
    assert exported(engine, tmp_path / "after") == before


@pytest.mark.parametrize("jobs", [1, 3])
def test_a_full_rebuild_and_one_from_nothing_give_the_same_bytes(engine: Engine, tmp_path: Path, jobs: int) -> None:
    _decide(engine, "a.txt", told="=改过的")
    _decide(engine, "b.txt", kind="strike", field="")
    journal.append(engine, Decision("alias", "甲", new=json.dumps({"canonical_id": "SS03", "alias": "翻修面积"})))
    _rebuilt(engine)
    before = exported(engine, tmp_path / "before")
    assert b"'=" in before["indicators.csv"] and b"SS03" not in before["indicators.csv"]  # its row was struck
    assert set(_rebuilt(engine, full=True, jobs=jobs).became.values()) == {"same"}
    assert exported(engine, tmp_path / "full") == before
    other = open_store(str(tmp_path / "other.db"), create=True)
    report = rebuild.rebuild(other, archive_of(other, archive_of(engine).folder), Job(jobs=jobs))
    assert report.taken_in == 3 and set(report.became.values()) == {"new"}
    assert exported(other, tmp_path / "new") == before


def test_an_alias_takes_effect_at_the_next_rebuild(engine: Engine, tmp_path: Path) -> None:
    def canonical() -> set[str]:
        return {row["canonical_id"] for row in rows(engine, "indicators") if row["name"] == "翻修面积"}

    before = canonical()
    alias = {"canonical_id": "SS03", "alias": "翻修面积"}
    entry = journal.append(engine, Decision("alias", "甲", new=json.dumps(alias)))
    assert canonical() == before != {"SS03"}
    version = rows(engine, "filings", ["filing_id"])[0]["taxonomy_version"]
    _rebuilt(engine, out=tmp_path)
    assert canonical() == {"SS03"}
    assert rows(engine, "filings", ["filing_id"])[0]["taxonomy_version"] != version
    whys = {(row["column"], row["why"]) for row in _listed(tmp_path) if row["source"] == "b.txt" and row["column"]}
    assert ("canonical_id", "taxonomy") in whys and {why for _, why in whys} == {"taxonomy"}
    journal.append(engine, Decision("undo", "甲", undoes=entry.entry_id))
    _rebuilt(engine)
    assert canonical() == before


def test_only_what_can_have_changed_is_done_again_and_why_is_said(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _rebuilt(engine)
    _decide(engine, "a.txt")
    monkeypatch.setattr(making, "meaning_version", lambda: "another")
    report = _rebuilt(engine, stages=Stages(mean=louder), out=tmp_path)
    assert report.deeds == {"meant": 2, "read": 1}
    assert sorted(report.became.values()) == ["changed", "same", "same"]
    listed = _listed(tmp_path)
    changed = [(row["source"], row["column"], row["old"], row["new"], row["why"]) for row in listed]
    assert changed.count(("b.txt", "explanation", "", "另有说明", "code")) == 3
    assert [row for row in changed if row[0] == "a.txt"] == [("a.txt", "name", "新购图书册数", "改过的", "correction")]
    assert _rebuilt(engine, stages=Stages(mean=louder)).deeds == {"kept": 2, "read": 1}


def test_a_correction_whose_row_reads_otherwise_now_is_listed_and_not_applied(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    entry = _decide(engine, "a.txt", field="target_raw", told="≥1册")
    monkeypatch.setattr(rebuild, "read_stamp", lambda _sight: "another auto rapidocr")
    report = _rebuilt(engine, stages=Stages(read=renaming))
    assert report.lost == 1 and report.deeds == {"read": 3}
    (row,) = [row for row in rows(engine, "indicators") if row["name"] == "购入图书册数"]
    assert (row["target_raw"], row["review"]) == ("≥3000册", "none")
    assert rows(engine, "lost_corrections", ["entry_id"])[0]["entry_id"] == entry.entry_id
    monkeypatch.setattr(rebuild, "read_stamp", lambda _sight: "a third auto rapidocr")
    assert _rebuilt(engine).lost == 0
    assert "≥1册" in {row["target_raw"] for row in rows(engine, "indicators")}


def test_what_is_decided_while_it_works_is_in_the_new_generation(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Decided after the filing was made anew, and before its generation takes its place."""
    compare = rebuild.compare

    def decide_and_compare(*arguments: object) -> None:
        compare(*arguments)  # type: ignore[arg-type]
        _decide(engine, "a.txt", told="其间改的")

    monkeypatch.setattr(rebuild, "compare", decide_and_compare)
    report = _rebuilt(engine, full=True, out=tmp_path)
    assert report.generation == 1
    assert "其间改的" in {row["name"] for row in rows(engine, "indicators")}
    assert [row["why"] for row in _listed(tmp_path) if row["column"] == "name"] == ["correction"]


def test_a_rebuild_that_was_broken_off_leaves_the_old_and_the_next_goes_on(
    engine: Engine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = exported(engine, tmp_path / "before")
    monkeypatch.setattr(making, "meaning_version", lambda: "another")

    def breaking(*_arguments: object) -> None:
        raise RuntimeError("the lights went out")

    with monkeypatch.context() as patch:
        patch.setattr(rebuild, "compare", breaking)
        with pytest.raises(RuntimeError):
            _rebuilt(engine, stages=Stages(mean=louder))
    assert exported(engine, tmp_path / "after") == before
    made: list[str] = []
    results = Crew.results

    def counted(self: Crew[object, object], tasks: Sequence[object]) -> object:
        made.extend("task" for _ in tasks)
        return results(self, tasks)

    monkeypatch.setattr(Crew, "results", counted)
    report = _rebuilt(engine, stages=Stages(mean=louder))
    assert made == [] and sorted(report.became.values()) == ["changed", "same", "same"]
    assert rows(engine, "staged", ["sha256"]) == []


def test_a_full_rebuild_does_not_take_what_an_ordinary_one_left(engine: Engine) -> None:
    maker = Maker.of(read_by=making.read_stamp(Sight()))
    wrong = maker.failed("never so", "a.txt", _hash_of(engine, "a.txt"))
    with writing(engine) as connection:
        stage(connection, wrong, full=False)
    assert set(_rebuilt(engine, full=True).failed.values()) == {"the file is empty"}


def test_an_original_that_was_never_loaded_comes_with_the_next_rebuild(engine: Engine, tmp_path: Path) -> None:
    """As where a process was killed between the archive and the database."""
    archive = archive_of(engine)
    sha256 = archive.put(write(tmp_path, {"c.txt": school(project="食堂")}) / "c.txt")
    archive.add_names([(sha256, "c.txt"), (sha256, "d.txt"), (_hash_of(engine, "b.txt"), "b2.txt")])
    report = _rebuilt(engine)
    assert report.became[sha256] == "new"
    assert {row["source"] for row in rows(engine, "sources", ["source"])} == {"b2.txt", "d.txt", "same.txt"}


def test_rows_that_the_database_does_not_take_are_one_failure(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.pipeline.standin import STANDIN

    engine = _with(engine, "huge", STANDIN)
    report = _rebuilt(engine, stages=STANDIN, full=True)
    assert any(reason.startswith("its records can't be stored") for reason in report.failed.values())


def _with(engine: Engine, text: str, stages: Stages) -> Engine:
    archive = archive_of(engine)
    file = archive.folder.parent / "more.txt"
    file.write_text(text, encoding="utf-8")
    archive.add_names([(archive.put(file), "more.txt")])
    return engine


def test_only_one_rebuild_works_on_an_archive(engine: Engine) -> None:
    with (
        alone(engine, archive_of(engine)),
        pytest.raises(JixiaoError, match="another rebuild"),
        alone(engine, archive_of(engine)),
    ):
        pass


def test_a_missing_original_is_named_and_its_filing_stays(engine: Engine) -> None:
    archive_of(engine).path(_hash_of(engine, "b.txt")).unlink()
    before = rows(engine, "indicators")
    assert _rebuilt(engine, full=True).missing == ("b.txt",)
    assert rows(engine, "indicators") == before


def test_a_decision_about_a_document_that_is_nowhere_is_lost(engine: Engine) -> None:
    nowhere = Decision(
        "correct", "甲", "00" * 32, "indicators", "f0-t1r1", "name", new='"x"', entry_id="1", made_at="1"
    )
    journal.take_in(engine, [nowhere])
    assert _rebuilt(engine).lost == 1


def test_a_limit_fails_a_filing_and_the_rest_is_done(engine: Engine) -> None:
    report = _rebuilt(engine, full=True, limits=Limits(size=300))
    assert set(report.newly_failed) == {"a.txt", "b.txt"}
    assert _rebuilt(engine).newly_failed == ()
    assert {row["status"] for row in rows(engine, "filings", ["filing_id"]) if row["source"] != "bad.txt"} == {"ok"}


def test_the_command_says_what_changed_and_exits_by_its_conditions(
    engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    database = str(tmp_path / "a.db")
    _decide(engine, "a.txt")

    def run(*options: str) -> tuple[int, str, str]:
        code = cli.run(["rebuild", "--db", database, "--jobs", "1", "--lang", "en", *options])
        return code, *capsys.readouterr()

    code, out, err = run("--out", str(tmp_path / "out"))
    assert code == 0 and "changed by correction: 1" in out and "failed bad.txt: the file is empty" in err
    assert (tmp_path / "out" / "changes.csv").is_file()
    assert run("--fail-on", "failures")[0] == 1
    assert run("--fail-on", "lost-corrections")[0] == 0
    assert run("--fail-on", "accuracy")[0] == 2
    code, out, err = run("--json-log")
    lines = [json.loads(line) for line in out.splitlines()]
    assert code == 0 and [line["source"] for line in lines] == ["a.txt", "b.txt", "bad.txt"]
    assert lines[2]["error"] == "the file is empty" and "Generation" in err
    archive_of(engine).path(_hash_of(engine, "b.txt")).unlink()
    assert run()[0] == 1
    assert cli.run(["rebuild", "--db", str(tmp_path / "none.db")]) == 2


def test_a_drop_in_accuracy_is_told(engine: Engine, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    gold = tmp_path / "gold"
    gold.mkdir()
    wanted = [{"name": row["name"], "target": {"raw": row["target_raw"]}} for row in rows(engine, "indicators")[:3]]
    about = {"source": "a.txt", "filing": {"form": "project-target"}, "indicators": wanted, "scope": ["indicators"]}
    (gold / "a.gold.json").write_text(json.dumps(about, ensure_ascii=False), encoding="utf-8")
    run = ["rebuild", "--db", str(tmp_path / "a.db"), "--jobs", "1", "--gold", str(gold), "--fail-on", "accuracy"]
    assert cli.run(run) == 0
    _decide(engine, "a.txt")
    assert cli.run(run) == 1
    assert cli.run(run) == 0


def test_a_filing_loaded_with_entries_in_the_journal_bears_them(engine: Engine, tmp_path: Path) -> None:
    """As where the database was lost and the originals are ingested again before anything is rebuilt."""
    _decide(engine, "a.txt")
    other = open_store(str(tmp_path / "other.db"), create=True)
    archive_of(other, archive_of(engine).folder)
    assert (journal.restore(other), journal.restore(other)) == (1, 0)
    maker = Maker.of()
    made: Made = maker.make(recognised(_TEXTS["a.txt"].encode()), "a.txt", _hash_of(engine, "a.txt"))
    assert load(other, made, maker)
    assert rows(other, "indicators")[0]["name"] == "改过的"
