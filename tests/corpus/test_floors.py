from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from corpus.evaluate import below, evaluate, kept_floors
from corpus.gold import gold_of
from corpus.invent import FAMILIES, invent
from corpus.report import COLUMNS, Report
from corpus.wear.profiles import PROFILES
from tests.corpus.exporting import tables_of, write

GOLDS = [gold_of(invent(2, family), f"{family}.txt") for family in ("older", "transfer", "four-levels")]
ONE = {name: 1.0 for name, _ in COLUMNS}


def report(folder: Path, spoiled: bool = False) -> Report:
    tables = tables_of(GOLDS)
    for row in tables["indicators"][:3] if spoiled else []:
        row["target_value"] = "-7"
    for gold in GOLDS:
        (folder / f"{gold['source']}.gold.json").write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return evaluate(write(folder / "export", tables), folder)


def test_nothing_is_below_where_everything_is_right(tmp_path: Path) -> None:
    floors: dict[str, Any] = {"all": ONE, "channel": {"text": ONE}, "family": {"older": ONE}, "field": {"target": 1.0}}
    assert below(report(tmp_path), floors) == []


def test_each_group_that_fell_is_named_with_its_figure(tmp_path: Path) -> None:
    floors = {"all": {"records_f1": 1.0}, "channel": {"text": {"cells_f1": 1.0}, "pdf-text": {"cells_f1": 1.0}},
              "family": {"older": {"records_f1": 1.0}, "transfer": {"records_f1": 1.0}},
              "field": {"target": 1.0, "name": 1.0}}  # fmt: skip
    found = below(report(tmp_path, spoiled=True), floors)
    assert [line.split(" is ")[0] for line in found] == [
        "all: records_f1", "channel text: cells_f1", "family older: records_f1", "field: target"
    ]  # fmt: skip
    assert all(line.endswith("below 1.0") and "0." in line for line in found)


def test_a_figure_that_there_is_none_of_is_not_judged(tmp_path: Path) -> None:
    assert below(report(tmp_path), {"all": {"errors_in_least_confident_tenth": 1.0}}) == []


def test_kept_floors_name_groups_and_figures_that_there_are() -> None:
    for floors in (kept_floors(), kept_floors()["scans"]):
        _name_what_there_is(floors)


def _name_what_there_is(floors: dict[str, Any]) -> None:
    assert set(floors) <= {"all", "channel", "family", "wear", "field", "scans"}
    assert set(floors.get("family", {})) <= set(FAMILIES)
    assert set(floors.get("wear", {})) <= set(PROFILES)
    figures = {name for name, _ in COLUMNS}
    for asked in (floors["all"], *floors.get("channel", {}).values(), *floors.get("family", {}).values(),
                  *floors.get("wear", {}).values()):  # fmt: skip
        assert set(asked) <= figures
        assert all(0 < floor <= 1 for floor in asked.values())
