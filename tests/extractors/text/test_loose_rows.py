"""Tables of text that are read as text: rows that lost cells, and heads that nobody knows."""

from __future__ import annotations

import pytest

from extractors.forms.text.loose_rows import loose_rows
from schema.document import Table

ROWS = [
    ["产出指标", "数量指标", "购置编织袋", "≥56500条", "15"],
    ["", "质量指标", "设备完好率", "≥93%", "15"],
    ["", "时效指标", "隐患整改时限", "≤30天", "10"],
    ["效益指标", "社会效益指标", "火情早发现率", "≥80%", "10"],
]
KNOWN = ["一级指标", "二级指标", "三级指标", "指标值", "分值"]
UNKNOWN = ["大项", "二级分解", "指标细化", "期望水准", "核给分数"]
TOP = ["项目名称", "航空护林", "", "", ""]


@pytest.mark.parametrize(
    ("head", "rows", "is_text"),
    [
        (KNOWN, ROWS, False),
        (UNKNOWN, ROWS, True),
        (KNOWN, [ROWS[0], ROWS[1][1:], ROWS[2][1:], ROWS[3]], True),
        (UNKNOWN, [["年初预算", "100", "100", "", ""], ["执行数", "90", "90", "", ""]], False),
    ],
    ids=["known heads over even rows", "unknown heads", "rows that lost cells", "no levels"],
)
def test_what_is_read_as_text(head: list[str], rows: list[list[str]], is_text: bool) -> None:
    whole, text = loose_rows(Table.of([TOP, head, *rows], exact=False))
    assert whole is not None
    assert bool(text) == is_text
    assert len(list(whole.rows())) == (1 if is_text else 2 + len(rows))
