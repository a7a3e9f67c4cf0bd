from __future__ import annotations

import pytest

from corpus.trust import (
    area,
    calibration_error,
    found_in,
    review_of,
    right_and_sure,
    under,
    widest,
    wrong_after,
    wrong_and_sure,
)

#: Ten records: the worse the confidence the likelier wrong.
DOUBTS = [(round(0.1 * n, 1), n in (1, 2, 4)) for n in range(1, 11)]


def test_a_threshold_itself_is_not_below_it() -> None:
    assert under(DOUBTS, 0.4) == (0.3, 2 / 3)
    assert under(DOUBTS, 0.0) == (0.0, 0.0)
    assert under(DOUBTS, 2.0) == (1.0, 1.0)


def test_where_nothing_is_wrong_nothing_can_be_caught() -> None:
    assert under([(0.5, False)], 0.8) == (1.0, None)
    assert under([], 0.8) == (0.0, None)


@pytest.mark.parametrize(("share", "threshold"), [(0.0, 0.1), (0.2, 0.3), (0.29, 0.3), (0.3, 0.4), (1.0, 1.0)])
def test_the_widest_threshold_sends_no_more_than_its_share(share: float, threshold: float) -> None:
    assert widest(DOUBTS, share) == threshold
    assert share == 1 or under(DOUBTS, threshold)[0] <= share


def test_equal_confidences_are_sent_together_or_not_at_all() -> None:
    doubts = [(0.5, True)] * 3 + [(0.9, False)] * 7
    assert widest(doubts, 0.2) == 0.5
    assert under(doubts, widest(doubts, 0.2))[0] == 0
    assert widest(doubts, 0.3) == 0.9


def test_the_figures_of_a_review() -> None:
    assert review_of(DOUBTS, 0.35) == {
        "records": 10, "wrong": 3, "threshold": 0.35, "share": 0.3, "caught": 0.6667,
        "best_threshold": 0.3, "best_share": 0.2, "best_caught": 0.6667,
    }  # fmt: skip
    assert review_of([])["best_caught"] is None


#: Of five records the second and the fourth are wrong.
TRUSTED = [(0.95, True), (0.9, False), (0.85, True), (0.3, False), (0.3, True)]


def test_nine_tenths_count_as_sure() -> None:
    assert wrong_and_sure(TRUSTED) == 1 / 5
    assert right_and_sure(TRUSTED) == 1 / 3
    assert wrong_and_sure([(0.8999, False)]) == 0


@pytest.mark.parametrize(("share", "left_wrong"), [(0.0, 2 / 5), (0.05, 2 / 5), (0.2, 2 / 4), (0.4, 1 / 3), (1.0, 0.0)])
def test_what_is_left_after_a_review_of_equals_is_what_is_wrong(share: float, left_wrong: float) -> None:
    assert wrong_after(TRUSTED, share) == left_wrong


def test_calibration_is_judged_in_tenths_by_how_many_stand_there() -> None:
    # 0.9 to 1: 1.85 promised, 1 right; 0.8 to 0.9: 0.85 and 1; 0.3 to 0.4: 0.6 and 1.
    assert calibration_error(TRUSTED) == pytest.approx((0.85 + 0.15 + 0.4) / 5)
    assert calibration_error([(1.0, True)] * 3) == 0


def test_the_area_counts_every_hundredth_left_out() -> None:
    # Up to a quarter nothing is left out and one of two is wrong; beyond, the wrong one is out first.
    assert area([(0.2, False), (0.8, True)]) == pytest.approx(26 * 0.5 / 100)
    assert area([(0.8, False), (0.2, True)]) == pytest.approx((26 * 0.5 + 49) / 100)


def test_errors_are_looked_for_in_the_least_trusted_part() -> None:
    assert found_in(TRUSTED, 0.4) == 1 / 2
    assert found_in([(0.4, True)]) is None


def test_nothing_is_trusted_in_nothing() -> None:
    figures = (wrong_and_sure([]), right_and_sure([]), wrong_after([], 0.2), calibration_error([]), area([]))
    assert figures == (0, 0, 0, 0, 0)
