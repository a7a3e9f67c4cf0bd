"""`jixiao review`: the web application for the person who corrects."""

from __future__ import annotations

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, database, option, shared


@click.command(cls=SaidCommand, help="review-help")
@database
@option("--host", default="127.0.0.1", metavar="HOST", help="host-help")
@option("--port", type=click.IntRange(1, 65535), default=8765, metavar="PORT", help="port-help")
@option("--allow-host", "further", multiple=True, metavar="NAME", help="allow-host-help")
@option("--second-look", type=click.FloatRange(0, 100), default=5, metavar="PERCENT", help="second-look-help")
@shared
def command(database: str, host: str, port: int, further: tuple[str, ...], second_look: float) -> int:
    """Says where it answers, and answers until it is interrupted."""
    from pipeline.review.serving import serve
    from pipeline.store.engine import open_store, refusals

    engine = open_store(database)
    address = f"http://{f'[{host}]' if ':' in host else host}:{port}/"
    with refusals(database):
        serve(engine, host, port, further, lambda: click.echo(say("review-at", url=address)), second_look / 100)
    return 0
