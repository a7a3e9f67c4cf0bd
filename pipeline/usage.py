"""Help, and what is wrong with a command line, in the language chosen: the library that reads it speaks English."""

from __future__ import annotations

from collections.abc import Iterable

import click

from pipeline.messages import language, say
from pipeline.words import Words


class SaidFormatter(click.HelpFormatter):
    """Writes help under headings in the language chosen."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line that shows how a command is called."""
        super().write_usage(prog, _said(args), f"{_said('Usage:')} " if prefix is None else prefix)

    def write_heading(self, heading: str) -> None:
        """The heading of the options or of the commands."""
        super().write_heading(_said(heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """A list of options or commands, with what each does."""
        super().write_dl([(name, _said(about)) for name, about in rows], col_max, col_spacing)


def refusal(error: click.ClickException) -> str:
    """What is wrong with the command line, how the command is called and where its help is."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    lines = [context.get_usage(), say("usage-help", command=context.command_path), ""] if context else []
    return "\n".join([*lines, say("error", message=_said(error.format_message()))])


def _said(phrase: str) -> str:
    return Words(language()).reason(phrase)
