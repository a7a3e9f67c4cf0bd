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
sys.modules["fcntl"] = sys.modules["resource"] = sys.modules["pwd"] = None
for name in ("pread", "pwrite", "sched_getaffinity", "getuid", "geteuid", "getpgid", "killpg", "setsid", "fchmod",
             "mkfifo", "chown"):
    vars(os).pop(name, None)
import signal
for name in ("SIGHUP", "SIGALRM", "SIGUSR1", "alarm", "setitimer"):
    vars(signal).pop(name, None)
import multiprocessing
multiprocessing.get_all_start_methods = lambda: ["spawn"]
"""


@pytest.fixture
def elsewhere(tmp_path: Path) -> dict[str, str]:
    (tmp_path / "without").mkdir()
    (tmp_path / "without" / "sitecustomize.py").write_text(_WITHOUT, encoding="utf-8")
    known = {name: told for name, told in os.environ.items() if name not in ("LOGNAME", "USER", "LNAME")}
    return {
        **known,
        "USERNAME": "liming",
        "PYTHONPATH": os.pathsep.join([str(tmp_path / "without"), str(_ROOT)]),
        "LC_ALL": "C.UTF-8",
    }


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


# The pages of the review, asked without a server.
_REVIEWED = """\
from starlette.testclient import TestClient
from pipeline.review.app import build
from pipeline.review.guard import Hosts
from pipeline.store.engine import open_store
with TestClient(build(open_store("jixiao.db"), Hosts.of("testserver")), base_url="http://testserver") as asking:
    print([asking.get(path).status_code for path in ("/", "/filings", "/dashboard", "/together")])
"""


def test_filings_are_superseded_merged_examined_exported_and_shown(tmp_path: Path, elsewhere: dict[str, str]) -> None:
    write(tmp_path / "in", {"a.txt": school(), "b.txt": school(project="食堂"), "c.txt": school(target="≥2800册")})
    for share, database in (("1/2", "jixiao.db"), ("2/2", "two.db")):
        _run(elsewhere, tmp_path, "ingest", "in", "--shard", share, "--db", database)
    _run(elsewhere, tmp_path, "merge", "two.db", "--db", "jixiao.db")
    _run(elsewhere, tmp_path, "supersede", "a.txt", "c.txt")
    assert "liming" in _run(elsewhere, tmp_path, "journal", "export")
    _run(elsewhere, tmp_path, "export", "--format", "xlsx", "--one-file", "--out", "a.xlsx")
    assert "柳桥县教育局" in _run(elsewhere, tmp_path, "score")
    _run(elsewhere, tmp_path, "datasette")
    _run(elsewhere, tmp_path, "doctor")
    done = subprocess.run(
        [sys.executable, "-c", _REVIEWED], cwd=tmp_path, env=elsewhere, capture_output=True, text=True, check=False
    )
    assert done.stdout.strip() == "[200, 200, 200, 200]", done.stderr
