"""What is looked at in a cell and in a head: short marks that can be counted."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import log2

from extractors.forms.words.content import is_operator
from normalizers.text import bare, fold

#: Of a cell so many characters are looked at, of its shape so many signs, and of its pairs of characters so many.
_READ, _SIGNS, _PAIRS = 300, 10, 30
_WORD = 4
#: Steps of length: two for each doubling, up to about 90 characters.
_STEPS, _LONGEST = 1.5, 9


@lru_cache(maxsize=2048)
def features(text: str) -> tuple[str, ...]:
    """The marks of a cell: its shape, its length, its ends, its pairs of characters, and the whole of a short word.

    The same mark may come several times.
    """
    word = fold(text[: 2 * _READ])[:_READ]
    return tuple(_marks(text, word)) if word else ()


def _marks(text: str, word: str) -> Iterator[str]:
    yield f"shape {shape(word)}"
    yield f"length {min(_LONGEST, int(_STEPS * log2(len(word) + 1)))}"
    yield f"begins {_masked(word[:1])}"
    yield f"begins {_masked(word[:2])}"
    yield f"ends {_masked(word[-1:])}"
    yield f"ends {_masked(word[-2:])}"
    if len(word) <= _WORD:
        yield f"word {_masked(word)}"
    if is_operator(text):
        yield "operator"
    yield from (f"pair {_masked(word[at : at + 2])}" for at in range(min(len(word) - 1, _PAIRS)))


def shape(word: str) -> str:
    """Runs of digits, Latin letters and Chinese characters as one sign each (`9`, `a`, `字`), others as printed."""
    signs: list[str] = []
    for character in word:
        sign = _sign(character)
        if not signs or signs[-1] != sign:
            signs.append(sign)
        if len(signs) == _SIGNS:
            break
    return "".join(signs)


def _sign(character: str) -> str:
    if character.isdigit():
        return "9"
    if character.isascii() and character.isalpha():
        return "a"
    return "字" if "\u4e00" <= character <= "\u9fff" else character


def _masked(word: str) -> str:
    """Which digit it is says nothing of the column."""
    return "".join("9" if character.isdigit() else character for character in word)


def letters(head: str) -> tuple[str, ...]:
    """The marks of a head: its characters and pairs of them, its ends marked."""
    word = f"^{bare(head)}$"
    return (*word[1:-1], *(word[at : at + 2] for at in range(len(word) - 1)))
