"""`jixiao doctor`: whether the installation and the database are sound."""

from __future__ import annotations

import click

from pipeline.messages import advised, say
from pipeline.options import SaidCommand, database, shared


@click.command(cls=SaidCommand, help="doctor-help")
@database
@shared
def command(database: str) -> int:
    """Prints a line for each thing looked at and returns 1 where one is wrong."""
    from pipeline.doctor.examination import examine

    well = True
    for remark in examine(database):
        well = well and not remark.reason
        key = "doctor-wrong" if remark.reason else "doctor-well"
        click.echo(say(key, what=remark.what, message=advised(remark.reason, remark.advice)))
    return 0 if well else 1
