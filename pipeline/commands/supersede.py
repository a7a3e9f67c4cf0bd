"""`jixiao supersede OLD NEW`: a corrected filing counts instead of an older one."""

from __future__ import annotations

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, database, shared
from pipeline.settings import user_name


@click.command(cls=SaidCommand, help="supersede-help")
@click.argument("old")
@click.argument("new")
@database
@shared
def command(old: str, new: str, database: str) -> int:
    """Says so, and keeps both."""
    from pipeline.decisions.superseding import filing_named, supersede
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    with refusals(database):
        supersede(engine, filing_named(engine, old), filing_named(engine, new), user_name())
    click.echo(say("superseded", old=old, new=new))
    return 0
