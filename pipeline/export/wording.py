"""Codes and reasons of the export in the words of a language, for people: `--headers zh`, and the one workbook."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlmodel import SQLModel

from pipeline.words import Words
from schema.records import columns, table_name
from schema.value import OPERATORS

#: The columns that hold phrases of the program's own, joined by `；`.
REASONS = ("reasons", "reason", "error")
# What parts reasons in a sentence for people.
_BETWEEN = {"zh": "；", "en": "; "}
# What a code is called in `data/words.toml`, where that is not its column's name.
_GROUPS = {
    ("indicators", "target_kind"): "kind",
    ("indicators", "actual_kind"): "kind",
    ("goals", "kind"): "goal-kind",
    ("amounts", "source"): "amount-source",
}
# Codes whose column lists no choices: there are as many as there are checks.
_OPEN_CODES = (("findings", "rule"),)


def worded(record: type[SQLModel], rows: Iterable[Sequence[Any]], words: Words) -> Iterator[Sequence[Any]]:
    """The rows of a table, codes and reasons in words."""
    table, names = table_name(record), list(columns(record))
    for row in rows:
        yield [said(table, name, cell, words) for name, cell in zip(names, row, strict=True)]


def said(table: str, name: str, cell: Any, words: Words) -> Any:
    """What a cell says in the language; itself where it is no word of the program's."""
    if not isinstance(cell, str) or not cell:
        return cell
    if name in REASONS:
        return _BETWEEN[words.language].join(words.reasons(cell))
    if (table, name) == ("findings", "message"):
        return words.finding(cell)
    return term(table, name, cell, words)


def term(table: str, name: str, code: str, words: Words) -> str:
    """A code in the language, where the column holds codes; signs of comparison are none."""
    return words.term(_GROUPS.get((table, name), name), code) if _holds_codes(table, name) else code


def _holds_codes(table: str, name: str) -> bool:
    record = next((each for each in SQLModel.metadata.tables.values() if each.name == table), None)
    column = record.columns.get(name) if record is not None else None
    choices = column.info["column"].choices if column is not None and "column" in column.info else ()
    return (table, name) in _OPEN_CODES or (bool(choices) and not set(choices) <= set(OPERATORS))
