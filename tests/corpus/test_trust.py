from __future__ import annotations

import pytest

from corpus.trust import review_of, under, widest

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
