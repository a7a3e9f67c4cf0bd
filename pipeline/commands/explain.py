"""`jixiao explain FILE`: how each table was understood, what decided, how surely, and what came second."""

from __future__ import annotations

import json
from pathlib import Path

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, option, shared, sight
from schema.errors import UsageError


@click.command(cls=SaidCommand, help="explain-help")
@click.argument("file", type=click.Path(path_type=Path), metavar="FILE")
@option("--table", type=click.IntRange(min=1), default=None, metavar="N", help="explain-table-help")
@option("--json", "as_object", is_flag=True, help="json-help")
@sight
@shared
def command(file: Path, table: int | None, as_object: bool, ocr: str, ocr_engine: str) -> int:
    """Prints the explanation as text or as one JSON object."""
    from pipeline.explain.explaining import Question, as_json, explained
    from pipeline.explain.printing import lines_of
    from schema.sight import Sight

    if not file.is_file():
        raise UsageError(say("no-file", file=file), say("no-folder-advice"))
    found = explained(Question(file, table, Sight(ocr, ocr_engine)))
    if table is not None and not found.tables:
        raise UsageError(say("no-such-table", file=file, table=table), say("no-such-table-advice"))
    if as_object:
        click.echo(json.dumps(as_json(found), ensure_ascii=False))
        return 0
    for line in lines_of(found):
        click.echo(line)
    return 0
