from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.store.archive import Archive, archive_of
from pipeline.store.engine import open_store
from tests.pipeline.papers import school, write
from tests.pipeline.standin import STANDIN


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def test_a_content_lies_once_under_its_hash_with_all_its_names(tmp_path: Path) -> None:
    made = write(tmp_path / "in", {"a.txt": "甲", "b.txt": "甲", "c.txt": "乙", "bad.txt": "refuse"})
    engine = open_store(str(tmp_path / "db"), create=True)
    for _ in range(2):
        list(ingest(engine, find([made]), stages=STANDIN))
    archive = archive_of(engine)
    assert archive.folder == tmp_path / "db.archive"
    assert list(archive.contents()) == sorted(map(_hash, ("甲", "乙", "refuse")))
    assert archive.names()[_hash("甲")] == {"a.txt", "b.txt"}
    assert archive.path(_hash("乙")) == tmp_path / "db.archive" / _hash("乙")[:2] / _hash("乙")[2:4] / _hash("乙")
    assert len((archive.folder / "names.jsonl").read_text(encoding="utf-8").splitlines()) == 4


def test_a_content_is_there_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    source = write(tmp_path, {"a.txt": "甲" * 1000}) / "a.txt"
    archive = Archive(tmp_path / "archive")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full)
        with pytest.raises(OSError, match="No space"):
            archive.put(source)
    assert list(archive.contents()) == []
    assert archive.unfinished() == []
    sha256 = archive.put(source)
    assert archive.is_intact(sha256) and archive.put(source) == sha256


def test_a_file_that_the_archive_can_not_take_fails_and_is_not_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = write(tmp_path / "in", {"a.txt": "甲"})
    engine = open_store(str(tmp_path / "db"), create=True)

    def full(_self: Archive, _source: Path) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Archive, "put", full)
    (outcome,) = ingest(engine, find([made]), stages=STANDIN)
    assert (outcome.state, outcome.message) == ("failed", "the archive can't take it: No space left on device")


def test_a_folder_that_was_named_is_remembered(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "db"), create=True)
    assert archive_of(engine, tmp_path / "elsewhere").folder == tmp_path / "elsewhere"
    assert archive_of(engine).folder == tmp_path / "elsewhere"
    assert archive_of(open_store(str(tmp_path / "db"))).folder == tmp_path / "elsewhere"


def test_copies_that_were_left_long_ago_go(tmp_path: Path) -> None:
    archive = Archive(write(tmp_path / "archive", {".incoming-old": "hal", ".incoming-new": "hal"}))
    os.utime(archive.folder / ".incoming-old", (0, 0))
    archive.tidy()
    assert [path.name for path in archive.unfinished()] == [".incoming-new"]


def test_an_altered_original_is_told_and_not_read(tmp_path: Path) -> None:
    made = write(tmp_path / "in", {"a.txt": school()})
    engine = open_store(str(tmp_path / "db"), create=True)
    archive = archive_of(engine)
    sha256 = archive.put(made / "a.txt")
    archive.path(sha256).write_text("anders", encoding="utf-8")
    assert not archive.is_intact(sha256)
    (outcome,) = ingest(engine, find([made]))
    assert outcome.message == "the original in the archive was altered"
