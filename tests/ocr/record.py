"""Records what an engine sees of files, for tests to read them without it: every picture that a reading asks about.

`python -m tests.ocr.record FOLDER FILE...` reads the files with rapidocr (or the engine that JIXIAO_RECORDS names) and
writes what is not yet in the folder. Tests then read with `--ocr-engine recorded` and JIXIAO_RECORDED=FOLDER.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from extractors.ocr.recorded import FOLDER, RECORDS


def record(folder: Path, files: list[str]) -> int:
    """How the ingest that recorded ended."""
    folder.mkdir(parents=True, exist_ok=True)
    environment = {RECORDS: "rapidocr", **os.environ, FOLDER: str(folder)}
    with tempfile.TemporaryDirectory() as scratch:
        command = [sys.executable, "-c", "import sys; from pipeline.cli import main; sys.exit(main())", "ingest"]
        options = ["--db", f"{scratch}/recorded.db", "--ocr-engine", "recorded", "--jobs", "1"]
        return subprocess.run([*command, *files, *options], env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(record(Path(sys.argv[1]), sys.argv[2:]))
