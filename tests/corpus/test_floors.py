from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from corpus.evaluate import evaluate
from corpus.floors import BOUNDS, broken, kept_floors
from corpus.gold import gold_of
from corpus.invent import FAMILIES, invent
from corpus.printout import RIGHT, TRUST
from corpus.report import Figures
from corpus.summary import LESS_IS_BETTER
from corpus.wear.profiles import PROFILES
from tests.corpus.exporting import tables_of, write

GOLDS = [gold_of(invent(2, family), f"{family}.txt") for family in ("older", "transfer", "four-levels")]
ONE = {name: 1.0 for name, _ in RIGHT}
NONE = dict.fromkeys(LESS_IS_BETTER - {"calibration_error"}, 0.0)


def figures(folder: Path, spoiled: bool = False) -> Figures:
    tables = tables_of(GOLDS)
    for row in tables["indicators"][:3] if spoiled else []:
        row["target_value"] = "-7"
    for gold in GOLDS:
        (folder / f"{gold['source']}.gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return evaluate(write(folder / "export", tables), folder).figures()


def test_nothing_is_broken_where_everything_is_right(tmp_path: Path) -> None:
    groups = {"all": ONE, "channel": {"text": ONE}, "family": {"older": ONE}, "field": {"target": 1.0}}
    floors: dict[str, Any] = {"at_least": groups, "at_most": {"all": NONE, "channel": {"text": NONE}}}
    assert broken(figures(tmp_path), floors) == []


def test_each_group_that_fell_is_named_with_its_figure(tmp_path: Path) -> None:
    floors = {"all": {"records_f1": 1.0}, "channel": {"text": {"cells_f1": 1.0}, "pdf-text": {"cells_f1": 1.0}},
              "family": {"older": {"records_f1": 1.0}, "transfer": {"records_f1": 1.0}},
              "field": {"target": 1.0, "name": 1.0}}  # fmt: skip
    found = broken(figures(tmp_path, spoiled=True), {"at_least": floors})
    assert [line.split(" is ")[0] for line in found] == [
        "all: records_f1", "channel text: cells_f1", "family older: records_f1", "field: target"
    ]  # fmt: skip
    assert all(line.endswith("below 1.0") and "0." in line for line in found)


def test_what_is_better_the_smaller_it_is_is_named_where_it_rose(tmp_path: Path) -> None:
    floors = {"all": {"wrong_and_sure": 0.0, "lost_in_silence": 0.0}, "family": {"older": {"wrong_and_sure": 0.0},
              "transfer": {"wrong_and_sure": 0.0}}}  # fmt: skip
    found = broken(figures(tmp_path, spoiled=True), {"at_most": floors})
    assert [line.split(" is ")[0] for line in found] == ["all: wrong_and_sure", "family older: wrong_and_sure"]
    assert all(line.endswith("above 0.0") for line in found)


def test_a_figure_that_there_is_none_of_is_not_judged(tmp_path: Path) -> None:
    assert broken(figures(tmp_path), {"at_least": {"all": {"errors_in_least_confident_tenth": 1.0}}}) == []


@pytest.mark.parametrize("part", ["", "unseen_words", "scans"])
def test_kept_floors_name_groups_and_figures_that_there_are(part: str) -> None:
    kept = kept_floors()[part] if part else kept_floors()
    assert set(kept) - set(BOUNDS) == (set() if part else {"unseen_words", "scans"})
    for bound in BOUNDS:
        _name_what_there_is(kept[bound], LESS_IS_BETTER if bound == "at_most" else ONE.keys() | {"right_and_sure"})
    assert 0 not in _bounds(kept["at_least"])


def _name_what_there_is(floors: dict[str, Any], figures: frozenset[str] | set[str]) -> None:
    assert set(floors) <= {"all", "channel", "family", "wear", "stress", "field"}
    assert set(floors.get("family", {})) <= set(FAMILIES)
    assert set(floors.get("wear", {})) <= set(PROFILES)
    groups = (group for kind in ("channel", "family", "wear", "stress") for group in floors.get(kind, {}).values())
    assert {name for asked in (floors["all"], *groups) for name in asked} <= figures
    assert all(0 <= bound <= 1 for bound in _bounds(floors))


def _bounds(floors: dict[str, Any]) -> list[float]:
    """Every bound, however deep it lies."""
    return [bound for asked in floors.values() for bound in (_bounds(asked) if isinstance(asked, dict) else [asked])]


def test_every_figure_of_trust_is_bounded_on_one_side() -> None:
    assert {name for name, _ in TRUST} - LESS_IS_BETTER == {"right_and_sure"}
