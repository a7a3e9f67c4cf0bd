"""Containers are opened while files are taken in: each file in them is a filing of its own, a failed one no more."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.console import report
from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.ingest import ingest
from pipeline.ingest.outcome import Outcome
from pipeline.ingest.preparing import Stages
from pipeline.ingest.sources import Choice, find, search
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from tests.containers.archives import encrypted, mailed, zipped
from tests.pipeline.conftest import Export, Ingest
from tests.pipeline.standin import STANDIN

TEXTS = {name: text.encode() for name, text in {"a.txt": "甲", "表/b.txt": "乙", "c.txt": "refuse"}.items()}


@pytest.fixture
def lay(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of files by name."""

    def make(**files: bytes) -> Path:
        folder = tmp_path / "in"
        folder.mkdir(exist_ok=True)
        for name, data in files.items():
            (folder / name.replace("__", ".")).write_bytes(data)
        return folder

    return make


def states(outcomes: list[Outcome]) -> dict[str, str]:
    return {outcome.name: outcome.state for outcome in outcomes}


def sources(files: dict[str, bytes]) -> list[tuple[str, str]]:
    rows = csv.DictReader(io.StringIO(files["filings.csv"].decode("utf-8-sig"), newline=""))
    return [(row["source"], row["status"]) for row in rows]


def test_files_of_archives_and_mails_are_filings_by_their_paths(
    lay: Callable[..., Path], take_in: Ingest, exported: Export
) -> None:
    folder = lay(x__zip=zipped(TEXTS), y__eml=mailed({"d.txt": "丁".encode()}), z__txt="甲".encode())
    found = states(take_in(folder))
    assert found == {
        "x.zip": "opened", "x.zip!/a.txt": found["x.zip!/a.txt"], "x.zip!/表/b.txt": "loaded", "x.zip!/c.txt": "failed",
        "y.eml": "opened", "y.eml!/d.txt": "loaded", "z.txt": found["z.txt"],
    }  # fmt: skip
    assert {found["x.zip!/a.txt"], found["z.txt"]} == {"loaded", "skipped"}
    assert [source for source, _ in sources(exported("db"))] == [
        "x.zip!/a.txt", "x.zip!/c.txt", "x.zip!/表/b.txt", "y.eml!/d.txt",
    ]  # fmt: skip
    again = states(take_in(folder))
    assert {state for name, state in again.items() if "!/" in name and name != "x.zip!/c.txt"} == {"skipped"}


@pytest.mark.parametrize("jobs", [1, 3])
def test_archives_in_archives_are_opened_once_more(lay: Callable[..., Path], take_in: Ingest, jobs: int) -> None:
    inner = zipped({"a.txt": "甲".encode()})
    middle = zipped({"inner.zip": inner, "b.txt": "乙".encode()})
    found = take_in(lay(x__zip=zipped({"middle.zip": middle, "c.txt": "丙".encode()})), jobs=jobs)
    assert states(found) == {
        "x.zip": "opened", "x.zip!/c.txt": "loaded",
        "x.zip!/middle.zip": "opened", "x.zip!/middle.zip!/b.txt": "loaded",
        "x.zip!/middle.zip!/inner.zip": "failed",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (encrypted(zipped({"a.txt": b"1"})), "files in it that can't be read: 1 (a.txt: it is encrypted)"),
        (zipped({"a.txt": "甲".encode(), "b.txt": bytes(40_000_000)}), "a zip bomb"),
        (zipped({}), "there is no file in it"),
    ],
)
def test_what_can_not_be_had_is_a_failed_row_of_the_archive(
    lay: Callable[..., Path], take_in: Ingest, exported: Export, data: bytes, sentence: str
) -> None:
    outcomes = take_in(lay(x__zip=data))
    (failed,) = [outcome for outcome in outcomes if outcome.state == "failed"]
    assert sentence in failed.message and failed.name == "x.zip"
    assert ("x.zip", "failed") in sources(exported("db"))


def test_what_archives_held_is_made_anew_without_them(
    lay: Callable[..., Path], take_in: Ingest, exported: Export, tmp_path: Path
) -> None:
    folder = lay(x__zip=zipped(TEXTS))
    take_in(folder)
    before = exported("db")
    (folder / "x.zip").unlink()
    engine = open_store(str(tmp_path / "db"))
    rebuild(engine, archive_of(engine), Job(stages=STANDIN, full=True))
    assert exported("db") == before


