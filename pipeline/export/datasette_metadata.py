"""The description that Datasette shows the database by: titles, columns with their units, facets, questions.

See https://docs.datasette.io/en/stable/metadata.html. Tables of the program's own are hidden, and only the one who
started the server (`datasette --root`) may see them or ask in SQL: they hold passwords of reviewers, hashed.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sqlmodel import SQLModel

from pipeline.export.view_columns import view_columns
from pipeline.words import Words
from schema.records import TABLES, columns, table_name

_DATA = Path(__file__).parents[1] / "data" / "datasette.toml"
_STARTER = {"id": "root"}


def metadata(database: str, words: Words) -> dict[str, Any]:
    """The description of a database that Datasette knows by this name (its file's, without the ending)."""
    shown = {table_name(record): _table(record, words) for record in TABLES}
    views = {name: _view(name, told, words) for name, told in _told()["tables"].items() if name not in shown}
    own = sorted(SQLModel.metadata.tables.keys() - shown.keys())
    hidden = {name: {"hidden": True, "allow": _STARTER} for name in (*own, "alembic_version")}
    return {
        "title": words.say("sheet-title"),
        "databases": {
            database: {
                "description": words.say("datasette-about"),
                "allow_sql": _STARTER,
                "tables": {**shown, **views, **hidden},
                "queries": {name: _query(told, words) for name, told in _told()["queries"].items()},
            }
        },
    }


def _table(record: type[SQLModel], words: Words) -> dict[str, Any]:
    name = table_name(record)
    told = _told()["tables"].get(name, {})
    return {
        "description": (record.__doc__ or "").strip(),
        "columns": {key: _column(column, words) for key, column in columns(record).items()},
        **({"facets": told["facets"]} if told else {}),
        **({"label_column": told["label"]} if "label" in told else {}),
    }


def _column(column: Any, words: Words) -> str:
    """What a column holds, with its title and its unit."""
    unit = f" [{column.unit}]" if column.unit else ""
    return f"{words.title(column)}{unit}: {column.description}"


def _view(name: str, told: Mapping[str, Any], words: Words) -> dict[str, Any]:
    return {
        "title": f"{told[words.language]} ({name})",
        "columns": {key: _column(column, words) for key, column in view_columns()[name].items()},
        "facets": told["facets"],
    }


def _query(told: Mapping[str, Any], words: Words) -> dict[str, Any]:
    return {"title": told[words.language], "sql": told["sql"].strip()}


@cache
def _told() -> dict[str, Any]:
    with _DATA.open("rb") as file:
        return tomllib.load(file)
