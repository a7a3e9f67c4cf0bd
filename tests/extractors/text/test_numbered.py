"""Numbers that begin a paragraph where line ends are lost."""

from __future__ import annotations

import pytest

from extractors.forms.words.numbered import is_first, is_numbered, with_lines


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("1.甲。2.乙。3.丙。", ["1.甲。", "2.乙。", "3.丙。"]),
        ("（一）甲；（二）乙", ["（一）甲；", "（二）乙"]),
        ("1、甲。 2、乙。", ["1、甲。", "2、乙。"]),
        ("1.甲。3.丙。2.乙。", ["1.甲。3.丙。", "2.乙。"]),
        ("1.甲。（2）乙。2.丙。", ["1.甲。（2）乙。", "2.丙。"]),
        ("甲。1.乙。2.丙。", ["甲。1.乙。2.丙。"]),
        ("2.甲。3.乙。", ["2.甲。3.乙。"]),
        ("1.增长1.5%，达到2.5亿元。2.乙。", ["1.增长1.5%，达到2.5亿元。", "2.乙。"]),
        ("甲", ["甲"]),
        ("", [""]),
    ],
)
def test_with_lines(text: str, lines: list[str]) -> None:
    assert with_lines(text).split("\n") == lines


@pytest.mark.parametrize(
    ("text", "numbered", "first"),
    [
        ("1.甲", True, True),
        ("（一）甲", True, True),
        ("2、甲", True, False),
        ("(3)甲", True, False),
        ("甲1.", False, False),
        ("1.5%", False, False),
        ("", False, False),
    ],
)
def test_is_numbered(text: str, numbered: bool, first: bool) -> None:
    assert (is_numbered(text), is_first(text)) == (numbered, first)
