from __future__ import annotations

import csv
import json
import sys
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.export.folder import export
from pipeline.export.to_csv import write
from pipeline.store.engine import open_store
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
    names = [row.split(",")[8] for row in files["indicators.csv"].decode("utf-8-sig").splitlines()[1:]]
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


def _rows_of(folder: Path) -> list[list[str]]:
    return _read(folder / "indicators.csv")


def test_json_lines_hold_what_the_csv_holds(take_in: Ingest, folder: Callable[..., Path], tmp_path: Path) -> None:
    take_in(folder(a="甲", b="=乙"))
    engine = open_store(str(tmp_path / "db"))
    export(engine, tmp_path / "csv")
    export(engine, tmp_path / "jsonl", "jsonl")
    head, *rows = _rows_of(tmp_path / "csv")
    lines = (tmp_path / "jsonl" / "indicators.jsonl").read_text(encoding="utf-8").splitlines()
    found = [json.loads(line) for line in lines]
    for cells, row in zip(found, rows, strict=True):
        printed = [cell.removeprefix("'") for cell in row]
        assert [
            "" if (cell := cells[name]) is None else f"{cell:g}" if isinstance(cell, float) else str(cell)
            for name in head
        ] == printed
    package = json.loads((tmp_path / "jsonl" / "datapackage.json").read_text(encoding="utf-8"))
    assert {(part["path"], part["format"]) for part in package["resources"]} >= {("indicators.jsonl", "jsonl")}


def test_a_workbook_runs_no_words(take_in: Ingest, folder: Callable[..., Path], tmp_path: Path) -> None:
    from openpyxl import load_workbook

    take_in(folder(a="=1+1"))
    export(open_store(str(tmp_path / "db")), tmp_path / "xlsx", "xlsx", "zh")
    sheet = load_workbook(tmp_path / "xlsx" / "indicators.xlsx").active
    assert sheet is not None
    head, first = list(sheet.iter_rows())[:2]
    titles = [cell.value for cell in head]
    name = first[titles.index(columns(TABLES[2])["name"].title_zh)]
    assert (name.value, name.data_type) == ("=1+1", "s")


def test_chinese_titles_stand_over_the_columns(take_in: Ingest, folder: Callable[..., Path], tmp_path: Path) -> None:
    take_in(folder(a="甲"))
    export(open_store(str(tmp_path / "db")), tmp_path / "out", headers="zh")
    assert _rows_of(tmp_path / "out")[0] == [column.title_zh for column in columns(TABLES[2]).values()]


def test_parquet_without_its_package_says_how_to_get_it(
    take_in: Ingest, folder: Callable[..., Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    take_in(folder(a="甲"))
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(JixiaoError, match="pyarrow"):
        export(open_store(str(tmp_path / "db")), tmp_path / "out", "parquet")
