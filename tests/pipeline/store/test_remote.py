"""Originals on an object store: the same guarantees as in a folder, and the same bytes out."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import forkserver
from pathlib import Path
from typing import Any

import pytest

from pipeline import cli
from pipeline.decisions import journal
from pipeline.store import remote
from pipeline.store.archive import Archive, archive_of
from pipeline.store.engine import open_store
from pipeline.store.remote import RemotePath, located
from schema.decision import Decision
from schema.errors import MissingToolError, UsageError
from tests.pipeline import object_stores
from tests.pipeline.papers import exported, rows, school, write

needs_service = pytest.mark.skipif(bool(object_stores.lacking()), reason=object_stores.lacking())
_TEXTS = {f"{number}.txt": school(project=f"校园{number}") for number in range(4)}


@contextmanager
def _new_workers() -> Iterator[None]:
    """Workers have the environment of the server that forks them: one from an earlier test knows no service."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]
    yield
    forkserver._forkserver._stop()  # type: ignore[attr-defined]


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    with object_stores.running() as (_process, found), _new_workers():
        yield found


@pytest.fixture
def place(address: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> str:
    """The URL of a folder of the test's own."""
    for name, value in (object_stores.ENVIRONMENT | {"AWS_ENDPOINT_URL": address}).items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(remote, "_PAUSES", (0.0, 0.0, 0.0))
    monkeypatch.chdir(tmp_path)
    return f"s3://{object_stores.BUCKET}/{tmp_path.name}"


def _jixiao(*words: str) -> int:
    return cli.run([*words, "--lang", "en"])


def _taken_in(folder: Path, place: str) -> None:
    write(folder / "in", _TEXTS)
    assert _jixiao("ingest", str(folder / "in"), "--db", "a.db", "--archive", place, "--jobs", "1") == 0


@needs_service
def test_everything_is_as_with_a_folder_and_comes_back_from_there_alone(place: str, tmp_path: Path) -> None:
    _taken_in(tmp_path, place)
    assert _jixiao("ingest", str(tmp_path / "in"), "--db", "b.db", "--jobs", "1") == 0
    engine = open_store("a.db")
    kept = exported(engine, tmp_path / "a")
    assert kept == exported(open_store("b.db"), tmp_path / "b")
    assert not (tmp_path / "a.db.archive").exists()
    archive = archive_of(engine)
    assert archive.names() == archive_of(open_store("b.db")).names()
    assert list(archive.contents()) == list(archive_of(open_store("b.db")).contents())
    entry = journal.append(engine, Decision("note", "甲"))
    assert _jixiao("rebuild", "--full", "--db", "a.db", "--jobs", "1") == 0
    assert _jixiao("doctor", "--db", "a.db") == 0
    assert _jixiao("rebuild", "--db", "c.db", "--archive", place, "--jobs", "1") == 0
    again = open_store("c.db")
    assert exported(again, tmp_path / "c") == kept and [one.entry_id for one in journal.entries(again)] == [
        entry.entry_id
    ]


@needs_service
def test_an_altered_original_is_named_set_aside_and_comes_back(
    place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _taken_in(tmp_path, place)
    engine = open_store("a.db")
    archive, sha256 = archive_of(engine), str(rows(engine, "filings", ["source"])[0]["sha256"])
    (tmp_path / "spoilt").write_bytes(b"spoilt")
    spoilt = archive.path(sha256)
    assert isinstance(spoilt, RemotePath)
    spoilt.take(tmp_path / "spoilt")
    assert _jixiao("rebuild", "--full", "--db", "a.db", "--jobs", "1") == 1
    assert "0.txt: the original in the archive was altered" in capsys.readouterr().err
    assert _jixiao("doctor", "--repair", "--db", "a.db") == 1
    assert not archive.holds(sha256) and (spoilt.parent.parent.parent / "damaged" / sha256).read_bytes() == b"spoilt"
    assert _jixiao("ingest", str(tmp_path / "in"), "--db", "a.db", "--jobs", "1") == 0
    assert archive.is_intact(sha256) and _jixiao("doctor", "--db", "a.db") == 0


@needs_service
def test_archives_of_both_kinds_are_merged(place: str, tmp_path: Path) -> None:
    _taken_in(tmp_path, place)
    write(tmp_path / "more", {"more.txt": school(project="食堂")})
    assert _jixiao("ingest", str(tmp_path / "more"), "--db", "b.db", "--jobs", "1") == 0
    assert _jixiao("merge", "a.db", "b.db", "--db", "c.db", "--archive", f"{place}-both") == 0
    archive = archive_of(open_store("c.db"))
    assert str(archive.folder) == f"{place}-both"
    assert len(list(archive.contents())) == 5 and all(archive.is_intact(one) for one in archive.contents())
    assert _jixiao("doctor", "--db", "c.db") == 0


@needs_service
def test_what_is_removed_for_good_is_gone(place: str, tmp_path: Path) -> None:
    _taken_in(tmp_path, place)
    archive = archive_of(open_store("a.db"))
    assert _jixiao("remove", "0.txt", "--purge", "--db", "a.db") == 0
    assert len(list(archive.contents())) == 3


@needs_service
def test_one_rebuild_at_a_time(place: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from pipeline.generations.alone import alone

    _taken_in(tmp_path, place)
    engine = open_store("a.db")
    with alone(engine, archive_of(engine)):
        assert _jixiao("rebuild", "--db", "a.db") == 1
    assert "another rebuild is at work" in capsys.readouterr().err
    assert _jixiao("rebuild", "--db", "a.db", "--jobs", "1") == 0


@needs_service
@pytest.mark.parametrize(("failures", "is_kept"), [(3, True), (4, False)])
def test_what_fails_is_tried_again_and_not_for_ever(
    place: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failures: int, is_kept: bool
) -> None:
    source = write(tmp_path, {"a.txt": "甲"}) / "a.txt"
    system = remote._system(place)
    tried: list[str] = []
    put = system.put_file

    def flaky(local: str, url: str) -> Any:
        tried.append(url)
        if len(tried) <= failures:
            raise TimeoutError("no answer")
        return put(local, url)

    monkeypatch.setattr(system, "put_file", flaky)
    archive = Archive(located(place))
    if is_kept:
        assert archive.is_intact(archive.put(source))
    else:
        with pytest.raises(OSError, match="no answer"):
            archive.put(source)
        assert list(archive.contents()) == []
    assert len(tried) == 4


@needs_service
def test_a_service_that_is_gone_fails_the_files_and_loads_nothing(
    tmp_path: Path, place: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = write(tmp_path / "in", {"a.txt": school()})
    with object_stores.running() as (process, address):
        monkeypatch.setenv("AWS_ENDPOINT_URL", address)
        there = RemotePath(f"{place}-gone")
        assert not there.exists()
        process.kill()
        process.wait()
        command = ["-c", "from pipeline.cli import main; main()", "ingest", str(folder), "--db", "a.db", "--lang", "en"]
        root = str(Path(__file__).parents[3])
        environment = os.environ | {"PYTHONPATH": os.pathsep.join([root, os.environ.get("PYTHONPATH", "")])}
        done = subprocess.run(
            [sys.executable, *command, "--archive", str(there)], capture_output=True, text=True, env=environment
        )
    assert done.returncode == 1
    assert not (tmp_path / "a.db").exists() or rows(open_store("a.db"), "filings", ["source"]) == []
    assert "Traceback" not in done.stderr and done.stderr


@needs_service
@pytest.mark.parametrize("kind", ["file", "memory"])
def test_other_kinds_of_places_do_as_well(kind: str, tmp_path: Path) -> None:
    source = write(tmp_path, {"a.txt": "甲"}) / "a.txt"
    archive = Archive(located(f"{kind}://{tmp_path}/kept"))
    sha256 = archive.put(source)
    assert list(archive.contents()) == [sha256] and archive.is_intact(sha256)
    archive.add_names([(sha256, "a.txt")])
    archive.add_names([(sha256, "b.txt")])
    assert list(archive.lines()) == [(sha256, "a.txt"), (sha256, "b.txt")] and archive.has_names()
    archive.set_aside(sha256)
    assert list(archive.contents()) == [] and not archive.holds(sha256)


def test_without_the_packages_it_is_said_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec", None)
    with pytest.raises(MissingToolError) as refused:
        located("s3://bucket/folder")
    assert refused.value.advice == "pip install 'jixiao[s3]'"


@pytest.mark.skipif("not installed: " in object_stores.lacking(), reason=object_stores.lacking())
def test_a_place_of_no_kind_is_wrong_usage() -> None:
    with pytest.raises(UsageError, match="no such kind of place"):
        located("nowhere://bucket/folder")


@pytest.mark.parametrize("written", ["folder", "/srv/folder", "C:\\folder", "s3"])
def test_a_path_stays_one(written: str) -> None:
    assert located(written) == Path(written)
