from __future__ import annotations

import shutil
import subprocess
from pathlib import Path
from random import Random

import pypdfium2
import pytest

from corpus import office
from corpus.invent import invent
from corpus.likeness import folded
from corpus.make import make
from corpus.to_docx import Manner, to_docx
from corpus.typeset import typeset
from schema.errors import JixiaoError, LimitError, MissingToolError


def draft(folder: Path) -> Path:
    path = folder / "a.docx"
    path.write_bytes(to_docx(typeset(invent(1, "older")), Random(1), Manner()))
    return path


def test_without_libreoffice_it_says_so_and_how_to_get_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(MissingToolError, match="LibreOffice is not installed") as caught:
        office.print_pdfs([tmp_path / "a.docx"], tmp_path)
    assert "libreoffice-writer" in caught.value.advice


def test_without_libreoffice_the_library_draws_all_and_a_warning_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(shutil, "which", lambda name: None)
    paths = make(tmp_path, 4, 1, ("pdf",))
    assert [path.stem.rsplit("_", 1)[1] for path in paths] == ["library"] * 4
    assert all(path.exists() for path in paths)
    assert "LibreOffice is not installed" in caplog.text


@pytest.fixture
def pretender(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A program in LibreOffice's place that does nothing."""
    path = tmp_path / "soffice"
    path.write_text("#!/bin/sh\nexit 0\n", encoding="utf-8")
    path.chmod(0o755)
    monkeypatch.setattr(office, "program", lambda: str(path))
    return path


def test_a_file_that_is_not_printed_is_named(tmp_path: Path, pretender: Path) -> None:
    with pytest.raises(JixiaoError, match=r"a\.pdf"):
        office.print_pdfs([draft(tmp_path)], tmp_path / "out")


def test_one_that_hangs_is_ended(tmp_path: Path, pretender: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pretender.write_text("#!/bin/sh\nsleep 60\n", encoding="utf-8")
    monkeypatch.setattr(office, "START", 0)
    monkeypatch.setattr(office, "EACH", 0.3)
    with pytest.raises(LimitError, match="more than"):
        office.print_pdfs([draft(tmp_path)], tmp_path / "out")


@pytest.mark.skipif(office.program() is None, reason="LibreOffice is not installed")
def test_a_printed_word_file_holds_its_words_and_is_the_same_each_time(tmp_path: Path) -> None:
    path = draft(tmp_path)
    first, second = (office.print_pdfs([path], tmp_path / name)[0] for name in ("one", "two"))
    text = folded("".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(first)))
    names = [section.rows[0].name for section in invent(1, "older").parts[-1].sections[-2:]]  # type: ignore[union-attr]
    assert all(folded(name)[:4] in text for name in names)
    assert first.read_bytes() == second.read_bytes()


def test_a_call_meets_no_other(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[str] = []

    class Quick(subprocess.Popen[bytes]):
        def __init__(self, command: list[str], **rest: object) -> None:
            seen.append(command[2])
            super().__init__(["true"], **rest)  # type: ignore[call-overload]

    monkeypatch.setattr(office, "program", lambda: "soffice")
    monkeypatch.setattr(subprocess, "Popen", Quick)
    for _ in range(2):
        with pytest.raises(JixiaoError):
            office.print_pdfs([draft(tmp_path)], tmp_path / "out")
    assert len(set(seen)) == 2
    assert all(argument.startswith("-env:UserInstallation=file:///") for argument in seen)
