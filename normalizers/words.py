"""Names cut into words, and how much each word says; the dictionary is jieba's, kept as data to spare its start."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path

_DICTIONARY = Path(__file__).with_name("data") / "words.txt"
_LONGEST = 4
# Binary logarithms: of all counts of the dictionary together, and of a word that the forms add to it.
_WHOLE = 26
_ADDED = 12


@lru_cache(maxsize=4)
def dictionary(added: tuple[str, ...] = ()) -> Mapping[str, int]:
    """Known words and the binary logarithm of their frequency; `added` are known besides."""
    known: dict[str, int] = {}
    for line in _DICTIONARY.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            band, *words = line.split(" ")
            known.update(dict.fromkeys(words, int(band)))
    known.update(dict.fromkeys(added, _ADDED))
    return known


def cut(text: str, known: Mapping[str, int]) -> tuple[str, ...]:
    """The likeliest words of a text, left to right; a character of no known word stands alone.

    As jieba does without its model for new words: the split whose words are together the most frequent.
    """
    best = [0.0] * (len(text) + 1)
    step = [1] * (len(text) + 1)
    for start in range(len(text) - 1, -1, -1):
        best[start] = best[start + 1] - _WHOLE
        for length in range(2, min(_LONGEST, len(text) - start) + 1):
            band = known.get(text[start : start + length])
            if band is not None and best[start + length] + band - _WHOLE > best[start]:
                best[start], step[start] = best[start + length] + band - _WHOLE, length
    return tuple(_steps(text, step))


def _steps(text: str, step: list[int]) -> Iterable[str]:
    start = 0
    while start < len(text):
        yield text[start : start + step[start]]
        start += step[start]


def weigh(texts: Iterable[Iterable[str]]) -> dict[str, float]:
    """How much each word says: the logarithm of how seldom a text holds it, and 1 where all do."""
    seen = list(texts)
    held = Counter(word for words in seen for word in set(words))
    return {word: 1 + math.log(len(seen) / count) for word, count in held.items()}
