"""Made filings of every family, as Word, PDF and text: what the readers reach with them is bounded, with all words of
the forms and with a fifth of them unseen."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.floors import broken, kept_floors
from corpus.invent import FAMILIES
from corpus.report import Report
from tests.judged import judged, judged_unseen, made

#: A tenth of what `make evaluate` makes by one kind, with every family twice at least; always the same filings.
COUNT, SEED = 24, 7
KINDS = {"docx": "docx", "pdf": "pdf-text", "text": "text"}


@pytest.fixture(scope="module")
def filings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that they lie in with their truth."""
    return made(tmp_path_factory.mktemp("made"), COUNT, SEED, tuple(KINDS))


@pytest.fixture(scope="module")
def report(filings: Path) -> Report:
    """The comparison with their truth."""
    return judged(filings)


def test_every_made_filing_is_judged_by_its_channel_and_family(report: Report) -> None:
    channels = {name: figures["documents"] for name, figures in report.by("channel").items()}
    assert channels == dict.fromkeys(KINDS.values(), COUNT)
    for floors in (kept_floors(), kept_floors()["unseen_words"]):
        assert set(floors["at_least"]["channel"]) == set(floors["at_most"]["channel"]) == set(channels)
    assert set(report.by("family")) == set(FAMILIES) == set(kept_floors()["at_least"]["family"])


def test_nothing_breaks_its_bound(report: Report) -> None:
    assert broken(report.figures(), kept_floors()) == []


def test_nothing_breaks_its_bound_where_words_are_unseen(filings: Path, report: Report) -> None:
    unseen = judged_unseen(filings, report)
    assert unseen["all"]["all"]["documents"] == len(report.documents)
    assert unseen["all"]["all"]["records_f1"] < report.summary()["records_f1"]
    assert broken(unseen, kept_floors()["unseen_words"]) == []
