"""The mark of a note that is set high is no part of a figure; powers are."""

from __future__ import annotations

import pytest

from extractors.reading import read_document
from extractors.tables.raised import lowered
from tests.extractors.ofd_files import ofd, text
from tests.extractors.papers import texts_of


@pytest.mark.parametrize(
    ("before", "raised", "said"),
    [
        ("114万元", "1", ""), ("98%", "2", ""), ("114万元", "[3]", ""), ("合格率", "①", ""), ("98%", "*", ""),
        ("98%", "1,2", ""), ("600m", "2", "2"), ("12立方米", "3", "3"), ("3×10", "4", "^4"), ("", "1", "1"),
        ("第", "th", "th"), ("100", "注1", ""),
    ],
)  # fmt: skip
def test_what_is_set_high_says_what_it_means(before: str, raised: str, said: str) -> None:
    assert lowered(raised, before) == said


def high(words: str, mark: str, size: float = 2.4, rise: float = 1.4, away: float = 0.2) -> str:
    """Words with a mark behind them, so much smaller and higher, so far away; in millimetres."""
    width = sum(4.0 if sign >= "\u2e80" else 2.0 for sign in words)
    return text(words, 20, 50) + text(mark, 20 + width + away, 50 - rise, size)


@pytest.mark.parametrize(
    ("content", "line", "count"),
    [
        (high("成本114万元", "1"), "成本114万元", 1),
        (high("合格率98%", "[2]"), "合格率98%", 1),
        (high("面积600m", "2"), "面积600m2", 0),
        (high("约3×10", "4"), "约3×10^4", 0),
        (high("成本114", "5", size=4.0, rise=0.0), "成本1145", 0),
        (high("成本114", "5", size=4.0, rise=1.5), "成本1145", 0),
        (high("成本114", "5", rise=0.0), "成本1145", 0),
        (text("1", 20, 48.6, 2.4) + text("成本", 21.5, 50), "1成本", 0),
    ],
    ids=["note", "bracketed", "unit", "power", "plain", "as large", "low", "before"],
)
def test_marks_of_notes_are_taken_off_pages(content: str, line: str, count: int) -> None:
    document = read_document(ofd(content))
    assert texts_of(document) == [line]
    assert document.warnings == ((f"marks of notes set high, taken off: {count}",) if count else ())
