"""`jixiao evaluate GOLD_DIR`: the database against gold files."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, database, option, shared
from schema.errors import UsageError


@click.command(cls=SaidCommand, help="evaluate-help")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD_DIR")
@database
@option("--json", "as_json", is_flag=True, help="json-help")
@shared
def command(gold: Path, database: str, as_json: bool) -> int:
    """Exports into a folder that is gone afterwards, and prints how it compares."""
    from corpus.evaluate import evaluate
    from pipeline.export.folder import export
    from pipeline.store import open_store, refusals

    if not any(gold.rglob("*.gold.json")):
        raise UsageError(say("no-gold", path=gold), say("no-folder-advice"))
    engine = open_store(database)
    with TemporaryDirectory(prefix="jixiao-") as folder:
        with refusals(database):
            export(engine, Path(folder))
        try:
            found = evaluate(Path(folder), gold)
        except ValueError as error:
            raise UsageError(say("unreadable-file", file=gold, reason=error)) from error
    for line in [json.dumps(found.summary(), ensure_ascii=False)] if as_json else found.lines():
        click.echo(line)
    return 0
