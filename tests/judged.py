"""Made filings read by the commands that a user gives, and held against their truth."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from corpus.evaluate import evaluate
from corpus.report import Figures, Report, mean_figures
from pipeline.ingest.sources import find
from pipeline.measuring.unseen_words import Run, folds
from schema.sight import Sight


def jixiao(*arguments: str) -> None:
    """Runs the command as a user does; its errors are those of the test."""
    command = Path(sys.executable).with_name("jixiao")
    done = subprocess.run([command, *arguments], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


#: What makes them, in a process of its own: what other tests did to fonts and libraries must not show.
_MAKES = """
import sys
from pathlib import Path
from corpus import office
from corpus.make import make
office.program = lambda: None
make(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), tuple(sys.argv[4:]))
"""


def made(folder: Path, count: int, seed: int, kinds: Sequence[str]) -> Path:
    """A folder of so many filings as each of those kinds, with their truth; no PDF is LibreOffice's, so that every
    machine reads the same ones."""
    command = [sys.executable, "-c", _MAKES, str(folder / "made"), str(count), str(seed), *kinds]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder / "made"


def judged(folder: Path, *options: str) -> Report:
    """The filings of a folder as they are read, with further options of `ingest`."""
    database, tables = str(folder.with_name("made.db")), folder.with_name("csv")
    jixiao("ingest", str(folder), "--db", database, "--jobs", "2", *options)
    jixiao("export", "--db", database, "--out", str(tables))
    return evaluate(tables, folder)


def judged_unseen(folder: Path, seen: Report) -> Figures:
    """The mean of their figures where each fifth of the words of the forms is unseen."""
    run = Run(find([folder]), folder, Sight(), jobs=2)
    return mean_figures([report.with_channels_of(seen) for report in run.without(folds())])
