"""`jixiao doctor`: whether the installation and the database are sound."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click
from click.core import ParameterSource

from pipeline.messages import advised, say
from pipeline.options import SaidCommand, archive, database, option, options_of, shared, sight
from pipeline.settings import default_jobs

if TYPE_CHECKING:
    from pipeline.store.remote import AnyPath


@click.command(cls=SaidCommand, help="doctor-help")
@database
@option("--repair", is_flag=True, help="repair-help")
@archive
@sight
@shared
@click.pass_context
def command(
    context: click.Context, database: str, repair: bool, archive: AnyPath | None, ocr: str, ocr_engine: str
) -> int:
    """Prints a line for each thing mended and looked at, and returns 1 where one is wrong."""
    from pipeline.doctor.examination import examine

    if repair:
        _repair(database, archive, ocr, ocr_engine)
    is_typed = context.get_parameter_source("database") is ParameterSource.COMMANDLINE
    well = True
    for remark in examine(database, is_typed, options_of(context.find_root().command)):
        well = well and not remark.reason
        key = "doctor-wrong" if remark.reason else "doctor-well"
        click.echo(say(key, what=remark.what, message=advised(remark.reason, remark.advice)))
    return 0 if well else 1


def _repair(database: str, archive: AnyPath | None, ocr: str, ocr_engine: str) -> None:
    """Says what is mended while it is."""
    from pipeline.doctor.repairing import repair
    from pipeline.generations.rebuild import Job
    from pipeline.ingest.sight import sight_for

    jobs = default_jobs()
    for sentence in repair(database, archive, Job(jobs, sight=sight_for(database, jobs, ocr, ocr_engine))):
        click.echo(sentence)
