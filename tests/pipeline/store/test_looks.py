from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, delete, select
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.decisions.corrections import decide
from pipeline.store import looks
from pipeline.store.engine import writing
from schema.decision import Decision
from tests.pipeline.papers import rows, school, taken_in

_KEPT = ("looks", "tallies", "counts")


@pytest.fixture
def engine(tmp_path: Path) -> Engine:
    return taken_in(tmp_path, {"a.txt": school(target="292册"), "b.txt": school(target="200册")})


def kept(engine: Engine) -> dict[str, set[tuple[Any, ...]]]:
    """What is kept beside the records; numbers that came to nought are none."""
    found = {}
    with engine.connect() as connection:
        for name in _KEPT:
            listed = connection.execute(select(SQLModel.metadata.tables[name]))
            found[name] = {tuple(row) for row in listed if name != "counts" or row.number}
    return found


def test_what_is_kept_is_made_anew_from_the_records(engine: Engine) -> None:
    before = kept(engine)
    assert before["tallies"] and before["counts"]
    with writing(engine) as connection:
        for name in _KEPT:
            connection.execute(delete(SQLModel.metadata.tables[name]))
    looks.complete(engine)
    assert kept(engine) == before
    looks.complete(engine)
    assert kept(engine) == before


def test_a_decision_changes_what_is_kept_and_its_undoing_changes_it_back(engine: Engine) -> None:
    before = kept(engine)
    row = rows(engine, "indicators")[0]
    sha256 = next(
        one["sha256"] for one in rows(engine, "filings", ["filing_id"]) if one["filing_id"] == row["filing_id"]
    )
    decision = Decision("correct", "甲", sha256, "indicators", row["indicator_id"], "target_raw", new='"300册"')
    made = decide(engine, decision, journal.revision(engine, sha256))
    after = kept(engine)
    assert ("review", "corrected", 1) in after["counts"]
    assert row["indicator_id"] not in {look[1] for look in after["looks"]}
    undone = Decision("undo", "甲", sha256, undoes=made.entry.entry_id)
    decide(engine, undone, journal.revision(engine, sha256))
    assert kept(engine) == before
