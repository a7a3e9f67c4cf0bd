"""A made scan of every wear, read by the real engine: what is reached with them has a floor."""

from __future__ import annotations

import pytest

from corpus.floors import broken, kept_floors
from corpus.report import Report
from corpus.wear.profiles import PROFILES
from tests.judged import judged, made

pytestmark = pytest.mark.ocr

#: About a tenth of what `make evaluate` makes; always the same scans.
SEED = 7


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The comparison with their truth."""
    return judged(made(tmp_path_factory.mktemp("scanned"), len(PROFILES), SEED, ("scan",)))


def test_every_wear_is_read(report: Report) -> None:
    assert set(report.by("wear")) == set(PROFILES)
    assert {document.status for document in report.documents} <= {"ok", "needs-review"}


def test_no_figure_of_scans_breaks_its_bound(report: Report) -> None:
    assert broken(report.figures(), kept_floors()["scans"]) == []
