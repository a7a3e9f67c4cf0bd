"""Work in processes of their own: what a document does to its worker is one failure and no more.

The pools of the standard library break as a whole when a worker dies, and none ends one at a time limit. Here each
worker has a pipe of its own and one task at a time, so that whatever happens to it belongs to that task.

A worker for whom no task is left may do something ahead for a task that another one has, as a page of its document.
What comes of that is nobody's result: it only makes the task quicker, and nothing hangs on whether it was done.
"""

from __future__ import annotations

import contextlib
import logging
import math
import multiprocessing
import signal
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from typing import Any, Generic, TypeVar

from schema.errors import JixiaoError

log = logging.getLogger(__name__)

Task = TypeVar("Task")
Result = TypeVar("Result")

# So many results a worker may wait for the one whose turn it is: they must not pile up behind a slow one.
_AHEAD = 16

# So many times the memory that it may write to a worker may map.
_ADDRESSES = 4

_REPORT = "this is a fault of jixiao: report it with the file; --log-level debug says more"


def _unheard(_task: Any, _news: Any) -> None:
    """Nobody waits for the news."""


def _nothing(_task: Any, _news: Any, _times: int) -> None:
    """Nothing is to be done ahead."""


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task came to nothing, and what to do."""

    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Step:
    """What a task is allowed when it tells of itself: so many seconds from then on, and so much memory in all."""

    seconds: float = 0.0
    memory: int = 0


#: How a task tells of itself while it is done.
Tell = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class _Told:
    news: Any


@dataclass(slots=True)
class _Worker:
    """A process at the other end of a pipe, the number of the task that it has, and when that must be done.

    `is_ahead` where it only does something ahead for that task.
    """

    process: BaseProcess
    pipe: Connection
    task: int | None = None
    is_ahead: bool = False
    deadline: float = math.inf
    allowed: str = ""
    is_ready: bool = False
    is_gone: bool = False

    @property
    def is_idle(self) -> bool:
        return self.is_ready and self.task is None

    @property
    def has_news(self) -> bool:
        """True where it has said something, has died, or is overdue."""
        return self.pipe.poll() or self.deadline < time.monotonic()

    def give(self, given: _Given, seconds: float) -> None:
        """Hands a task over; that a worker is dead already comes out when it is listened to."""
        self.task, self.is_ahead = given.number, given.is_ahead
        self.deadline, self.allowed = time.monotonic() + seconds, f"{seconds:g} seconds"
        with contextlib.suppress(OSError):
            self.pipe.send(given.task)

    def allow(self, seconds: float) -> None:
        """Gives the task so many seconds for what it begins now, if it has not as many left."""
        if time.monotonic() + seconds > self.deadline:
            self.deadline, self.allowed = time.monotonic() + seconds, f"{seconds:g} seconds over a page"

    def news(self) -> Any:
        """What it says of its task, or the failure that it died or was ended for its slowness; `_Told` in between."""
        if not self.pipe.poll():
            self.end()
            advice = "cut it into one file a filing, or allow it more: --time-limit SECONDS"
            return Failure(f"took longer than {self.allowed}", advice)
        try:
            said = self.pipe.recv()
        except (EOFError, OSError):
            code = self.end(patience=1)
            advice = "it may need more memory than there is: try it alone, with --jobs 1"
            return Failure(f"the process that read it died (exit code {code})", advice)
        if isinstance(said, _Told):
            return said
        self.is_ready, self.task, self.deadline = True, None, math.inf
        return said

    def end(self, patience: float = 0) -> int | None:
        """Ends the process and returns its exit code: its own where it comes to its end by itself in these seconds."""
        self.is_gone = True
        self.pipe.close()
        if patience:
            self.process.join(patience)
        self.process.kill()
        self.process.join()
        return self.process.exitcode


@dataclass(frozen=True, slots=True)
class _Given:
    """What a worker is given: a task, or something to do ahead for the task of that number."""

    number: int
    task: Any
    is_ahead: bool = False


@dataclass(slots=True)
class _Queue(Generic[Task, Result]):
    """What is to be handed out: the tasks in their order, and what can be done ahead for those that told of themselves.

    `doing` are the tasks that workers have, `news` the last that was heard of each, `asked` how often it was asked what
    could be done ahead for it; `done` are the results that wait for their turn.
    """

    tasks: Sequence[Task]
    ahead: Callable[[Task, Any, int], Any]
    begun: int = 0
    doing: dict[int, Task] = field(default_factory=dict)
    news: dict[int, Any] = field(default_factory=dict)
    asked: Counter[int] = field(default_factory=Counter)
    done: dict[int, Result | Failure] = field(default_factory=dict)

    def task(self) -> _Given | None:
        """The next task; None where all are handed out."""
        if self.begun == len(self.tasks):
            return None
        number, self.begun = self.begun, self.begun + 1
        self.doing[number] = self.tasks[number]
        return _Given(number, self.doing[number])

    def help(self) -> _Given | None:
        """What to do ahead, for the first task that there is something for."""
        if given := self.helpful():
            self.asked[given.number] += 1
        return given

    def helpful(self) -> _Given | None:
        """What would be done ahead next."""
        for number in sorted(self.news):
            found = self.ahead(self.doing[number], self.news[number], self.asked[number])
            if found is not None:
                return _Given(number, found, is_ahead=True)
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
    `work` gives None for it.
    """

    work: Callable[[Any, Tell], Result | None]
    jobs: int
    seconds: float
    memory: int
    step: Step = Step()
    told: Callable[[Task, Any], None] = _unheard
    ahead: Callable[[Task, Any, int], Any] = _nothing

    def results(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | Failure]]:
        """Each task with what came of it, in the order of the tasks, whatever the order in which they are done."""
        queue: _Queue[Task, Result] = _Queue(tasks, self.ahead)
        workers = [self._start() for _ in range(min(self.jobs, len(tasks)))]
        try:
            for turn, task in enumerate(tasks):
                while turn not in queue.done:
                    self._hand_out(workers, queue)
                    self._gather(workers, queue)
                yield task, queue.done.pop(turn)
        finally:
            for worker in workers:
                worker.end(patience=1 if worker.is_idle else 0)

    def _start(self) -> _Worker:
        # Workers begin from a clean process, not from a copy of this one with its threads and its database.
        clean = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
        context: Any = multiprocessing.get_context(clean)
        ours, theirs = context.Pipe()
        arguments = (theirs, self.work, self.memory, self.step.memory, logging.getLogger().level)
        process = context.Process(target=_serve, args=arguments, daemon=True)
        process.start()
        theirs.close()
        return _Worker(process, ours)

    def _hand_out(self, workers: list[_Worker], queue: _Queue[Task, Result]) -> None:
        """Gives every idle worker something to do, tasks first; starts another one where there is more to do ahead."""
        for worker in workers:
            if not worker.is_idle:
                continue
            room = len(queue.done) < len(workers) * _AHEAD
            if given := (queue.task() if room else None) or queue.help():
                worker.give(given, self.seconds)
        is_busy = all(worker.task is not None for worker in workers)
        if is_busy and len(workers) < self.jobs and queue.helpful():
            workers.append(self._start())

    def _gather(self, workers: list[_Worker], queue: _Queue[Task, Result]) -> None:
        """Waits until a worker has news, notes what came of its task, and replaces it where it is gone."""
        nearest = min(worker.deadline for worker in workers)
        wait([worker.pipe for worker in workers], None if nearest == math.inf else max(0, nearest - time.monotonic()))
        for place, worker in enumerate(workers):
            if worker.has_news:
                self._listen(worker, queue)
            if worker.is_gone and not worker.is_ready:
                raise JixiaoError("no worker process could be started", "See what is wrong: jixiao doctor")
            if worker.is_gone:
                workers[place] = self._start()

    def _listen(self, worker: _Worker, queue: _Queue[Task, Result]) -> None:
        """Takes in what a worker says of its task; what was done ahead is nobody's result, even where it failed."""
        number, is_ahead, said = worker.task, worker.is_ahead, worker.news()
        if isinstance(said, _Told):
            worker.allow(self.step.seconds)
        if number is None or is_ahead:
            return
        if not isinstance(said, _Told):
            queue.finish(number, said)
            return
        queue.news[number] = said.news
        self.told(queue.doing[number], said.news)


