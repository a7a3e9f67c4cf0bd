"""Databases that were filled apart become one, whose export is that of a single run, byte for byte."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlmodel import SQLModel

from pipeline import cli
from pipeline.decisions import journal
from pipeline.decisions.corrections import decide
from pipeline.decisions.removing import remove
from pipeline.generations.merging import merge
from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.shards import Shard
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from schema.decision import Decision
from schema.errors import JixiaoError
from tests.pipeline.papers import exported, rows, school, taken_in, write

SHARES = 3


def _laid(folder: Path) -> Path:
    """Filings, the same ones under two names, what is no filing, and containers with more of all these."""
    texts = {f"表{number:02}.txt": school(project=f"校园{number}") for number in range(9)}
    texts |= {"又名.txt": texts["表03.txt"], "甲又名.txt": texts["表05.txt"]}
    texts |= {"空.txt": "", "空二.txt": "", "信.txt": "各位同事：今天开会。\n"}
    write(folder, texts)
    with zipfile.ZipFile(folder / "包.zip", "w") as packed:
        packed.writestr("内.txt", school(project="食堂"))
        packed.writestr("同.txt", texts["表07.txt"])
        packed.writestr("坏.txt", "\x00\x01\x02")
    return folder


def _ingest(folder: Path, database: Path, share: str = "1/1") -> Engine:
    assert cli.run(["ingest", str(folder), "--db", str(database), "--jobs", "1", "--shard", share]) in (0, 1)
    return open_store(str(database))


def _sha256(engine: Engine, project: str) -> str:
    named = (row["filing_id"] for row in rows(engine, "indicators") if row["project"] == project)
    filing_id = next(named)
    return next(row["sha256"] for row in rows(engine, "filings", ["filing_id"]) if row["filing_id"] == filing_id)


def _correct(engine: Engine, sha256: str, words: str) -> Decision:
    filing_id = "f" + sha256[:16]
    record = next(row for row in rows(engine, "indicators") if row["filing_id"] == filing_id)
    correction = Decision("correct", "甲", sha256, "indicators", record["indicator_id"], "name", new=json.dumps(words))
    return decide(engine, correction, journal.revision(engine, sha256)).entry


def _holding(shares: list[Engine], sha256: str) -> Engine:
    """The first share that has the filing."""
    return next(one for one in shares if sha256 in {row["sha256"] for row in rows(one, "filings", ["filing_id"])})


def test_the_merged_export_is_that_of_a_single_run(tmp_path: Path) -> None:
    folder = _laid(tmp_path / "in")
    shares = [_ingest(folder, tmp_path / f"{number}.db", f"{number}/{SHARES}") for number in range(1, SHARES + 1)]
    assert all(rows(share, "filings", ["filing_id"]) for share in shares)
    single = _ingest(folder, tmp_path / "single.db")
    twice, gone = _sha256(single, "校园3"), _sha256(single, "校园5")
    _correct(_holding(shares, twice), twice, "册数")
    remove(_holding(shares, gone), archive_of(_holding(shares, gone)), gone, "甲")
    journal.take_in(single, [entry for share in shares for entry in journal.entries(share)])
    rebuild(single, archive_of(single), Job())
    names = [str(tmp_path / f"{number}.db") for number in (3, 1, 2)]
    for _ in range(2):  # the second time there is nothing to do
        assert cli.run(["merge", *names, "--db", str(tmp_path / "all.db"), "--lang", "en"]) == 0
        merged = open_store(str(tmp_path / "all.db"))
        assert exported(merged, tmp_path / "merged") == exported(single, tmp_path / "one")
    assert archive_of(merged).names() == archive_of(single).names()
    assert list(archive_of(merged).contents()) == list(archive_of(single).contents())
    assert journal.difference(merged) == (0, 0)
    rebuild(merged, archive_of(merged), Job(full=True))
    assert exported(merged, tmp_path / "anew") == exported(single, tmp_path / "one")


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Engine, Engine, Engine]:
    """Two databases, one filing of which is the same, and a third for both."""
    for name in "12":
        (tmp_path / name).mkdir()
    one = taken_in(tmp_path / "1", {"a.txt": school(), "b.txt": school(project="食堂")})
    two = taken_in(tmp_path / "2", {"c.txt": school(), "d.txt": school(project="操场")})
    return one, two, open_store(str(tmp_path / "all.db"), create=True)


Pair = tuple[Engine, Engine, Engine]


def test_decisions_of_both_hold_whichever_filing_was_taken(pair: Pair) -> None:
    one, two, into = pair
    sha256 = _sha256(one, "校园图书更新")
    _correct(two, sha256, "册数")
    for engines in ([one], [two]):  # the decision comes after the filing
        merge(engines, into, archive_of(into))
    names = {row["name"] for row in rows(into, "indicators") if row["filing_id"] == "f" + sha256[:16]}
    assert "册数" in names
    assert [row["source"] for row in rows(into, "filings", ["source"])] == ["a.txt", "b.txt", "d.txt"]


def test_what_was_removed_in_one_is_not_brought_by_the_other(pair: Pair) -> None:
    one, two, into = pair
    sha256 = _sha256(one, "校园图书更新")
    merge([one], into, archive_of(into))
    remove(two, archive_of(two), sha256, "甲", purge=True)
    merge([one, two], into, archive_of(into))
    assert sha256 not in {row["sha256"] for row in rows(into, "filings", ["filing_id"])}
    assert not archive_of(into).holds(sha256)


def test_a_filing_that_failed_gives_way_to_one_that_did_not(pair: Pair) -> None:
    one, two, into = pair
    with one.begin() as connection:
        connection.execute(text("DELETE FROM indicators WHERE project = '校园图书更新'"))
        connection.execute(text("UPDATE filings SET status = 'failed', error = 'x' WHERE source = 'a.txt'"))
        mine = "sha256 IN (SELECT sha256 FROM filings WHERE status = 'failed')"
        connection.execute(text(f"UPDATE understandings SET payload = x'' WHERE {mine}"))
    merge([one, two], into, archive_of(into))
    statuses = {row["source"]: row["status"] for row in rows(into, "filings", ["filing_id"])}
    assert statuses.pop("a.txt") != "failed" and len(statuses) == 2


def test_an_original_that_is_not_whole_is_not_copied_and_named(
    pair: Pair, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    one, _, into = pair
    into.dispose()
    shared, alone = _sha256(one, "校园图书更新"), _sha256(one, "食堂")
    for sha256 in (shared, alone):
        archive_of(one).path(sha256).write_bytes(b"anders")
    names = [str(tmp_path / number / "a.db") for number in "12"]
    assert cli.run(["merge", *names, "--db", str(tmp_path / "all.db"), "--lang", "en"]) == 1
    said = capsys.readouterr()
    assert "the original of b.txt" in said.err and "a.txt" not in said.err
    assert "3 filings taken in" in said.out and archive_of(into).is_intact(shared)


def _other_code(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE filings SET code_version = '0'"))


def _other_settings(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("UPDATE understandings SET read_by = substr(read_by, 1, 17) || 'never none none'"))


def _other_aliases(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("DELETE FROM states WHERE name = 'aliases'"))
        connection.execute(text("INSERT INTO states (name, value) VALUES ('aliases', '[[\"e1\", \"SS03=x\"]]')"))


@pytest.mark.parametrize(
    ("spoil", "said", "worded"),
    [
        (_other_code, "was made by another version of jixiao", "由另一版本"),
        (_other_settings, "pictures were read with different settings", "设置不同"),
        (_other_aliases, "have different further names of indicators", "别名不同"),
    ],
)
def test_what_was_not_made_alike_is_refused(
    pair: Pair, tmp_path: Path, spoil: Callable[[Engine], None], said: str, worded: str,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    spoil(pair[1])
    with pytest.raises(JixiaoError, match=said):
        merge(pair[:2], pair[2], archive_of(pair[2]))
    names = [str(tmp_path / number / "a.db") for number in "12"]
    assert cli.run(["merge", *names, "--db", str(tmp_path / "all.db"), "--lang", "zh"]) == 1
    assert worded in capsys.readouterr().err
    with pair[2].connect() as connection:
        assert not connection.execute(select(SQLModel.metadata.tables["filings"])).all()


@pytest.mark.parametrize("again", [["1/a.db", "1/a.db"], ["all.db"], ["none.db"]])
def test_databases_are_named_once_and_are_there(pair: Pair, tmp_path: Path, again: list[str]) -> None:
    names = [str(tmp_path / name) for name in again]
    assert cli.run(["merge", *names, "--db", str(tmp_path / "all.db")]) == 2


def test_the_share_stands_in_the_settings_as_any_option(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("JIXIAO_INGEST_SHARD", f"{SHARES + 1}/{SHARES}")
    assert cli.run(["ingest", str(_laid(tmp_path / "in")), "--db", str(tmp_path / "a.db"), "--lang", "en"]) == 2
    assert "4/3 is no share of the files" in capsys.readouterr().err


def test_a_share_of_the_names_is_all_that_is_read(tmp_path: Path) -> None:
    folder = _laid(tmp_path / "in")
    engine = _ingest(folder, tmp_path / "a.db", "1/3")
    read = {name.split("!/")[0] for names in archive_of(engine).names().values() for name in names}
    assert read and all(Shard(1, 3).has(name) for name in read)
