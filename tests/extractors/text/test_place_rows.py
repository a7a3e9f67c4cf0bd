"""Tables of running text whose rows are places."""

from __future__ import annotations

import pytest

from extractors.forms.text.place_rows import place_tables
from extractors.recognition import recognise
from schema.document import Document, Paragraph

ROWS = (
    "实施单位 | 产 出 指 标 | 效 益 指 标 | |||",
    "质量指标 | 数量指标 | 社会效益指标 | ||",
    "管护合格率 | 管护村数 | 村容村貌 | ||",
    "东风乡 | 100% | 6个 | 明显改善 | ||",
    "向阳镇 | 98% | 4个 | 有所改善 | ||",
)


@pytest.mark.parametrize("sign", ["|", "\t"])
def test_each_name_has_a_value_a_place(sign: str) -> None:
    (table,) = place_tables("\n".join(ROWS).replace("|", sign))
    assert [printed for role, printed in table.words if role == "target"] == ["东风乡", "向阳镇"]
    assert table.rows == (
        ("产出指标", "质量指标", "管护合格率", "100%", "98%"),
        ("产出指标", "数量指标", "管护村数", "6个", "4个"),
        ("效益指标", "社会效益指标", "村容村貌", "明显改善", "有所改善"),
    )


def test_of_fewer_levels_than_names_a_numbered_name_stands_under_the_one_before() -> None:
    names = "管护合格率 | 指标1：管护村数 | 指标2：管护河道条数 | 村容村貌"
    values = ("东风乡 | 100% | 6个 | 2条 | 明显改善", "向阳镇 | 98% | 4个 | 1条 | 有所改善")
    (table,) = place_tables("\n".join([*ROWS[:2], names, *values]))
    assert [row[1] for row in table.rows] == ["质量指标", "数量指标", "数量指标", "社会效益指标"]


@pytest.mark.parametrize(
    "rows",
    [
        ROWS[:4],
        (*ROWS[:3], "合计 | 100% | 6个 | 明显改善", "平均 | 98% | 4个 | 有所改善"),
        (*ROWS[:2], *ROWS[3:]),
        ROWS[2:],
    ],
)
def test_without_two_places_names_or_levels_it_is_no_such_table(rows: tuple[str, ...]) -> None:
    assert not place_tables("\n".join(rows))


def test_a_document_has_an_indicator_for_each_place() -> None:
    lines = ("2022年村级管护资金绩效目标表", *ROWS)
    reading = recognise(Document("text", tuple(map(Paragraph, lines))))
    assert {(row.site, row.name.text, row.cell("target").text) for row in reading.indicators} >= {
        ("东风乡", "管护村数", "6个"), ("向阳镇", "村容村貌", "有所改善"),
    }  # fmt: skip
