"""Imports run one way, and the packages that are imported are ours."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("jixiao", "schema", "normalizers", "extractors", "corpus", "pipeline")
# Packages that take long to import: none may come with the command line.
HEAVY = ("jieba", "sqlmodel", "sqlalchemy", "pdfplumber", "docx", "lxml", "charset_normalizer")


def test_the_contracts_hold() -> None:
    code = "from importlinter.cli import lint_imports_command; lint_imports_command()"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("room", ROOMS)
def test_the_packages_are_ours(room: str) -> None:
    assert Path(str(importlib.import_module(room).__file__)).parent == ROOT / room


def test_reading_and_recognising_import_nothing_heavy() -> None:
    code = (
        "import sys; from extractors.recognition import recognise; from extractors.readers.text import read; "
        "from normalizers.normalize import normalize; "
        "recognise(read('项目绩效目标表\\n项目名称\\t甲\\n填报人\\t乙\\n'.encode())); "
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
