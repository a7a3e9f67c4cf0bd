"""Every sample through the real commands, held against its gold: no score may fall below its floor."""

from __future__ import annotations

import csv
import re
import sqlite3
from pathlib import Path

import pytest

from corpus.evaluate import evaluate
from corpus.summary import Document, summary_of
from pipeline.cli import run
from pipeline.store import looks
from pipeline.store.engine import open_store

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "corpus" / "samples"
PAGE = (ROOT / "docs" / "scoring.md").read_text(encoding="utf-8")
QUESTIONS = re.findall(r"```sql\n(.*?)\n```\n\n```text\n(.*?)\n```", PAGE, re.DOTALL)


def floors() -> dict[str, dict[str, float]]:
    """The least share a sample and a score; a little below what was measured when the line was written."""
    with (Path(__file__).parent / "cases" / "sample_floors.csv").open(encoding="utf-8", newline="") as lines:
        return {row.pop("source"): {name: float(least) for name, least in row.items()} for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("samples") / "samples.db"
    assert run(["ingest", str(SAMPLES), "--db", str(path), "--jobs", "1"]) == 0
    return path


@pytest.fixture(scope="module")
def scored(database: Path) -> dict[str, Document]:
    folder = database.with_name("out")
    assert run(["export", "--db", str(database), "--out", str(folder)]) == 0
    return {document.source: document for document in evaluate(folder, SAMPLES).documents}


def test_every_sample_has_its_floors(scored: dict[str, Document]) -> None:
    assert set(floors()) == set(scored), "add a line to tests/cases/sample_floors.csv"


@pytest.mark.parametrize("source", floors())
def test_no_score_falls_below_its_floor(scored: dict[str, Document], source: str) -> None:
    document = scored[source]
    shares = summary_of([document])
    fallen = {name: shares[name] for name, least in floors()[source].items() if shares[name] < least}
    assert not fallen, document.misses


@pytest.mark.parametrize(("question", "answer"), QUESTIONS)
def test_the_page_about_scoring_shows_what_the_samples_answer(database: Path, question: str, answer: str) -> None:
    looks.complete(open_store(str(database)))
    with sqlite3.connect(database) as connection:
        rows = connection.execute(question).fetchall()
    assert [" | ".join(map(_shown, row)) for row in rows] == answer.split("\n")[1:]


def _shown(cell: object) -> str:
    return "" if cell is None else f"{cell:g}" if isinstance(cell, float) else str(cell)
