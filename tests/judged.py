"""Made filings read by the commands that a user gives, and held against their truth."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest

from corpus import office
from corpus.evaluate import evaluate
from corpus.make import make
from corpus.report import Report


def jixiao(*arguments: str) -> None:
    """Runs the command as a user does; its errors are those of the test."""
    command = Path(sys.executable).with_name("jixiao")
    done = subprocess.run([command, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def judged(folder: Path, count: int, seed: int, kinds: Sequence[str]) -> Report:
    """So many filings as each of those kinds; no PDF is LibreOffice's, so that every machine reads the same ones."""
    made, database, tables = folder / "made", str(folder / "made.db"), folder / "csv"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "program", lambda: None)
        make(made, count, seed, tuple(kinds))
    jixiao("ingest", str(made), "--db", database, "--jobs", "2")
    jixiao("export", "--db", database, "--out", str(tables))
    return evaluate(tables, made)
