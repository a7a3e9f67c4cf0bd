"""The program as a process of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from pathlib import Path


def running(folder: Path, *arguments: str) -> subprocess.Popen[str]:
    """The program at work in a folder, which hears signals."""
    return subprocess.Popen(
        [sys.executable, "-c", "from pipeline.cli import main; main()", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=_hears_interrupts,
    )


def _hears_interrupts() -> None:
    """A shell lets what it starts in the background ignore interrupts, and so all that is started by that."""
    signal.signal(signal.SIGINT, signal.default_int_handler)
