"""Figures for Prometheus: every line of its form, and the file whole or as it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.ingest.outcome import Outcome
from pipeline.metrics import STATES, Metrics
from schema.errors import UsageError

_LINE = re.compile(r'# (HELP|TYPE) jixiao_\w+ .+|jixiao_[a-z_]+(\{state="[a-z-]+"\})? [0-9]+(\.[0-9]+)?')


def test_every_line_is_of_the_form_and_the_counts_are_there() -> None:
    metrics = Metrics()
    for state, pages in (("loaded", 3), ("loaded", 1), ("failed", 0)):
        metrics.take(Outcome("a", state, pages=pages))
    lines = metrics.text().splitlines()
    assert all(_LINE.fullmatch(line) for line in lines)
    assert 'jixiao_files_total{state="loaded"} 2' in lines and 'jixiao_files_total{state="failed"} 1' in lines
    assert "jixiao_pages_total 4" in lines
    assert sum("jixiao_files_total{" in line for line in lines) == len(STATES)


def test_the_file_is_written_at_the_beginning_and_at_the_end(tmp_path: Path) -> None:
    file = tmp_path / "jixiao.prom"
    with Metrics(file) as metrics:
        assert 'state="loaded"} 0' in file.read_text(encoding="utf-8")
        metrics.take(Outcome("a", "loaded"))
        metrics.take(Outcome("b", "loaded"))
    assert 'state="loaded"} 2' in file.read_text(encoding="utf-8")
    assert [path.name for path in tmp_path.iterdir()] == ["jixiao.prom"]


def test_a_file_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="can't be written"):
        Metrics(tmp_path / "none" / "jixiao.prom").write()
