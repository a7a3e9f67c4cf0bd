"""What is shown while files are read: a bar on a terminal, a line a file elsewhere, one line a failure."""

from __future__ import annotations

import json
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from pipeline.ingest.opening import WITHIN
from pipeline.messages import advised, say
from pipeline.options import LOGS

if TYPE_CHECKING:
    from pipeline.ingest.ingest import PageBegun
    from pipeline.ingest.outcome import Outcome

    #: Work that yields what became of each file, and tells meanwhile of the pages that it reads.
    Run = Callable[[PageBegun], Iterable[Outcome]]


#: After so many seconds it is said again how far the work is.
_SILENCE = 30.0
#: So many names of what was passed over are shown.
NAMED = 5
#: Files of more pages than this say where they are, a line a page.
_LONG = 5


@dataclass(slots=True)
class Names:
    """The first of some names, and how many there are: there may be millions."""

    first: list[str] = field(default_factory=list)
    count: int = 0

    def add(self, names: Iterable[str]) -> None:
        """Takes further names in."""
        for name in names:
            self.count += 1
            if len(self.first) < NAMED:
                self.first.append(name)

    def join(self, other: Names) -> None:
        """Takes in what another one has."""
        self.first = [*self.first, *other.first][:NAMED]
        self.count += other.count

    def __str__(self) -> str:
        return ", ".join(self.first) + (", …" if self.count > len(self.first) else "")


def report(
    run: Run, total: int, log: str = LOGS[0], heard: Callable[[Outcome], None] = lambda _: None
) -> tuple[Counter[str], Names]:
    """Shows what becomes of each file, and the pages meanwhile; returns how many files had which outcome, and the names
    of those that were passed over on the way. `log` is one of `LOGS`; `heard` hears of each file as well."""
    counts: Counter[str] = Counter()
    passed_over = Names()
    shown = _as_json if log == "json" else _on_terminal if sys.stderr.isatty() else _in_lines
    try:
        for outcome in shown(run, total):
            counts[outcome.state] += 1
            heard(outcome)
            passed_over.add([outcome.name] if outcome.state == "passed-over" else outcome.passed_over)
    except KeyboardInterrupt:
        states = {state: counts[state] for state in ("loaded", "skipped", "failed")}
        click.echo(event("stopped", **states) if log == "json" else say("ingest-stopped", **states), err=True)
        raise
    return counts, passed_over


def failure(outcome: Outcome) -> str:
    """One line: which file, why, and what to do."""
    return say("failed-file", name=outcome.name, message=advised(outcome.message, outcome.advice))


@dataclass(slots=True)
class _Pace:
    """How far the work is: files done of those known by now, their pages, since when."""

    total: int
    done: int = 0
    pages: int = 0
    opened: str = ""
    begun: float = field(default_factory=time.monotonic)
    said: float = field(default_factory=time.monotonic)

    def take(self, outcome: Outcome) -> None:
        """Counts a file; those in a container come to those that are to be done, and so does what of one just opened
        could not be had, which has a line of its own."""
        self.total += outcome.state == "failed" and outcome.name.removesuffix(WITHIN) == self.opened
        self.opened = outcome.name if outcome.state in ("opened", "attached") else self.opened
        self.done += outcome.state != "attached"  # which comes besides what became of the document itself
        self.pages += outcome.pages
        self.total += outcome.members

    def words(self) -> str:
        """Files, pages, rate and the time left, in a sentence."""
        seconds = max(time.monotonic() - self.begun, 1e-3)
        left = (self.total - self.done) * seconds / max(self.done, 1)
        return say(
            "pace", done=self.done, total=self.total, pages=self.pages, rate=self.done / seconds, left=_spoken(left)
        )

    def is_due(self) -> bool:
        """Whether it is time to say again how far the work is."""
        if time.monotonic() - self.said < _SILENCE:
            return False
        self.said = time.monotonic()
        return True


def _spoken(seconds: float) -> str:
    """A time as hours, minutes and seconds."""
    return f"{int(seconds // 3600)}:{int(seconds // 60) % 60:02}:{int(seconds) % 60:02}"


def _on_terminal(run: Run, total: int) -> Iterator[Outcome]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, Progress, TextColumn

    looks = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[pace]}"))
    pace = _Pace(total)
    with Progress(*looks, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("progress"), total=total, pace="")

        def page_begun(name: str, page: int, pages: int) -> None:
            progress.update(task, description=escape(say("progress-page", name=name, page=page, pages=pages)))

        for outcome in run(page_begun):
            if outcome.state == "failed":
                progress.console.print(failure(outcome), markup=False, highlight=False, soft_wrap=True)
            pace.take(outcome)
            progress.update(task, completed=pace.done, total=pace.total, pace=escape(pace.words()))
            yield outcome


def _in_lines(run: Run, total: int) -> Iterator[Outcome]:
    def page_begun(name: str, page: int, pages: int) -> None:
        if pages > _LONG:
            click.echo(say("line-page", name=name, page=page, pages=pages))

    pace = _Pace(total)
    for outcome in run(page_begun):
        pace.take(outcome)
        click.echo(_line(outcome, pace.done, pace.total))
        if outcome.state == "failed":
            click.echo(failure(outcome), err=True)
        if pace.is_due():
            click.echo(pace.words())
        yield outcome


def _as_json(run: Run, _total: int) -> Iterator[Outcome]:
    for outcome in run(lambda *_: None):
        told = {name: value for name, value in asdict(outcome).items() if value or name in ("name", "state")}
        click.echo(event("file", **told))
        yield outcome


def event(what: str, **parts: object) -> str:
    """A line of JSON for who collects logs: when, what, and its parts."""
    time_of_day = datetime.now(UTC).isoformat(timespec="milliseconds")
    return json.dumps({"time": time_of_day, "event": what, **parts}, ensure_ascii=False)


def _line(outcome: Outcome, done: int, total: int) -> str:
    reason = say("same-content", other=outcome.same_as) if outcome.same_as else say("ingested-before")
    reason = outcome.message if outcome.state == "passed-over" else reason
    told = {"done": done, "total": total, "name": outcome.name, "reason": reason, "members": outcome.members}
    return say(f"line-{outcome.state}", **told)
