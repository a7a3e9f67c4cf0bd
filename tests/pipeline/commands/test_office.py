"""The workbook for people, opened in LibreOffice where it is there: numbers are numbers, Chinese is whole."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from lxml import etree

from pipeline import cli
from tests.pipeline.papers import school, taken_in

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(_SOFFICE is None, reason="LibreOffice is not installed")
def test_numbers_are_numbers_and_chinese_is_whole(tmp_path: Path) -> None:
    taken_in(tmp_path, {"a.txt": school(), "坏.txt": ""}).dispose()
    book = tmp_path / "绩效.xlsx"
    options = ["--format", "xlsx", "--one-file", "--headers", "zh", "--out", str(book), "--lang", "zh"]
    assert cli.run(["export", "--db", str(tmp_path / "a.db"), *options]) == 0
    command = [str(_SOFFICE), "--headless", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"]
    command += ["--convert-to", "fods", "--outdir", str(tmp_path), str(book)]
    subprocess.run(command, capture_output=True, check=True, timeout=240)
    tree = etree.parse(str(tmp_path / "绩效.fods"))
    sheets = tree.findall(f".//{{{_TABLE}}}table")
    assert sheets[0].get(f"{{{_TABLE}}}name") == "说明" and len(sheets) == 4
    cells = {
        "".join("".join(words.itertext()) for words in cell.findall(f"{{{_TEXT}}}p")): (
            cell.get(f"{{{_OFFICE}}}value-type"),
            cell.get(f"{{{_OFFICE}}}value"),
        )
        for cell in sheets[1].iter(f"{{{_TABLE}}}table-cell")
    }
    assert cells["3000"] == ("float", "3000")
    assert {kind for kind, _ in cells.values() if kind} >= {"float", "string", "percentage"}
    text = "".join(tree.getroot().itertext())
    assert (
        "新购图书册数" in text and "柳桥县教育局" in text and "失败" in text and "\N{REPLACEMENT CHARACTER}" not in text
    )
