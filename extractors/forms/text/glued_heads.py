"""Heads of columns in a text that nothing parts, cut into words where nobody knows all of them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from extractors.forms.evidence.counts import OTHER
from extractors.forms.words.vocabulary import ambiguous, column_role, spellings

#: A stretch of heads has so many characters at most, one of them so many.
_LONGEST, _LONGEST_HEAD = 60, 14
_STRETCH = re.compile(r"[\u4e00-\u9fff（）()、/]+")
#: What each character of a head is worth that is known, that is made like one or a longer one in short, and that is
#: short itself; what each head costs, and a character that is part of none.
_KNOWN, _LIKE, _SHORT, _A_HEAD, _STRANGE = 1.0, 0.8, 0.6, 0.6, -1.5
_LONGER = 4
_LEAST_LIKE = 0.8
#: So many heads make a stretch one of heads, and no more of its characters are strange.
_FEWEST, _MOST_STRANGE = 2, 0.25


def stretch_of_heads(text: str, start: int, end: int) -> list[tuple[str, str]]:
    """The heads (role, as printed) that a stretch of text is made of, from `start` to `end` or to the first figure or
    line's end before it; none where too little of it is known."""
    found = _STRETCH.match(text, start, min(end, start + _LONGEST))
    heads = _cut(found.group(0)) if found else []
    strange = sum(len(printed) for role, printed in heads if role == OTHER)
    told = sum(role != OTHER for role, _ in heads)
    return heads if told >= _FEWEST and strange <= _MOST_STRANGE * sum(len(printed) for _, printed in heads) else []


def _cut(text: str) -> list[tuple[str, str]]:
    """The likeliest way to cut a text into heads."""
    best: list[tuple[float, int, str]] = [(0.0, 0, "")]
    for end in range(1, len(text) + 1):
        ways = [(best[end - 1][0] + _STRANGE, end - 1, OTHER)]
        for start in range(max(0, end - _LONGEST_HEAD), end - 1):
            ways += [(best[start][0] + worth, start, role) for worth, role in _worths(text[start:end])]
        best.append(max(ways))
    cuts: list[tuple[str, int]] = []
    at = len(text)
    while at:
        cuts.append((best[at][2], at))
        at = best[at][1]
    places = [(OTHER, 0), *reversed(cuts)]
    return list(_joined([(role, text[before:end]) for (_, before), (role, end) in pairwise(places)]))


def _joined(heads: list[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """The heads, characters that are part of none run together."""
    strange = ""
    for role, printed in heads:
        if role == OTHER and len(printed) == 1:
            strange += printed
            continue
        if strange:
            yield OTHER, strange
        strange = ""
        yield role, printed
    if strange:
        yield OTHER, strange


def _worths(word: str) -> Iterator[tuple[float, str]]:
    """What a word is worth as a head, with its role."""
    length = len(word)
    if word in ambiguous():
        yield _KNOWN * length - _A_HEAD, ambiguous()[word][0]
    elif word in _in_short():
        yield (_LIKE if length >= _LONGER else _SHORT) * length - _A_HEAD, _in_short()[word]
    elif (known := column_role(word)).sureness >= _LEAST_LIKE and known.name not in ("?", "joint"):
        yield (_KNOWN if known.sureness == 1.0 else _LIKE) * length - _A_HEAD, known.name


@cache
def _in_short() -> Mapping[str, str]:
    """The heads in short, with their roles."""
    return spellings("short_heads")
