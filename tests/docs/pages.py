"""Writes the pages of `docs/` that say what the code says: `python -m tests.docs.pages` (`make pages`)."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click
from sqlmodel import SQLModel

from pipeline import messages
from pipeline.cli import cli
from pipeline.export.view_columns import view_columns
from pipeline.options import SaidOption
from schema.records import TABLES, columns, table_name

ROOT = Path(__file__).parents[2]
_BEGIN = "<!-- Written by make pages from what the code declares: change it there. -->"


def commands_page() -> str:
    """Every command with its arguments and options, in both languages."""
    lines = ["# Commands", "", _BEGIN, "", *_SHARED]
    for path, command in _commands(cli, ()):
        usage = " ".join(["jixiao", *path, *(_argument(each) for each in _arguments(command))])
        lines += ["", f"## {usage}", "", f"{_said(command.help, 'en')}", "", f"{_said(command.help, 'zh')}"]
        options = [each for each in command.params if isinstance(each, SaidOption) and each.setting not in _EVERYWHERE]
        if options:
            lines += ["", "| option | | 说明 |", "| --- | --- | --- |", *(_option(each) for each in options)]
    return "\n".join(lines) + "\n"


def columns_page() -> str:
    """Every table of the export with its columns, in both languages."""
    lines = ["# Tables and columns", "", _BEGIN, "", *_ABOUT]
    for record in TABLES:
        lines += ["", f"## {table_name(record)}", "", " ".join((record.__doc__ or "").split()), ""]
        lines += ["| column | 名称 | title | type | meaning |", "| --- | --- | --- | --- | --- |"]
        for name, column in columns(record).items():
            kind = column.kind + (f", {column.unit}" if column.unit else "")
            about = _cell(column.description) + (f" One of: {_codes(column.choices)}." if column.choices else "")
            lines.append(f"| `{name}` | {column.title_zh} | {column.title_en} | {kind} | {about} |")
    return "\n".join([*lines, *_views(), *_own()]) + "\n"


PAGES = {"commands.md": commands_page, "columns.md": columns_page}

_EVERYWHERE = ("lang", "log-level")
_SHARED = [
    "Every command takes `--lang zh|en` (by default the locale's), `--log-level debug|info|warning|error`,",
    "and `--help`. Any option can be set for good, see [Settings](operations.md#settings). Exit codes: 0 all well;",
    "1 something failed, each named on standard error with its reason while the rest is done; 2 wrong usage.",
]
_ABOUT = [
    "`jixiao export` writes a file a table, and a `datapackage.json` that says the same as this page. Rows stand in",
    "reading order. What is empty was not printed, or could not be told. With `--headers zh` the titles stand over the",
    "columns, and codes and reasons are in Chinese.",
]
_ABOUT_VIEWS = [
    "# Views",
    "",
    "In the database alone, for questions in SQL: [Scoring](scoring.md#views) says what each is for. In the tables",
    "above a column with decimals has its digits beside it, as text: `target_value` is a number, `target_value_exact`",
    "what was printed.",
]
_ABOUT_OWN = [
    "# Tables of the program's own",
    "",
    "They stand in the database as well, and no release promises that they stay as they are: ask the tables and views",
    "above. Datasette hides them.",
]


def _views() -> Iterator[str]:
    """Every view with its columns."""
    yield from ("", *_ABOUT_VIEWS)
    for view, known in view_columns().items():
        yield from ("", f"## {view}", "", "| column | 名称 | title | meaning |", "| --- | --- | --- | --- |")
        for name, column in known.items():
            yield f"| `{name}` | {column.title_zh} | {column.title_en} | {_cell(column.description)} |"


def _own() -> Iterator[str]:
    """The tables of the program's own, with what they are for."""
    shown = {table_name(record) for record in TABLES}
    yield from ("", *_ABOUT_OWN, "", "| table | what it holds |", "| --- | --- |")
    for mapper in sorted(SQLModel._sa_registry.mappers, key=lambda each: each.local_table.name):
        name = mapper.local_table.name
        if name not in shown and mapper.class_.__module__.startswith("schema."):
            first = " ".join((mapper.class_.__doc__ or "").split()).split(". ")[0].rstrip(".")
            yield f"| `{name}` | {_cell(first)}. |"


def _commands(group: click.Group, path: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name in group.list_commands(click.Context(group)):
        command = group.get_command(click.Context(group), name)
        if isinstance(command, click.Group):
            yield from _commands(command, (*path, name))
        elif command is not None:
            yield (*path, name), command


def _arguments(command: click.Command) -> list[click.Argument]:
    return [each for each in command.params if isinstance(each, click.Argument)]


def _argument(argument: click.Argument) -> str:
    return argument.metavar or (argument.name or "").upper()


def _option(option: SaidOption) -> str:
    names = ", ".join(option.opts)
    choices = "\\|".join(option.type.choices) if isinstance(option.type, click.Choice) else option.metavar or ""
    shown = f"`{names}{' ' + choices if choices and not option.is_flag else ''}`".replace("\\|`", "|`")
    return f"| {shown} | {_said(option.help, 'en')} | {_said(option.help, 'zh')} |"


def _said(key: str | None, language: str) -> str:
    messages.choose(language)
    text = _cell(messages.say(key or ""))
    return text[:1].upper() + text[1:].rstrip(".。") + ("。" if language == "zh" else ".")


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


def _codes(choices: tuple[str, ...]) -> str:
    return ", ".join(f"`{choice}`" for choice in choices)


def main() -> None:
    """Writes them."""
    for name, page in PAGES.items():
        (ROOT / "docs" / name).write_text(page(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
