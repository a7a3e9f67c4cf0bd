"""Tables that running text prints column by column."""

from __future__ import annotations

import pytest

from extractors.forms.text.column_runs import column_tables
from extractors.recognition import recognise
from schema.document import Document, Paragraph

NAMES = ("建设充电桩数量", "设备验收合格率", "工程完工及时率", "车主满意度")
TARGETS = ("≥60个", "100%", "≥95%", "≥90%")
RESULTS = ("64个", "100%", "97%", "92.5%")
ROWS = [("", "", *cells) for cells in zip(NAMES, TARGETS, RESULTS, strict=True)]
LEVELS = ("产出指标", "数量指标", "质量指标", "时效指标", "满意度指标", "服务对象满意度指标")


def _in_columns(gap: str) -> str:
    cells = ["一级指标", "二级指标", *LEVELS, "三级指标", *NAMES, "年度指标值", *TARGETS, "实际完成值", *RESULTS]
    return gap.join(cells)


@pytest.mark.parametrize("gap", ["\n", " ", "\n\n"])
def test_cells_under_their_heads_are_put_side_by_side(gap: str) -> None:
    (table,) = column_tables(_in_columns(gap))
    assert list(table.rows) == ROWS
    assert [role for role, _ in table.words] == ["level1", "level2", "name", "target", "actual"]


def test_heads_may_stand_before_all_columns() -> None:
    cells = ["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", *LEVELS, *NAMES, *TARGETS, *RESULTS]
    (table,) = column_tables("\n".join(cells))
    assert list(table.rows) == ROWS


def test_levels_between_the_names_are_theirs() -> None:
    named = "产出指标 数量指标 建设充电桩数量 质量指标 设备验收合格率 时效指标 工程完工及时率"
    named += " 满意度指标 服务对象满意度指标 车主满意度"
    (table,) = column_tables(f"一级指标 二级指标 三级指标 {named} 年度指标值 {' '.join(TARGETS)}")
    levels = [("产出指标", "数量指标"), ("产出指标", "质量指标"), ("产出指标", "时效指标")]
    assert [row[:2] for row in table.rows] == [*levels, ("满意度指标", "服务对象满意度指标")]


def test_a_unit_that_a_blank_parts_from_its_figure_is_joined_and_text_behind_is_left() -> None:
    text = f"三级指标 {' '.join(NAMES)} 指标值 60 个 100% ≥95% ≥90% 填表说明如下"
    (table,) = column_tables(text)
    assert [row[3] for row in table.rows] == ["60个", "100%", "≥95%", "≥90%"]
    assert text[table.end :].strip() == "填表说明如下"


def test_a_column_of_another_length_is_left_out_and_named() -> None:
    (table,) = column_tables("\n".join([_in_columns("\n"), "备注", "两台待装"]))
    assert list(table.rows) == ROWS
    assert table.left == ("两台待装",)


def test_columns_begin_anew_on_the_next_page() -> None:
    page = [
        "产出指标",
        "成本指标",
        "质量指标",
        "单桩建设成本",
        "设备完好率",
        "桩位标识完整率",
        "≤2万元",
        "≥98%",
        "100%",
        "1.9万元",
        "99%",
        "100%",
    ]
    (table,) = column_tables("\n".join([_in_columns("\n"), *page]))
    assert [row[2:] for row in table.rows][4:] == [
        ("单桩建设成本", "≤2万元", "1.9万元"), ("设备完好率", "≥98%", "99%"), ("桩位标识完整率", "100%", "100%"),
    ]  # fmt: skip


@pytest.mark.parametrize("gap", ["\n", " "])
def test_rows_are_no_columns(gap: str) -> None:
    rows = [cell for row in zip(NAMES, TARGETS, RESULTS, strict=True) for cell in row]
    assert not column_tables(
        gap.join(["一级指标", "二级指标", "三级指标", "年度指标值", "实际完成值", *LEVELS[:2], *rows])
    )


def test_a_document_is_read_by_the_columns_where_its_rows_say_nothing() -> None:
    lines = ["项目支出绩效自评表", "(2023年度)", "项目名称 公共充电桩建设", *_in_columns("\n").split("\n")]
    reading = recognise(Document("text", tuple(map(Paragraph, lines))))
    assert [(row.name.text, row.cell("target").text, row.cell("actual").text) for row in reading.indicators] == list(
        zip(NAMES, TARGETS, RESULTS, strict=True)
    )
    assert all(row.reasons for row in reading.indicators)
