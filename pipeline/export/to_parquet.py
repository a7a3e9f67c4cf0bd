"""The export as Parquet files, for data frames: numbers as exact decimals, confidences and likenesses as floats."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from schema.errors import MissingToolError
from schema.parts import Writer

#: Rows that are in memory at once; digits of a number, and those of them behind the point.
_BATCH = 10_000
_DIGITS, _BEHIND = 38, 12
_ESTIMATE = "estimate"


def write(
    folder: Path, table: str, names: Sequence[str], rows: Iterable[Sequence[Any]], headings: Sequence[str] = ()
) -> Path:
    """Makes `TABLE.parquet` and returns its path. Raises `MissingToolError` where pyarrow is not installed."""
    try:
        import pyarrow
        from pyarrow import parquet
    except ImportError as error:
        raise MissingToolError("Parquet needs the package pyarrow", "pip install 'jixiao[parquet]'") from error
    from schema.records import TABLES, columns, table_name

    record = next(record for record in TABLES if table_name(record) == table)
    kinds = [_ESTIMATE if columns(record)[name].is_estimate else columns(record)[name].kind for name in names]
    types = {
        "string": pyarrow.string(), "integer": pyarrow.int64(), "number": pyarrow.decimal128(_DIGITS, _BEHIND),
        _ESTIMATE: pyarrow.float64(),
    }  # fmt: skip
    schema = pyarrow.schema(list(zip(headings or names, [types[kind] for kind in kinds], strict=True)))
    path = folder / f"{table}.parquet"
    waiting = iter(rows)
    with parquet.ParquetWriter(path, schema) as writer:
        while batch := list(islice(waiting, _BATCH)):
            cells = [[_exact(row[i], kind) for row in batch] for i, kind in enumerate(kinds)]
            writer.write_table(pyarrow.Table.from_arrays(
                [pyarrow.array(column, types[kind]) for column, kind in zip(cells, kinds, strict=True)], schema=schema
            ))  # fmt: skip
    return path


def _exact(cell: Any, kind: str) -> Any:
    """A number with the digits that the column has room for; an empty cell as none."""
    if cell is None or cell == "":
        return None
    return round(Decimal(str(cell)), _BEHIND) if kind == "number" else cell


PARQUET = Writer("parquet", ".parquet", write)
