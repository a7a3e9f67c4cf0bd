"""How sure records are, counted from made filings: what `jixiao corpus calibrate` does."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from corpus.calibration import STEPS, WEIGHTS, Observed
from corpus.make import make
from normalizers.confidence import BASE, weights
from pipeline.measuring.calibrating import (
    TABLES,
    Calibrated,
    Given,
    Size,
    fitted,
    observations,
    observe,
    own_folder,
    split,
)

SMALL = Size(plain=11, stressed=48, scans=0, hard_scans=0, seed=5, kinds=("docx", "text"))


@pytest.fixture(scope="module")
def observed() -> list[Observed]:
    return observations(SMALL, (), jobs=2)


@pytest.fixture(scope="module")
def small(observed: list[Observed]) -> Calibrated:
    return fitted(observed)


def test_each_record_of_each_table_is_observed_with_its_truth(tmp_path: Path) -> None:
    (path,) = make(tmp_path, 1, 5, ("docx",))
    found = split(observe(Given(path)))
    assert set(found) == set(TABLES)
    assert all(one.right == 1 and one.channel == "docx" for one in found["indicators"])
    assert found["filings"][0].right == 1 and len(found["filings"]) == 1


def test_what_is_observed_does_not_hang_on_the_number_of_processes() -> None:
    again = observations(Size(2, 2, 0, 0, 5, kinds=("docx",)), (), jobs=1)
    both = observations(Size(2, 2, 0, 0, 5, kinds=("docx",)), (), jobs=2)
    strip = [(one.table, one.evidence, one.right, one.manner) for one in again]
    assert strip == [(one.table, one.evidence, one.right, one.manner) for one in both]


def test_a_small_draw_says_what_the_files_in_the_tree_say(small: Calibrated) -> None:
    rows = list(csv.DictReader(io.StringIO(small.files[WEIGHTS])))
    for row in rows:
        known = weights(row["table"]).get(row["signal"])
        many = int(row["right"]) + int(row["wrong"]) > 200
        if row["table"] == "indicators" and row["signal"] != BASE and many and known is not None and known.weight > 1.5:
            assert float(row["weight"]) > 0.3, row["signal"]
    assert {row["table"] for row in rows} == set(TABLES)


@pytest.mark.parametrize("name", [WEIGHTS, STEPS])
def test_the_files_in_the_tree_are_of_the_shape_that_the_command_writes(name: str, small: Calibrated) -> None:
    kept = (own_folder() / name).read_text(encoding="utf-8")
    assert kept.splitlines()[0] == small.files[name].splitlines()[0]
    tables = [row["table"] for row in csv.DictReader(io.StringIO(kept))]
    assert list(dict.fromkeys(tables)) == list(TABLES)


def test_the_report_names_families_and_channels_that_were_left_out(small: Calibrated) -> None:
    said = "\n".join(small.report)
    assert "indicators: each family" in said and "indicators: channel text" in said
