"""Signs before levels, and dots between names and values."""

from __future__ import annotations

import pytest

from extractors.forms.text.outlined import outlined
from schema.document import Paragraph


def _lines(*lines: str) -> list[str]:
    return [block.text for block in outlined([Paragraph(line) for line in lines]) if isinstance(block, Paragraph)]


@pytest.mark.parametrize("sign", ["★", "☆ ", "●●", "■", "※", "- ", "➢", "+", "#"])
def test_signs_before_levels_go(sign: str) -> None:
    assert _lines(f"{sign}产出指标", f"  {sign}数量指标") == ["产出指标", "  数量指标"]


@pytest.mark.parametrize("line", ["★做好巡护工作", "●", "-5", "产出指标"])
def test_signs_before_other_words_stay(line: str) -> None:
    assert _lines(line) == [line]


@pytest.mark.parametrize("dots", ["…………", "......", "······", "____", "————", " ...... ", "----", ". . . . . "])
def test_dots_that_lead_to_values_are_blanks(dots: str) -> None:
    named = {"巡护次数": "≥5次", "巡护里程": "9公里", "群众满意度": "≥90%"}
    lines = [f"{name}{dots}{value}" for name, value in named.items()]
    assert _lines("指标", *lines) == ["指标", *(f"{name}  {value}" for name, value in named.items())]


@pytest.mark.parametrize(
    "lines",
    [
        ("第一章……………3", "第二章……………9", "第三章……………12"),
        ("巡护次数……≥5次", "其他"),
        ("……", "甲……", "……乙", "……"),
        ("见下…次", "再见…次", "又见…次"),
    ],
)
def test_other_dots_stay(lines: tuple[str, ...]) -> None:
    assert _lines(*lines) == list(lines)


@pytest.mark.parametrize("sign", ["- ", "—— ", "•", "● ", "◇", "➢"])
def test_signs_before_items_of_a_list_go(sign: str) -> None:
    assert _lines(f"  {sign}巡护次数：5次", f"{sign}巡护里程：9公里") == ["  巡护次数：5次", "巡护里程：9公里"]


@pytest.mark.parametrize("brackets", ["【】", "[]", "〔〕"])
def test_brackets_round_a_level_alone_go(brackets: str) -> None:
    line = f"{brackets[0]}产出指标{brackets[1]}"
    assert _lines(line, f"{brackets[0]}做好巡护{brackets[1]}") == ["产出指标", f"{brackets[0]}做好巡护{brackets[1]}"]
