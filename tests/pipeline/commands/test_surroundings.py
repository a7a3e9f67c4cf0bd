"""What the doctor says of programs, fonts, models, settings and passwords."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from pipeline import cli
from pipeline.doctor import surroundings
from pipeline.doctor.examination import Remark
from pipeline.messages import choose, say

_DATABASE = "postgresql+psycopg://me:word@127.0.0.1:1/x"


@pytest.fixture(autouse=True)
def _english(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    choose("en")
    monkeypatch.chdir(tmp_path)
    for name in ("JIXIAO_DB", "JIXIAO_SETTINGS"):
        monkeypatch.delenv(name, raising=False)


def _settings(database: str = "a.db", is_typed: bool = False) -> list[Remark]:
    return list(surroundings.inspect_settings(database, is_typed, {("ingest",): frozenset({"db", "jobs"})}))


def test_programs_that_are_not_there_are_named_and_are_no_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    found = list(surroundings.inspect_programs())
    assert [remark.reason for remark in found[1:]] == ["", ""]
    assert all("not installed" in remark.what for remark in found[1:])
    assert list(surroundings.inspect_fonts()) == []


def test_models_that_are_gone_are_a_fault(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("extractors.ocr._packaged.find_spec", lambda _name: None)
    first = next(iter(surroundings.inspect_programs()))
    assert first.reason and first.advice == "pip install rapidocr"


@pytest.mark.parametrize(
    ("listed", "said"), [("Noto Sans CJK SC,思源\nHei\n", "Hei, Noto Sans CJK SC"), ("", "no Chinese")]
)
def test_fonts_are_named(listed: str, said: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lister = tmp_path / "fc-list"
    lister.write_text(f"#!/bin/sh\nprintf '{listed}'\n", encoding="utf-8")
    lister.chmod(0o755)
    monkeypatch.setattr(shutil, "which", lambda _name: str(lister))
    (remark,) = surroundings.inspect_fonts()
    assert said in remark.what and not remark.reason


def test_a_password_in_the_command_is_a_fault_and_one_in_the_environment_is_none() -> None:
    assert [remark.reason != "" for remark in _settings(_DATABASE, is_typed=True)] == [False, True]
    assert [remark.reason != "" for remark in _settings(_DATABASE)] == [False]
    assert all("word" not in remark.reason for remark in _settings(_DATABASE, is_typed=True))


@pytest.mark.parametrize(("rights", "is_fault"), [(0o644, True), (0o600, False), (0o640, True)])
def test_a_password_in_a_file_that_others_may_read_is_a_fault(rights: int, is_fault: bool, tmp_path: Path) -> None:
    file = tmp_path / "jixiao.toml"
    file.write_text(f'db = "{_DATABASE}"\n', encoding="utf-8")
    file.chmod(rights)
    assert any(remark.advice == say("doctor-password-close", file="jixiao.toml") for remark in _settings()) == is_fault
    file.write_text('db = "a.db"\n', encoding="utf-8")
    assert not any(remark.reason for remark in _settings())


def test_a_variable_that_no_command_has_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIXIAO_JBOS", "4")
    monkeypatch.setenv("JIXIAO_PADDLEOCR_DEVICE", "cpu")
    assert [remark.reason for remark in _settings() if remark.reason] == ["JIXIAO_JBOS"]


def test_the_command_says_all_that(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["doctor", "--db", _DATABASE, "--lang", "zh"]) == 1
    said = capsys.readouterr().out
    assert "写在命令里" in said and "LibreOffice" in said and "PP-OCRv6" in said and ":word@" not in said