def test_litter_and_what_is_not_chosen_stay_in_archives(lay: Callable[..., Path], tmp_path: Path) -> None:
    files = {"__MACOSX/a.txt": b"1", "~$a.txt": b"2", "Thumbs.db": b"3", "a.txt": "甲".encode(), "b.log": "乙".encode(),
             "旧/c.txt": "丙".encode()}  # fmt: skip
    folder = lay(x__zip=zipped(files), d__txt="丁".encode(), e__log="戊".encode())
    choice = Choice(("*.txt",), ("*旧/*",))
    found = search([folder], choice)
    assert ([one.name for one in found.sources], [one.name for one in found.passed_over]) == (
        ["d.txt", "x.zip"], ["e.log"],
    )  # fmt: skip
    engine = open_store(str(tmp_path / "db"), create=True)
    outcomes = list(ingest(engine, found.sources, stages=STANDIN, choice=choice))
    assert states(outcomes) == {
        "d.txt": "loaded", "x.zip": "opened", "x.zip!/a.txt": "loaded", "x.zip!/b.log": "passed-over",
    }  # fmt: skip
    (opened,) = [outcome for outcome in outcomes if outcome.state == "opened"]
    assert set(opened.passed_over) == {
        "x.zip!/__MACOSX/a.txt", "x.zip!/~$a.txt", "x.zip!/Thumbs.db", "x.zip!/旧/c.txt",
    }  # fmt: skip


def test_an_archive_that_is_given_itself_and_not_chosen_is_said(lay: Callable[..., Path], tmp_path: Path) -> None:
    path, choice = lay(x__zip=zipped(TEXTS)) / "x.zip", Choice(exclude=("*.zip",))
    engine = open_store(str(tmp_path / "db"), create=True)
    assert states(ingest(engine, search([path], choice).sources, stages=STANDIN, choice=choice)) == {
        "x.zip": "passed-over"
    }


JUNK = [
    ("a program", b"MZ\x90\x00" + bytes(60)), ("a film", b"\x00\x00\x00\x20ftypisom" + bytes(60)),
    ("a font", b"OTTO\x00"), ("a database", b"SQLite format 3\x00"), ("a recording", b"ID3\x04\x00"),
    ("a film", b"\x00\x00\x00\x1cftypMSNV" + bytes(60)), ("a recording", b"\xff\xfb\x90\x00"),
]  # fmt: skip


@pytest.mark.parametrize(("what", "junk"), JUNK)
def test_what_is_no_document_is_said_and_never_archived(
    lay: Callable[..., Path], take_in: Ingest, tmp_path: Path, what: str, junk: bytes
) -> None:
    (outcome,) = take_in(lay(x__dat=junk))
    assert (outcome.state, outcome.message) == ("passed-over", what)
    assert list(archive_of(open_store(str(tmp_path / "db"))).contents()) == []


@pytest.mark.parametrize("text", ["MZ县绩效自评", "ID3 指标", "CD001"])
def test_a_text_that_begins_like_a_program_is_a_text(lay: Callable[..., Path], take_in: Ingest, text: str) -> None:
    assert states(take_in(lay(x__txt=text.encode()))) == {"x.txt": "loaded"}


def test_the_first_file_is_done_before_the_last_is_looked_at(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for number in range(150):
        (folder / f"{number:03}.txt").write_text(f"指标{number}", encoding="utf-8")
    looked_at = []

    def watched():  # type: ignore[no-untyped-def]
        for source in find([folder]):
            looked_at.append(source.name)
            yield source

    engine = open_store(str(tmp_path / "db"), create=True)
    outcomes = ingest(engine, watched(), stages=Stages(STANDIN.read, STANDIN.mean))
    assert next(outcomes).name == "000.txt"
    assert len(looked_at) < 150
    assert sum(1 for _ in outcomes) == 149


def test_the_count_of_files_never_passes_their_number(capsys: pytest.CaptureFixture[str]) -> None:
    outcomes = [
        Outcome("a.zip", "opened", members=1),
        Outcome("a.zip", "failed", "no", ""),
        Outcome("a.zip!/b", "loaded"),
    ]
    report(lambda _page_begun: outcomes, 1)
    counts = [line[1:].split("]")[0].split("/") for line in capsys.readouterr().out.splitlines()]
    assert [(int(done), int(total)) for done, total in counts] == [(1, 2), (2, 3), (3, 3)]
