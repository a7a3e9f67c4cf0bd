"""What is shown while files are read: a bar on a terminal, a line a file elsewhere, one line a failure."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

import click

from pipeline.messages import advised, say

if TYPE_CHECKING:
    from pipeline.ingest import Outcome


def report(outcomes: Iterable[Outcome], total: int) -> Counter[str]:
    """Shows the outcomes as they come and returns how many files had which."""
    counts: Counter[str] = Counter()
    shown = _on_terminal(outcomes, total) if sys.stderr.isatty() else _in_lines(outcomes, total)
    for outcome in shown:
        counts[outcome.state] += 1
    return counts


def failure(outcome: Outcome) -> str:
    """One line: which file, why, and what to do."""
    return say("failed-file", name=outcome.name, message=advised(outcome.message, outcome.advice))


def _on_terminal(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    looks = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*looks, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(say("progress"), total=total)
        for outcome in outcomes:
            if outcome.state == "failed":
                progress.console.print(failure(outcome), markup=False, highlight=False, soft_wrap=True)
            progress.advance(task)
            yield outcome


def _in_lines(outcomes: Iterable[Outcome], total: int) -> Iterator[Outcome]:
    for done, outcome in enumerate(outcomes, start=1):
        click.echo(_line(outcome, done, total))
        if outcome.state == "failed":
            click.echo(failure(outcome), err=True)
        yield outcome


def _line(outcome: Outcome, done: int, total: int) -> str:
    reason = say("same-content", other=outcome.same_as) if outcome.same_as else say("ingested-before")
    return say(f"line-{outcome.state}", done=done, total=total, name=outcome.name, reason=reason)
