"""`jixiao rebuild`: every record made anew from the archive and the journal, while reviewers work.

By night, from cron:

    30 2 * * *  cd /srv/jixiao && jixiao rebuild --out nightly --fail-on failures --fail-on lost-corrections

or from a systemd timer. The exit code is 1 where a document fails that did not fail before, where an original is
missing, or where a condition of `--fail-on` holds; the new generation is in its place all the same.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pipeline.messages import advised, say
from pipeline.options import SaidCommand, archive, database, option, shared, sight
from pipeline.settings import Limits, default_jobs
from schema.errors import UsageError

if TYPE_CHECKING:
    from sqlalchemy import Engine

    from pipeline.generations.rebuild import Job, Progress, Report
    from pipeline.measuring.accuracy import Accuracy
    from pipeline.store.remote import AnyPath

FAILURES, LOST, ACCURACY = "failures", "lost-corrections", "accuracy"


@click.command(cls=SaidCommand, help="rebuild-help")
@database
@archive
@option("--jobs", type=click.IntRange(min=1), default=default_jobs, metavar="N", help="jobs-help")
@option("--full", is_flag=True, help="full-help")
@option("--out", type=click.Path(path_type=Path), metavar="DIR", help="changes-out-help")
@option("--fail-on", "conditions", multiple=True, type=click.Choice([FAILURES, LOST, ACCURACY]), help="fail-on-help")
@option("--gold", type=click.Path(path_type=Path), metavar="GOLD_DIR", help="gold-help")
@option("--json-log", is_flag=True, help="json-log-help")
@option(
    "--time-limit",
    type=click.FloatRange(min=0, min_open=True),
    default=Limits().seconds,
    metavar="SECONDS",
    help="time-limit-help",
)
@sight
@shared
def command(
    database: str,
    archive: AnyPath | None,
    jobs: int,
    full: bool,
    out: Path | None,
    conditions: tuple[str, ...],
    gold: Path | None,
    json_log: bool,
    time_limit: float,
    ocr: str,
    ocr_engine: str,
) -> int:
    """Returns 1 where something failed or a condition holds."""
    from pipeline.generations.rebuild import Job, log_lines
    from pipeline.ingest.sight import sight_for
    from pipeline.measuring.accuracy import measure
    from pipeline.store.engine import refusals

    _check(conditions, gold)
    job = Job(jobs, Limits(seconds=time_limit), sight_for(database, jobs, ocr, ocr_engine), full=full, out=out)
    engine = _opened(database, archive)
    with refusals(database):
        report = _rebuilt(engine, archive, job, None if json_log else _said)
        accuracy = measure(engine, gold) if gold else None
    if json_log:
        for line in log_lines(report):
            click.echo(line)
    _summarise(report, accuracy, to_error=json_log)
    return int(_has_failed(report, accuracy, conditions))


def _rebuilt(engine: Engine, archive: AnyPath | None, job: Job, progress: Progress | None) -> Report:
    """The rebuild; where it is stopped it is said how to go on."""
    from pipeline.generations.rebuild import rebuild
    from pipeline.store.archive import archive_of

    try:
        return rebuild(engine, archive_of(engine, archive), job, progress)
    except KeyboardInterrupt:
        click.echo(say("rebuild-stopped"), err=True)
        raise


def _check(conditions: tuple[str, ...], gold: Path | None) -> None:
    if ACCURACY in conditions and gold is None:
        raise UsageError(say("gold-needed"), say("gold-needed-advice"))
    if gold is not None and not any(gold.rglob("*.gold.json")):
        raise UsageError(say("no-gold", path=gold), say("no-folder-advice"))


def _opened(database: str, archive: AnyPath | None) -> Engine:
    """The database; where it is gone, a new one to fill from the archive."""
    from pipeline.store.archive import default_folder
    from pipeline.store.engine import database_file, open_store

    lies = archive if archive is not None else default_folder(database_file(database))
    return open_store(database, create=lies.is_dir())


def _said(name: str, deed: str, done: int, total: int) -> None:
    click.echo(say(f"rebuild-{deed}", name=name, done=done, total=total))


def _summarise(report: Report, accuracy: Accuracy | None, to_error: bool) -> None:
    for name, reason in _failures(report):
        click.echo(say("failed-file", name=name, message=advised(reason, "")), err=True)
    for name in report.missing:
        click.echo(say("original-missing", name=name), err=True)
    for line in _lines(report, accuracy):
        click.echo(line, err=to_error)


def _failures(report: Report) -> list[tuple[str, str]]:
    """What fails, and of what one copy is damaged though the filing is well."""
    every = report.damaged | report.failed
    return sorted((report.names.get(sha256, sha256), reason) for sha256, reason in every.items())


def _lines(report: Report, accuracy: Accuracy | None) -> list[str]:
    deeds, became = report.deeds, list(report.became.values())
    lines = [
        say(
            "rebuilt",
            generation=report.generation,
            total=sum(deeds.values()),
            **{deed: deeds[deed] for deed in ("read", "meant", "kept")},
            new=became.count("new"),
            changed=became.count("changed"),
            failed=len(report.failed),
            lost=report.lost,
        )
    ]
    for why in sorted({why for why, _ in report.changes}):
        count = sum(times for (each, _), times in report.changes.items() if each == why)
        lines.append(say("rebuilt-change", why=say(f"why-{why}"), count=count))
    if report.taken_in:
        lines.append(say("journal-taken-in", count=report.taken_in))
    if report.lost:
        lines.append(say("lost-advice"))
    if accuracy:
        figures = ", ".join(f"{name} {figure:.4f}" for name, figure in accuracy.now.items())
        lines.append(say("accuracy", figures=figures, worse=", ".join(accuracy.worse) or "-"))
    if report.listed:
        lines.append(say("changes-listed", file=report.listed))
    return lines


def _has_failed(report: Report, accuracy: Accuracy | None, conditions: tuple[str, ...]) -> bool:
    holds = {
        FAILURES: bool(report.failed),
        LOST: report.lost > 0,
        ACCURACY: bool(accuracy and accuracy.worse),
    }
    return bool(report.newly_failed or report.missing or report.damaged) or any(
        holds[condition] for condition in conditions
    )
