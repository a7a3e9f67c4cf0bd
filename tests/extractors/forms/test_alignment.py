"""Rows whose cells slipped, put back under their columns."""

from __future__ import annotations

import pytest

from extractors.forms.columns.heads import find_head
from extractors.forms.grid import Grid
from extractors.forms.rows.alignment import align
from tests.extractors.papers import LEVELS, counted, ruled

HEAD = f"{LEVELS}|指标值|分值|得分|偏差原因分析及改进措施"
WHOLE = "产出指标|数量指标|新建路灯数量|≥50盏|10|9|雨天多，施工慢，已调整工期。"


def aligned(row: str, grid: Grid | None = None) -> tuple[dict[str, str], float]:
    """The cells of the row behind the head by role, and how sure the row is."""
    table = grid or counted(HEAD, row, WHOLE, WHOLE)
    head = find_head(table, 0)
    assert head is not None
    found = align(table.rows[1], head.columns, table.exact)
    return {role: slots[0].label for role, slots in found.by_role(head.columns).items()}, found.sureness


def test_a_whole_row_stands_as_it_is_counted() -> None:
    cells, sureness = aligned("产出指标|质量指标|路灯亮灯率|≥95%|10|10|")
    assert cells == {
        "level1": "产出指标",
        "level2": "质量指标",
        "name": "路灯亮灯率",
        "target": "≥95%",
        "weight": "10",
        "score": "10",
    }
    assert sureness > 0.9


@pytest.mark.parametrize(
    "row",
    [
        pytest.param("路灯亮灯率|≥95%|10|10", id="to the left by two"),
        pytest.param("|路灯亮灯率|≥95%|10|10||", id="to the left by one"),
        pytest.param("|||路灯亮灯率|≥95%|10|10", id="to the right by one"),
    ],
)
def test_a_slipped_row_is_put_back(row: str) -> None:
    cells, sureness = aligned(row)
    assert cells == {"name": "路灯亮灯率", "target": "≥95%", "weight": "10", "score": "10"}
    assert sureness < 0.9


def test_a_row_without_its_second_level_keeps_the_rest() -> None:
    cells, _ = aligned("效益指标|路灯亮灯率|≥95%|10|10|灯具老化，已列入更换计划。")
    assert (cells["level1"], cells["name"], cells["target"]) == ("效益指标", "路灯亮灯率", "≥95%")
    assert cells["remark"] == "灯具老化，已列入更换计划。"


def test_exact_columns_are_never_moved() -> None:
    cells, sureness = aligned("", ruled(HEAD, "10|≥95%|路灯亮灯率||||", WHOLE))
    assert cells == {"level1": "10", "level2": "≥95%", "name": "路灯亮灯率"}
    assert sureness > 0.9


def test_a_wide_cell_counts_for_its_first_column() -> None:
    cells, _ = aligned("", ruled(HEAD, "产出指标|>|路灯亮灯率|≥95%|10|10|", WHOLE))
    assert "level2" not in cells
    assert cells["level1"] == "产出指标"


def test_a_cell_over_a_level_and_the_name_is_the_name() -> None:
    cells, sureness = aligned("", ruled(HEAD, "产出指标|新建路灯数量|>|≥95%|10|10|", WHOLE))
    assert "level2" not in cells
    assert (cells["level1"], cells["name"]) == ("产出指标", "新建路灯数量")
    assert sureness < 0.9


@pytest.mark.parametrize("row", ["产出指标|数量指标|>|≥95%|10|10|", "年度绩效指标|>|>||||"])
def test_a_wide_level_is_no_name(row: str) -> None:
    cells, _ = aligned("", ruled(HEAD, row, WHOLE))
    assert "name" not in cells


def test_a_row_of_a_thousand_cells_is_not_searched() -> None:
    cells, sureness = aligned("|".join(["≥95%"] * 1000))
    assert cells["name"] == "≥95%"
    assert sureness < 0.9
