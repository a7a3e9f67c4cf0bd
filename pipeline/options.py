"""What all commands share: their options, and help that speaks the language chosen."""

from __future__ import annotations

import logging
import os
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click
from click.core import ParameterSource

from pipeline import messages, settings, words
from pipeline.usage import SaidFormatter
from schema.sight import DEFAULT_ENGINE, WHEN

Decorated = TypeVar("Decorated", bound=Callable[..., Any])

_LEVELS = ("debug", "info", "warning", "error")
#: How it is told what becomes of files: for people, or a line of JSON each.
LOGS = ("text", "json")


def next_step(*words: str, database: str) -> str:
    """The command of ours that comes next, as it is typed; with the database where that is not the one by default."""
    named = ["--db", database] if database != settings.DEFAULT_DATABASE else []
    command = ["jixiao", *words, *named]
    return subprocess.list2cmdline(command) if os.name == "nt" else shlex.join(command)


class SaidOption(click.Option):
    """An option whose `help` is the key of a sentence, and that the environment and the file of settings can set."""

    @property
    def setting(self) -> str:
        """What it is called in the file of settings: its long name without the dashes."""
        return max(self.opts, key=len).lstrip("-")

    def consume_value(self, ctx: click.Context, opts: Any) -> tuple[Any, ParameterSource]:
        """What the command line says, else what is set, else the default."""
        value, source = super().consume_value(ctx, opts)
        if source is not ParameterSource.DEFAULT:
            return value, source
        found, where = settings.setting(ctx.command_path.split()[1:], self.setting)
        if found is None:
            return value, source
        if self.multiple and isinstance(found, str):
            found = found.split(os.pathsep)
        return found, ParameterSource.DEFAULT_MAP if where == str(
            settings.settings_file()
        ) else ParameterSource.ENVIRONMENT

    def handle_parse_result(self, ctx: click.Context, opts: Any, args: list[str]) -> tuple[Any, list[str]]:
        """The value checked; what is wrong with one that was set says where."""
        try:
            return super().handle_parse_result(ctx, opts, args)
        except click.BadParameter as error:
            found, where = settings.setting(ctx.command_path.split()[1:], self.setting)
            if not where or ctx.get_parameter_source(self.name or "") is ParameterSource.COMMANDLINE:
                raise
            raise click.BadParameter(f"{error.message} ({where}: {found!r})", ctx, self) from error

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        """The option and what it does, in the language chosen."""
        record = super().get_help_record(ctx)
        if record and self.help:
            return record[0], record[1].replace(self.help, messages.say(self.help), 1)
        return record


class _Folder(click.Path):
    """A folder of this machine, or the URL of one elsewhere."""

    def __init__(self) -> None:
        super().__init__(path_type=Path, file_okay=False)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """The path that was written."""
        from pipeline.store.remote import RemotePath, located

        place = located(value) if isinstance(value, str) else value
        return place if isinstance(place, RemotePath) else super().convert(value, param, ctx)


class SaidContext(click.Context):
    """What a command runs in, with help in the language chosen."""

    formatter_class = SaidFormatter


class SaidCommand(click.Command):
    """A command whose `help` is the key of a sentence."""

    context_class = SaidContext

    def get_short_help_str(self, limit: int = 45) -> str:
        """The sentence that the list of commands shows."""
        return messages.say(self.help or "")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The sentence below the usage line."""
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(messages.say(self.help or ""))


class SaidGroup(SaidCommand, click.Group):
    """A group of such commands."""


def option(*names: str, **more: Any) -> Callable[[Decorated], Decorated]:
    """An option whose `help` is the key of a sentence."""
    return click.option(*names, cls=SaidOption, **more)


def shared(function: Decorated) -> Decorated:
    """The options that every command takes: `--lang` and `--log-level`; both act at once and are not passed on."""
    language = option(
        "--lang", type=click.Choice(words.LANGUAGES), is_eager=True, expose_value=False, callback=_choose,
        help="lang-help",
    )  # fmt: skip
    level = option(
        "--log-level", type=click.Choice(_LEVELS), is_eager=True, expose_value=False, callback=_log,
        help="log-level-help",
    )  # fmt: skip
    return level(language(function))


def database(function: Decorated) -> Decorated:
    """The option `--db`, passed on as `database`."""
    return option("--db", "database", default=settings.DEFAULT_DATABASE, metavar="DB", help="db-help")(function)


def sight(function: Decorated) -> Decorated:
    """The options `--ocr` and `--ocr-engine`, passed on as `ocr` and `ocr_engine`."""
    when = option("--ocr", type=click.Choice(WHEN), default=WHEN[0], show_default=True, help="ocr-help")
    engine = option("--ocr-engine", default=DEFAULT_ENGINE, show_default=True, metavar="NAME", help="ocr-engine-help")
    return when(engine(function))


def archive(function: Decorated) -> Decorated:
    """The option `--archive`, passed on as `archive`; None where the database's own is meant."""
    return option("--archive", type=_Folder(), metavar="DIR", help="archive-help")(function)


def intake(function: Decorated) -> Decorated:
    """The options `--jobs`, `--time-limit`, `--include` and `--exclude`, passed on as `jobs`, `time_limit`, `include`
    and `exclude`: which files are taken in, and what each may cost."""
    jobs = option("--jobs", type=click.IntRange(min=1), default=settings.default_jobs, metavar="N", help="jobs-help")
    seconds = option(
        "--time-limit", type=click.FloatRange(min=0, min_open=True), default=settings.Limits().seconds,
        metavar="SECONDS", help="time-limit-help",
    )  # fmt: skip
    include = option("--include", multiple=True, metavar="GLOB", help="include-help")
    exclude = option("--exclude", multiple=True, metavar="GLOB", help="exclude-help")
    return jobs(seconds(include(exclude(function))))


def told(function: Decorated) -> Decorated:
    """The options `--log` and `--metrics`, passed on as `log` and `metrics`: how it is told what becomes of files."""
    form = option("--log", type=click.Choice(LOGS), default=LOGS[0], help="log-help")
    file = click.Path(path_type=Path, dir_okay=False)
    return form(option("--metrics", type=file, metavar="FILE", help="metrics-help")(function))


def options_of(command: click.Command, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], frozenset[str]]:
    """The options of a command and of those within it, as they are called in the file of settings."""
    found = {path: frozenset(each.setting for each in command.params if isinstance(each, SaidOption))}
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            if within := command.get_command(context, name):
                found |= options_of(within, (*path, name))
    return found


def _choose(_ctx: click.Context, _param: click.Parameter, language: str | None) -> None:
    if language:
        messages.choose(language)


def _log(_ctx: click.Context, _param: click.Parameter, level: str | None) -> None:
    if level:
        logging.getLogger().setLevel(level.upper())
