"""`jixiao export --out DIR`: the database as a folder of tables."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.export import HEADERS, formats
from pipeline.messages import say
from pipeline.options import SaidCommand, database, option, shared


@click.command(cls=SaidCommand, help="export-help")
@database
@option("--out", "folder", required=True, type=click.Path(path_type=Path), metavar="DIR", help="out-help")
@option("--format", "form", type=click.Choice(formats()), default="csv", show_default=True, help="format-help")
@option("--headers", type=click.Choice(HEADERS), default=HEADERS[0], show_default=True, help="headers-help")
@option("--one-file", is_flag=True, help="one-file-help")
@shared
def command(database: str, folder: Path, form: str, headers: str, one_file: bool) -> int:
    """Writes the tables and says where."""
    from pipeline.export.folder import export, export_one
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    try:
        with refusals(database):
            if one_file:
                folder = export_one(engine, folder, form, headers)
            else:
                export(engine, folder, form, headers)
    except KeyboardInterrupt:
        click.echo(say("export-stopped", folder=folder), err=True)
        raise
    click.echo(say("exported", folder=folder))
    return 0
