"""`jixiao taxonomy suggest`: what the taxonomy lacks."""

from __future__ import annotations

import csv
import io

import click

from pipeline.options import SaidCommand, SaidGroup, database, shared


@click.group(cls=SaidGroup, help="taxonomy-help")
@shared
def command() -> None:
    """Holds what is done with the taxonomy."""


@command.command("suggest", cls=SaidCommand, help="taxonomy-suggest-help")
@database
@shared
def suggest(database: str) -> int:
    """Prints CSV whose first columns are the taxonomy's own, so that a line can be taken in as it is."""
    from pipeline.store import open_store, refusals
    from pipeline.suggesting import COLUMNS, suggestions

    engine = open_store(database)
    with refusals(database):
        rows = suggestions(engine)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([COLUMNS, *rows])
    click.echo(text.getvalue(), nl=False)
    return 0
