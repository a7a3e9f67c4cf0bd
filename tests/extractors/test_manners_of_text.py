"""One form flattened in the manners of archives: pipes and tabs that lost cells, cells a line, two storeys of heads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from tests.extractors.papers import reading, told

HEAD = (
    ("绩效指标", "年度指标值", "实际完成值", "分值", "得分"),
    ("一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位"),
)
ROWS = (
    ("产出指标", "数量指标", "新建路灯数量", "≥", "50", "盏", "52", "20", "20"),
    ("改造桥灯数量", "≥", "3", "座", "3", "10", "10"),
    ("质量指标", "路灯亮灯率", "≥", "95", "%", "96", "15", "15"),
    ("效益指标", "社会效益指标", "受益群众人数", "≥", "800", "人", "850", "30", "28"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥", "90", "%", "93", "10", "10"),
)
TOP = "项目支出绩效自评表\n（2023年度）\n"
MANNERS: dict[str, Callable[[Sequence[Sequence[str]]], str]] = {
    "pipes": lambda rows: "\n".join(" | ".join(row) + " |" + "|" * (9 - len(row)) for row in rows),
    "tabs": lambda rows: "\n".join("\t".join(row) for row in rows),
    "a cell and a pipe a line": lambda rows: "\n".join("\n".join(f"{cell} |" for cell in row) for row in rows),
    "a cell a line": lambda rows: "\n\n".join(cell for row in rows for cell in row),
    "blanks": lambda rows: "\n".join(" ".join(row) for row in rows),
}


@pytest.mark.parametrize("manner", MANNERS)
def test_the_rows_of_a_head_of_two_storeys(manner: str) -> None:
    found = reading(TOP + MANNERS[manner]((*HEAD, *ROWS))).indicators

    assert [told(one) for one in found] == [
        ("产出指标", "数量指标", "新建路灯数量"),
        ("产出指标", "数量指标", "改造桥灯数量"),
        ("产出指标", "质量指标", "路灯亮灯率"),
        ("效益指标", "社会效益指标", "受益群众人数"),
        ("满意度指标", "服务对象满意度指标", "群众满意度"),
    ]
    roles = ("operator", "target", "unit", "actual", "weight", "score")
    assert [tuple(one.cell(role).text for role in roles) for one in found] == [row[-6:] for row in ROWS]
