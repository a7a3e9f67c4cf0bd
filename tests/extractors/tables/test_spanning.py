"""Heads of several storeys in texts with tabs, whose wide cells are printed once."""

from __future__ import annotations

import pytest

from extractors.tables.spanning import with_wide_cells

BODY = ["产出", "路灯", "98%", "96%", "≥99%", "计划"]


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        (
            [["级别", "名称", "近年", "当年", "依据"], ["", "", "2020年", "2021年", "", ""], BODY],
            ["级别", "名称", "近年", "近年", "当年", "依据"],
        ),
        (
            [
                ["级别", "名称", "指标值", "依据"],
                ["", "", "近年", "当年", ""],
                ["", "", "2020年", "2021年", "", ""],
                BODY,
            ],
            ["级别", "名称", "指标值", "指标值", "指标值", "依据"],
        ),
        ([["项目名称", "路灯"], BODY], ["项目名称", "路灯"]),
        (
            [["级别", "名称", "近年", "依据"], ["", "", "2020年", "2021年", "", ""], BODY],
            ["级别", "名称", "近年", "依据"],
        ),
    ],
)
def test_a_wide_cell_stands_over_each_of_its_columns(rows: list[list[str]], wanted: list[str]) -> None:
    found = with_wide_cells(rows)
    assert found[0] == wanted
    assert found[-1] == BODY
