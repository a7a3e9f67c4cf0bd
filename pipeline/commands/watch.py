"""`jixiao watch FOLDER`: what arrives in a folder is ingested, until it is told to stop.

As a service: the program ends by itself, and well, on Ctrl-C or SIGTERM; what was read is kept, and a file in hand is
read again next time.
"""

from __future__ import annotations

import signal
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, archive, database, intake, option, shared, sight, told
from pipeline.settings import Limits
from schema.errors import UsageError

if TYPE_CHECKING:
    from pipeline.ingest.ingest import PageBegun
    from pipeline.ingest.outcome import Outcome
    from pipeline.ingest.sources import Source
    from pipeline.store.remote import AnyPath


@click.command(cls=SaidCommand, help="watch-help")
@click.argument("folder", type=click.Path(path_type=Path), metavar="FOLDER")
@database
@option("--every", type=click.FloatRange(min=0, min_open=True), default=5.0, metavar="SECONDS", help="every-help")
@intake
@sight
@archive
@told
@shared
def command(
    folder: Path,
    database: str,
    every: float,
    jobs: int,
    time_limit: float,
    include: tuple[str, ...],
    exclude: tuple[str, ...],
    ocr: str,
    ocr_engine: str,
    archive: AnyPath | None,
    log: str,
    metrics: Path | None,
) -> int:
    """Returns 0 once it is stopped; what failed was said."""
    from pipeline.console import report
    from pipeline.ingest.ingest import ingest
    from pipeline.ingest.sight import sight_for
    from pipeline.ingest.sources import Choice
    from pipeline.ingest.watching import Watch, rounds
    from pipeline.metrics import Metrics
    from pipeline.store.archive import archive_of
    from pipeline.store.engine import database_file, open_store, refusals

    if not folder.is_dir():
        raise UsageError(f"{folder} is no folder", "Name a folder to watch.")
    choice, limits = Choice(include, exclude), Limits(seconds=time_limit)
    sees = sight_for(database, jobs, ocr, ocr_engine)
    engine = open_store(database, create=True)

    def run(sources: list[Source]) -> Callable[[PageBegun], Iterable[Outcome]]:
        return lambda begun: ingest(
            engine, sources, jobs, limits, sight=sees, page_begun=begun, archive=originals, choice=choice
        )

    signal.signal(signal.SIGTERM, signal.default_int_handler)
    with refusals(database), Metrics(metrics) as figures:
        originals = archive_of(engine, archive)
        watch = Watch(folder, choice, (database_file(database), originals.local))
        _say(log, "watching", say("watching", folder=folder))
        try:
            for sources in rounds(watch, lambda: time.sleep(every)):
                report(run(sources), len(sources), log, figures.take)
                figures.write()  # nothing may arrive for hours: what the last second brought must not wait for it
        except KeyboardInterrupt:
            _say(log, "stopped", say("watch-stopped", files=sum(figures.files.values())))
    return 0


def _say(log: str, what: str, sentence: str) -> None:
    from pipeline.console import event

    click.echo(event(what) if log == "json" else sentence)
