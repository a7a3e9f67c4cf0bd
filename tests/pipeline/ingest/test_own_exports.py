"""What this program wrote is never read as a filing, wherever it lies."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from pipeline import cli, messages
from pipeline.export.folder import writers
from pipeline.ingest.own_exports import is_export
from tests.pipeline.papers import rows, school, taken_in


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a database lies with a filing and all that commands write."""
    monkeypatch.setattr(messages, "_chosen", [])  # what commands choose here is no other test's language
    taken_in(tmp_path, {"a.txt": school(), "b.txt": ""}).dispose()
    shared = ["--db", str(tmp_path / "a.db")]
    assert cli.run(["rebuild", "--full", "--out", str(tmp_path / "in" / "nightly"), *shared]) in (0, 1)
    for headers in ("en", "zh"):
        for form in ("csv", "jsonl", "xlsx"):
            out = tmp_path / "in" / headers / form
            assert cli.run(["export", "--out", str(out), "--format", form, "--headers", headers, *shared]) == 0
        book = ["--format", "xlsx", "--one-file", "--headers", headers]
        assert cli.run(["export", *book, "--out", str(tmp_path / "in" / f"{headers}.xlsx"), *shared]) == 0
        told = ["datasette", "--out", str(tmp_path / "in" / f"{headers}.json"), "--lang", headers]
        assert cli.run([*told, *shared]) == 0
    (tmp_path / "in" / "jixiao.toml").write_text("jobs = 1\n", encoding="utf-8")
    return tmp_path


def test_a_folder_with_all_that_was_written_gives_its_filings_alone(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for path in list((folder / "in").rglob("*")):
        if path.is_file() and not path.stat().st_size:  # the failed filing, and tables in JSON without rows
            path.unlink()
    assert cli.run(["ingest", str(folder / "in"), "--db", str(folder / "new.db"), "--lang", "en"]) == 0
    assert "a table that jixiao exported" in capsys.readouterr().out
    from pipeline.store.engine import open_store

    assert [row["source"] for row in rows(open_store(str(folder / "new.db")), "filings", ["source"])] == ["a.txt"]


def test_every_file_that_was_written_is_known(folder: Path) -> None:
    written = [path for path in (folder / "in").rglob("*") if path.is_file() and path.suffix not in (".txt", ".toml")]
    assert len(written) > 2 * 3 * 10
    unknown = [path.name for path in written if path.stat().st_size and not is_export(io.BytesIO(path.read_bytes()))]
    assert unknown == []
    assert {writer.suffix for writer in writers().values()} - {path.suffix for path in written} == {".parquet"}


def test_what_a_spreadsheet_saved_again_is_known(folder: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(folder / "in" / "zh.xlsx")
    book["指标"]["A1"] = "单位"
    book.save(tmp_path / "again.xlsx")
    assert is_export(io.BytesIO((tmp_path / "again.xlsx").read_bytes()))
    text = (folder / "in" / "zh" / "csv" / "goals.csv").read_text(encoding="utf-8-sig")
    assert is_export(io.BytesIO(text.encode("gb18030")))


def _workbook(creator: str) -> bytes:
    book, made = openpyxl.Workbook(), io.BytesIO()
    book.properties.creator = creator
    book.save(made)
    return made.getvalue()


def _zip(entries: int) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for number in range(entries):
            archive.writestr(f"{number}", "")
    return made.getvalue()


@pytest.mark.parametrize(
    "data",
    [
        b"", b"PK", b"PK\x05\x06", b"PK\x05\x06" + bytes(18), "文件编号,名称\n1,2\n".encode(), b"filing_id,unit\n",
        b'{"filing_id": 1}', b'{"title": "Performance data"}', b'{"profile": "tabular-data-package", "name": "other"}',
        _workbook("张三"), _workbook("jixiao2"), _zip(3), _zip(3000), _zip(3)[:-4], "文件编号".encode(),
    ],
)  # fmt: skip
def test_what_others_wrote_is_not_ours(data: bytes) -> None:
    assert not is_export(io.BytesIO(data))
