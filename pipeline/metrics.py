"""Figures of a running ingest as a text file that Prometheus' node exporter collects.

The form is https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format.
"""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from schema.errors import UsageError

if TYPE_CHECKING:
    from pipeline.ingest.outcome import Outcome

_WRITABLE = "Name a file that may be written: --metrics FILE"
#: What may become of a file.
STATES = ("loaded", "skipped", "failed", "opened", "attached", "passed-over")


@dataclass(slots=True)
class Metrics:
    """Counts since the start, written whole or not at all; nothing is written where there is no `file`."""

    file: Path | None = None
    files: Counter[str] = field(default_factory=Counter)
    pages: int = 0
    begun: float = field(default_factory=time.time)
    last: float = 0.0
    said: float = 0.0

    def __enter__(self) -> Metrics:
        self.write()
        return self

    def __exit__(self, *_: object) -> None:
        self.write()

    def take(self, outcome: Outcome) -> None:
        """Counts a file, and writes at most once a second."""
        self.files[outcome.state] += 1
        self.pages += outcome.pages
        self.last = time.time()
        if time.monotonic() - self.said >= 1:
            self.write()

    def write(self) -> None:
        """Writes the file. Raises `UsageError` where it can't be written."""
        self.said = time.monotonic()
        if self.file is None:
            return
        waiting = self.file.with_name(f".{self.file.name}.part")
        try:
            waiting.write_text(self.text(), encoding="utf-8", newline="\n")
            waiting.replace(self.file)
        except OSError as error:
            raise UsageError(f"{self.file} can't be written: {error.strerror}", _WRITABLE) from error

    def text(self) -> str:
        """All figures."""
        lines = ["# HELP jixiao_files_total Files by what became of them.", "# TYPE jixiao_files_total counter"]
        lines += [f'jixiao_files_total{{state="{state}"}} {self.files[state]}' for state in STATES]
        for name, kind, about, value in (
            ("pages_total", "counter", "Pages that were read.", f"{self.pages}"),
            ("start_time_seconds", "gauge", "When the program began, since the epoch.", f"{self.begun:.3f}"),
            ("last_file_time_seconds", "gauge", "When the last file was done; 0 for none yet.", f"{self.last:.3f}"),
        ):
            lines += [f"# HELP jixiao_{name} {about}", f"# TYPE jixiao_{name} {kind}", f"jixiao_{name} {value}"]
        return "\n".join(lines) + "\n"
