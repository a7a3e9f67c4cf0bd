"""A process that does one task at a time, and a thread that talks with it, so that nobody waits for it in vain.

A process may die or be stopped at any moment: before it is ready, half-way through a message, with nothing to do. Only
its thread reads from its pipe and writes to it; whoever gives it tasks hears of it in an inbox, and ends it when it is
overdue.
"""

from __future__ import annotations

import contextlib
import logging
import math
import multiprocessing
import signal
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from queue import SimpleQueue
from typing import Any

from schema.errors import JixiaoError

log = logging.getLogger(__name__)

# So many times the memory that it may write to a worker may map.
_ADDRESSES = 4

# What is loaded before the first worker begins, where workers are forked.
_PRELOADED = "pipeline.ingest.preloaded"

_REPORT = "this is a fault of jixiao: report it with the file; --log-level debug says more"

#: How a task tells of itself while it is done.
Tell = Callable[[Any], None]
#: Where what a worker says comes in, beside the worker.
Inbox = SimpleQueue[tuple["Worker", Any]]


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a task came to nothing, and what to do."""

    message: str
    advice: str


@dataclass(frozen=True, slots=True)
class Told:
    """What a task tells of itself."""

    news: Any


@dataclass(frozen=True, slots=True)
class _Ended:
    """The last that is heard of a worker: its pipe is closed."""


@dataclass(frozen=True, slots=True)
class Given:
    """What a worker is given: a task, or something to do ahead for the task of that number."""

    number: int
    task: Any
    is_ahead: bool = False


@dataclass(frozen=True, slots=True)
class Allowed:
    """Bytes of memory that a worker may write to, at first and once a task told of itself."""

    memory: int
    more: int


@dataclass(slots=True, eq=False)
class Worker:
    """A process, the number of the task that it has, and when that, or its being ready, is due.

    `is_ahead` where it only does something ahead for that task.
    """

    process: BaseProcess
    deadline: float
    task: int | None = None
    is_ahead: bool = False
    allowed: str = ""
    is_ready: bool = False
    is_gone: bool = False
    _to_do: SimpleQueue[Given | None] = field(default_factory=SimpleQueue)

    @staticmethod
    def start(work: Callable[[Any, Tell], Any], allowed: Allowed, patience: float, inbox: Inbox) -> Worker:
        """A new one, to be ready within so many seconds. Raises `OSError` or `EOFError` where there can't be one."""
        context = clean_context()
        ours, theirs = context.Pipe()
        arguments = (theirs, work, allowed, logging.getLogger().level)
        process = context.Process(target=_serve, args=arguments, daemon=True)
        with theirs:
            process.start()
        worker = Worker(process, time.monotonic() + patience)
        threading.Thread(target=worker._talk, args=(ours, inbox), daemon=True).start()
        return worker

    @property
    def is_idle(self) -> bool:
        """True where it waits for a task."""
        return self.is_ready and self.task is None

    @property
    def is_overdue(self) -> bool:
        """True where it should have been done, or ready, by now."""
        return self.deadline < time.monotonic()

    def give(self, given: Given, seconds: float) -> None:
        """Hands a task over; that the worker is dead already comes out when it is listened to."""
        self.task, self.is_ahead = given.number, given.is_ahead
        self.deadline, self.allowed = time.monotonic() + seconds, f"{seconds:g} seconds"
        self._to_do.put(given)

    def allow(self, seconds: float) -> None:
        """Gives the task so many seconds for what it begins now, if it has not as many left."""
        if time.monotonic() + seconds > self.deadline:
            self.deadline, self.allowed = time.monotonic() + seconds, f"{seconds:g} seconds over a page"

    def heard(self, said: Any) -> Any:
        """Takes in what it said: the result of its task, the failure that it died, or `Told` in between."""
        if isinstance(said, _Ended):
            code = self.end(patience=1)
            advice = "it may need more memory than there is: try it alone, with --jobs 1"
            return Failure(f"the process that read it died (exit code {code})", advice)
        if not isinstance(said, Told):
            self.is_ready, self.task, self.deadline = True, None, math.inf
        return said

    def give_up(self) -> Failure:
        """Ends it for its slowness."""
        self.end()
        advice = "cut it into one file a filing, or allow it more: --time-limit SECONDS"
        return Failure(f"took longer than {self.allowed}", advice)

    def end(self, patience: float = 0) -> int | None:
        """Ends the process and returns its exit code: its own where it comes to its end by itself in these seconds."""
        self.is_gone = True
        self._to_do.put(None)
        if patience:
            self.process.join(patience)
        self.process.kill()
        self.process.join()
        return self.process.exitcode

    def _talk(self, pipe: Connection, inbox: Inbox) -> None:
        """Hands over what is to do and takes in what is said, until there is no more of either."""
        with pipe, contextlib.suppress(Exception):
            inbox.put((self, pipe.recv()))
            while (given := self._to_do.get()) is not None:
                pipe.send(given.task)
                while isinstance(said := pipe.recv(), Told):
                    inbox.put((self, said))
                inbox.put((self, said))
        inbox.put((self, _Ended()))


def clean_context() -> Any:
    """How processes are started that begin clean, not as copies of this one with its threads and its database."""
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload([_PRELOADED])
    return context


def _serve(pipe: Connection, work: Callable[[Any, Tell], Any], allowed: Allowed, level: int) -> None:
    """A worker's life: says that it is ready, then does task after task until nobody asks any more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent alone answers Ctrl-C
    logging.basicConfig(level=level)
    _limit_memory(allowed.memory, max(allowed.memory, allowed.more))

    def tell(news: Any) -> None:
        if allowed.more > allowed.memory:
            _limit_memory(allowed.more, allowed.more)
        pipe.send(Told(news))

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


def _safely(work: Callable[[Any, Tell], Any], task: Any, tell: Tell) -> Any:
    """What the work gives, or the `Failure` that says why it gives nothing: no exception leaves a worker."""
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
    """The memory that the process may write to; all there is where the system has no such limits."""
    try:
        import resource
    except ImportError:
        return sys.maxsize
    return resource.getrlimit(resource.RLIMIT_DATA)[0]
