"""Filings with spoiled cells: nothing but a filing or an error of ours comes out, soon, and nothing breaks inside."""

from __future__ import annotations

import time

import pytest

from extractors.reading import read_document
from extractors.recognition import recognise
from pipeline.generations.versions import Versions
from pipeline.ingest.interpreting import meant
from pipeline.ingest.understanding import Recognised, packed, unpacked
from pipeline.store.rows import rows_of
from schema.document import Document
from schema.errors import JixiaoError, UnreadableError
from tests.hostile.mutated import mutated, mutated_text

#: Far more than any case needs, and far less than what grows with the square of its length would take.
GENEROUS_SECONDS = 20
#: Text without borders is parted character by character.
GENEROUS_SECONDS_FOR_TEXT = 60
TABLES, MANY_TABLES = 200, 3_000
TEXTS, MANY_TEXTS = 20, 300
VERSIONS = Versions("2", "code", "taxonomy")


def faults(document: Document) -> list[str]:
    """What broke on the way from a document to its rows; an exception that is not ours goes through."""
    try:
        found = Recognised(document.channel, document.pages, recognise(document))
    except JixiaoError as error:
        assert error.advice
        return []
    meaning = meant(found)
    assert rows_of(meaning.filing, meaning.findings, "a", "0" * 64, VERSIONS)["filings"]
    assert unpacked(packed(found)).reading.unread == found.reading.unread
    return [said for said in meaning.filing.unread if " failed (" in said]


def spoiled_table(seed: int) -> None:
    begun = time.process_time()
    assert faults(mutated(seed)) == [], seed
    assert time.process_time() - begun < GENEROUS_SECONDS, seed


def spoiled_text(seed: int) -> None:
    begun = time.process_time()
    try:
        assert faults(read_document(mutated_text(seed).encode())) == [], seed
    except UnreadableError as error:
        assert error.advice
    assert time.process_time() - begun < GENEROUS_SECONDS_FOR_TEXT, seed


def test_spoiled_tables() -> None:
    for seed in range(TABLES):
        spoiled_table(seed)


def test_spoiled_texts() -> None:
    for seed in range(TEXTS):
        spoiled_text(seed)


@pytest.mark.slow
def test_many_spoiled_tables() -> None:
    for seed in range(TABLES, TABLES + MANY_TABLES):
        spoiled_table(seed)


@pytest.mark.slow
def test_many_spoiled_texts() -> None:
    for seed in range(TEXTS, TEXTS + MANY_TEXTS):
        spoiled_text(seed)


def test_the_same_seed_spoils_the_same_cells_and_another_one_others() -> None:
    assert mutated(3) == mutated(3)
    assert mutated_text(3) == mutated_text(3)
    assert len({mutated_text(seed) for seed in range(20)}) == 20
