"""The command line: finds the command, runs it, and turns every error into a message and an exit code."""

from __future__ import annotations

import importlib
import logging
import pkgutil
import sys
from collections.abc import Sequence
from itertools import pairwise

import click

from pipeline import commands, messages, settings, words
from pipeline.options import SaidGroup, options_of, shared
from pipeline.usage import refusal
from schema.errors import JixiaoError, UsageError


class CommandFolder(SaidGroup):
    """The commands are the modules of `pipeline.commands`; one is imported when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names of the modules."""
        return sorted(module.name for module in pkgutil.iter_modules(commands.__path__))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The module's `command`; None where there is no such module."""
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = importlib.import_module(f"pipeline.commands.{cmd_name}").command
        return command


@click.group(cls=CommandFolder, help="group-help", context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="jixiao")
@shared
def cli() -> None:
    """Holds the commands together."""


def main() -> None:
    """What the program `jixiao` runs."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(run(sys.argv[1:]))


def run(arguments: Sequence[str]) -> int:
    """Runs a command and returns the exit code: 0 all well, 1 something failed, 2 wrong usage."""
    _log_discreetly()
    messages.choose(_asked(arguments))
    try:
        _check_settings()
        return cli.main(list(arguments), prog_name="jixiao", standalone_mode=False) or 0
    except click.Abort:
        click.echo(messages.say("stopped"), err=True)
        return 130
    except click.ClickException as error:
        click.echo(refusal(error), err=True)
        return error.exit_code
    except JixiaoError as error:
        return _refused(error)
    except Exception as error:
        return _broken(error)


def _asked(arguments: Sequence[str]) -> str | None:
    """The language that the arguments ask for: help and errors speak it too, wherever in the line it stands."""
    said = [each.removeprefix("--lang=") for each in arguments if each.startswith("--lang=")]
    said += [after for each, after in pairwise(arguments) if each == "--lang"]
    return said[-1] if said and said[-1] in words.LANGUAGES else None


def _check_settings() -> None:
    """Raises `UsageError` for a setting in the file that no command has: it would be passed over in silence."""
    if settings.file_settings() and (unknown := settings.unknown_settings(options_of(cli))):
        names = ", ".join(unknown)
        raise UsageError(messages.say("settings-unknown", names=names), messages.say("settings-unknown-advice"))


class _Discreet(logging.Formatter):
    """Writes no password into the log, whatever an exception says."""

    def format(self, record: logging.LogRecord) -> str:
        """The line, and the traceback if there is one."""
        return messages.hidden(super().format(record))


def _log_discreetly() -> None:
    logging.basicConfig(level=logging.WARNING)
    for handler in logging.getLogger().handlers:
        handler.setFormatter(_Discreet("%(levelname)s %(name)s: %(message)s"))


def _refused(error: JixiaoError) -> int:
    _trace()
    click.echo(messages.say("error", message=messages.advised(error.message, error.advice)), err=True)
    return error.exit_code


def _broken(error: Exception) -> int:
    _trace()
    message = messages.advised(f"{type(error).__name__}: {error}", messages.say("broken-advice"))
    click.echo(messages.say("broken", message=message), err=True)
    return 1


def _trace() -> None:
    """Where it came from, for who asked."""
    logging.getLogger(__name__).debug("the error came from here", exc_info=True)
