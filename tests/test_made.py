"""Made filings of every family, as Word, PDF and text: what the readers reach with them has a floor."""

from __future__ import annotations

import pytest

from corpus.evaluate import below, kept_floors
from corpus.invent import FAMILIES
from corpus.report import Report
from tests.judged import judged

#: A tenth of what `make evaluate` makes by one kind, with every family twice at least; always the same filings.
COUNT, SEED = 24, 7
KINDS = {"docx": "docx", "pdf": "pdf-text", "text": "text"}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The comparison with their truth."""
    return judged(tmp_path_factory.mktemp("made"), COUNT, SEED, tuple(KINDS))


def test_every_made_filing_is_judged_by_its_channel_and_family(report: Report) -> None:
    channels = {name: figures["documents"] for name, figures in report.by(lambda d: d.channel).items()}
    assert channels == dict.fromkeys(KINDS.values(), COUNT)
    assert set(report.by_family()) == set(FAMILIES) == set(kept_floors()["family"])
    assert set(kept_floors()["channel"]) == set(channels)


def test_nothing_falls_below_its_floor(report: Report) -> None:
    assert below(report, kept_floors()) == []
