from __future__ import annotations

import os
import time
from typing import Any

import pytest

from pipeline.workers import Crew, Failure
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
