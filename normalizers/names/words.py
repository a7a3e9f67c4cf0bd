"""Names cut into words by jieba, with a dictionary of this project's own: the frequent words of jieba's and the forms'.

The dictionary is kept as data to spare the second that jieba's own takes to load.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import lru_cache
from pathlib import Path

_DICTIONARY = Path(__file__).parents[1] / "data" / "words.txt"
# Binary logarithms: of all counts of the dictionary together, and of a word that the forms add to it.
_WHOLE = 26
_ADDED = 12


def cut(text: str, added: tuple[str, ...]) -> tuple[str, ...]:
    """The likeliest words of a text, left to right; a character of no known word stands alone.

    `added` are known besides the general dictionary's.
    """
    return cutter(added)(text)


def general() -> Iterable[str]:
    """The words of the general dictionary."""
    return (word for word, _ in _lines())


@lru_cache(maxsize=4)
def cutter(added: tuple[str, ...] = (), without: frozenset[str] = frozenset()) -> Callable[[str], tuple[str, ...]]:
    """What cuts texts as `cut` does, for many of them; `without` are not known though the dictionary has them."""
    import jieba  # late: names that are an entry's word for word need no words

    known = {word: 1 << band for word, band in _lines() if word not in without}
    known.update(dict.fromkeys(added, 1 << _ADDED))
    found = jieba.Tokenizer()
    found.FREQ = {word[:end]: 0 for word in known for end in range(1, len(word))} | known
    found.total = 1 << _WHOLE
    found.initialized = True
    return lambda text: tuple(found.cut(text, HMM=False))


def _lines() -> Iterable[tuple[str, int]]:
    for line in _DICTIONARY.read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            band, *words = line.split(" ")
            yield from ((word, int(band)) for word in words)
