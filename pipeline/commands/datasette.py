"""`jixiao datasette`: writes what Datasette shows the database by."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.messages import language, say
from pipeline.options import SaidCommand, database, option, shared
from schema.errors import JixiaoError, UsageError


@click.command(cls=SaidCommand, help="datasette-help")
@database
@option("--out", "path", default="datasette.json", show_default=True, metavar="FILE", help="datasette-out-help",
        type=click.Path(path_type=Path, dir_okay=False))  # fmt: skip
@shared
def command(database: str, path: Path) -> int:
    """Writes the file, and says what to run with it."""
    from pipeline.export.datasette_metadata import metadata
    from pipeline.store.engine import database_file, open_store
    from pipeline.words import Words

    open_store(database).dispose()
    file = database_file(database)
    if file is None:
        raise UsageError(say("datasette-no-file"), say("datasette-no-file-advice"))
    told = json.dumps(metadata(file.stem, Words(language())), ensure_ascii=False, indent=2)
    try:
        path.write_text(told + "\n", encoding="utf-8")
    except OSError as error:
        message = f"{error.filename or path} can't be written: {error.strerror}"
        raise JixiaoError(message, "name a file that may be written: --out FILE") from error
    click.echo(say("datasette-written", path=path, database=file))
    return 0
