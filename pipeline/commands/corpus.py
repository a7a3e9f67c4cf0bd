"""`jixiao corpus make OUT`: filings with known truth; `jixiao corpus count`: the counts that columns are told by;
`jixiao corpus calibrate`: what tells how sure records are."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, SaidGroup, option, shared
from pipeline.settings import default_jobs
from schema.errors import UsageError


@click.group(cls=SaidGroup, help="corpus-help")
@shared
def command() -> None:
    """Holds what is done with the corpus."""


@contextmanager
def _writing_into(folder: Path) -> Iterator[None]:
    """Turns what the disk refuses into an error that names the folder."""
    try:
        yield
    except OSError as error:
        raise UsageError(say("no-folder", path=folder), say("no-folder-advice")) from error


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
        with _writing_into(out):
            made = make_filings(out, count, seed, [kind.strip() for kind in kinds.split(",")], chosen)
    except ValueError as error:
        raise UsageError(str(error)) from error
    click.echo(say("made", count=len(made), folder=out))
    return 0


@command.command("count", cls=SaidCommand, help="corpus-count-help")
@option("--out", type=click.Path(path_type=Path), default=None, metavar="DIR", help="corpus-count-out-help")
@shared
def count(out: Path | None) -> int:
    """Counts what stands in the columns of made filings, into the program's own data or another folder."""
    from pipeline.measuring.counting import own_folder, write_counts

    folder = out or own_folder()
    with _writing_into(folder):
        folder.mkdir(parents=True, exist_ok=True)
        written = write_counts(folder)
    click.echo(say("counted", files=", ".join(path.name for path in written), folder=folder))
    return 0


@command.command("calibrate", cls=SaidCommand, help="corpus-calibrate-help")
@option("--out", type=click.Path(path_type=Path), default=None, metavar="DIR", help="corpus-count-out-help")
@option(
    "--annotated", "annotated", type=click.Path(path_type=Path, exists=True, file_okay=False), multiple=True,
    metavar="GOLD_DIR", help="corpus-calibrate-annotated-help",
)  # fmt: skip
@option("--jobs", type=click.IntRange(min=1), default=default_jobs, metavar="N", help="jobs-help")
@option("--report", is_flag=True, help="corpus-calibrate-report-help")
@shared
def calibrate(out: Path | None, annotated: tuple[Path, ...], jobs: int, report: bool) -> int:
    """Counts what the signals of records weigh, into the program's own data or another folder; a report says how well
    that foretells records of families and channels that were left out."""
    from pipeline.measuring.calibrating import Size, calibrated, own_folder

    folder = out or own_folder()
    with _writing_into(folder):
        folder.mkdir(parents=True, exist_ok=True)
    found = calibrated(Size(), annotated, jobs)
    with _writing_into(folder):
        for name, text in found.files.items():
            (folder / name).write_text(text, encoding="utf-8")
    click.echo(say("counted", files=", ".join(found.files), folder=folder))
    for line in found.report if report else ():
        click.echo(line)
    return 0
