"""`jixiao ingest PATH...`: files and folders into the database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, archive, database, option, shared, sight
from pipeline.settings import Limits, default_jobs

if TYPE_CHECKING:
    from pipeline.ingest.ingest import PageBegun
    from pipeline.ingest.outcome import Outcome

# So many names of what was passed over are shown.
_NAMED = 5


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
) -> int:
    """Returns 1 where a file failed."""
    from pipeline.console import report
    from pipeline.ingest.ingest import ingest
    from pipeline.ingest.shards import Shard
    from pipeline.ingest.sight import sight_for
    from pipeline.ingest.sources import Choice, search
    from pipeline.measuring.summary import summarise
    from pipeline.store.archive import archive_of
    from pipeline.store.engine import open_store, refusals

    choice, share = Choice(include, exclude), Shard.of(shard)
    found = search(paths, choice)
    sources = list(share.of_these(found.sources))
    limits, sees = Limits(seconds=time_limit), sight_for(database, jobs, ocr, ocr_engine)
    engine = open_store(database, create=True)

    def run(page_begun: PageBegun) -> Iterable[Outcome]:
        originals = archive_of(engine, archive)
        return ingest(
            engine, sources, jobs, limits, sight=sees, page_begun=page_begun, archive=originals, choice=choice
        )

    with refusals(database):
        counts, passed_over = report(run, len(sources))
        held = summarise(engine)
    for sentence in _said(counts, [*(one.name for one in share.of_these(found.passed_over)), *passed_over]):
        click.echo(sentence)
    click.echo(say("database-holds", database=database, **held.figures()).lstrip("\n"))
    return 1 if counts["failed"] else 0


def _said(counts: Counter[str], passed_over: list[str]) -> Iterator[str]:
    """How many files had which outcome, and what else was met."""
    states = {state: counts[state] for state in ("loaded", "skipped", "failed")}
    yield say("ingested", total=sum(states.values()), **states)
    if opened := counts["opened"] + counts["attached"]:
        yield say("opened", count=opened)
    if passed_over:
        yield _passed_over(passed_over)


def _passed_over(names: list[str]) -> str:
    """How many there are, and the first of them."""
    first = ", ".join(names[:_NAMED]) + (", …" if len(names) > _NAMED else "")
    return say("passed-over", count=len(names), names=first)