def _serve(pipe: Connection, work: Callable[[Any, Tell], Any], memory: int, more: int, level: int) -> None:
    """A worker's life: says that it is ready, then does task after task until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent alone answers Ctrl-C
    logging.basicConfig(level=level)
    _limit_memory(memory, max(memory, more))

    def tell(news: Any) -> None:
        if more > memory:
            _limit_memory(more, more)
        pipe.send(_Told(news))

    with contextlib.suppress(EOFError, ConnectionError):
        pipe.send("ready")
        while True:
            pipe.send(_safely(work, pipe.recv(), tell))


def _limit_memory(memory: int, ever: int) -> None:
    """Limits what the process may write to now and ever, and more widely all that it may map.

    Programs and weights that are mapped from files take addresses and hardly any memory: a limit on addresses alone is
    either too wide for documents or too narrow for those. Where only addresses can be limited, the wide limit holds.
    """
    try:
        import resource
    except ImportError:  # no such limits on this system
        return
    _limit(resource.RLIMIT_DATA, memory, ever)
    _limit(resource.RLIMIT_AS, ever * _ADDRESSES, ever * _ADDRESSES)


def _limit(kind: int, now: int, ever: int) -> None:
    import resource

    _, most = resource.getrlimit(kind)
    if most != resource.RLIM_INFINITY:
        now, ever = min(now, most), min(ever, most)
    resource.setrlimit(kind, (now, ever))


def _safely(work: Callable[[Task, Tell], Result], task: Task, tell: Tell) -> Result | Failure:
    """What the work gives, or why it gives nothing: no exception leaves a worker."""
    try:
        return work(task, tell)
    except JixiaoError as error:
        return Failure(error.message, error.advice)
    except MemoryError:
        return Failure(f"needs more than {_allowed() // 2**20} MiB of memory", "cut it into one file a filing")
    except Exception as error:
        log.debug("a document broke the program", exc_info=True)
        first = str(error).splitlines()[:1]
        return Failure(": ".join(["internal error", type(error).__name__, *first])[:300], _REPORT)


def _allowed() -> int:
    """The memory that the process may write to."""
    import resource

    return resource.getrlimit(resource.RLIMIT_DATA)[0]
