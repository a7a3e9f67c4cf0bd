from __future__ import annotations

import csv
import json
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.folder import export
from pipeline.export.to_csv import write
from pipeline.store import open_store
from schema.errors import JixiaoError
from schema.records import TABLES, columns, table_name
from tests.pipeline.conftest import Export, Ingest


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file, strict=True))


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r"])
def test_words_never_begin_as_a_formula_does(tmp_path: Path, first: str) -> None:
    path = write(tmp_path, "goals", ["text", "kind"], [[first + "1+1", first]])
    assert _read(path) == [["text", "kind"], ["'" + first + "1+1", first]]


@pytest.mark.parametrize(
    ("name", "cell", "printed"),
    [
        ("target_op", "=", "="),
        ("target_op", ">=", ">="),
        ("target_value", Decimal("-2.50"), "-2.5"),
        ("target_raw", "-2.5%", "'-2.5%"),
        ("target_unit", "@", "'@"),
        ("page", 3, "3"),
        ("page", None, ""),
        ("confidence", 0.5, "0.5"),
    ],
)
def test_numbers_and_enumerations_stay_as_they_are(tmp_path: Path, name: str, cell: Any, printed: str) -> None:
    assert _read(write(tmp_path, "indicators", [name, "name"], [[cell, "甲"]]))[1][0] == printed


@given(st.lists(st.tuples(st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")), st.integers())))
def test_what_is_written_can_be_read(tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, int]]) -> None:
    path = write(tmp_path_factory.mktemp("csv"), "goals", ["text", "position"], rows)
    read = _read(path)[1:]
    assert [int(position) for _, position in read] == [position for _, position in rows]
    for (text, _), (found, _) in zip(rows, read, strict=True):
        assert found == ("'" + text if text[:1] in tuple("=+-@\t\r") else text)


def test_an_empty_database_gives_headers_alone(tmp_path: Path, exported: Export) -> None:
    open_store(str(tmp_path / "db"), create=True)
    files = exported("db")
    for record in TABLES:
        header = ",".join(columns(record)) + "\r\n"
        assert files[f"{table_name(record)}.csv"] == b"\xef\xbb\xbf" + header.encode()


def test_rows_stand_in_reading_order(folder: Callable[..., Path], take_in: Ingest, exported: Export) -> None:
    take_in(folder(b="甲", a="乙", a__b="丙"), jobs=2)
    files = exported("db")
    filings = files["filings.csv"].decode("utf-8-sig").splitlines()[1:]
    assert [row.split(",")[1] for row in filings] == ["a.txt", "a/b.txt", "b.txt"]
    names = [row.split(",")[7] for row in files["indicators.csv"].decode("utf-8-sig").splitlines()[1:]]
    assert names == ["乙", "乙", "丙", "丙", "甲", "甲"]


def test_the_data_package_describes_every_file(
    folder: Callable[..., Path], take_in: Ingest, exported: Export, tmp_path: Path
) -> None:
    take_in(folder(a="甲"))
    files = exported("db")
    package = json.loads(files["datapackage.json"])
    assert {resource["path"] for resource in package["resources"]} == set(files) - {"datapackage.json"}
    for resource in package["resources"]:
        header, *rows = _read(tmp_path / "out-db" / resource["path"])
        fields = resource["schema"]["fields"]
        assert [field["name"] for field in fields] == header
        assert all(field["title_zh"] and field["title_en"] and field["description"] for field in fields)
        for row in rows:
            for field, cell in zip(fields, row, strict=True):
                _check_cell(field, cell)


def _check_cell(field: dict[str, Any], cell: str) -> None:
    if cell and field["type"] in ("number", "integer"):
        assert Decimal(cell).is_finite() and "E" not in cell
    if cell and "constraints" in field:
        assert cell in field["constraints"]["enum"], field["name"]


def test_a_folder_that_can_not_be_written_is_said(tmp_path: Path) -> None:
    engine = open_store(str(tmp_path / "db"), create=True)
    (tmp_path / "file").touch()
    with pytest.raises(JixiaoError, match="can't be written"):
        export(engine, tmp_path / "file" / "out")
