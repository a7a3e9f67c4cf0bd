"""`jixiao merge DB...`: databases that several machines filled, made into one."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, archive, database, shared
from schema.errors import UsageError

if TYPE_CHECKING:
    from pipeline.store.remote import AnyPath

# So many names of filings without an original are shown.
_NAMED = 5


@click.command(cls=SaidCommand, help="merge-help")
@click.argument("databases", nargs=-1, required=True, metavar="DB...")
@database
@archive
@shared
def command(databases: tuple[str, ...], database: str, archive: AnyPath | None) -> int:
    """Returns 1 where a filing has no whole original."""
    from pipeline.generations.merging import merge
    from pipeline.measuring.summary import summarise
    from pipeline.store.archive import archive_of
    from pipeline.store.engine import open_store, refusals

    _check(databases, database)
    with ExitStack() as stack:
        for name in (*databases, database):
            stack.enter_context(refusals(name))
        engines = [open_store(name) for name in databases]
        into = open_store(database, create=True)
        done = merge(engines, into, archive_of(into, archive), lambda place, count: _said(databases[place], count))
        held = summarise(into)
    for name in done.missing[:_NAMED]:
        click.echo(say("original-missing", name=name), err=True)
    click.echo(say("merged", took=done.took, met=done.met, entries=done.entries, missing=len(done.missing)))
    click.echo(say("database-holds", database=database, **held.figures()).lstrip("\n"))
    return 1 if done.missing else 0


def _check(databases: tuple[str, ...], database: str) -> None:
    """Raises `UsageError` for a database that is named twice."""
    from pipeline.store.engine import database_file

    names = [str(file.resolve()) if (file := database_file(name)) else name for name in (*databases, database)]
    for name in names:
        if names.count(name) > 1:
            raise UsageError(f"{name} is named twice", "Name each database once, and another one with --db.")


def _said(name: str, count: int) -> None:
    click.echo(say("merge-progress", name=name, count=count))
