"""Work in processes of their own: what a document does to its worker is one failure and no more."""

from __future__ import annotations

import logging
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import TimeoutError as TimeLimitError
from dataclasses import dataclass
from multiprocessing.context import BaseContext
from typing import Any, Generic, TypeVar

from schema.errors import JixiaoError, LimitError

log = logging.getLogger(__name__)

Task = TypeVar("Task")
Result = TypeVar("Result")

_REPORT = "This is a fault of jixiao: report it with the file; --log-level debug says more."

# So many tasks a worker are handed out ahead: enough to keep it busy, few enough that results don't pile up.
_AHEAD = 4


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task came to nothing, and what to do."""

    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Crew(Generic[Task, Result]):
    """How work is done: by how many processes, for how many seconds a task, in how many bytes of memory each."""

    work: Callable[[Task], Result]
    jobs: int
    seconds: float
    memory: int

    def results(self, tasks: Iterable[Task]) -> Iterator[tuple[Task, Result | Failure]]:
        """Each task with what came of it, in the order of the tasks, whatever the order in which they are done."""
        from pebble import ProcessPool

        level = logging.getLogger().level
        pool = ProcessPool(self.jobs, initializer=_begin, initargs=(self.memory, level), context=_context())
        waiting: deque[tuple[Task, Any]] = deque()
        try:
            for task in tasks:
                waiting.append((task, pool.schedule(_safely, (self.work, task, self.memory), timeout=self.seconds)))
                if len(waiting) >= self.jobs * _AHEAD:
                    yield self._next(waiting)
            while waiting:
                yield self._next(waiting)
            pool.close()
        finally:
            pool.stop()
            pool.join()

    def _next(self, waiting: deque[tuple[Task, Any]]) -> tuple[Task, Result | Failure]:
        from pebble import ProcessExpired

        task, future = waiting.popleft()
        try:
            return task, future.result()
        except TimeLimitError:
            message = f"took longer than {self.seconds:g} seconds"
            return task, Failure(message, "Cut it into one file a filing, or allow it more: --time-limit SECONDS")
        except ProcessExpired as error:
            message = f"the process that read it died (exit code {error.exitcode})"
            return task, Failure(message, "It may need more memory than there is: try it alone, with --jobs 1")


def _context() -> BaseContext:
    """Workers begin from a clean process: one forked beside the pool's own threads could wait for ever."""
    clean = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    return multiprocessing.get_context(clean)


def _begin(memory: int, level: int) -> None:
    """A worker's first act: the parent alone answers Ctrl-C, and memory has an end."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    logging.basicConfig(level=level)
    try:
        import resource
    except ImportError:  # no such limits on this system
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    if most == resource.RLIM_INFINITY or most > memory:
        resource.setrlimit(resource.RLIMIT_AS, (memory, most))


def _safely(work: Callable[[Task], Result], task: Task, memory: int) -> Result | Failure:
    """What the work gives, or why it gives nothing: no exception leaves a worker."""
    try:
        return work(task)
    except JixiaoError as error:
        return Failure(error.message, error.advice)
    except MemoryError:
        limit = LimitError(f"needs more than {memory // 2**20} MiB of memory", "Cut it into one file a filing.")
        return Failure(limit.message, limit.advice)
    except Exception as error:
        log.debug("a document broke the program", exc_info=True)
        first = str(error).splitlines()[:1]
        message = ": ".join(["internal error", type(error).__name__, *first])
        return Failure(message[:300], _REPORT)
