"""A system without what only Unix has (locks of files, limits of memory, `os.pread`): everything works all the same."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.pipeline.papers import school, write

_ROOT = Path(__file__).parents[2]
# Runs before anything else in every Python that finds it, workers included.
_WITHOUT = """\
import os, sys
sys.modules["fcntl"] = sys.modules["resource"] = None
for name in ("pread", "pwrite", "sched_getaffinity"):
    vars(os).pop(name, None)
import multiprocessing
multiprocessing.get_all_start_methods = lambda: ["spawn"]
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "sitecustomize.py").write_text(_WITHOUT, encoding="utf-8")
    return {**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path / "without"), str(_ROOT)]), "LC_ALL": "C.UTF-8"}


def _run(elsewhere: dict[str, str], folder: Path, *arguments: str) -> str:
    command = [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments]
    done = subprocess.run(
        command, cwd=folder, env=elsewhere, capture_output=True, text=True, encoding="utf-8", check=False, timeout=300
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_day_of_work(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    write(tmp_path / "in", {"a.txt": school(), "b.txt": school(project="食堂")})
    _run(elsewhere, tmp_path, "ingest", "in/a.txt")
    assert "2" in _run(elsewhere, tmp_path, "ingest", "in", "--jobs", "2")
    _run(elsewhere, tmp_path, "remove", "b.txt")
    _run(elsewhere, tmp_path, "rebuild", "--full", "--jobs", "1")
    _run(elsewhere, tmp_path, "export", "--out", "out")
    assert (tmp_path / "out" / "filings.csv").read_text(encoding="utf-8-sig").count("\n") == 2
    assert "新购图书册数" in _run(elsewhere, tmp_path, "explain", "in/a.txt")
    assert len((tmp_path / "jixiao.db.archive" / "journal.jsonl").read_text(encoding="utf-8").splitlines()) == 1
