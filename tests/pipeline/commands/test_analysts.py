"""What analysts load: numbers are numbers, exact where they were printed, in pandas, DuckDB and Parquet.

Where one of these is not installed (`make tools`), its tests are skipped and say so.
"""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine

from pipeline.export.folder import export
from tests.pipeline.papers import school, taken_in

_QUESTION = "SELECT name, target_value, confidence FROM {} WHERE target_value >= 90 ORDER BY target_value"


def _installed(name: str) -> Any:
    return pytest.importorskip(name, reason=f"{name} is not installed: make tools")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return taken_in(tmp_path, {"a.txt": school(target="≥0.1万册"), "b.txt": school(project="食堂")})


def test_pandas_reads_the_csv_and_the_database_as_numbers(engine: Engine, tmp_path: Path) -> None:
    pandas = _installed("pandas")
    export(engine, tmp_path / "csv")
    frame = pandas.read_csv(tmp_path / "csv" / "indicators.csv")
    assert sorted(frame.loc[frame.target_value >= 90, "target_value"]) == [90, 90, 100, 100, 3000]
    assert frame.confidence.dtype == "float64" and frame.target_value.dtype == "float64"
    asked = pandas.read_sql(_QUESTION.format("v_indicators"), engine.connect())
    assert list(asked.target_value) == [90, 90, 100, 100, 3000]
    exact = pandas.read_csv(tmp_path / "csv" / "indicators.csv", dtype=str, keep_default_na=False)
    assert "0.1" in set(exact.target_value)


def test_pandas_reads_json_lines(engine: Engine, tmp_path: Path) -> None:
    pandas = _installed("pandas")
    export(engine, tmp_path / "json", "jsonl")
    frame = pandas.read_json(tmp_path / "json" / "indicators.jsonl", lines=True, dtype=False)
    assert "0.1" in set(frame.target_value) and frame.confidence.between(0, 1).all()


def test_duckdb_asks_the_csv_and_the_parquet(engine: Engine, tmp_path: Path) -> None:
    duckdb = _installed("duckdb")
    export(engine, tmp_path / "csv")
    found = duckdb.sql(_QUESTION.format(f"read_csv('{tmp_path}/csv/indicators.csv')")).fetchall()
    assert [row[1] for row in found] == [90, 90, 100, 100, 3000]
    _installed("pyarrow")
    export(engine, tmp_path / "parquet", "parquet")
    found = duckdb.sql(_QUESTION.format(f"read_parquet('{tmp_path}/parquet/indicators.parquet')")).fetchall()
    assert [row[1] for row in found] == [90, 90, 100, 100, 3000] and isinstance(found[0][2], float)


def test_parquet_keeps_decimals_exact_and_confidences_as_floats(engine: Engine, tmp_path: Path) -> None:
    _installed("pyarrow")
    from pyarrow import parquet, types

    export(engine, tmp_path / "parquet", "parquet")
    table = parquet.read_table(tmp_path / "parquet" / "indicators.parquet")
    assert Decimal("0.1") in table["target_value"].to_pylist()
    assert types.is_decimal(table.schema.field("target_value").type)
    floats = [field.name for field in table.schema if types.is_floating(field.type)]
    assert floats == ["match_score", "confidence"]
    export(engine, tmp_path / "zh", "parquet", "zh")
    assert "置信度" in parquet.read_table(tmp_path / "zh" / "indicators.parquet").schema.names
