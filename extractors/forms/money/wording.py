"""The words of money tables as an engine read them: put right where one character makes a known word, and how sure."""

from __future__ import annotations

from functools import cache, lru_cache

from extractors.forms.grid import Slot
from extractors.forms.labels.openings import is_column_label
from extractors.forms.words.vocabulary import words
from normalizers.text import bare, compact

#: What is left of a word's chance where one of its characters was put right.
_PUT_RIGHT = 0.9
_SHORTEST = 2


def wording(slot: Slot) -> str:
    """What the cell says; of a cell that was read from a picture the known word that one character parts it from."""
    text = compact(slot.origin.text) if slot.continues else slot.text
    return put_right(text) if slot.origin.confidence < 1 else text


def surely_worded(slot: Slot) -> float:
    """The chance that the words of a label or head were read right: a known one hardly stands for another."""
    if slot.origin.confidence >= 1:
        return 1.0
    text = slot.origin.text
    if _is_known(text):
        return 1.0
    return _PUT_RIGHT if put_right(text) != text else slot.origin.confidence


@lru_cache(maxsize=8192)
def put_right(text: str) -> str:
    """The one known word of the same length that differs in a single character; else the text as it is."""
    word = bare(text)
    if _is_known(text) or len(word) < _SHORTEST or any(character.isdigit() for character in word):
        return text
    alike = [known for known in _by_length().get(len(word), ()) if _differing(known, word) == 1]
    return compact(text).replace(word, alike[0]) if len(alike) == 1 else text


def _differing(one: str, other: str) -> int:
    return sum(a != b for a, b in zip(one, other, strict=True))


def _is_known(text: str) -> bool:
    return is_column_label(text) or bare(text) in words("money", "rows") or bare(text) in words("money", "sums")


@cache
def _by_length() -> dict[int, tuple[str, ...]]:
    known = sorted(words("money", "columns") | words("money", "rows"))
    lengths = {len(word) for word in known}
    return {length: tuple(word for word in known if len(word) == length) for length in lengths}
