from __future__ import annotations

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from corpus.evaluate import evaluate
from corpus.floors import broken
from corpus.gold import gold_of
from corpus.invent import FAMILIES, invent
from corpus.judging import confidence_of
from corpus.printout import lines_of
from corpus.records import caught
from corpus.report import Report, by_kind
from tests.corpus.exporting import Rows, tables_of, write

GOLDS = [gold_of(invent(2, family), f"{family}.txt") for family in FAMILIES]
SHARES = ("cells_f1", "records_f1", "head_f1", "table_amounts_f1", "goals_f1", "fields_f1")
Spoil = Callable[[dict[str, Rows]], None]


def report(folder: Path, tables: dict[str, Rows], golds: list[dict[str, Any]] | None = None) -> Report:
    (folder / "gold" / "deep").mkdir(parents=True)
    for gold in golds or GOLDS:
        path = folder / "gold" / "deep" / f"{gold['source']}.gold.json"
        path.write_text(json.dumps(gold, ensure_ascii=False), encoding="utf-8")
    return evaluate(write(folder / "export", tables), folder / "gold")


def test_the_gold_itself_is_right_in_everything(tmp_path: Path) -> None:
    found = report(tmp_path, tables_of(GOLDS)).summary()
    assert {name: found[name] for name in SHARES} == dict.fromkeys(SHARES, 1.0)
    assert found["narrative_f1"] == 1.0
    assert found["findings_recall"] == 1.0
    assert found["errors_in_least_confident_tenth"] is None


def test_nothing_exported_is_nothing_right(tmp_path: Path) -> None:
    found = report(tmp_path, {})
    assert found.summary()["cells_f1"] == 0
    assert found.summary()["records"] == 0
    assert {document.status for document in found.documents} == {"absent"}


def set_cell(table: str, column: str, value: str, at: int = 0) -> Spoil:
    def spoil(tables: dict[str, Rows]) -> None:
        tables[table][at][column] = value

    return spoil


def drop(table: str) -> Spoil:
    def spoil(tables: dict[str, Rows]) -> None:
        del tables[table][0]

    return spoil


def twice(table: str) -> Spoil:
    def spoil(tables: dict[str, Rows]) -> None:
        tables[table].append(tables[table][0])

    return spoil


SPOILS: list[tuple[Spoil, str]] = [
    (set_cell("indicators", "target_unit", "光年"), "records_f1"),
    (set_cell("indicators", "target_value", "-7"), "cells_f1"),
    (set_cell("indicators", "target_kind", "money"), "cells_f1"),
    (set_cell("indicators", "level2", "别的"), "cells_f1"),
    (set_cell("indicators", "horizon", "long-term", 30), "records_f1"),
    (set_cell("filings", "unit_name", "别处"), "head_f1"),
    (set_cell("filings", "fiscal_year", "1999"), "head_f1"),
    (set_cell("amounts", "value", "-7"), "table_amounts_f1"),
    (set_cell("amounts", "label", "别的"), "table_amounts_f1"),
    (set_cell("goals", "kind", "completion"), "goals_f1"),
    (set_cell("fields", "value", "别人", 1), "fields_f1"),
    *((drop(t), s) for t, s in (("indicators", "records_f1"), ("amounts", "table_amounts_f1"), ("goals", "goals_f1"))),
    *((twice(t), s) for t, s in (("indicators", "records_f1"), ("amounts", "table_amounts_f1"), ("goals", "goals_f1"))),
    (drop("values"), "cells_f1"),
]


@pytest.mark.parametrize(("spoil", "share"), SPOILS, ids=range(len(SPOILS)))
def test_each_fault_costs_and_is_named(tmp_path: Path, spoil: Spoil, share: str) -> None:
    golds = [gold for gold in GOLDS if gold["source"].startswith(("overall-history", "project-results"))]
    tables = deepcopy(tables_of(golds))
    spoil(tables)
    found = report(tmp_path, tables, golds)
    assert found.summary()[share] < 1
    assert sum(document.faults for document in found.documents) >= 1


def test_width_blanks_and_marks_do_not_matter(tmp_path: Path) -> None:
    tables = tables_of(GOLDS)
    for row in tables["indicators"]:
        row["name"] = "  ".join(row["name"]).replace("（", "(").replace("）", ")") + "。"
    assert report(tmp_path, tables).summary()["records_f1"] == 1


def test_optional_records_and_open_fields_cost_nothing(tmp_path: Path) -> None:
    gold = deepcopy(GOLDS[0])
    exported = tables_of([gold])
    gold["indicators"][0]["optional"] = True
    gold["indicators"][1]["optional_fields"] = ["target.unit", "basis"]
    exported["indicators"][1] |= {"target_unit": "光年", "basis": "别的"}
    del exported["indicators"][0]
    assert report(tmp_path, exported, [gold]).summary()["cells_f1"] == 1


def test_aliases_are_as_good_as_the_item(tmp_path: Path) -> None:
    gold = deepcopy(GOLDS[0])
    exported = tables_of([deepcopy(gold)])
    gold["amounts"][0]["aliases"] = ["收入/财政拨款"]
    exported["amounts"][0]["item"] = "收入/财政拨款"
    assert report(tmp_path, exported, [gold]).summary()["table_amounts_f1"] == 1


