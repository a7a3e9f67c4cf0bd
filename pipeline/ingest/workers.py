"""Work in processes of their own: what a document does to its worker is one failure and no more.

The pools of the standard library break as a whole when a worker dies, and none ends one at a time limit. Here each
worker has one task at a time, so that whatever happens to it belongs to that task: a worker that is killed or stopped
costs the task in hand, and none where it had none.

A worker for whom no task is left may do something ahead for a task that another one has, as a page of its document.
What comes of that is nobody's result: it only makes the task quicker, and nothing hangs on whether it was done.
"""

from __future__ import annotations

import contextlib
import logging
import math
import time
from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from queue import Empty, SimpleQueue
from typing import Any, Generic, TypeVar

from pipeline.ingest.worker import Allowed, Failure, Given, Inbox, Tell, Told, Worker
from schema.errors import JixiaoError

log = logging.getLogger(__name__)

Task = TypeVar("Task")
Result = TypeVar("Result")

# So many results a worker may wait for the one whose turn it is: they must not pile up behind a slow one.
_AHEAD = 16

# After so many workers in a row that were never ready no more are started.
_STARTS = 3


def _unheard(_task: Any, _news: Any) -> None:
    """Nobody waits for the news."""


def _nothing(_task: Any, _news: Any, _times: int) -> None:
    """Nothing is to be done ahead."""


@dataclass(frozen=True, slots=True)
class Step:
    """What a task is allowed when it tells of itself: so many seconds from then on, and so much memory in all."""

    seconds: float = 0.0
    memory: int = 0


@dataclass(frozen=True, slots=True)
class Done(Generic[Result]):
    """Stands among the tasks for one that needs no worker: what came of it."""

    result: Result


@dataclass(slots=True)
class _Queue(Generic[Task, Result]):
    """What is to be handed out: the tasks as they come, and what can be done ahead for those that told of themselves.

    `waiting` are the numbers of tasks that came and that no worker has, `doing` those that workers have; `came` holds
    each until its turn. `news` is the last that was heard of each, `asked` how often it was asked what could be done
    ahead for it; `done` are the results that wait for their turn.
    """

    tasks: Iterator[Task | Done[Result] | None]
    ahead: Callable[[Task, Any, int], Any]
    count: int = 0
    is_over: bool = False
    came: dict[int, Task | Done[Result]] = field(default_factory=dict)
    waiting: deque[int] = field(default_factory=deque)
    doing: dict[int, Task] = field(default_factory=dict)
    news: dict[int, Any] = field(default_factory=dict)
    asked: Counter[int] = field(default_factory=Counter)
    done: dict[int, Result | Failure] = field(default_factory=dict)

    def fill(self, most: int, room: int) -> None:
        """Lets tasks come until so many wait, so many results are there, or none is to be had for now."""
        while not self.is_over and len(self.waiting) < most and len(self.done) < room:
            try:
                task = next(self.tasks)
            except StopIteration:
                self.is_over = True
                return
            if task is None:
                return
            self.came[self.count] = task
            if isinstance(task, Done):
                self.done[self.count] = task.result
            else:
                self.waiting.append(self.count)
            self.count += 1

    def task(self) -> Given | None:
        """The next task; None where none waits."""
        if not self.waiting:
            return None
        number = self.waiting.popleft()
        task = self.came[number]
        assert not isinstance(task, Done)
        self.doing[number] = task
        return Given(number, task)

    def help(self) -> Given | None:
        """What to do ahead, for the first task that there is something for."""
        if given := self.helpful():
            self.asked[given.number] += 1
        return given

    def helpful(self) -> Given | None:
        """What would be done ahead next."""
        for number in sorted(self.news):
            found = self.ahead(self.doing[number], self.news[number], self.asked[number])
            if found is not None:
                return Given(number, found, is_ahead=True)
        return None

    def finish(self, number: int, result: Result | Failure) -> None:
        """Notes what came of a task."""
        self.done[number] = result
        del self.doing[number]
        self.news.pop(number, None)


