"""`jixiao taxonomy suggest`: what the taxonomy lacks; `jixiao taxonomy count`: the weights of matching."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, SaidGroup, database, option, shared
from schema.errors import UsageError


@click.group(cls=SaidGroup, help="taxonomy-help")
@shared
def command() -> None:
    """Holds what is done with the taxonomy."""


@command.command("suggest", cls=SaidCommand, help="taxonomy-suggest-help")
@database
@shared
def suggest(database: str) -> int:
    """Prints CSV whose first columns are the taxonomy's own, so that a line can be taken in as it is."""
    from pipeline.measuring.suggesting import COLUMNS, suggestions
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    with refusals(database):
        rows = suggestions(engine)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerows([COLUMNS, *rows])
    click.echo(text.getvalue(), nl=False)
    return 0


@command.command("count", cls=SaidCommand, help="taxonomy-count-help")
@option("--out", type=click.Path(path_type=Path), default=None, metavar="DIR", help="taxonomy-count-out-help")
@shared
def count(out: Path | None) -> int:
    """Writes the weights into the program's own data or another folder, and prints what they are worth."""
    from normalizers.matching.model import WEIGHTS
    from normalizers.matching.proof import proofs
    from normalizers.matching.training import count_weights
    from normalizers.names.taxonomy import Taxonomy

    taxonomy = Taxonomy.load()
    path = (out or WEIGHTS.parent) / WEIGHTS.name
    try:
        count_weights(taxonomy).write(path)
    except OSError as error:
        raise UsageError(say("no-folder", path=path.parent), say("no-folder-advice")) from error
    click.echo(say("counted", files=path.name, folder=path.parent))
    for proof in proofs(taxonomy):
        share = f"{proof.right / proof.tried:.1%}"
        title = say(f"proof-{proof.title}")
        click.echo(say("proof", title=title, tried=proof.tried, right=proof.right, share=share, wrong=proof.wrong))
    return 0
