"""What signals weigh, counted from records of which it is known whether they are right."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

import numpy as np
import pytest

from corpus.calibration import STEPS, UNCOUNTED, WEIGHTS, Counted, Observed, counted, report, written
from corpus.logistic import Examples, fitted, monotone
from normalizers import confidence
from normalizers.confidence import BASE, SURE

FAMILIES = ("甲", "乙", "丙")


def records(evidence: Mapping[str, float], right: int, wrong: int, manner: str = "plain") -> list[Observed]:
    """So many right and wrong records that bear the same evidence, ten a filing, over three families."""
    verdicts = [1.0] * right + [0.0] * wrong
    return [
        Observed("indicators", evidence, verdict, f"{manner}{evidence}{at // 10}", FAMILIES[at % 3], "docx", manner)
        for at, verdict in enumerate(verdicts)
    ]


PLAIN = records({}, 190, 10)
BAD, HARMLESS, PROOF = {"a bad doubt": -1.0}, {"a harmless doubt": -1.0}, {"a proof": 1.0}
OBSERVED = [*PLAIN, *records(BAD, 10, 40), *records(HARMLESS, 95, 5), *records(PROOF, 100, 0)]


def weight(found: Counted, signal: str) -> float:
    return float(found.fit.weights[found.signals.index(signal)])


def chance(found: Counted, evidence: Mapping[str, float]) -> float:
    return found.chances(records(evidence, 1, 0))[0]


def test_a_signal_weighs_what_it_tells() -> None:
    found = counted("indicators", OBSERVED)
    assert weight(found, "a bad doubt") > 2 > 0.5 > weight(found, "a harmless doubt") >= 0
    assert weight(found, "a proof") > 0
    assert chance(found, BAD) < 0.5 < 0.9 < chance(found, {}) <= chance(found, PROOF)


def test_nothing_weighs_against_its_sense() -> None:
    upside_down = [*PLAIN, *records({"a doubt": -1.0}, 100, 0), *records({"a proof": 1.0}, 10, 90)]
    found = counted("indicators", upside_down)
    assert all(weight(found, signal) == 0 for signal in found.signals)


@pytest.mark.parametrize(
    ("signal", "right", "wrong", "sure"),
    [
        ("a doubt", 70, 30, False),
        ("a doubt", 99, 1, True),
        ("a doubt", 5, 0, False),
        ("finding: a rule (row)", 5, 0, True),
        ("finding: a rule (row)", 10, 20, False),
        ("setting: a picture", 10, 20, True),
    ],
)
def test_a_record_that_bears_what_was_often_wrong_or_seldom_met_is_never_sure(
    signal: str, right: int, wrong: int, sure: bool
) -> None:
    found = counted("indicators", [*records({"a proof": 9.0}, 900, 0), *records({signal: -1.0}, right, wrong)])
    assert (chance(found, {signal: -1.0, "a proof": 9.0}) >= SURE) == sure


@pytest.mark.parametrize(
    ("alone", "wrong_alone", "sure"), [(300, 3, True), (300, 90, False), (5, 0, False)], ids=["no", "yes", "who knows"]
)
def test_a_doubt_answers_for_what_was_wrong_without_a_worse_one(alone: int, wrong_alone: int, sure: bool) -> None:
    with_a_worse = records({**BAD, "a companion": -1.0}, 60, 140)
    by_itself = records({"a companion": -1.0}, alone - wrong_alone, wrong_alone)
    found = counted("indicators", [*PLAIN, *records({"a proof": 9.0}, 900, 0), *with_a_worse, *by_itself])
    assert (chance(found, {"a companion": -1.0, "a proof": 9.0}) >= SURE) == sure
    assert chance(found, {**BAD, "a companion": -1.0, "a proof": 9.0}) < SURE


def test_a_doubt_weighs_before_it_is_counted_what_one_does_that_never_was() -> None:
    assert UNCOUNTED == confidence.UNCOUNTED
    found = counted("indicators", [*PLAIN, *records({"a rare doubt": -1.0}, 1, 0)])
    assert weight(found, "a rare doubt") == pytest.approx(UNCOUNTED, abs=0.2)


def test_a_doubt_that_was_never_met_is_never_sure() -> None:
    assert chance(counted("indicators", OBSERVED), {"an unheard-of doubt": -1.0}) < SURE


def test_what_tells_the_level_teaches_no_weights() -> None:
    annotated = records(BAD, 300, 0, manner="annotated")
    plain, levelled = counted("indicators", OBSERVED), counted("indicators", [*OBSERVED, *annotated])
    assert plain.fit.weights.tolist() == levelled.fit.weights.tolist()
    assert np.mean(levelled.held_out) > np.mean(plain.held_out)


def test_the_records_of_a_filing_share_their_fate() -> None:
    alone = [Observed("indicators", BAD, 0.0, f"{at}", FAMILIES[at % 3], "docx") for at in range(50)]
    one = [Observed("indicators", BAD, 0.0, "one", FAMILIES[0], "docx")] * 50
    many, few = (counted("indicators", [*PLAIN, *records(HARMLESS, 95, 5), *each]) for each in (alone, one))
    assert weight(few, "a bad doubt") < weight(many, "a bad doubt")


def test_it_does_not_hang_on_the_order_of_records() -> None:
    one, other = (written([counted("indicators", each)], {"indicators": each}) for each in (OBSERVED, OBSERVED[::-1]))
    assert one == other


def test_the_files_name_each_signal_with_its_records() -> None:
    files = written([counted("indicators", OBSERVED)], {"indicators": OBSERVED})
    rows = {row["signal"]: row for row in csv.DictReader(io.StringIO(files[WEIGHTS]))}
    assert set(rows) == {BASE, *BAD, *HARMLESS, *PROOF}
    assert (rows["a bad doubt"]["right"], rows["a bad doubt"]["wrong"]) == ("10", "40")
    assert float(rows["a bad doubt"]["most"]) < SURE < float(rows["a harmless doubt"]["most"])
    steps = [(float(row["sum"]), float(row["chance"])) for row in csv.DictReader(io.StringIO(files[STEPS]))]
    assert steps == sorted(steps) and [step[1] for step in steps] == sorted(step[1] for step in steps)


def test_the_report_leaves_each_family_and_channel_out() -> None:
    lines = [line.split("  ")[0] for line in report({"indicators": OBSERVED})]
    assert lines[1:] == [*(f"indicators: family {name}" for name in sorted(FAMILIES)), "indicators: each family",
                         "indicators: each channel"]  # fmt: skip


def test_the_fit_is_the_likeliest_there_is() -> None:
    strengths = np.array([[0.0], [0.0], [0.0], [0.0], [-1.0], [-1.0], [-1.0], [-1.0]])
    right = np.array([1.0, 1.0, 1.0, 0.0, 1.0, 0.0, 0.0, 0.0])
    fit = fitted(Examples(strengths, right, np.ones(8)), np.zeros(1), stiffness=0.0)
    assert fit.base == pytest.approx(np.log(3), abs=1e-4)
    assert fit.weights[0] == pytest.approx(2 * np.log(3), abs=1e-4)


def test_the_calibration_never_falls() -> None:
    said = np.linspace(-3, 3, 300)
    right = (np.sin(np.arange(300) * 7) + said > 0).astype(float)
    steps = monotone(said, right, np.ones(300), 10)
    assert [step[:2] for step in steps] == sorted(step[:2] for step in steps)
    assert [step[1] for step in steps] == sorted(step[1] for step in steps)
    assert sum(step[2] for step in steps) == 300
    assert steps[0][1] > 0 and steps[-1][1] < 1
