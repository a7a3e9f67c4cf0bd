"""Every sample through the real commands, held against its gold: no score may fall below its floor."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from corpus.evaluate import evaluate
from corpus.summary import Document, summary_of
from pipeline.cli import run

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"


def floors() -> dict[str, dict[str, float]]:
    """The least share a sample and a score; a little below what was measured when the line was written."""
    with (Path(__file__).parent / "cases" / "sample_floors.csv").open(encoding="utf-8", newline="") as lines:
        return {row.pop("source"): {name: float(least) for name, least in row.items()} for row in csv.DictReader(lines)}


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Document]:
    folder = tmp_path_factory.mktemp("samples")
    database = str(folder / "samples.db")
    assert run(["ingest", str(SAMPLES), "--db", database, "--jobs", "1"]) == 0
    assert run(["export", "--db", database, "--out", str(folder / "out")]) == 0
    return {document.source: document for document in evaluate(folder / "out", SAMPLES).documents}


def test_every_sample_has_its_floors(scored: dict[str, Document]) -> None:
    assert set(floors()) == set(scored), "add a line to tests/cases/sample_floors.csv"


@pytest.mark.parametrize("source", floors())
def test_no_score_falls_below_its_floor(scored: dict[str, Document], source: str) -> None:
    document = scored[source]
    shares = summary_of([document])
    fallen = {name: shares[name] for name, least in floors()[source].items() if shares[name] < least}
    assert not fallen, document.misses
