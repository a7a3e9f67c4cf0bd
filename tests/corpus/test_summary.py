"""What a folder of filings is trusted for: small cases worked by hand."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest

from corpus.evaluate import evaluate
from corpus.gold import gold_of
from corpus.invent import invent
from corpus.printout import UNSEEN, lines_of
from corpus.report import Report, by_kind, mean_figures
from corpus.summary import Summary, mean_of, silence_of, summary_of
from tests.corpus.exporting import Rows, tables_of, write

#: Four filings with indicators and amounts of tables.
GOLDS = [gold_of(invent(seed, "project-results"), f"{seed}.txt") for seed in (1, 2, 3, 4)]
ALL = sum(not record.get("optional") for gold in GOLDS for record in gold["indicators"])


@pytest.fixture
def tables() -> dict[str, Rows]:
    """The export of a reader without a fault that is sure of everything."""
    found = deepcopy(tables_of(GOLDS))
    for row in (*found["indicators"], *found["amounts"]):
        row["confidence"] = "0.95"
    for filing in found["filings"]:
        filing["doubt"] = ""
    return found


def judged(folder: Path, tables: dict[str, Rows], golds: list[dict[str, Any]] = GOLDS) -> Report:
    (folder / "gold").mkdir()
    for gold in golds:
        (folder / "gold" / f"{gold['source']}.gold.json").write_text(json.dumps(gold), encoding="utf-8")
    return evaluate(write(folder / "export", tables), folder / "gold")


def figures(folder: Path, tables: dict[str, Rows]) -> Summary:
    return judged(folder, tables).summary()


def without_rows_of(tables: dict[str, Rows], filing: int, status: str, kept: int = 0) -> None:
    """Leaves a filing so many of its indicators, and that status."""
    own = [row for row in tables["indicators"] if row["filing_id"] == f"f{filing}"]
    for row in own[kept:]:
        tables["indicators"].remove(row)
    tables["filings"][filing]["status"] = status


def test_a_reader_without_a_fault_is_trusted_in_everything(tmp_path: Path, tables: dict[str, Rows]) -> None:
    found = figures(tmp_path, tables)
    assert found["right_and_sure"] == 1
    nothing = ("wrong_and_sure", "wrong_after_5", "wrong_after_20", "lost_in_silence", "empty_and_ok",
               "doubted_in_vain", "amounts_wrong_and_sure", "aurc", "aurc_best")  # fmt: skip
    assert {name: found[name] for name in nothing} == dict.fromkeys(nothing, 0)
    assert found["calibration_error"] == 0.05


def test_a_wrong_row_is_sure_or_not(tmp_path: Path, tables: dict[str, Rows]) -> None:
    tables["indicators"][0]["target_value"] = tables["indicators"][1]["target_value"] = "-7"
    tables["indicators"][1]["confidence"] = "0.5"
    assert figures(tmp_path, tables)["wrong_and_sure"] == round(1 / ALL, 4)


def test_an_invented_row_is_a_wrong_one(tmp_path: Path, tables: dict[str, Rows]) -> None:
    tables["indicators"].append({**tables["indicators"][0], "name": "凭空多出的一行字", "indicator_id": "x"})
    assert figures(tmp_path, tables)["wrong_and_sure"] == round(1 / (ALL + 1), 4)


def test_what_is_lost_is_silent_where_the_filing_is_ok(tmp_path: Path, tables: dict[str, Rows]) -> None:
    count = sum(row["filing_id"] == "f0" for row in tables["indicators"])
    without_rows_of(tables, 0, "ok")
    without_rows_of(tables, 1, "needs-review")
    found = judged(tmp_path, tables)
    assert found.summary()["lost_in_silence"] == round(count / ALL, 4)
    assert found.summary()["empty_and_ok"] == 1
    assert silence_of(found.documents)["lost"] == {"losing": 2, "silent": 1}


def test_a_filing_that_is_not_there_is_silent_and_a_failed_one_is_not(tmp_path: Path, tables: dict[str, Rows]) -> None:
    without_rows_of(tables, 0, "failed")
    without_rows_of(tables, 3, "ok")
    del tables["filings"][3]
    found = judged(tmp_path, tables)
    assert found.summary()["empty_and_ok"] == 1
    assert silence_of(found.documents)["lost"] == {"losing": 2, "silent": 1}


def test_of_the_wrong_rows_the_sure_ones_are_counted(tmp_path: Path, tables: dict[str, Rows]) -> None:
    for row in tables["indicators"][:4]:
        row |= {"target_value": "-7", "confidence": "0.9" if row is tables["indicators"][0] else "0.89"}
    assert silence_of(judged(tmp_path, tables).documents)["wrong"] == {"wrong": 4, "sure": 1, "share": 0.25}


@pytest.mark.parametrize(("doubt", "vain"), [("reading", 0.25), ("both", 0.25), ("content", 0.0), ("", 0.0)])
def test_a_doubted_reading_that_is_right_is_doubted_in_vain(
    tmp_path: Path, tables: dict[str, Rows], doubt: str, vain: float
) -> None:
    tables["filings"][0] |= {"status": "needs-review", "doubt": doubt}
    assert figures(tmp_path, tables)["doubted_in_vain"] == vain


def test_a_doubted_reading_that_is_wrong_is_not_doubted_in_vain(tmp_path: Path, tables: dict[str, Rows]) -> None:
    tables["filings"][0]["doubt"] = tables["filings"][1]["doubt"] = "reading"
    tables["indicators"][0]["target_value"] = "-7"
    assert figures(tmp_path, tables)["doubted_in_vain"] == round(1 / 3, 4)


def test_where_an_export_does_not_say_what_is_doubted_every_review_is_a_doubt(
    tmp_path: Path, tables: dict[str, Rows]
) -> None:
    for filing in tables["filings"]:
        del filing["doubt"]
    tables["filings"][0]["status"] = "needs-review"
    assert figures(tmp_path, tables)["doubted_in_vain"] == 0.25


def test_amounts_of_tables_are_trusted_apart(tmp_path: Path, tables: dict[str, Rows]) -> None:
    rows = [row for row in tables["amounts"] if row.get("source", "table") == "table"]
    rows[0]["value"] = "-7"
    found = figures(tmp_path, tables)
    optional = sum(bool(row.get("optional")) for row in rows)
    assert found["amounts_wrong_and_sure"] == round(1 / (len(rows) - optional), 4)
    assert found["wrong_and_sure"] == 0


def test_the_place_of_a_row_is_one_of_its_essential_cells(tmp_path: Path) -> None:
    golds = deepcopy(GOLDS[:1])
    golds[0]["indicators"][0]["place"] = "南塘镇"
    exported = tables_of(golds)
    exported["indicators"][0]["place"] = "北塘镇"
    found = judged(tmp_path, exported, golds).summary()
    assert found["by_cell"]["place"] == 0
    assert found["records"] < 1


def test_filings_are_told_apart_by_what_they_were_put_under(tmp_path: Path) -> None:
    golds = [
        {**deepcopy(gold), "stress": stress}
        for gold, stress in zip(GOLDS, (["merged", "late levels"], ["merged"], [], []), strict=True)
    ]
    found = judged(tmp_path, tables_of(golds), golds)
    assert {name: group["documents"] for name, group in found.by("stress").items()} == {"late levels": 1, "merged": 2}
    assert by_kind(found.figures())["by_stress"]["merged"]["records_f1"] == 1
    assert sum(line.startswith("merged ") for line in lines_of(found)) == 3


def test_a_failed_filing_counts_in_the_channel_that_its_name_tells(tmp_path: Path, tables: dict[str, Rows]) -> None:
    without_rows_of(tables, 0, "failed")
    tables["filings"][0]["channel"] = ""
    assert set(judged(tmp_path, tables).by("channel")) == {"text"}


def test_a_mean_is_taken_of_each_figure_that_there_is() -> None:
    found = mean_of([{"a": 1.0, "b": None, "by": {"x": 0.5}}, {"a": 0.0, "b": 0.4, "by": {"x": 1.0, "y": 1.0}}])
    assert found == {"a": 0.5, "b": 0.4, "by": {"x": 0.75, "y": 1.0}}


def test_figures_with_unseen_words_stand_below_the_others(tmp_path: Path, tables: dict[str, Rows]) -> None:
    (tmp_path / "seen").mkdir()
    (tmp_path / "unseen").mkdir()
    seen = judged(tmp_path / "seen", tables)
    without_rows_of(tables, 0, "ok")
    unseen = judged(tmp_path / "unseen", tables)
    lines = list(lines_of(seen, mean_figures([seen, unseen])))
    below = lines[1 + next(at for at, line in enumerate(lines) if line.startswith("all "))]
    assert below.startswith(UNSEEN)
    assert f"{(1 + unseen.summary()['records_f1']) / 2:.4f}" in below
    assert lines.count("") == list(lines_of(seen)).count("")


def test_a_failed_filing_stays_in_the_channel_that_it_has_elsewhere(tmp_path: Path, tables: dict[str, Rows]) -> None:
    (tmp_path / "seen").mkdir()
    (tmp_path / "unseen").mkdir()
    tables["filings"][0]["channel"] = "pdf-scan"
    seen = judged(tmp_path / "seen", tables)
    tables["filings"][0] |= {"channel": "", "status": "failed"}
    unseen = judged(tmp_path / "unseen", tables).with_channels_of(seen)
    assert {name: group["documents"] for name, group in unseen.by("channel").items()} == {"pdf-scan": 1, "text": 3}


def test_the_figures_of_nothing_are_those_of_a_reader_without_a_fault() -> None:
    found = summary_of([])
    assert (found["records_f1"], found["wrong_and_sure"], found["doubted_in_vain"]) == (1, 0, 0)
