"""How a column of a record is declared: once, with its type, its titles in two languages, its unit and its meaning."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy import Column as TableColumn
from sqlalchemy import Computed, Dialect, Float, Integer, Label, Numeric, String, Table, Text, types
from sqlmodel import Field

from schema.printing import plain, storable

#: What the name of a column ends in whose digits are kept as text.
EXACT = "_exact"


@dataclass(frozen=True, slots=True)
class Column:
    """What is known of a column beyond its name.

    `kind` is `string`, `integer` or `number` as a Frictionless Table Schema has it; `choices` are all the values that
    an enumeration may hold; `free_text` marks the words of a document, which a spreadsheet must not run as a formula;
    `is_estimate` marks a number that is a likelihood or a likeness, and no exact decimal; `exported` is False for what
    only the database needs.
    """

    kind: str
    title_zh: str
    title_en: str
    description: str
    unit: str = ""
    choices: tuple[str, ...] = ()
    free_text: bool = False
    is_estimate: bool = False
    exported: bool = True


class Exact(types.TypeDecorator[Decimal]):
    """A decimal kept digit by digit as text, whatever the database; no float comes near it."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> str | None:
        """The text that is stored."""
        return None if value is None else plain(value)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """The number that was stored."""
        return None if value is None else Decimal(value)


class Words(types.TypeDecorator[str]):
    """Text of any length, without the characters that a database refuses."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str:
        """The text that is stored; None is the empty text."""
        return storable(value) if value else ""

    def process_result_value(self, value: Any | None, dialect: Dialect) -> str:
        """The text that was stored."""
        return value or ""


def term(zh: str, en: str, about: str, choices: tuple[str, ...] = (), exported: bool = True, **keys: Any) -> Any:
    """An id or a word of ours: short, never a document's."""
    column = Column("string", zh, en, about, choices=choices, exported=exported)
    return Field(default="", sa_type=String(80), sa_column_kwargs={"info": {"column": column}}, **keys)


def free(zh: str, en: str, about: str, **keys: Any) -> Any:
    """Words of a document, or of a file name: anything may stand there."""
    column = Column("string", zh, en, about, free_text=True)
    return Field(default="", sa_type=Words, sa_column_kwargs={"info": {"column": column}}, nullable=False, **keys)


def number(name: str, zh: str, en: str, about: str, unit: str = "") -> Any:
    """An exact decimal, or nothing. The program knows the column by this name; in the database the digits stand under
    it with `_exact` behind, and under the name itself the number that questions compare: see `add_numbers`."""
    told = {"info": {"column": Column("number", zh, en, about, unit)}, "name": name + EXACT, "key": name}
    return Field(default=None, sa_type=Exact, sa_column_kwargs=told, nullable=True)


def add_numbers(table: Table) -> None:
    """Declares beside each exact decimal of a table the number that the database makes of it.

    On PostgreSQL it is as exact; SQLite has 64-bit integers and floats, and so 15 digits that hold.
    """
    for column in [column for column in table.columns if isinstance(column.type, Exact)]:
        made = Computed(f"CAST({column.name} AS NUMERIC)")
        table.append_column(TableColumn(column.key, Numeric, made, key=f"{column.key} as a number"))


def cells(table: Table) -> list[Label[Any]]:
    """What to ask for of a table to have the program's own columns under their names."""
    return [column.label(column.key) for column in table.columns if column.computed is None]


def share(zh: str, en: str, about: str, unit: str = "", **keys: Any) -> Any:
    """A likelihood or a likeness: an estimate, so a float of four decimals."""
    column = Column("number", zh, en, about, unit, is_estimate=True)
    return Field(default=0.0, sa_type=Float, sa_column_kwargs={"info": {"column": column}}, **keys)


def count(zh: str, en: str, about: str, exported: bool = True, **keys: Any) -> Any:
    """A whole number, or nothing."""
    column = Column("integer", zh, en, about, exported=exported)
    more = {"nullable": True} | keys
    return Field(default=None, sa_type=Integer, sa_column_kwargs={"info": {"column": column}}, **more)
