"""`jixiao score` and the one workbook."""

from __future__ import annotations

import csv
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result
from openpyxl.worksheet.worksheet import Worksheet

from pipeline.cli import cli
from pipeline.export import one_workbook
from pipeline.ingest.ingest import ingest
from pipeline.ingest.sources import find
from pipeline.store.engine import open_store
from schema.errors import JixiaoError
from tests.pipeline.store.test_families import as_text, filing
from tests.pipeline.store.test_families import database as database_of
from tests.pipeline.store.test_views import filled


@pytest.fixture
def database(tmp_path: Path) -> str:
    filled(open_store(str(tmp_path / "db"), create=True), tmp_path)
    return str(tmp_path / "db")


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli, [*arguments, "--lang", "en"])


def test_scores_are_printed_and_written(database: str, tmp_path: Path) -> None:
    printed = run("score", "--db", database).output.splitlines()
    assert printed[0].split() == [
        "unit", "year", "filings", "indicators", "weight", "score", "recomputable", "their", "score", "recomputed",
        "differing", "measured", "achieved",
    ]  # fmt: skip
    assert len(printed) == 2 and printed[1].split()[:6] == ["柳桥县教育局", "2024", "2", "11", "100", "94"]
    nothing = run("score", "--db", database, "--year", "1999")
    assert nothing.stdout.split() == printed[0].split() and "No filing is of that" in nothing.stderr
    assert run("score", "--db", database, "--unit", "教育").output.splitlines() == printed
    assert run("score", "--db", database, "--unit", "100%").stdout.split() == printed[0].split()
    out = tmp_path / "scores.csv"
    assert run("score", "--db", database, "--out", str(out)).exit_code == 0
    rows = list(csv.reader(out.open(encoding="utf-8-sig", newline="")))
    assert rows[1][:4] == ["柳桥县教育局", "2024", "2", "11"]
    assert isinstance(run("score", "--db", database, "--out", str(tmp_path / "no" / "x.csv")).exception, JixiaoError)


def cells(sheet: Worksheet) -> list[dict[str, object]]:
    rows = [list(row) for row in sheet.iter_rows(values_only=True)]
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def test_one_workbook_holds_what_people_ask_for(database: str, tmp_path: Path) -> None:
    (tmp_path / "more").mkdir()
    as_text(tmp_path / "more" / "=x.txt", filing(unit="柳桥县水务局", targets=("292%", "=1+1", "3", "4", "5", "6")))
    list(ingest(open_store(database), find([tmp_path / "more"])))
    asked = ("export", "--db", database, "--format", "xlsx", "--one-file")
    assert run(*asked, "--headers", "zh", "--out", str(tmp_path / "all.xlsx")).exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "all.xlsx")
    assert book.sheetnames == ["说明", "指标", "问题", "文件"]
    sheet = book["指标"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref[:2]) == ("A2", "A1")
    rows = cells(sheet)
    one = next(row for row in rows if row["三级指标"] == "新购图书册数" and row["目标值原文"] == "≥3000册")
    assert (one["目标值数值"], one["单位名称"], one["年度"]) == (3000, "柳桥县教育局", 2024)
    assert {row["计入统计"] for row in rows} == {0, 1}
    assert {row["表类"] for row in rows} == {"项目绩效目标", "绩效自评"}
    doubtful = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.comment]
    assert doubtful and all(cell.comment.text for cell in doubtful)
    shares = [cell for row in sheet.iter_rows(min_row=2) for cell in row if cell.number_format == "0.0%"]
    assert len(shares) == len(rows)
    assert not [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert len(cells(book["文件"])) == 4
    assert sheet.column_dimensions["A"].width > 8


def test_every_doubtful_row_is_shaded_and_so_many_say_why(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(one_workbook, "_MOST_COMMENTS", 1)
    engine = database_of(tmp_path, a_txt=filing(targets=("292%", "291%", "293%")))
    book = openpyxl.load_workbook(one_workbook.write_one(engine, tmp_path / "all.xlsx", "en"))
    shaded = [cell for row in book["Indicators"].iter_rows() for cell in row if cell.fill.fill_type == "solid"]
    assert len(shaded) == 3 and [bool(cell.comment) for cell in shaded] == [True, False, False]
    words = [str(cell.value) for row in book["Indicators"].iter_rows() for cell in row]
    assert not [text for text in words if "；" in text] and any("; " in text for text in words)


def test_one_file_is_a_workbook_or_nothing(database: str, tmp_path: Path) -> None:
    refused = run("export", "--db", database, "--one-file", "--out", str(tmp_path / "x"))
    assert isinstance(refused.exception, JixiaoError)
    assert (
        run("export", "--db", database, "--one-file", "--format", "xlsx", "--out", str(tmp_path / "x")).exit_code == 0
    )
    assert openpyxl.load_workbook(tmp_path / "x" / "jixiao.xlsx").sheetnames[0] == "About"
