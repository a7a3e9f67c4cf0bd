"""What the columns of the views hold: as the tables declare them, else as `data/view_columns.toml` tells."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine
from sqlmodel import SQLModel

import schema.kept  # noqa: F401 - the views join tables of these
from pipeline.store.database_views import make, statements
from schema.records import TABLES, columns, table_name

_DATA = Path(__file__).parents[1] / "data" / "view_columns.toml"
_EVERY, _OF = "every", "of"


@dataclass(frozen=True, slots=True)
class ViewColumn:
    """A column of a view, with what a declared column has to be shown by."""

    title_zh: str
    title_en: str
    description: str
    unit: str = ""


@cache
def view_columns() -> Mapping[str, Mapping[str, ViewColumn]]:
    """The columns of each view by their names, in order. Raises `KeyError` for one that nobody tells about."""
    return {view: {name: _column(view, name) for name in names} for view, names in _named()}


def _named() -> Iterator[tuple[str, list[str]]]:
    """The views and what their columns are called, as an empty database has them."""
    engine = create_engine("sqlite://")
    with engine.begin() as connection:
        SQLModel.metadata.create_all(connection)
        make(connection)
        for view in statements():
            yield view, list(connection.exec_driver_sql(f"SELECT * FROM {view}").keys())
    engine.dispose()


def _column(view: str, name: str) -> ViewColumn:
    told = _told()
    said = told[view].get(name) or told[_EVERY].get(name)
    if said:
        return ViewColumn(said["zh"], said["en"], said["about"])
    declared = (columns(record, exported=False) for table in told[view][_OF] for record in _records(table))
    found = next(column for known in declared if (column := known.get(name)) is not None)
    return ViewColumn(found.title_zh, found.title_en, found.description, found.unit)


def _records(table: str) -> list[type[SQLModel]]:
    return [record for record in TABLES if table_name(record) == table]


@cache
def _told() -> dict[str, Any]:
    with _DATA.open("rb") as file:
        return tomllib.load(file)
