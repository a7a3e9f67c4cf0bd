"""What an ingest has to do is found out bit by bit, and what is done is forgotten again."""

from __future__ import annotations

import gc
import tracemalloc
from pathlib import Path

import pytest
from sqlalchemy import Engine

from pipeline.ingest import intake
from pipeline.ingest.intake import Intake
from pipeline.ingest.sources import Choice, Content, Source, each
from pipeline.ingest.workers import Done
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from tests.pipeline.papers import school, taken_in


def _laid(folder: Path, count: int) -> Path:
    for number in range(count):
        place = folder / f"{number // 100:03}"
        place.mkdir(parents=True, exist_ok=True)
        (place / f"{number:05}.txt").write_text(f"表{number}", encoding="utf-8")
    return folder


def _held(tmp_path: Path, count: int) -> int:
    """The bytes that the intake of so many files holds at its end, beside what it held after the first."""
    folder = _laid(tmp_path / f"in-{count}", count)
    engine = open_store(str(tmp_path / f"{count}.db"), create=True)
    sources = (source for source, _ in each([folder]))
    with Intake.of(engine, archive_of(engine), sources, Choice()) as tasks:
        for number, task in enumerate(tasks):
            assert isinstance(task, Content) and tasks.further_names(task) == []
            if number == 150:
                gc.collect()
                tracemalloc.start()
        gc.collect()
        held, _ = tracemalloc.get_traced_memory()
        tracemalloc.stop()
    return held


def test_memory_does_not_grow_with_the_files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(intake, "_REMEMBERED", 100)
    few, many = _held(tmp_path, 300), _held(tmp_path, 900)
    assert many - few < 600 * 100  # a hash and a name alone are more


def test_a_content_that_is_done_long_ago_is_known_by_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(intake, "_REMEMBERED", 0)
    monkeypatch.setattr(intake, "_FILES", 1)
    engine = taken_in(tmp_path, {"a.txt": school()})
    (tmp_path / "in" / "b.txt").write_text(school(), encoding="utf-8")
    with Intake.of(engine, archive_of(engine), _sources(tmp_path / "in"), Choice()) as tasks:
        found = list(tasks)
    assert [task.result.state for task in found if isinstance(task, Done)] == ["skipped", "skipped"]


def _sources(folder: Path) -> list[Source]:
    return [source for source, _ in each([folder])]


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return taken_in(tmp_path, {"a.txt": school(), "b.txt": school(project="食堂")})


def test_names_that_are_known_are_not_noted_again_and_lost_ones_are(engine: Engine, tmp_path: Path) -> None:
    archive = archive_of(engine)
    file = archive.folder / "names.jsonl"
    before = sorted(archive.lines())
    for _ in range(2):
        with Intake.of(engine, archive, _sources(tmp_path / "in"), Choice()) as tasks:
            assert len(list(tasks)) == 2
        assert sorted(archive.lines()) == before
    file.unlink()
    with Intake.of(engine, archive, [], Choice()) as tasks:
        assert list(tasks) == []
    assert sorted(archive.lines()) == before
