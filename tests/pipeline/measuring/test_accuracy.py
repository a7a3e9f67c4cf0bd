from __future__ import annotations

from pipeline.measuring.accuracy import Accuracy


def test_what_fell_is_worse_and_of_errors_what_rose() -> None:
    before = {"cells_f1": 0.9, "records_f1": 0.9, "wrong_and_sure": 0.1, "lost_in_silence": 0.1}
    now = {"cells_f1": 0.95, "records_f1": 0.85, "wrong_and_sure": 0.2, "lost_in_silence": 0.05}
    assert Accuracy(now, before).worse == ["records_f1", "wrong_and_sure"]
    assert Accuracy(before, before).worse == []
    assert Accuracy(now, {}).worse == []
