"""What a label says of time: one year, several, or the whole of something."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.knowledge import knowledge
from normalizers.text import fold

LONG, ANNUAL, WHOLE = "long-term", "annual", "whole"
_LONGEST = 60
# 2023年, 23年度, 二〇二三年.
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)(?:年度?)?|(?<!\d)[12]\d年度|二[〇○零o0][〇○零一二三四五六七八九]{2}年度?")
# 2023年-2025年, 2023.1至2025.12, 2023-25年.
_YEARS = re.compile(
    r"(?<!\d)(20\d\d)(?:[年.]?\d{0,2}月?(?:\d{1,2}日)?)(?:年?度?)(?:至|到|[-—–―~～－]{1,2})(20\d\d|[3-9]\d(?=年))(?:年度?)?"
    r"(?:[.]?\d{1,2}月?)?"
)
# No end of a longer number, and no 第三年, which is one.
_SEVERAL = re.compile(r"(?<![\d〇○零一二三四五六七八九第])[两二三四五六七八九十2-9]个?年度?|十[二三四五六七八]五")


def times_in(text: str) -> tuple[frozenset[str], str]:
    """What kinds of time a label names (`long-term`, `annual`, `whole`), and its folded text without these words."""
    if len(text) > _LONGEST:
        return frozenset(), fold(text)
    return _times_in(text)


@lru_cache(maxsize=16384)
def _times_in(text: str) -> tuple[frozenset[str], str]:
    rest, kinds = fold(text), set[str]()
    for pattern, kind in ((_YEARS, LONG), (_YEAR, ANNUAL), (_SEVERAL, LONG)):
        rest, count = pattern.subn("", rest)
        kinds |= {kind} if count else set()
    for word, kind in _words():
        if word in rest:
            rest = rest.replace(word, "")
            kinds.add(kind)
    return frozenset(kinds), rest


def time_of(text: str) -> str:
    """The time that a label is about: several years before one, one before the whole; empty where it names none."""
    kinds = times_in(text)[0]
    return next((kind for kind in (LONG, ANNUAL, WHOLE) if kind in kinds), "")


@cache
def _words() -> tuple[tuple[str, str], ...]:
    """The words of time with their kinds, the longest first."""
    listed = knowledge("headers")["times"]
    words = ((fold(word), kind) for kind, spelled in listed.items() for word in spelled)
    return tuple(sorted(words, key=lambda word: -len(word[0])))
