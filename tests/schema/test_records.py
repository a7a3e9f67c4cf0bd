from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.dialects import sqlite
from sqlmodel import SQLModel

import schema
from schema.column import Exact
from schema.records import TABLES, columns, table_name
from schema.value import VALUE_PARTS, Value

_CASES = Path(__file__).parents[1] / "cases" / "contract_columns.csv"
_ROOT = Path(__file__).parents[2]


def _contract() -> dict[str, list[str]]:
    with _CASES.open(encoding="utf-8", newline="") as file:
        return {row["table"]: row["columns"].split() for row in csv.DictReader(file)}


def test_schema_is_ours() -> None:
    assert Path(schema.__file__).resolve().parent.parent == _ROOT


def test_every_table_of_the_contract_is_there() -> None:
    assert [table_name(record) for record in TABLES] == list(_contract())


@pytest.mark.parametrize("record", TABLES, ids=table_name)
def test_columns_are_those_of_the_contract_in_order(record: type[SQLModel]) -> None:
    ours = [name for name in columns(record) if name in _contract()[table_name(record)]]
    assert ours == _contract()[table_name(record)]


@pytest.mark.parametrize("record", TABLES, ids=table_name)
def test_every_column_is_described_in_two_languages(record: type[SQLModel]) -> None:
    for name, column in columns(record).items():
        assert (column.title_zh and not column.title_zh.isascii()) or name == "sha256", name
        assert column.title_en.isascii() and column.description, name


@pytest.mark.parametrize("record", TABLES, ids=table_name)
def test_words_of_a_document_are_free_text_and_ours_are_not(record: type[SQLModel]) -> None:
    free = {name for name, column in columns(record).items() if column.free_text}
    ours = {"op", "kind", "role", "form", "status", "severity", "rule", "review", "bbox", "horizon", "canonical_id"}
    assert not free & {name for name in columns(record) if name.removeprefix("target_").removeprefix("actual_") in ours}
    assert free >= {name for name in columns(record) if name.endswith(("raw", "unit", "text", "project", "source"))} - {
        "source" if table_name(record) == "amounts" else ""
    }


@pytest.mark.parametrize("record", TABLES, ids=table_name)
def test_references_lead_to_tables_before(record: type[SQLModel]) -> None:
    order = [table_name(each) for each in TABLES]
    for key in SQLModel.metadata.tables[table_name(record)].foreign_keys:
        assert order.index(key.column.table.name) < order.index(table_name(record))


def test_value_parts_are_those_of_a_value() -> None:
    assert all(hasattr(Value(), part) for part in VALUE_PARTS)
    assert len(VALUE_PARTS) == 10


@given(st.decimals(allow_nan=False, allow_infinity=False, min_value=Decimal("-1e40"), max_value=Decimal("1e40")))
def test_a_decimal_is_stored_exactly(number: Decimal) -> None:
    kept, dialect = Exact(), sqlite.dialect()
    assert kept.process_result_value(kept.process_bind_param(number, dialect), dialect) == number
