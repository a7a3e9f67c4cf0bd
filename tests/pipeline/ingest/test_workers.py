from __future__ import annotations

import multiprocessing
import os
import signal
import struct
import sys
import time
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest

from pipeline.ingest.worker import Failure
from pipeline.ingest.workers import Crew
from schema.errors import JixiaoError, LimitError

_PLENTY = 2**36


def _work(task: Any, _tell: Any) -> Any:
    if task == "die":
        os._exit(7)
    if task == "hang":
        time.sleep(60)
    if task == "eat":
        bytearray(2**35)
    if task == "refuse":
        raise LimitError("too many pages", "cut it")
    if task == "bug":
        raise ValueError("first line\nsecond line")
    if task == "secret":
        return lambda: None
    if isinstance(task, float):
        time.sleep(task)
    return task


def _results(tasks: list[Any], jobs: int = 2, seconds: float = 20, memory: int = _PLENTY) -> list[Any]:
    pairs = list(Crew(_work, jobs, seconds, memory).results(tasks))
    assert [task for task, _ in pairs] == tasks
    return [result for _, result in pairs]


@pytest.mark.parametrize("jobs", [1, 3])
def test_results_come_in_the_order_of_the_tasks(jobs: int) -> None:
    tasks = [0.2, 0.0, *range(40), 0.1, "end"]
    assert _results(tasks, jobs) == tasks


def test_no_task_needs_no_worker() -> None:
    assert _results([]) == []


def test_a_dead_worker_is_the_failure_of_its_task_alone() -> None:
    tasks = ["die", 1, "die", "die", 2, "secret", 3]
    results = _results(tasks)
    assert [result for result in results if not isinstance(result, Failure)] == [1, 2, 3]
    assert results[0].message == "the process that read it died (exit code 7)"


def test_a_slow_task_is_ended_at_its_limit() -> None:
    begun = time.monotonic()
    first, second = _results(["hang", 1], jobs=1, seconds=0.5)
    assert (first.message, second) == ("took longer than 0.5 seconds", 1)
    assert time.monotonic() - begun < 20


def test_a_greedy_task_is_a_failure_and_its_worker_goes_on() -> None:
    first, second = _results(["eat", 1], jobs=1, memory=2**32)
    assert (first.message, second) == ("needs more than 4096 MiB of memory", 1)


def test_errors_come_with_their_advice() -> None:
    refused, broken = _results(["refuse", "bug"])
    assert refused == Failure("too many pages", "cut it")
    assert broken.message == "internal error: ValueError: first line"
    assert "report" in broken.advice


class _Poison:
    """Ends the process that it arrives in."""

    def __call__(self, task: Any, _tell: Any) -> Any:
        return task

    def __reduce__(self) -> tuple[Any, ...]:
        return os._exit, (9,)


def test_workers_that_never_start_are_said_and_not_tried_for_ever() -> None:
    with pytest.raises(JixiaoError, match="no worker"):
        list(Crew(_Poison(), 1, 20, _PLENTY).results([1]))


class _Late:
    """Work that sends its worker a signal while it is started, as often as there are files in a folder."""

    def __init__(self, folder: Path, number: int, sent: signal.Signals) -> None:
        self.folder, self.sent = folder, sent
        for name in range(number):
            (folder / str(name)).touch()

    def __call__(self, task: Any, _tell: Any) -> Any:
        return task

    def __reduce__(self) -> tuple[Any, ...]:
        return _started, (self.folder, self.sent)


def _started(folder: Path, sent: signal.Signals) -> Any:
    for path in folder.iterdir():
        path.unlink(missing_ok=True)
        os.kill(os.getpid(), sent)
        break
    return _work


@pytest.mark.parametrize("jobs", [1, 2])
@pytest.mark.parametrize("sent", [signal.SIGKILL, signal.SIGSTOP], ids=lambda sent: sent.name)
def test_a_worker_that_is_killed_or_stopped_before_it_is_ready_costs_nothing(
    tmp_path: Path, jobs: int, sent: signal.Signals
) -> None:
    crew: Crew[int, int] = Crew(_Late(tmp_path, 2, sent), jobs, 20, _PLENTY, patience=5.0)
    assert list(crew.results(range(4))) == [(number, number) for number in range(4)]
    assert list(tmp_path.iterdir()) == []


def test_workers_that_are_all_stopped_before_they_are_ready_are_said(tmp_path: Path) -> None:
    crew: Crew[int, int] = Crew(_Late(tmp_path, 99, signal.SIGSTOP), 1, 20, _PLENTY, patience=1.0)
    with pytest.raises(JixiaoError, match="no worker"):
        list(crew.results([1]))


def _signalled(task: Any, tell: Any) -> Any:
    """Stops its own process: at once, or with half a message in the pipe."""
    if task == "half":
        pipe = next(cell.cell_contents for cell in tell.__closure__ if isinstance(cell.cell_contents, Connection))
        os.write(pipe.fileno(), struct.pack("!i", 1000) + b"x")
    if task in ("stop", "half"):
        os.kill(os.getpid(), signal.SIGSTOP)
    return os.getpid()


@pytest.mark.parametrize("task", ["stop", "half"])
def test_a_worker_that_is_stopped_at_its_task_costs_that_task(task: str) -> None:
    begun = time.monotonic()
    results = [result for _, result in Crew(_signalled, 1, 2.0, _PLENTY).results([0, task, 2])]
    assert [isinstance(result, Failure) for result in results] == [False, True, False]
    assert results[1].message == "took longer than 2 seconds"
    assert time.monotonic() - begun < 20


def test_a_worker_that_is_stopped_with_nothing_to_do_costs_one_task_however_large() -> None:
    results = Crew(_signalled, 1, 2.0, _PLENTY).results([b"a", b"b" * 2**24, b"c"])
    _, process = next(results)
    os.kill(process, signal.SIGSTOP)
    assert [isinstance(result, Failure) for _, result in results] == [True, False]


def test_a_worker_that_is_killed_with_nothing_to_do_costs_nothing() -> None:
    results = Crew(_signalled, 1, 20.0, _PLENTY).results([0, 1, 2])
    _, process = next(results)
    os.kill(process, signal.SIGKILL)
    time.sleep(0.5)
    assert not any(isinstance(result, Failure) for _, result in results)


def test_a_crew_that_is_left_leaves_no_process() -> None:
    results = Crew(_signalled, 2, 20.0, _PLENTY).results([0, 1, 2, 3])
    _, process = next(results)
    results.close()
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def _has_loaded(name: str, _tell: Any) -> bool:
    return name in sys.modules


@pytest.mark.skipif("forkserver" not in multiprocessing.get_all_start_methods(), reason="nothing is forked here")
@pytest.mark.parametrize("name", ["pipeline.ingest.preloaded", "jieba", "extractors.readers.word"])
def test_a_worker_begins_with_what_all_need(name: str) -> None:
    assert [found for _, found in Crew(_has_loaded, 1, 60, _PLENTY).results([name])] == [True]
