"""Indicators that lines or sentences list in one pattern of signs."""

from __future__ import annotations

from time import process_time

import pytest

from extractors.forms.text.patterned import patterned
from schema.document import Paragraph, Table

LEVELS = [["产出指标", "数量指标"], ["产出指标", "质量指标"], ["效益指标", "社会效益指标"]]
NAMED = [["疏浚河段", "≥8公里"], ["验收合格率", "100%"], ["受益户数", "≥120户"]]
HEADS = ["一级指标", "二级指标", "三级指标", "年度指标值"]
ROWS = [level + named for level, named in zip(LEVELS, NAMED, strict=True)]


def _blocks(text: str) -> list[str | list[list[str]]]:
    return [
        [[cell.text for cell in row] for row in block.rows()] if isinstance(block, Table) else block.text
        for block in patterned([Paragraph(line) for line in text.split("\n")])
    ]


@pytest.mark.parametrize(
    "sign", ["-", "/", " / ", "→", "->", " > ", "、", "——", "~", "#", "：", "＞＞".replace("＞", "»")]
)
@pytest.mark.parametrize("last", ["", "：", " ", "（"])
def test_lines_of_one_pattern_are_a_table(sign: str, last: str) -> None:
    closing = "）" if last == "（" else ""
    lines = [sign.join(row[:3]) + (last or sign) + row[3] + closing for row in ROWS]
    assert _blocks("\n".join(["本项目指标", *lines, "联系人"])) == ["本项目指标", [HEADS, *ROWS], "联系人"]


@pytest.mark.parametrize("number", ["{}.", "（{}）", "{}、", "- ", ""])
@pytest.mark.parametrize("between", ["；", "。", "；\n"])
def test_sentences_of_one_pattern_are_a_table(number: str, between: str) -> None:
    said = [number.format(at) + "、".join(row[:3]) + f"（{row[3]}）" for at, row in enumerate(ROWS, 1)]
    assert _blocks("指标如下。" + between.join(said) + "。")[-1] == [HEADS, *ROWS]


def test_a_head_of_the_same_signs_names_the_columns() -> None:
    heads = ["一级指标", "二级指标", "三级指标", "目标值", "完成值", "得分"]
    rows = [[*row, row[3], "10"] for row in ROWS]
    head, *said = ["、".join(row[:3]) + f"（{'，'.join(row[3:])}）" for row in [heads, *rows]]
    text = f"情况公示。项目名称：疏浚，按“{head}”列示：" + "；".join(f"{n}.{one}" for n, one in enumerate(said, 1))
    assert _blocks(text) == ["情况公示。", "项目名称：疏浚", [heads, *rows]]
    assert _blocks("\n".join([head, *said])) == [[heads, *rows]]


def test_words_before_values_name_the_columns() -> None:
    said = [f"{row[0]}/{row[1]}/{row[2]}：目标{row[3]}，完成{row[3]}，分值20，得分19" for row in ROWS]
    heads = [*HEADS, "实际完成值", "分值", "得分"]
    assert _blocks("\n".join(said)) == [[heads, *([*row, row[3], "20", "19"] for row in ROWS)]]


def test_a_sign_inside_a_cell_parts_none() -> None:
    rows = [*ROWS, ["产出指标", "成本指标", "运费（含装卸）", "≤15元/吨"]]
    lines = ["/".join(row[:3]) + "：" + row[3] for row in rows]
    assert _blocks("\n".join(lines)) == [[HEADS, *rows]]


@pytest.mark.parametrize(
    "row",
    [
        ["产出指标", "数量指标", "甲-乙线改造", "10-12公里"],
        ["产出指标", "时效指标", "完工时间", "2024-06-30前"],
        ["产出指标", "数量指标", "甲-乙-丙线改造", "≥9公里"],
    ],
)
def test_of_several_cuts_the_one_counts_whose_values_begin_like_some(row: list[str]) -> None:
    assert _blocks("\n".join("-".join(each) for each in [*ROWS[:2], row])) == [[HEADS, *ROWS[:2], row]]


def test_each_part_of_a_text_has_a_table_of_its_own() -> None:
    lines = ["-".join(row) for row in ROWS]
    text = "\n".join(["（一）项目名称：甲渠", *lines, "（二）项目名称：乙渠", *lines[:2]])
    table = [HEADS, *ROWS]
    assert _blocks(text) == ["（一）项目名称：甲渠", table, "（二）项目名称：乙渠", table[:3]]


@pytest.mark.parametrize(
    "text",
    [
        "甲-乙-丙-3个\n丁-戊-己-5个\n庚-辛-壬-7个",
        "产出指标 | 数量指标 | 疏浚河段 | 8公里\n| | 清淤河段 | 5公里\n效益指标 | 社会效益指标 | 受益户数 | 9户\n"
        "产出指标 | 质量指标 | 合格率 | 90%",
        "产出指标-数量指标-疏浚河段-≥8公里\n产出指标-质量指标-合格率-100%",
        "数量指标、质量指标、时效指标均完成，得20分。\n产出指标、效益指标、满意度指标均完成，得30分。",
        "产出指标 数量指标 疏浚(河段) 8公里\n产出指标 质量指标 合格(率) 9%\n效益指标 社会效益 受益(户) 9户",
        "",
    ],
)
def test_other_lines_are_left(text: str) -> None:
    assert _blocks(text) == text.split("\n")


def test_lines_of_many_signs_cost_little() -> None:
    line = "产出指标-" + "-（，）" * 60 + "3"
    assert len(_blocks("\n".join([line] * 800))) == 800
    lines = ["产出指标" + "-1" * (3 + at % 2 * 17) + "，2" * (at % 3) for at in range(600)]
    start = process_time()
    _blocks("\n".join([*lines, "产出指标" + "-1" * 140 + "，"]))
    assert process_time() - start < 8
