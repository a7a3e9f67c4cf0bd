"""Made filings of every family, as Word, PDF and text: what the readers reach with them has a floor."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from corpus import office
from corpus.evaluate import below, evaluate, kept_floors
from corpus.invent import FAMILIES
from corpus.make import make
from corpus.report import Report

#: A tenth of what `make evaluate` makes by one kind, with every family twice at least; always the same filings.
COUNT, SEED = 24, 7
KINDS = {"docx": "docx", "pdf": "pdf-text", "text": "text"}


def jixiao(*arguments: str) -> None:
    """Runs the command as a user does; its errors are those of the test."""
    command = Path(sys.executable).with_name("jixiao")
    done = subprocess.run([command, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The comparison with their truth; no PDF is LibreOffice's, so that every machine reads the same ones."""
    folder = tmp_path_factory.mktemp("made")
    made, database, tables = folder / "made", str(folder / "made.db"), folder / "csv"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(office, "program", lambda: None)
        make(made, COUNT, SEED, tuple(KINDS))
    jixiao("ingest", str(made), "--db", database, "--jobs", "2")
    jixiao("export", "--db", database, "--out", str(tables))
    return evaluate(tables, made)


def test_every_made_filing_is_judged_by_its_channel_and_family(report: Report) -> None:
    channels = {name: figures["documents"] for name, figures in report.by(lambda d: d.channel).items()}
    assert channels == dict.fromkeys(KINDS.values(), COUNT)
    assert set(report.by_family()) == set(FAMILIES) == set(kept_floors()["family"])
    assert set(kept_floors()["channel"]) == set(channels)


def test_nothing_falls_below_its_floor(report: Report) -> None:
    assert below(report, kept_floors()) == []
