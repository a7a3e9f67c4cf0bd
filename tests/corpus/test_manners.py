"""Made indicators printed in the manners of archives."""

from __future__ import annotations

from random import Random

from corpus.manners import in_a_manner

INDICATOR = {"project": "修渠", "horizon": "annual", "level1": "产出指标", "level2": "数量指标",
             "target": {"raw": "≥3公里"}, "actual": None, "weight": 20.0, "score": None}  # fmt: skip
GOLD = {
    "filing": {"fiscal_year": "2023", "unit_name": "某局"},
    "indicators": [{**INDICATOR, "name": "修渠长度"}, {**INDICATOR, "name": "修桥长度"}],
}


def test_the_same_seed_prints_the_same_text() -> None:
    assert in_a_manner(Random(7), GOLD) == in_a_manner(Random(7), GOLD)


def test_many_seeds_print_many_manners_with_known_and_unknown_heads() -> None:
    texts = [in_a_manner(Random(seed), GOLD) for seed in range(60)]
    assert any("|" in text for text in texts)
    assert any("\t" in text for text in texts)
    assert 10 < sum("三级指标" in text for text in texts) < 50
    assert sum("修渠长度" in text and "≥3公里" in text for text in texts) > 40
    assert {text.count("产出指标") for text in texts} >= {1, 2}
