"""The counts that columns are told by: what `jixiao corpus count` makes."""

from __future__ import annotations

from pathlib import Path

import pytest

from extractors.forms.evidence.characters import NAMES
from extractors.forms.evidence.counts import CELLS, COLUMNS, PAIRS, Counted, counted, read
from extractors.forms.text.arbiter import WEIGHTS
from pipeline.cli import run
from pipeline.measuring.counting import own_folder


@pytest.mark.slow
def test_the_counts_in_the_tree_are_what_the_command_makes(tmp_path: Path) -> None:
    assert run(["corpus", "count", "--out", str(tmp_path)]) == 0
    for name in (CELLS, PAIRS, COLUMNS, NAMES, WEIGHTS):
        assert (tmp_path / name).read_text(encoding="utf-8") == (own_folder() / name).read_text(encoding="utf-8")


def test_counting_does_not_hang_on_how_often_a_text_stands_or_in_which_order() -> None:
    table = [Counted("name", ["新建路灯数量", "公厕座数"]), Counted("target", ["≥5座", "≥6座"])]
    again = [Counted("name", ["公厕座数", "新建路灯数量", "公厕座数"]), Counted("target", ["≥6座", "≥5座", "≥5座"])]
    assert counted([table]) == counted([again])


def test_a_mark_that_stands_in_one_role_alone_speaks_for_it() -> None:
    texts = counted(
        [[Counted("name", [f"路灯{n}数量" for n in "甲乙丙丁"]), Counted("weight", ["5", "6", "7", "10"])]] * 3
    )
    model = read(*texts)
    said = dict(zip(model.roles, model.cells(["8", "9", "10"]), strict=True))
    assert max(said, key=lambda role: said[role]) == "weight"
    said = dict(zip(model.roles, model.cells(["路灯戊数量"]), strict=True))
    assert max(said, key=lambda role: said[role]) == "name"


def test_what_groups_the_rows_of_a_column_is_counted_by_column() -> None:
    table = [
        Counted("level1", ["产出指标", "产出值"], "in few rows"),
        Counted("name", ["路灯", "路灯数"], "in each row"),
    ]
    texts = counted([table] * 4)
    model = read(*texts)
    said = dict(zip(model.roles, model.grouping("in few rows"), strict=True))
    assert said["level1"] > said["other"] > said["name"]
    assert not model.grouping("").any()
