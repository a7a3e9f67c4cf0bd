"""How long a command waits for another program that holds the database, and what it says meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic, sleep
from typing import TypeVar

import click

from pipeline.messages import say

Result = TypeVar("Result")

#: So many seconds, for a whole generation may be taking its place.
PATIENCE = 300.0
#: So many of them without a word; a single attempt should wait as long itself.
QUIET = 5.0
# Some attempts come back at once.
_BREATH = 0.05

#: What is wrong when patience is at its end, and what to do.
LOCKED = "it is locked by another program that writes into it"
ADVICE = "Wait until that program is done, or end it, and run the command again."


def patiently(attempt: Callable[[], Result], is_busy: Callable[[Exception], bool], database: str) -> Result:
    """What the attempt returns, tried again while another program is in the way. Raises its last error at the end."""
    begun, is_told = monotonic(), False
    while True:
        try:
            return attempt()
        except Exception as error:
            waited = monotonic() - begun
            if not is_busy(error) or waited >= PATIENCE:
                raise
        if waited >= QUIET and not is_told:
            click.echo(say("database-waits", database=database, seconds=PATIENCE - waited), err=True)
            is_told = True
        sleep(_BREATH)
