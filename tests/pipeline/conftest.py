from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from pipeline.export.folder import export
from pipeline.ingest.ingest import ingest
from pipeline.ingest.outcome import Outcome
from pipeline.ingest.sources import find
from pipeline.settings import Limits
from pipeline.store.engine import open_store
from tests.pipeline.standin import STANDIN

Ingest = Callable[..., list[Outcome]]
Export = Callable[[str], dict[str, bytes]]


@pytest.fixture
def folder(tmp_path: Path) -> Callable[..., Path]:
    """Makes a folder of texts by name."""

    def make(name: str = "in", **texts: str) -> Path:
        made = tmp_path / name
        for path, text in texts.items():
            file = made / (path.replace("__", "/") + ".txt")
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return made

    return make


@pytest.fixture
def take_in(tmp_path: Path) -> Ingest:
    """Ingests paths into a database by name, by way of the stand-in."""

    def run(*paths: Path, db: str = "db", jobs: int = 1, limits: Limits | None = None) -> list[Outcome]:
        engine = open_store(str(tmp_path / db), create=True)
        return list(ingest(engine, find(paths), jobs, limits or Limits(), STANDIN))

    return run


@pytest.fixture
def exported(tmp_path: Path) -> Export:
    """The files of an export by name."""

    def run(db: str = "db") -> dict[str, bytes]:
        out = tmp_path / f"out-{db}"
        return {path.name: path.read_bytes() for path in export(open_store(str(tmp_path / db)), out)}

    return run
