"""`jixiao remove FILING`: a filing is taken out; its original stays in the archive unless it is purged."""

from __future__ import annotations

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, database, next_step, option, shared
from pipeline.settings import user_name


@click.command(cls=SaidCommand, help="remove-help")
@click.argument("filing", metavar="FILING")
@option("--purge", is_flag=True, help="remove-purge-help")
@option("--undo", "is_undone", is_flag=True, help="remove-undo-help")
@option("--why", default="", metavar="TEXT", help="remove-why-help")
@database
@shared
def command(filing: str, purge: bool, is_undone: bool, why: str, database: str) -> int:
    """Takes it out, or puts it back."""
    from pipeline.decisions.removing import put_back, remove
    from pipeline.store.archive import archive_of
    from pipeline.store.engine import open_store, refusals
    from schema.errors import UsageError

    if purge and is_undone:
        raise UsageError(say("remove-both"), say("remove-both-advice"))
    engine = open_store(database)
    archive = archive_of(engine)
    with refusals(database):
        if is_undone:
            is_there = put_back(engine, archive, filing, user_name())
            again = next_step("rebuild", database=database)
            said = say("put-back", filing=filing, command=again) if is_there else say("put-back-purged", filing=filing)
        else:
            remove(engine, archive, filing, user_name(), purge=purge, why=why)
            told = {"filing": filing, "folder": archive.folder}
            back = next_step("remove", "--undo", filing, database=database)
            said = say("removed-purged", **told) if purge else say("removed", **told, command=back)
    click.echo(said)
    return 0
