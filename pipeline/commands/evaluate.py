"""`jixiao evaluate GOLD_DIR`: the database against gold files."""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, database, option, shared, sight
from pipeline.settings import default_jobs
from schema.errors import UsageError

if TYPE_CHECKING:
    from corpus.report import Figures, Report
    from pipeline.measuring.unseen_words import Run


@click.command(cls=SaidCommand, help="evaluate-help")
@click.argument("gold", type=click.Path(path_type=Path), metavar="GOLD_DIR")
@database
@option("--json", "as_json", is_flag=True, help="json-help")
@option("--unseen-words", is_flag=True, help="unseen-words-help")
@option("--hide-share", type=click.FloatRange(0, 0.9, min_open=True), metavar="SHARE", help="hide-share-help")
@option("--draws", type=click.IntRange(min=1), default=5, show_default=True, metavar="N", help="draws-help")
@option("--seed", type=int, default=1, show_default=True, metavar="S", help="draws-seed-help")
@option("--jobs", type=click.IntRange(min=1), default=default_jobs, metavar="N", help="jobs-help")
@sight
@shared
def command(
    gold: Path,
    database: str,
    as_json: bool,
    unseen_words: bool,
    hide_share: float | None,
    draws: int,
    seed: int,
    jobs: int,
    ocr: str,
    ocr_engine: str,
) -> int:
    """Prints how the database compares; with `--hide-share` only what was wrong and sure, or lost and `ok`, without
    those words, whatever the database holds."""
    from pipeline.ingest.sight import sight_for
    from pipeline.ingest.sources import find
    from pipeline.measuring.unseen_words import Run

    if not any(gold.rglob("*.gold.json")):
        raise UsageError(say("no-gold", path=gold), say("no-folder-advice"))
    run = Run(find([gold]), gold, sight_for(database, jobs, ocr, ocr_engine), jobs)
    try:
        if hide_share:
            lines = _silence(run, hide_share, draws, seed, as_json)
        else:
            found = _evaluated(database, gold)
            lines = _lines(found, _unseen(run, found) if unseen_words else None, as_json)
    except ValueError as error:
        raise UsageError(say("unreadable-file", file=gold, reason=error)) from error
    for line in lines:
        click.echo(line)
    return 0


def _evaluated(database: str, gold: Path) -> Report:
    """Exports into a folder that is gone afterwards, and compares that."""
    from corpus.evaluate import evaluate
    from pipeline.export.folder import export
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    with TemporaryDirectory(prefix="jixiao-") as folder:
        with refusals(database):
            export(engine, Path(folder))
        return evaluate(Path(folder), gold)


def _unseen(run: Run, seen: Report) -> Figures:
    """The mean of the figures without each fifth of the words."""
    from corpus.report import mean_figures
    from pipeline.measuring.unseen_words import folds

    return mean_figures([report.with_channels_of(seen) for report in run.without(folds())])


def _lines(found: Report, unseen: Figures | None, as_json: bool) -> list[str]:
    from corpus.printout import lines_of
    from corpus.report import by_kind

    if not as_json:
        return list(lines_of(found, unseen))
    whole = {**by_kind(found.figures()), **({"unseen_words": by_kind(unseen)} if unseen else {})}
    return [json.dumps(whole, ensure_ascii=False)]


def _silence(run: Run, share: float, draws: int, seed: int, as_json: bool) -> list[str]:
    """Two figures over all draws: how many of the wrong rows are sure, and of the filings that lost rows are ok."""
    from corpus.summary import silence_of
    from pipeline.measuring import unseen_words

    hidden = unseen_words.draws(share, draws, seed)
    found = silence_of([document for report in run.without(hidden) for document in report.documents])
    if as_json:
        return [json.dumps(found, ensure_ascii=False)]
    return [say("silence-wrong", **found["wrong"]), say("silence-lost", **found["lost"])]
