"""Feet and heads of pages among the lines of a text."""

from __future__ import annotations

import pytest

from extractors.readers.page_feet import without_page_feet

ROWS = ["巡护次数 5次", "巡护里程 9公里", "火情起数 0起", "群众满意度 90%"]


@pytest.mark.parametrize(
    "foot", ["－ {} －", "- {} -", "—{}—", "第 {} 页", "第{}页 共9页", "Page {}", "{}/9", "~ {} ~"]
)
def test_feet_go_with_the_titles_beside_them(foot: str) -> None:
    pages = [[ROWS[at], foot.format(at + 7), "", "某县预算文本"] for at in range(4)]
    lines = ["某县预算文本", *(line for page in pages for line in page)]
    assert [line for line in without_page_feet(lines) if line] == ["某县预算文本", *ROWS]


def test_what_no_page_says_again_stays() -> None:
    lines = [ROWS[0], "- 1 -", ROWS[1], "- 2 -", ROWS[2]]
    assert without_page_feet(lines) == ROWS[:3]


@pytest.mark.parametrize("lines", [["- 5 -", ROWS[0]], ["- 5 -", "- 5 -"], ["9/9", "3/4", "5/7"], ["5", "6", "7"], []])
def test_numbers_that_count_no_pages_stay(lines: list[str]) -> None:
    assert without_page_feet(lines) == lines


def test_a_number_alone_ends_a_text_between_dashes() -> None:
    assert without_page_feet([*ROWS, "— 12 —", ""]) == [*ROWS, ""]
    assert without_page_feet([*ROWS, "3/4"]) == [*ROWS, "3/4"]
