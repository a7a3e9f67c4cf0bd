"""Markdown comes back as its tables and lines, without marks of style; a text with pipes alone is left alone."""

from __future__ import annotations

import time

import pytest

from extractors.readers.markdown import accepts
from extractors.reading import read_document
from tests.extractors.papers import texts_of

HEAD = "| 三级指标 | 指标值 |\n|---|---|\n"


def read(text: str) -> list[object]:
    return texts_of(read_document(text.encode()))


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        ("| 甲项 | 乙项 |\n|---|---|\n| 里程 | ≥3 |\n", [["甲项", "乙项"], ["里程", "≥3"]]),
        ("甲项 | 乙项\n--- | ---\n里程 | ≥3\n", [["甲项", "乙项"], ["里程", "≥3"]]),
        ("|甲项|乙项|\n|:--|:-:|\n|里程|≥3|", [["甲项", "乙项"], ["里程", "≥3"]]),
        ("|甲项|乙项|\n|-|-|\n|里程|\n", [["甲项", "乙项"], ["里程", ""]]),
        ("|甲项|乙项|\n|-|-|\n||≥3|\n", [["甲项", "乙项"], ["", "≥3"]]),
        (r"|甲项|乙项|" "\n|-|-|\n" r"|里程（县\|乡）|≥3|", [["甲项", "乙项"], ["里程（县|乡）", "≥3"]]),
        ("|**甲项**|__乙项__|\n|-|-|\n|`里程`|*≥3*|\n", [["甲项", "乙项"], ["里程", "≥3"]]),
        ("|甲项|乙项|\n|-|-|\n|里程<br>座数|≥3<br/>≥4|\n", [["甲项", "乙项"], ["里程\n座数", "≥3\n≥4"]]),
        ("|甲项|乙项|\n|-|-|\n|<b>里程</b>&nbsp;|&lt;3|\n", [["甲项", "乙项"], ["里程", "<3"]]),
        ("|甲项|乙项|\n|-|-|\n|偏差<5%|3*4*5|\n", [["甲项", "乙项"], ["偏差<5%", "3*4*5"]]),
    ],
)
def test_tables(table: str, rows: list[list[str]]) -> None:
    assert read(table) == [rows]


def test_rows_above_the_head_are_of_its_table() -> None:
    text = "绩效目标表\n| 单位 | 甲局 |\n| 三级指标 | 指标值 |\n|---|---|\n| 里程 | ≥3 |\n"
    assert read(text) == ["绩效目标表", [["单位", "甲局"], ["三级指标", "指标值"], ["里程", "≥3"]]]


def test_lines_lose_their_marks_and_keep_their_numbers() -> None:
    lines = "# 绩效目标表 #\n\n- 项目名称：**公路养护**\n* 见[批复](a.pdf)\n> 说明\n1. 完成养护。\n---\n\n"
    *said, table = read(lines + HEAD + "|里程|≥3|")
    assert said == ["绩效目标表", "项目名称：公路养护", "见批复", "说明", "1. 完成养护。"]
    assert table == [["三级指标", "指标值"], ["里程", "≥3"]]


def test_several_tables_keep_what_stands_between_them() -> None:
    text = HEAD + "|里程|≥3|\n\n## 二、其他\n" + HEAD + "|座数|≥4|\n尾注\n"
    head = ["三级指标", "指标值"]
    assert read(text) == [[head, ["里程", "≥3"]], "二、其他", [head, ["座数", "≥4"]], "尾注"]


def test_a_picture_is_named() -> None:
    document = read_document((HEAD + "|里程|≥3|\n\n![扫描件](a.png)\n").encode())
    assert document.unread == ("pictures that may hold content, not read: 1 (in the file)",)


@pytest.mark.parametrize(
    "text",
    [
        "甲|乙\n里程|≥3\n",
        "甲 - 乙 | 丙\n",
        HEAD + "|里程|≥3|多出|\n",
        "|甲|乙|\n|---|\n|里程|≥3|\n",
        HEAD + "|里程|≥3|\n\n甲|乙\n丙|丁\n",
        "---\n\n甲|乙",
    ],
)
def test_what_is_no_markdown(text: str) -> None:
    assert accepts(text.encode()) == 0.0


@pytest.mark.parametrize(
    "text",
    ["|a|b|\n|-|-|\n" * 40_000, "|-" * 90_000, "**a" * 100_000, "[a](" * 100_000, "- " * 200_000, "<p " * 100_000],
)
def test_hostile_texts_take_linear_time(text: str) -> None:
    start = time.process_time()
    read_document((HEAD + "|里程|≥3|\n\n" + text).encode())
    assert time.process_time() - start < 5