def test_scope_and_partial_leave_tables_out(tmp_path: Path) -> None:
    gold = deepcopy(GOLDS[0]) | {"scope": ["filing", "indicators", "goals"], "partial": ["goals"]}
    exported = tables_of([gold])
    exported["amounts"].clear()
    exported["goals"].append({"filing_id": "f0", "kind": "duty", "text": "凭空多出的一段话"})
    found = report(tmp_path, exported, [gold]).summary()
    assert (found["table_amounts_f1"], found["goals_f1"]) == (1, 1)


def test_a_head_out_of_scope_is_not_judged(tmp_path: Path) -> None:
    tables = tables_of(GOLDS[:1])
    tables["filings"][0]["unit_name"] = "别的单位"
    assert report(tmp_path / "all", tables, GOLDS[:1]).summary()["head_f1"] < 1
    assert report(tmp_path / "some", tables, [GOLDS[0] | {"scope": ["indicators"]}]).summary()["head_f1"] == 1


def test_a_sum_that_is_off_is_met_by_any_check_of_sums_and_another_rule_by_itself_alone() -> None:
    sums, points = ({"rule": rule, "about": "总分"} for rule in ("sum-mismatch", "score-sum-mismatch"))
    rows = {rule: [{"rule": rule, "message": "总分不符"}] for rule in ("sum-mismatch", "score-sum-mismatch", "typo")}
    assert [caught([sums], found, {}, []) for found in rows.values()] == [1, 1, 0]
    assert [caught([points], found, {}, []) for found in rows.values()] == [0, 1, 0]


@pytest.mark.parametrize(
    ("printed", "confidence"), [("0.7", 0.7), ("1.2", 1), ("-1", 0), ("nan", 0), ("sure", 0), ("", 0)]
)
def test_a_confidence_lies_between_nothing_and_one(printed: str, confidence: float) -> None:
    assert confidence_of({"confidence": printed}) == confidence


def test_a_copy_is_found_under_its_other_name(tmp_path: Path) -> None:
    gold = GOLDS[0]
    tables = tables_of([gold])
    tables["filings"][0]["source"] = "in/other.txt"
    tables["sources"] = [{"filing_id": "f0", "source": f"in/{gold['source']}"}]
    assert report(tmp_path, tables, [gold]).summary()["head_f1"] == 1


def test_errors_are_looked_for_among_the_least_confident(tmp_path: Path) -> None:
    tables = tables_of(GOLDS)
    for row in tables["indicators"][:5]:
        row |= {"target_value": "-7", "confidence": "0.1"}
    assert report(tmp_path, tables).summary()["errors_in_least_confident_tenth"] == 1


def test_a_review_sees_what_is_below_the_threshold_and_catches_what_is_wrong_there(tmp_path: Path) -> None:
    tables = tables_of(GOLDS)
    wrong = tables["indicators"][:10]
    for at, row in enumerate(wrong):
        # Four of them in a cell that does not make the record count as wrong.
        row |= {"level2": "别的"} if at < 4 else {"target_value": "-7"}
        row["confidence"] = "0.1" if at < 9 else "0.95"
    tables["indicators"].append({**tables["indicators"][0], "name": "凭空多出的指标", "confidence": "0.85"})
    found = report(tmp_path, tables).summary()["review"]
    count = len(tables["indicators"]) - sum(record["optional"] for gold in GOLDS for record in gold["indicators"])
    assert (found["records"], found["wrong"]) == (count, 11)
    assert found["share"] == round(9 / count, 4)
    assert found["caught"] == round(9 / 11, 4)
    # All others have 0.9: no threshold above takes them in without taking in more than a fifth.
    assert (found["best_threshold"], found["best_caught"]) == (0.9, round(10 / 11, 4))


def test_scans_are_told_apart_by_their_wear(tmp_path: Path) -> None:
    golds = [{**deepcopy(gold), "wear": wear} for gold, wear in zip(GOLDS, ("fax", "fax", "photo"), strict=False)]
    tables = tables_of([*golds, *GOLDS[3:]])
    tables["indicators"][0]["target_value"] = "-7"
    found = report(tmp_path, tables, [*golds, *GOLDS[3:]])
    assert {name: figures["documents"] for name, figures in found.by("wear").items()} == {"fax": 2, "photo": 1}
    assert found.by("wear")["fax"]["records_f1"] < found.by("wear")["photo"]["records_f1"] == 1
    floors = {"at_least": {"wear": {name: {"records_f1": 1.0} for name in ("fax", "photo")}}}
    assert broken(found.figures(), floors)[0].startswith("wear fax")
    assert any(line.startswith("photo ") for line in lines_of(found))


def test_report_is_json_and_lists_channel_form_field_and_worst(tmp_path: Path) -> None:
    tables = tables_of(GOLDS)
    tables["indicators"][0]["weight"] = "99"
    found = report(tmp_path, tables)
    whole = json.loads(json.dumps(by_kind(found.figures()), ensure_ascii=False))
    assert set(whole["by_form"]) == {"overall-target", "project-target", "self-evaluation"}
    assert set(whole["by_channel"]) == {"text"}
    lines = "\n".join(lines_of(found))
    assert "weight" in lines
    assert f"{GOLDS[0]['indicators'][0]['name']}: weight: want nothing, got 99" in lines


def test_a_gold_without_a_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.gold.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"x\.gold\.json"):
        evaluate(tmp_path, tmp_path)
