"""`jixiao corpus make OUT`: filings with known truth."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, SaidGroup, option, shared
from schema.errors import UsageError


@click.group(cls=SaidGroup, help="corpus-help")
@shared
def command() -> None:
    """Holds what is done with the corpus."""


@command.command("make", cls=SaidCommand, help="corpus-make-help")
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@option("--count", type=click.IntRange(min=1), default=20, metavar="N", help="count-help")
@option("--seed", type=int, default=1, metavar="S", help="seed-help")
@option("--as", "kinds", default="text", metavar="KINDS", help="as-help")
@option("--stress", "stresses", multiple=True, metavar="NAMES", help="stress-help")
@shared
def make(out: Path, count: int, seed: int, kinds: str, stresses: tuple[str, ...]) -> int:
    """Writes the filings, each with its gold beside it."""
    from corpus.make import make as make_filings
    from corpus.stress.catalog import STRESSES

    named = [name.strip() for given in stresses for name in given.split(",")]
    try:
        chosen = list(STRESSES) if "all" in named else named
        made = make_filings(out, count, seed, [kind.strip() for kind in kinds.split(",")], chosen)
    except ValueError as error:
        raise UsageError(str(error)) from error
    except OSError as error:
        raise UsageError(say("no-folder", path=out), say("no-folder-advice")) from error
    click.echo(say("made", count=len(made), folder=out))
    return 0
