"""Tests for pages that are set in as a whole."""

from __future__ import annotations

import pytest

from extractors.readers.common_indent import without_common_indent
from extractors.reading import read_document
from extractors.recognition import recognise

_TITLE = "某站文印费绩效目标表"
_CELLS = [
    "项目名称", "文印费", "年度目标", "印好材料", "绩效\n    指标",
    "一级指标", "二级指标", "三级指标", "年度目标值", "实施周期目标值",
    "产出指标", "数量指标", "印制册数", "120册", "360册", "质量指标", "装订合格率", "≥96%", "≥98%",
    "满意度指标", "服务对象满意度指标", "读者满意度", "≥85%", "≥90%",
]  # fmt: skip


@pytest.mark.parametrize(
    "lines, expected",
    [
        (["题", *["    行"] * 9], ["题", *["行"] * 9]),
        (["题", *["    行"] * 9, "      深"], ["题", *["行"] * 9, "  深"]),
        (["题", *["    行", ""] * 9, "     "], ["题", *["行", ""] * 9, " "]),
        (["题", *["    行"] * 7], ["题", *["    行"] * 7]),
        (["行", "    行"] * 9, ["行", "    行"] * 9),
        (["\t行"] * 9, ["\t行"] * 9),
    ],
)
def test_a_page_set_in_as_a_whole_stands_at_the_edge(lines: list[str], expected: list[str]) -> None:
    assert without_common_indent(lines) == expected


def test_labels_of_two_lines_on_such_a_page_are_one() -> None:
    page = _TITLE + "".join(f"\n\n    {cell}" for cell in _CELLS)
    rows = recognise(read_document(page.encode())).indicators
    assert [(row.name.text, row.horizon) for row in rows if row.name.text == "印制册数"] == [
        ("印制册数", "annual"),
        ("印制册数", "long-term"),
    ]