@dataclass(frozen=True, slots=True)
class Crew(Generic[Task, Result]):
    """How work is done: by how many processes, for how many seconds a task, in how many bytes of memory each.

    What a task tells of itself goes to `told` with the task, and allows it what `step` says. `ahead` says what a worker
    without a task can do for a task that told of itself, given how often that was asked before; None for nothing more.
    `work` gives None for it. A worker has `patience` seconds to be ready.
    """

    work: Callable[[Any, Tell], Result | None]
    jobs: int
    seconds: float
    memory: int
    step: Step = Step()
    told: Callable[[Task, Any], None] = _unheard
    ahead: Callable[[Task, Any, int], Any] = _nothing
    patience: float = 120.0

    def results(self, tasks: Iterable[Task | Done[Result] | None]) -> Iterator[tuple[Any, Result | Failure]]:
        """Each task with what came of it, in the order of the tasks, whatever the order in which they are done.

        Tasks are asked for as workers come free. One may be `Done` already; None says that the next is not known before
        a result is taken. Raises `JixiaoError` where no worker can be started.
        """
        shift = _Shift(self, _Queue(iter(tasks), self.ahead))
        queue, turn = shift.queue, 0
        try:
            while True:
                while turn not in queue.done:
                    shift.hand_out()
                    if queue.is_over and turn == queue.count:
                        return
                    if turn not in queue.done:
                        shift.gather()
                yield queue.came.pop(turn), queue.done.pop(turn)
                turn += 1
        finally:
            for worker in shift.workers:
                worker.end(patience=1 if worker.is_idle else 0)


@dataclass(slots=True)
class _Shift(Generic[Task, Result]):
    """A crew at its tasks: the workers that there are, and how many in a row were never ready."""

    crew: Crew[Task, Result]
    queue: _Queue[Task, Result]
    inbox: Inbox = field(default_factory=SimpleQueue)
    workers: list[Worker] = field(default_factory=list)
    failed_starts: int = 0

    def start(self, number: int) -> None:
        """Starts so many workers, fewer where starting them fails again and again."""
        allowed = Allowed(self.crew.memory, self.crew.step.memory)
        while number > 0 and self.failed_starts < _STARTS:
            try:
                self.workers.append(Worker.start(self.crew.work, allowed, self.crew.patience, self.inbox))
                number -= 1
            except (OSError, EOFError) as error:
                log.warning("a worker could not be started: %s", error)
                self.failed_starts += 1

    def hand_out(self) -> None:
        """Gives every idle worker something to do, tasks first; starts another one where there is more to do ahead."""
        self._replace([worker for worker in self.workers if worker.is_idle and not worker.process.is_alive()])
        self.queue.fill(self.crew.jobs, self.crew.jobs * _AHEAD)
        free = sum(worker.task is None for worker in self.workers)
        self.start(min(len(self.queue.waiting) - free, self.crew.jobs - len(self.workers)))
        if not self.workers and self.queue.waiting:
            raise JixiaoError("no worker process could be started", "See what is wrong: jixiao doctor")
        for worker in self.workers:
            room = len(self.queue.done) < self.crew.jobs * _AHEAD
            if worker.is_idle and (given := (self.queue.task() if room else None) or self.queue.help()):
                worker.give(given, self.crew.seconds)
        is_busy = all(worker.task is not None for worker in self.workers)
        if is_busy and len(self.workers) < self.crew.jobs and self.queue.helpful():
            self.start(1)

    def gather(self) -> None:
        """Waits until a worker says something or is overdue, and replaces those that are gone."""
        nearest = min((worker.deadline for worker in self.workers), default=0.0)
        with contextlib.suppress(Empty):
            left = None if nearest == math.inf else max(0.0, nearest - time.monotonic())
            self._listen(*self.inbox.get(timeout=left))
            for _ in range(self.inbox.qsize()):
                self._listen(*self.inbox.get_nowait())
        for worker in self.workers:
            if worker.is_overdue and not worker.is_gone:
                number, is_ahead = worker.task, worker.is_ahead
                self._note(number, is_ahead, worker.give_up())
        self._replace([worker for worker in self.workers if worker.is_gone])

    def _listen(self, worker: Worker, said: Any) -> None:
        """Takes in what a worker says of itself or of its task; one that was ended is not heard any more."""
        if worker.is_gone:
            return
        number, is_ahead, was_ready = worker.task, worker.is_ahead, worker.is_ready
        said = worker.heard(said)
        if isinstance(said, Told):
            worker.allow(self.crew.step.seconds)
        if worker.is_ready and not was_ready:
            self.failed_starts = 0
        self._note(number, is_ahead, said)

    def _note(self, number: int | None, is_ahead: bool, said: Any) -> None:
        """Notes what came of a task; what was done ahead is nobody's result, even where it failed."""
        if number is None or is_ahead:
            return
        if not isinstance(said, Told):
            self.queue.finish(number, said)
            return
        self.queue.news[number] = said.news
        self.crew.told(self.queue.doing[number], said.news)

    def _replace(self, gone: Sequence[Worker]) -> None:
        """Starts others in the place of workers that are gone."""
        for worker in gone:
            worker.end()
            self.workers.remove(worker)
            if not worker.is_ready:
                log.warning("a worker ended before it was ready (exit code %s)", worker.process.exitcode)
                self.failed_starts += 1
        if gone:
            self.start(len(gone))
