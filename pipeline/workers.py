"""Work in processes of their own: what a document does to its worker is one failure and no more.

The pools of the standard library break as a whole when a worker dies, and none ends one at a time limit. Here each
worker has a pipe of its own and one task at a time, so that whatever happens to it belongs to that task.
"""

from __future__ import annotations

import contextlib
import logging
import math
import multiprocessing
import signal
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
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


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task came to nothing, and what to do."""

    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Step:
    """What a task is allowed each time it tells of itself: more seconds, and so much memory in all from then on."""

    seconds: float = 0.0
    memory: int = 0


#: How a task tells of itself while it is done.
Tell = Callable[[Any], None]


@dataclass(frozen=True, slots=True)
class _Told:
    news: Any


@dataclass(slots=True)
class _Worker:
    """A process at the other end of a pipe, the number of the task that it has, and when that must be done."""

    process: BaseProcess
    pipe: Connection
    task: int | None = None
    deadline: float = math.inf
    is_ready: bool = False
    is_gone: bool = False

    @property
    def is_idle(self) -> bool:
        return self.is_ready and self.task is None

    @property
    def has_news(self) -> bool:
        """True where it has said something, has died, or is overdue."""
        return self.pipe.poll() or self.deadline < time.monotonic()

    def give(self, number: int, task: object, seconds: float) -> None:
        """Hands a task over; that a worker is dead already comes out when it is listened to."""
        self.task, self.deadline = number, time.monotonic() + seconds
        with contextlib.suppress(OSError):
            self.pipe.send(task)

    def news(self, seconds: float) -> Any:
        """What it says of its task, or the failure that it died or was ended for its slowness; `_Told` in between."""
        try:
            said = self.pipe.recv() if self.pipe.poll() else None
        except (EOFError, OSError):
            code = self.end(patience=1)
            advice = "it may need more memory than there is: try it alone, with --jobs 1"
            return Failure(f"the process that read it died (exit code {code})", advice)
        if said is None:
            self.end()
            advice = "cut it into one file a filing, or allow it more: --time-limit SECONDS"
            return Failure(f"took longer than {seconds:g} seconds", advice)
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
class Crew(Generic[Task, Result]):
    """How work is done: by how many processes, for how many seconds a task, in how many bytes of memory each.

    What a task tells of itself goes to `told` with the task, and allows it what `step` says.
    """

    work: Callable[[Task, Tell], Result]
    jobs: int
    seconds: float
    memory: int
    step: Step = Step()
    told: Callable[[Task, Any], None] = _unheard

    def results(self, tasks: Sequence[Task]) -> Iterator[tuple[Task, Result | Failure]]:
        """Each task with what came of it, in the order of the tasks, whatever the order in which they are done."""
        done: dict[int, Result | Failure] = {}
        numbers = iter(range(len(tasks)))
        workers = [self._start() for _ in range(min(self.jobs, len(tasks)))]
        try:
            for turn, task in enumerate(tasks):
                while turn not in done:
                    if len(done) < len(workers) * _AHEAD:
                        self._hand_out(workers, tasks, numbers)
                    self._gather(workers, tasks, done)
                yield task, done.pop(turn)
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

    def _hand_out(self, workers: Sequence[_Worker], tasks: Sequence[Task], numbers: Iterator[int]) -> None:
        for worker in workers:
            if worker.is_idle and (number := next(numbers, None)) is not None:
                worker.give(number, tasks[number], self.seconds)

    def _gather(self, workers: list[_Worker], tasks: Sequence[Task], done: dict[int, Result | Failure]) -> None:
        """Waits until a worker has news, notes what came of its task, and replaces it where it is gone."""
        nearest = min(worker.deadline for worker in workers)
        wait([worker.pipe for worker in workers], None if nearest == math.inf else max(0, nearest - time.monotonic()))
        for place, worker in enumerate(workers):
            if not worker.has_news:
                continue
            number, outcome = worker.task, worker.news(self.seconds)
            if isinstance(outcome, _Told):
                worker.deadline += self.step.seconds
                if number is not None:
                    self.told(tasks[number], outcome.news)
                continue
            if number is not None:
                done[number] = outcome
            if worker.is_gone and not worker.is_ready:
                raise JixiaoError("no worker process could be started", "See what is wrong: jixiao doctor")
            if worker.is_gone:
                workers[place] = self._start()


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
