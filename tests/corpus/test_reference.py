"""The figures of another comparing program, as tables."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import json, sys
golds = [name for name in sys.argv[2:] if name.endswith('.gold.json')]
if '--json' in sys.argv:
    print(json.dumps({'documents': len(golds), 'cells_f1': len(golds) / 10, 'wrong_and_sure': 0.25}))
else:
    print(golds[0] + ': cells 0.5')
    print('    missed ' + sys.argv[-1] + ' of ' + sys.argv[1])
    print(json.dumps({'documents': len(golds)}, indent=1))
"""


@pytest.fixture
def lines(tmp_path: Path) -> list[str]:
    for name in ("docx/a.gold.json", "docx/b.gold.json", "scan/c.gold.json", "none/c.docx"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("{}")
    (tmp_path / "judge.py").write_text(PROGRAM)
    folders = [str(tmp_path / name) for name in ("docx", "scan", "none")]
    command = [sys.executable, "-m", "corpus.reference", str(tmp_path / "judge.py"), "OUT", *folders, "--misses", "3"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def test_each_folder_has_a_line_of_both_tables(lines: list[str]) -> None:
    rows = [line.split() for line in lines if line.startswith(("all ", "docx ", "scan "))]
    assert [row[:3] for row in rows[:3]] == [["all", "3", "0.3000"], ["docx", "2", "0.2000"], ["scan", "1", "0.1000"]]
    assert all(row[3] == "0.2500" for row in rows[3:])
    assert len(rows) == 6


def test_misses_are_listed_below_and_no_summary(lines: list[str]) -> None:
    assert lines[-4].endswith("a.gold.json: cells 0.5")
    assert lines[-3] == lines[-1] == "    missed 3 of OUT"
    assert not any(line.startswith("{") for line in lines)
