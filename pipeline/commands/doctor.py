"""`jixiao doctor`: whether the installation and the database are sound."""

from __future__ import annotations

import click
from click.core import ParameterSource

from pipeline.messages import advised, say
from pipeline.options import SaidCommand, database, options_of, shared


@click.command(cls=SaidCommand, help="doctor-help")
@database
@shared
@click.pass_context
def command(context: click.Context, database: str) -> int:
    """Prints a line for each thing looked at and returns 1 where one is wrong."""
    from pipeline.doctor.examination import examine

    is_typed = context.get_parameter_source("database") is ParameterSource.COMMANDLINE
    well = True
    for remark in examine(database, is_typed, options_of(context.find_root().command)):
        well = well and not remark.reason
        key = "doctor-wrong" if remark.reason else "doctor-well"
        click.echo(say(key, what=remark.what, message=advised(remark.reason, remark.advice)))
    return 0 if well else 1
