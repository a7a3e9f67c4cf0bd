from __future__ import annotations

import csv
import io
from collections.abc import Callable
from pathlib import Path

import pytest

from normalizers.names.taxonomy import Taxonomy
from pipeline.cli import run
from pipeline.generations.versions import Versions
from pipeline.ingest.preparing import Made, Maker
from pipeline.measuring.suggesting import COLUMNS
from pipeline.store.engine import open_store
from pipeline.store.loaders import load
from pipeline.store.rows import rows_of
from schema.filing import Filing, Indicator


@pytest.fixture
def database(tmp_path: Path) -> Callable[..., str]:
    """Makes a database with an unmatched indicator of each name."""

    def make(*names: str) -> str:
        engine = open_store(str(tmp_path / "a.db"), create=True)
        found = tuple(Indicator(f"t1r{place}", "overall-target", name, name) for place, name in enumerate(names))
        rows = rows_of(Filing("text", indicators=found), (), "a.txt", "ab" * 32, Versions("1", "c", "t"))
        load(engine, Made(rows, b"", "", ""), Maker.of())
        return str(tmp_path / "a.db")

    return make


def test_unmatched_names_become_entries_to_take_in(
    database: Callable[..., str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    name = database("河蟹越冬池塘改造口数", "河蟹越冬池塘改造口数", "非遗剪纸巡展站数")
    assert run(["taxonomy", "suggest", "--db", name]) == 0
    text = capsys.readouterr().out
    rows = list(csv.DictReader(io.StringIO(text)))
    assert tuple(rows[0]) == COLUMNS
    assert [(row["name"], row["count"]) for row in rows] == [("河蟹越冬池塘改造口数", "2"), ("非遗剪纸巡展站数", "1")]
    (tmp_path / "more.csv").write_text(text, encoding="utf-8")
    taken = Taxonomy.load(tmp_path / "more.csv")
    assert [entry.name for entry in taken.entries] == [row["name"] for row in rows]


def test_nothing_unmatched_is_a_header_alone(database: Callable[..., str], capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["taxonomy", "suggest", "--db", database()]) == 0
    assert capsys.readouterr().out.strip() == ",".join(COLUMNS)
