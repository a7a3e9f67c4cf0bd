"""An export as another judge of the same contract sees it: the figures of its program, a line a folder of golds.

python -m corpus.reference PROGRAM EXPORT_DIR GOLD_DIR... [--misses N]
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import takewhile
from pathlib import Path

from corpus.printout import tables_of
from corpus.report import Figures
from corpus.summary import Summary


def figures_by(program: Path, export_dir: Path, folders: Sequence[Path]) -> Figures:
    """What the program finds in each folder, under the folder's name, and in all of them."""
    found = {folder.name: _summary(program, export_dir, _golds(folder)) for folder in folders}
    every = [gold for folder in folders for gold in _golds(folder)]
    return {"all": {"all": _summary(program, export_dir, every)}, "channel": found}


def misses_of(program: Path, export_dir: Path, folder: Path, count: int) -> Iterator[str]:
    """So many misses of each document of a folder, below the document's figures."""
    lines = _run(program, export_dir, _golds(folder), "--misses", f"{count}").splitlines()
    yield from takewhile(lambda line: line != "{", lines)


def _golds(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.gold.json"))


def _summary(program: Path, export_dir: Path, golds: Sequence[Path]) -> Summary:
    found: Summary = json.loads(_run(program, export_dir, golds, "--json"))
    return found


def _run(program: Path, export_dir: Path, golds: Sequence[Path], *options: str) -> str:
    command: list[str | Path] = [sys.executable, program, export_dir, *golds, *options]
    return subprocess.run(command, stdout=subprocess.PIPE, encoding="utf-8", check=True).stdout


def main() -> None:
    """Prints the tables, then the misses asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("export_dir", type=Path)
    parser.add_argument("folders", type=Path, nargs="+", metavar="GOLD_DIR")
    parser.add_argument("--misses", type=int, default=0, metavar="N")
    asked = parser.parse_args()
    folders = [folder for folder in asked.folders if _golds(folder)]
    for line in tables_of(figures_by(asked.program, asked.export_dir, folders)):
        print(line)
    for folder in folders if asked.misses else []:
        for line in misses_of(asked.program, asked.export_dir, folder, asked.misses):
            print(line)


if __name__ == "__main__":
    main()
