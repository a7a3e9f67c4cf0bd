"""`jixiao parse value|name|rule`: one text, or a CSV file of them, as JSON."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import click

from pipeline.messages import say
from pipeline.options import SaidCommand, SaidGroup, option, shared
from schema.errors import UsageError

Row = dict[str, str]
Answer = Callable[[Row], dict[str, Any]]

# A text may well begin with a minus sign, which is then no option.
_SIGNED = {"ignore_unknown_options": True}
# Cells of a file that was saved from a document can be long.
_LONGEST_CELL = 10_000_000

_text = click.argument("text", required=False)


def _file(help: str) -> Callable[[Any], Any]:
    """The option that reads a file of texts; `help` is the key of what it says of the file's columns."""
    return option("--csv", "file", type=click.Path(path_type=Path), metavar="FILE", help=help)


@click.group(cls=SaidGroup, help="parse-help")
@shared
def command() -> None:
    """Holds the three together."""


@command.command("value", cls=SaidCommand, help="parse-value-help", context_settings=_SIGNED)
@_text
@option("--name", "context_name", default="", help="name-help")
@option("--unit", "context_unit", default="", help="unit-help")
@option("--year", "fiscal_year", default="", help="year-help")
@_file(help="csv-value-help")
@shared
def value(text: str | None, file: Path | None, **context: str) -> int:
    """Columns raw, context_name, context_unit, fiscal_year."""
    from pipeline.answers import value_answer

    return _answer(value_answer, "raw", text, file, context)


@command.command("name", cls=SaidCommand, help="parse-name-help", context_settings=_SIGNED)
@_text
@option("--level2", default="", help="level2-help")
@option("--kind", default="", help="kind-help")
@_file(help="csv-name-help")
@shared
def name(text: str | None, file: Path | None, **context: str) -> int:
    """Columns name, level2, kind."""
    from pipeline.answers import name_answer

    return _answer(name_answer, "name", text, file, context)


@command.command("rule", cls=SaidCommand, help="parse-rule-help", context_settings=_SIGNED)
@_text
@_file(help="csv-rule-help")
@shared
def rule(text: str | None, file: Path | None) -> int:
    """Column raw."""
    from pipeline.answers import rule_answer

    return _answer(rule_answer, "raw", text, file, {})


def _answer(answer: Answer, column: str, text: str | None, file: Path | None, context: Row) -> int:
    if (text is None) == (file is None):
        raise UsageError(say("text-or-csv"), say("text-or-csv-advice"))
    for row in _rows(file, column, [*context]) if file else [{column: text or "", **context}]:
        click.echo(json.dumps(answer(row), ensure_ascii=False))
    return 0


def _rows(file: Path, column: str, context: Sequence[str]) -> Iterator[Row]:
    """The rows of the file, of which the first column is needed and the context's may be missing."""
    csv.field_size_limit(_LONGEST_CELL)
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            reader = csv.DictReader(lines)
            if column not in (reader.fieldnames or ()):
                raise UsageError(say("missing-columns", file=file, columns=column))
            for row in reader:
                yield {name: row.get(name) or "" for name in (column, *context)}
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(say("unreadable-file", file=file, reason=error), say("unreadable-advice")) from error
