"""What a file may cost by default, and that the one that costs more is a named failure in a batch that goes on."""

from __future__ import annotations

import mmap
import shutil
import sys
import time
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import pipeline.ingest.ingest
from pipeline.cli import run
from pipeline.ingest.worker import Failure
from pipeline.ingest.workers import Crew, Step
from pipeline.settings import MIB, Limits
from tests.extractors.pdf_made import made_pages
from tests.hostile.pdf_files import many_characters
from tests.pipeline.standin import STANDIN

SAMPLE = Path(__file__).parents[3] / "corpus" / "samples" / "invented_project_target_lined.txt"
LIMITS = Limits()

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux limits the memory that is written to")


def test_a_file_may_take_a_minute_and_a_gigabyte() -> None:
    assert (LIMITS.seconds, LIMITS.memory) == (60, 1024 * MIB)


def _taken(task: tuple[str, int], _tell: Any) -> int:
    """Takes so many MiB to write to, or maps them to read alone."""
    how, size = task
    if how == "write":
        return len(bytearray(size * MIB)) // MIB
    return len(mmap.mmap(-1, size * MIB, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS, mmap.PROT_READ)) // MIB


@on_linux
def test_memory_that_is_written_to_is_limited_and_what_is_mapped_to_be_read_is_not() -> None:
    tasks = [("write", 1100), ("write", 700), ("read", 2500), ("read", 5000)]
    crew = Crew(_taken, 1, LIMITS.seconds, LIMITS.memory)
    greedy, modest, mapped, vast = [result for _, result in crew.results(tasks)]
    assert greedy == Failure("needs more than 1024 MiB of memory", "cut it into one file a filing")
    assert (modest, mapped) == (700, 2500)
    assert isinstance(vast, Failure)


def test_the_command_names_who_costs_too_much_does_the_rest_and_ends_with_1(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    made = tmp_path / "in"
    made.mkdir()
    texts = {"a": "甲", "b": "hang", "c": "乙", "d": "eat", "e": "die", "f": "丙", "g": "stop", "h": "kill", "i": "丁"}
    for name, text in texts.items():
        (made / f"{name}.txt").write_text(text, encoding="utf-8")
    monkeypatch.setattr(pipeline.ingest.ingest, "ingest", partial(pipeline.ingest.ingest.ingest, stages=STANDIN))
    arguments = ["ingest", str(made), "--db", str(tmp_path / "db"), "--jobs", "2", "--time-limit", "2", "--lang", "en"]
    assert run(arguments) == 1
    told = capsys.readouterr()
    assert "9 files: 4 loaded, 0 skipped" in told.out and "5 failed" in told.out
    failures = {line.split(": ")[0].split()[-1]: line for line in told.err.splitlines() if ".txt: " in line}
    assert "took longer than 2 seconds" in failures["b.txt"]
    assert "needs more than 1024 MiB of memory" in failures["d.txt"]
    assert "the process that read it died" in failures["e.txt"]
    assert "took longer than 2 seconds" in failures["g.txt"]
    assert "the process that read it died (exit code -9)" in failures["h.txt"]


def test_a_hostile_pdf_is_a_named_failure_among_others(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    made = tmp_path / "in"
    made.mkdir()
    (made / "a.pdf").write_bytes(many_characters(200_000))
    shutil.copy(SAMPLE, made / "b.txt")
    assert run(["ingest", str(made), "--db", str(tmp_path / "db"), "--jobs", "1", "--lang", "en"]) == 1
    told = capsys.readouterr()
    assert "1 loaded" in told.out and "1 failed" in told.out
    assert "a.pdf" in told.err and "200,000 characters" in told.err


def _peak(path: str, _tell: Any) -> int:
    """How many MiB the process has held at most when it has read the file."""
    import resource

    pipeline.ingest.ingest.understand(Path(path).read_bytes(), "")
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


@on_linux
def test_a_long_pdf_is_read_in_a_third_of_the_memory(tmp_path: Path) -> None:
    path = tmp_path / "long.pdf"
    path.write_bytes(made_pages(60, seed=3).data)
    ((_, peak),) = Crew(_peak, 1, LIMITS.seconds, LIMITS.memory).results([str(path)])
    assert isinstance(peak, int), peak
    assert 20 < peak < LIMITS.memory // MIB // 3


def _telling(steps: int, tell: Any) -> int:
    """Takes most of a second for each step that it tells of, and writes to more memory than it had before."""
    for step in range(steps):
        tell((step + 1, steps))
        time.sleep(0.8)
    return len(bytearray(1200 * MIB)) // MIB


@on_linux
def test_each_page_read_from_its_picture_allows_more_time_and_the_first_more_memory() -> None:
    heard: list[tuple[int, Any]] = []
    crew = Crew(
        _telling, 1, 2.5, LIMITS.memory, Step(60.0, LIMITS.memory_with_pictures), lambda *one: heard.append(one)
    )
    assert [result for _, result in crew.results([4])] == [1200]
    assert heard == [(4, (page, 4)) for page in range(1, 5)]
