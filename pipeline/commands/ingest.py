"""`jixiao ingest PATH...`: files and folders into the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, archive, database, intake, option, shared, sight, told
from pipeline.settings import Limits

if TYPE_CHECKING:
    from pipeline.console import Names
    from pipeline.ingest.ingest import PageBegun
    from pipeline.ingest.outcome import Outcome
    from pipeline.ingest.sources import Source
    from pipeline.store.remote import AnyPath


@click.command(cls=SaidCommand, help="ingest-help")
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="PATH...")
@database
@intake
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
    archive: AnyPath | None,
    log: str,
    metrics: Path | None,
) -> int:
    """Returns 1 where a file failed."""
    from pipeline.console import event, report
    from pipeline.ingest.ingest import ingest
    from pipeline.ingest.shards import Shard
    from pipeline.ingest.sight import sight_for
    from pipeline.ingest.sources import Choice, each, foreign
    from pipeline.measuring.summary import summarise
    from pipeline.metrics import Metrics
    from pipeline.store.archive import archive_of
    from pipeline.store.engine import database_file, open_store, refusals

    choice, share = Choice(include, exclude), Shard.of(shard)
    # The files are looked for twice: once to know how many there are, then as they are needed.
    total, passed_over = _counted(found for found in each(paths, choice) if share.has(found[0].name))
    limits, sees = Limits(seconds=time_limit), sight_for(database, jobs, ocr, ocr_engine)
    engine = open_store(database, create=True)
    found = (source for source, is_taken in each(paths, choice) if is_taken)

    def run(page_begun: PageBegun) -> Iterable[Outcome]:
        originals = archive_of(engine, archive)
        sources = share.of_these(foreign(found, [database_file(database), originals.local]))
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


def _counted(found: Iterable[tuple[Source, bool]]) -> tuple[int, Names]:
    """How many files are taken, and the names of those that are not."""
    from pipeline.console import Names

    total, passed_over = 0, Names()
    for source, is_taken in found:
        total += is_taken
        passed_over.add([] if is_taken else [source.name])
    return total, passed_over


def _said(counts: Counter[str], passed_over: Names) -> Iterator[str]:
    """How many files had which outcome, and what else was met."""
    states = {state: counts[state] for state in ("loaded", "skipped", "failed")}
    yield say("ingested", total=sum(states.values()), **states)
    if opened := counts["opened"] + counts["attached"]:
        yield say("opened", count=opened)
    if passed_over.count:
        yield say("passed-over", count=passed_over.count, names=passed_over)
