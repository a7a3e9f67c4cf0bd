"""`jixiao score`: what was reached and what points it earns, by unit and year."""

from __future__ import annotations

from pathlib import Path

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, database, option, shared


@click.command(cls=SaidCommand, help="score-help")
@option("--out", "path", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE", help="score-out-help")
@option("--unit", default="", metavar="TEXT", help="score-unit-help")
@option("--year", default="", metavar="YEAR", help="score-year-help")
@database
@shared
def command(path: Path | None, unit: str, year: str, database: str) -> int:
    """Prints the table, or writes it as CSV."""
    from pipeline.measuring import scores
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    with refusals(database):
        found = scores.by_unit_and_year(engine, unit, year)
    headings = _headings()
    if not found and (unit or year):
        click.echo(say("score-none"), err=True)
    if path is None:
        click.echo(scores.printed(headings, found))
    else:
        scores.write_csv(path, headings, found)
        click.echo(say("scored", path=path, number=len(found)))
    return 0


def _headings() -> list[str]:
    """What stands over `pipeline.measuring.scores.COLUMNS`."""
    return [
        say("score-unit-name"),
        say("score-fiscal-year"),
        say("score-filings"),
        say("score-indicators"),
        say("score-weight"),
        say("score-score"),
        say("score-compared"),
        say("score-score-compared"),
        say("score-recomputed"),
        say("score-differing"),
        say("score-measured"),
        say("score-achieved"),
    ]
