"""Pages of a long scan read by several processes: the same records, each page recognised once."""

from __future__ import annotations

import os
import time
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from extractors.ocr.kept import Kept
from extractors.ocr.seen import Glyph, Line
from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.ahead import page_ahead
from pipeline.ingest.ingest import ingest
from pipeline.ingest.outcome import Outcome
from pipeline.ingest.preparing import Stages
from pipeline.ingest.sources import Content, find
from pipeline.ingest.understanding import Recognised
from pipeline.ingest.worker import Failure
from pipeline.ingest.workers import Crew, Step
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from schema.reading import Printed, Reading
from schema.sight import Sight
from tests.pipeline.conftest import Export
from tests.pipeline.standin import STANDIN

PAGES = 8


class _Noting:
    """An engine that notes who read which page; on the first it waits until as many have read as are to help."""

    def __init__(self, folder: Path) -> None:
        self._log, self._company = folder / "log", int((folder / "company").read_text())

    def page(self, image: Any) -> tuple[Line, ...]:
        number = int(image[0, 0, 0])
        with self._log.open("a") as file:
            file.write(f"{number} {os.getpid()}\n")
        latest = time.monotonic() + 20
        while number == 1 and len(_readers(self._log)) < self._company and time.monotonic() < latest:
            time.sleep(0.05)
        return (Line(0, 0, 9, 9, (Glyph(chr(0x4E00 + number), 0.123, 0, 9, 9, 1 / 3),), 1 / 3),)

    def crops(self, images: Any) -> tuple[Line, ...]:
        return ()


def _readers(log: Path) -> set[str]:
    return {line.split()[1] for line in log.read_text().splitlines()}


def _folder(tmp_path: Path, jobs: int, company: int) -> Path:
    """Where pages are kept, and how many are to read the first scan together."""
    made = tmp_path / f"pages-{jobs}-{company}"
    made.mkdir()
    (made / "company").write_text(str(company))
    return made


def _read(data: bytes, _name: str, sight: Sight) -> Recognised:
    """A scan whose pages are told by their numbers; its text names a mishap and the page that it happens on."""
    mishap, at, _ = data.decode().split()
    assert sight.kept is not None
    kept = Kept(_Noting(sight.kept), "noting 1", sight.kept)
    seen = []
    for page in range(1, PAGES + 1) if sight.only is None else (sight.only,):
        sight.page_begun(page, PAGES)
        if page == int(at) and (mishap == "die" or (mishap == "die-ahead" and sight.only)):
            os._exit(3)
        seen += kept.page(np.full((4, 4, 3), page, np.uint8))
    return Recognised("pdf-scan", PAGES, Reading(titles=(Printed("".join(line.text for line in seen)),)))


_STAGES = Stages(_read, STANDIN.mean)


def _taken_in(tmp_path: Path, jobs: int, company: int, **texts: str) -> tuple[list[Outcome], Path]:
    """What became of the scans, and the log of who read which page."""
    folder, pages = tmp_path / "in", _folder(tmp_path, jobs, company)
    folder.mkdir(exist_ok=True)
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(f"{text} {name}", encoding="utf-8")
    engine = open_store(str(tmp_path / f"db{jobs}"), create=True)
    outcomes = list(ingest(engine, find([folder]), jobs, stages=_STAGES, sight=Sight(kept=pages)))
    return outcomes, pages / "log"


def _pages(log: Path) -> list[int]:
    return sorted(int(line.split()[0]) for line in log.read_text().splitlines())


def test_several_processes_read_one_scan_as_one_does(tmp_path: Path, exported: Export) -> None:
    for jobs in (1, 2):
        (outcome,), log = _taken_in(tmp_path, jobs, jobs, a="none 0")
        assert outcome.state == "loaded"
        assert _pages(log) == list(range(1, PAGES + 1)) and len(_readers(log)) == jobs
    assert exported("db1") == exported("db2")


def test_a_helper_that_dies_costs_nothing_but_time(tmp_path: Path, exported: Export) -> None:
    for jobs in (1, 2):
        (outcome,), log = _taken_in(tmp_path, jobs, jobs, a=f"die-ahead {PAGES}")
        assert outcome.state == "loaded" and len(_pages(log)) == PAGES
    assert exported("db1") == exported("db2")


@pytest.mark.parametrize("page", [1, PAGES])
def test_a_page_that_kills_its_process_is_the_failure_of_its_document_alone(tmp_path: Path, page: int) -> None:
    outcomes, _ = _taken_in(tmp_path, 2, 1, a="none 0", b=f"die {page}", c="none 0")
    assert [(outcome.name, outcome.state) for outcome in outcomes] == [
        ("a.txt", "loaded"), ("b.txt", "failed"), ("c.txt", "loaded"),
    ]  # fmt: skip
    assert "died (exit code 3)" in outcomes[1].message


def test_a_rebuild_reads_pages_ahead_too(tmp_path: Path) -> None:
    _taken_in(tmp_path, 1, 1, a="none 0")
    again = _folder(tmp_path, 2, 2)
    engine = open_store(str(tmp_path / "db1"))
    report = rebuild(engine, archive_of(engine), Job(2, sight=Sight(kept=again), stages=_STAGES, full=True))
    assert list(report.became.values()) == ["same"]
    assert _pages(again / "log") == list(range(1, PAGES + 1)) and len(_readers(again / "log")) == 2


def test_reader_and_helpers_meet() -> None:
    content = Content("ab", ("a",), Path())
    asked = [page_ahead(content, 2, 5, times) for times in range(5)]
    assert [found.page if found else None for found in asked] == [5, 4, 3, None, None]


def _steps(task: Any, tell: Any) -> Any:
    """Tells of ten steps; what is done ahead gives nothing, or an error, or takes too long."""
    if isinstance(task, tuple):
        time.sleep(60 if task[1] == 3 else 0)
        if task[1] == 2:
            raise ValueError
        return None
    for step in range(10):
        tell(step)
        time.sleep(0.3)
    return os.getpid()


def test_what_is_done_ahead_is_nobodys_result() -> None:
    heard: Counter[Any] = Counter()
    crew: Crew[Any, Any] = Crew(
        _steps, 2, 5.0, 2**36, Step(5.0), lambda task, _news: heard.update([task]),
        lambda task, _news, times: (task, times) if times < 5 else None,
    )  # fmt: skip
    results = list(crew.results(["a", "b", "c"]))
    assert [task for task, _ in results] == ["a", "b", "c"]
    assert not any(isinstance(result, Failure) for _, result in results)
    assert heard == {"a": 10, "b": 10, "c": 10}


def _stuck(_task: Any, tell: Any) -> None:
    for step in range(6):
        tell(step)
    time.sleep(60)


def test_steps_that_took_no_time_leave_none_to_the_next() -> None:
    begun = time.monotonic()
    ((_, result),) = Crew(_stuck, 1, 3.0, 2**36, Step(4.0)).results(["a"])
    assert result == Failure("took longer than 4 seconds over a page", result.advice)
    assert time.monotonic() - begun < 20
