"""Numbers before levels, told from the figures that stand there by chance."""

from __future__ import annotations

import pytest

from extractors.forms.evidence.outlines import level_numbers
from tests.extractors.papers import reading, told


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1.产出指标1.1数量指标亮灯1.2质量指标完好2.效益指标2.1社会效益指标", ["1.", "1.1", "1.2", "2.", "2.1"]),
        (
            "一、产出指标（一）数量指标亮灯（二）质量指标完好二、效益指标（一）社会效益指标",
            ["一、", "（一）", "（二）", "二、", "（一）"],
        ),
        ("1.产出指标1.1数量指标亮灯551.2质量指标完好10102.效益指标", ["1.", "1.1", "1.2", "2."]),
        ("产出指标数量指标亮灯10质量指标完好8.5时效指标7效益指标", []),
        ("产出指标13质量指标完好12效益指标1.社会效益指标", []),
        ("", []),
    ],
)
def test_numbers_count_on_from_level_to_level(text: str, numbers: list[str]) -> None:
    assert [text[start:end] for start, end in level_numbers(text).items()] == numbers


@pytest.mark.parametrize("gap", ["", " ", "\n", " | "], ids=["nothing", "a blank", "a line", "a border"])
def test_levels_with_numbers_in_text(gap: str) -> None:
    rows = (
        ("1.产出指标", "1.1数量指标", "修缮校舍面积", "≥1200平方米", "1250平方米", "20", "20"),
        ("1.2质量指标", "校舍验收合格率", "100%", "100%", "30", "30"),
        ("2.效益指标", "2.1社会效益指标", "受益学生人数", "≥800人", "820人", "30", "30"),
        ("3.满意度指标", "3.1服务对象满意度指标", "师生满意度", "≥90%", "95%", "10", "10"),
    )
    head = ("一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", "分值", "得分")
    top = ("项目支出绩效自评表", "项目名称", "校舍修缮工程", "主管部门", "柳湾县教育局")
    row = "\n" if gap == " | " else gap
    found = reading(row.join(gap.join(one) for one in (top, head, *rows))).indicators
    assert [told(one)[2] for one in found] == [one[-5] for one in rows]
    assert [one.cell("level2").text for one in found] == [one[-6] for one in rows]
    assert [tuple(one.cell(role).text for role in ("target", "actual", "weight", "score")) for one in found] == [
        one[-4:] for one in rows
    ]
