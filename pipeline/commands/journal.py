"""`jixiao journal export|import|lost`: what people decided, as JSON lines."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, SaidGroup, database, shared
from schema.errors import UsageError


@click.group(cls=SaidGroup, help="journal-help")
@shared
def command() -> None:
    """Holds what is done with the journal."""


@command.command("export", cls=SaidCommand, help="journal-export-help")
@database
@shared
def export(database: str) -> int:
    """Prints every entry, one a line, in the order of their making."""
    from pipeline.decisions.journal import entries
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    with refusals(database):
        for entry in entries(engine):
            click.echo(entry.to_json())
    return 0


@command.command("import", cls=SaidCommand, help="journal-import-help")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@database
@shared
def take_in(file: Path, database: str) -> int:
    """Takes in what the journal lacks; the next rebuild lays it over the records."""
    from pipeline.decisions.journal import mirror, read_lines
    from pipeline.decisions.journal import take_in as take_in_entries
    from pipeline.store.engine import open_store, refusals

    if not file.is_file():
        raise UsageError(say("no-file", file=file), say("no-folder-advice"))
    found = list(read_lines(file))
    engine = open_store(database, create=True)
    with refusals(database):
        new = take_in_entries(engine, found)
        mirror(engine, new)
    click.echo(say("journal-imported", total=len(found), new=len(new)))
    return 0


@command.command("lost", cls=SaidCommand, help="journal-lost-help")
@database
@shared
def lost(database: str) -> int:
    """Prints the decisions that fit no record, one JSON object a line with the entry in it; 1 where there are any."""
    from pipeline.decisions.lost import lost_decisions
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    with refusals(database):
        found = lost_decisions(engine)
    for row in found:
        click.echo(json.dumps(row, ensure_ascii=False))
    return int(bool(found))
