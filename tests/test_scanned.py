"""A made scan of every wear, read by the real engine: what is reached with them has a floor."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from corpus.floors import broken, kept_floors
from corpus.report import Report
from corpus.wear.profiles import PROFILES
from extractors.ocr import paddleocr
from schema.errors import MissingToolError
from tests.judged import judged, made

pytestmark = pytest.mark.ocr

SAMPLES = Path(__file__).parents[1] / "corpus" / "samples"
#: How far apart two engines may be, as shares of all records.
APART = 0.03
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


def test_paddleocr_reads_the_sample_scans_as_well_as_the_default_engine(tmp_path: Path) -> None:
    try:
        paddleocr.load(1)
    except MissingToolError as error:
        pytest.skip(f"{error.message}: {error.advice}")
    found = []
    for engine in ("rapidocr", "paddleocr"):
        folder = tmp_path / engine / "scans"
        folder.mkdir(parents=True)
        for path in SAMPLES.glob("*scan*"):
            shutil.copy(path, folder)
        figures = judged(folder, "--ocr-engine", engine, "--time-limit", "600").figures()["all"]["all"]
        found.append(figures["records_f1"])
    assert found[0] > 0.9 and abs(found[0] - found[1]) <= APART
