"""`jixiao ingest PATH...`: files and folders into the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, archive, database, option, shared, sight, told
from pipeline.settings import Limits, default_jobs

if TYPE_CHECKING:
    from pipeline.console import Names
    from pipeline.ingest.ingest import PageBegun
    from pipeline.ingest.outcome import Outcome


@click.command(cls=SaidCommand, help="ingest-help")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@database
@option("--jobs", type=click.IntRange(min=1), default=default_jobs, metavar="N", help="jobs-help")
@option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=Limits().seconds,
    metavar="SECONDS",
    help="time-limit-help",
)
@option("--include", multiple=True, metavar="GLOB", help="include-help")
@option("--exclude", multiple=True, metavar="GLOB", help="exclude-help")
@option("--shard", default="1/1", metavar="I/N", help="shard-help")
@sight
@archive
@told
@shared
def command(
    paths: tuple[Path, ...],
    database: str,
    jobs: int,
    time_limit: float,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    shard: str,
    ocr: str,
    ocr_engine: str,
    archive: Path | None,
    log: str,
    metrics: Path | None,
) -> int:
    """Returns 1 where a file failed."""
    from pipeline.console import Names, event, report
    from pipeline.ingest.ingest import ingest
    from pipeline.ingest.shards import Shard
    from pipeline.ingest.sight import sight_for
    from pipeline.ingest.sources import Choice, each, foreign
    from pipeline.measuring.summary import summarise
    from pipeline.metrics import Metrics
    from pipeline.store.archive import archive_of
    from pipeline.store.engine import database_file, open_store, refusals

    choice, share = Choice(include, exclude), Shard.of(shard)
    passed_over, total = Names(), 0
    # The files are looked for twice: once to know how many there are, then as they are needed.
    for source, is_taken in each(paths, choice):
        total += is_taken and share.has(source.name)
        passed_over.add([source.name] if not is_taken and share.has(source.name) else [])
    limits, sees = Limits(seconds=time_limit), sight_for(database, jobs, ocr, ocr_engine)
    engine = open_store(database, create=True)
    found = (source for source, is_taken in each(paths, choice) if is_taken)

    def run(page_begun: PageBegun) -> Iterable[Outcome]:
        originals = archive_of(engine, archive)
        sources = share.of_these(foreign(found, [database_file(database), originals.folder]))
        return ingest(
            engine, sources, jobs, limits, sight=sees, page_begun=page_begun, archive=originals, choice=choice
        )

    with refusals(database):
        with Metrics(metrics) as figures:
            counts, met = report(run, total, log, figures.take)
        held = summarise(engine)
    passed_over.join(met)
    if log == "json":
        click.echo(event("done", **counts))
        return 1 if counts["failed"] else 0
    for sentence in _said(counts, passed_over):
        click.echo(sentence)
    click.echo(say("database-holds", database=database, **held.figures()).lstrip("\n"))
    return 1 if counts["failed"] else 0


def _said(counts: Counter[str], passed_over: Names) -> Iterator[str]:
    """How many files had which outcome, and what else was met."""
    states = {state: counts[state] for state in ("loaded", "skipped", "failed")}
    yield say("ingested", total=sum(states.values()), **states)
    if opened := counts["opened"] + counts["attached"]:
        yield say("opened", count=opened)
    if passed_over.count:
        yield say("passed-over", count=passed_over.count, names=passed_over)
