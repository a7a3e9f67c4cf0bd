"""A hundred decisions of an earlier release about the samples (`reviewing.py` says how they were made) hold today."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Engine, select
from sqlmodel import SQLModel

from normalizers.normalize import normalize
from pipeline.decisions import journal
from pipeline.decisions.corrections import ID_COLUMNS
from pipeline.decisions.drafts import Draft, key_of
from pipeline.decisions.journal import read_lines
from pipeline.decisions.lost import lost_decisions
from pipeline.generations.rebuild import Job, rebuild
from pipeline.ingest.ingest import ingest
from pipeline.ingest.interpreting import drafted
from pipeline.ingest.sources import find
from pipeline.ingest.understanding import Recognised, unpacked
from pipeline.store.archive import archive_of
from pipeline.store.engine import open_store
from pipeline.store.rows import filing_id_of
from schema.decision import Decision, effective
from schema.document import Document
from tests.pipeline.papers import rows

SAMPLES = Path(__file__).parents[3] / "corpus" / "samples"
DECISIONS = list(read_lines(Path(__file__).parents[2] / "cases" / "decisions_246cb50.jsonl"))
#: Columns that stand in the tables as they were set; others are parsed, or stand in other tables.
PLAIN = {
    "name", "target_raw", "actual_raw", "weight_raw", "score_raw", "project", "level1", "level2", "horizon", "remark",
    "canonical_id", "scoring_rule", "raw", "item", "label", "text", "kind", "value", "key", "unit_name", "fiscal_year",
}  # fmt: skip


@dataclass(frozen=True)
class Laid:
    """The records of a document with the decisions laid over them, and how many there were before."""

    before: int
    draft: Draft


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Engine:
    """A database of the samples, made anew with the decisions."""
    store = open_store(str(tmp_path_factory.mktemp("held") / "a.db"), create=True)
    list(ingest(store, find([SAMPLES]), jobs=1))
    journal.take_in(store, DECISIONS)
    report = rebuild(store, archive_of(store), Job())
    assert not report.failed
    return store


@pytest.fixture(scope="module")
def drafts(engine: Engine) -> dict[str, Laid]:
    """Of each document that was decided about how the decisions were laid."""
    kept = SQLModel.metadata.tables["understandings"].c
    with engine.connect() as connection:
        found = {row.sha256: unpacked(row.payload) for row in connection.execute(select(kept.sha256, kept.payload))}
    return {sha256: _drafted(sha256, read) for sha256, read in found.items()}


def _drafted(sha256: str, read: Recognised) -> Laid:
    fresh = normalize(read.reading, Document(read.channel, (), read.pages))
    before = sum(map(len, drafted(read, fresh, ()).records.values()))
    return Laid(before, drafted(read, fresh, effective(entry for entry in DECISIONS if entry.sha256 == sha256)))


@pytest.fixture(scope="module")
def moved(drafts: dict[str, Laid]) -> dict[tuple[str, str], str]:
    """The ids that records have now, by those that decisions call them by."""
    return {
        (one.table, one.record_id): f"{filing_id_of(sha256)}-{one.key}"
        for sha256, laid in drafts.items()
        for one in laid.draft.moved
    }


def held(kind: str) -> list[Decision]:
    return [entry for entry in effective(DECISIONS) if entry.kind == kind]


def test_they_are_of_all_kinds_and_about_all_kinds_of_paper() -> None:
    kinds = Counter(entry.kind for entry in DECISIONS)
    assert len(DECISIONS) == 100 and {entry.code_version for entry in DECISIONS} == {"0.1.0+beab07c42d"}
    assert min(kinds[kind] for kind in ("correct", "accept", "strike", "add", "split", "join", "undo", "note", "alias"))
    assert len({entry.sha256 for entry in DECISIONS}) == sum(1 for _ in SAMPLES.glob("*.gold.json"))


def test_none_is_lost(engine: Engine) -> None:
    assert list(lost_decisions(engine)) == []


def test_what_was_put_right_stands_in_its_record(engine: Engine, moved: dict[tuple[str, str], str]) -> None:
    for entry in held("correct"):
        if entry.field in PLAIN:
            record = moved.get((entry.table, entry.record_id), entry.record_id)
            order = [ID_COLUMNS[entry.table]]
            row = next(row for row in rows(engine, entry.table, order) if row[order[0]] == record)
            assert str(row[entry.field]) == entry.told, entry
            assert row.get("review", "corrected") in ("corrected", "none") or entry.table == "filings"


def test_what_was_accepted_is_accepted(engine: Engine, moved: dict[tuple[str, str], str]) -> None:
    for entry in held("accept"):
        if entry.table in ("indicators", "amounts"):
            record = moved.get((entry.table, entry.record_id), entry.record_id)
            (row,) = [row for row in rows(engine, entry.table) if row[ID_COLUMNS[entry.table]] == record]
            assert row["review"] == "accepted", entry


def test_records_are_as_many_as_the_decisions_leave(drafts: dict[str, Laid]) -> None:
    for sha256, laid in drafts.items():
        lost = {one.record_id for one in laid.draft.lost}
        own = [e for e in effective(DECISIONS) if e.sha256 == sha256 and e.record_id not in lost]
        more = sum({"add": 1, "strike": -1}.get(entry.kind, 0) for entry in own)
        more += sum(len(entry.told) - 1 for entry in own if entry.kind == "split")
        more -= sum(len(entry.told["with"]) for entry in own if entry.kind == "join")
        after = sum(map(len, laid.draft.records.values()))
        assert after - laid.before == more, sha256


def test_a_decision_whose_record_moved_is_named_in_the_filing(engine: Engine, drafts: dict[str, Laid]) -> None:
    reasons = {row["sha256"]: row["reasons"] for row in rows(engine, "filings", ["filing_id"])}
    assert any(laid.draft.moved for laid in drafts.values())
    for sha256, laid in drafts.items():
        for one in laid.draft.moved:
            done = "struck and stands" if one.kind == "strike" else "laid over"
            assert f"{one.table} {key_of(one.record_id)} was {done}" in reasons[sha256]
        assert bool(laid.draft.moved) == any(word in reasons[sha256] for word in ("laid over", "struck and stands"))
