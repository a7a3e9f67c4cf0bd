"""The whole way on the project's own samples: files, database, tables, comparison with their gold."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from pipeline.cli import run

_SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("whole") / "samples.db"
    assert run(["ingest", str(_SAMPLES), "--db", str(path)]) == 0
    return str(path)


def test_every_sample_is_a_filing_with_records(database: str, tmp_path: Path) -> None:
    assert run(["export", "--db", database, "--out", str(tmp_path)]) == 0
    with (tmp_path / "filings.csv").open(encoding="utf-8-sig", newline="") as file:
        filings = list(csv.DictReader(file))
    golds = {path.name.removesuffix(".gold.json") for path in _SAMPLES.glob("*.gold.json")}
    assert {row["source"] for row in filings} == golds
    assert {row["status"] for row in filings} <= {"ok", "needs-review"}
    assert all(row["form"] != "unknown" and row["confidence"] for row in filings)


def test_the_samples_are_compared_with_their_gold(database: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["evaluate", str(_SAMPLES), "--db", database, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["documents"] == len(list(_SAMPLES.glob("*.gold.json")))
    assert found["cells_f1"] > 0.9
    assert run(["evaluate", str(_SAMPLES), "--db", database]) == 0
    assert len(capsys.readouterr().out.splitlines()) > 1


@pytest.mark.parametrize(("name", "content"), [("a.json", "{}"), ("a.gold.json", "{}"), ("a.gold.json", "nothing")])
def test_what_is_no_gold_is_wrong_usage(database: str, tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / name).write_text(content, encoding="utf-8")
    assert run(["evaluate", str(tmp_path), "--db", database]) == 2


def test_two_rounds_over_the_samples_are_one(database: str, tmp_path: Path) -> None:
    first, again = tmp_path / "first", tmp_path / "again"
    assert run(["export", "--db", database, "--out", str(first)]) == 0
    assert run(["ingest", str(_SAMPLES), "--db", database, "--jobs", "1"]) == 0
    fresh = str(tmp_path / "fresh.db")
    assert run(["ingest", str(_SAMPLES), "--db", fresh, "--jobs", "1"]) == 0
    for name, where in ((database, tmp_path / "same"), (fresh, again)):
        assert run(["export", "--db", name, "--out", str(where)]) == 0
        assert {p.name: p.read_bytes() for p in where.iterdir()} == {p.name: p.read_bytes() for p in first.iterdir()}
