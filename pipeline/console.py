"""What is shown while files are read: a bar on a terminal, a line a file elsewhere, one line a failure."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from pipeline.messages import advised, say

if TYPE_CHECKING:
    from pipeline.ingest import Outcome, PageBegun

    #: Work that yields what became of each file, and tells meanwhile of the pages that it reads.
    Run = Callable[[PageBegun], Iterable[Outcome]]


#: Files of more pages than this say where they are, a line a page.
_LONG = 5


def report(run: Run, total: int) -> Counter[str]:
    """Shows what becomes of each file, and the pages meanwhile, and returns how many files had which outcome."""
    counts: Counter[str] = Counter()
    shown = _on_terminal if sys.stderr.isatty() else _in_lines
    for outcome in shown(run, total):
        counts[outcome.state] += 1
    return counts


def failure(outcome: Outcome) -> str:
    """One line: which file, why, and what to do."""
    return say("failed-file", name=outcome.name, message=advised(outcome.message, outcome.advice))


def _on_terminal(run: Run, total: int) -> Iterator[Outcome]:
    from rich.console import Console
    from rich.markup import escape
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    looks = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*looks, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("progress"), total=total)

        def page_begun(name: str, page: int, pages: int) -> None:
            progress.update(task, description=escape(say("progress-page", name=name, page=page, pages=pages)))

        for outcome in run(page_begun):
            if outcome.state == "failed":
                progress.console.print(failure(outcome), markup=False, highlight=False, soft_wrap=True)
            progress.advance(task)
            yield outcome


def _in_lines(run: Run, total: int) -> Iterator[Outcome]:
    def page_begun(name: str, page: int, pages: int) -> None:
        if pages > _LONG:
            click.echo(say("line-page", name=name, page=page, pages=pages))

    for done, outcome in enumerate(run(page_begun), start=1):
        click.echo(_line(outcome, done, total))
        if outcome.state == "failed":
            click.echo(failure(outcome), err=True)
        yield outcome


def _line(outcome: Outcome, done: int, total: int) -> str:
    reason = say("same-content", other=outcome.same_as) if outcome.same_as else say("ingested-before")
    return say(f"line-{outcome.state}", done=done, total=total, name=outcome.name, reason=reason)
