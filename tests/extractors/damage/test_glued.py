"""Labels and values that a scan put into one cell, or amounts that it put behind a rule of its own."""

from __future__ import annotations

import pytest

from extractors.forms.damage.glued import glued_pair
from extractors.recognition import recognise
from schema.document import Cell, Document, Paragraph, Table
from schema.reading import Reading


@pytest.mark.parametrize(
    ("text", "pair"),
    [
        ("项目负责人鲁子衡", ("项目负责人", "鲁子衡")),
        ("联系电话0996-5550041", ("联系电话", "0996-5550041")),
        ("地方主管部门松垣市商务局", ("地方主管部门", "松垣市商务局")),
        ("项目名称松垣市2023年动物防疫补助经费", ("项目名称", "松垣市2023年动物防疫补助经费")),
        ("项目名称  某事", ("项目名称", "某事")),
        ("单位名称  绥宁县商务局", ("单位名称", "绥宁县商务局")),
        ("项目负责人及联系电话  I雷知遥19900003503", ("项目负责人及联系电话", "雷知遥19900003503")),
        ("项目负责人及联系电话雷知遥19900003503", ("项目负责人及联系电话", "雷知遥19900003503")),
        ("项目名称", None),
        ("项目负责人及联系电话", None),
        ("项目负责人及电话", None),
        ("主管部门满意度", None),
        ("项目名称：路灯建设项目", None),
        ("负责人员到位情况良好", None),
        ("路灯建设项目", None),
        ("项目名称" + "路" * 100, None),
    ],
)
def test_pairs_without_a_rule(text: str, pair: tuple[str, str] | None) -> None:
    assert glued_pair(text) == pair


def read(*rows: str) -> Reading:
    """A scan of a table, cells of one column between strokes."""
    lines = [row.split("|") for row in rows]
    cells = (
        Cell(text, at, column, confidence=0.9) for at, line in enumerate(lines) for column, text in enumerate(line)
    )
    return recognise(Document("pdf-scan", (Paragraph("项目支出绩效目标表"), Table(tuple(cells)))))


def test_a_row_of_pairs_is_parted() -> None:
    found = read("项目名称|路灯建设项目", "项目负责人鲁子衡|联系电话0996-5550041").fields
    assert [(field.key, field.value) for field in found] == [
        ("项目名称", "路灯建设项目"),
        ("项目负责人", "鲁子衡"),
        ("联系电话", "0996-5550041"),
    ]
    assert found[1].confidence < found[0].confidence


def test_a_row_with_other_cells_is_left() -> None:
    found = read("产出指标|项目名称松垣市动物防疫补助经费|≥5个|合计", "项目名称|路灯建设项目").fields
    assert [field.value for field in found] == ["路灯建设项目"]


@pytest.mark.parametrize("cells", ["按支出性质分：|716.83", "按支出性质分|：716.83"])
def test_an_amount_behind_a_rule_of_its_own_belongs_to_its_label(cells: str) -> None:
    found = read(f"按收入性质分：716.83|{cells}", "其中：一般公共预算：591.97|其中：基本支出：471.83").amounts
    assert [("/".join(amount.path), amount.value.text) for amount in found][:2] == [
        ("按收入性质分", "716.83"),
        ("按支出性质分", "716.83"),
    ]


def test_a_heading_before_a_pair_is_no_part_of_its_label() -> None:
    found = read("资金情况|中期资金总额：962|年度资金总额：500").amounts
    assert [amount.path for amount in found] == [("中期资金总额",), ("年度资金总额",)]
