"""Names of indicators in which a scan took one character for another of its shape: 结转结余事, 履职日标, 企业培育教."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from normalizers.names import lexicon
from normalizers.words import cut, dictionary

_LEAST, _LONGEST = 4, 40


def mended_name(name: str, is_known: Callable[[str], bool]) -> str:
    """The name with its one misread character put right, where that makes it a known name or a word of a character that
    stands in none, and only in one way; else the name as it is."""
    if not _LEAST <= len(name) <= _LONGEST or is_known(name):
        return name
    ways = list(_ways(name))
    known = {way for way, _ in ways if is_known(way)}
    worded = {way for way, at in ways if _says_more(way, name, at)}
    found = known or worded
    return found.pop() if len(found) == 1 else name


def _ways(name: str) -> Iterator[tuple[str, int]]:
    """The name with each of its characters taken for each of its shape, and which character that is."""
    for at, sign in enumerate(name):
        for other in _shapes(sign):
            yield name[:at] + other + name[at + 1 :], at


@lru_cache(maxsize=4096)
def _shapes(sign: str) -> frozenset[str]:
    return frozenset(other for shapes in lexicon().confused if sign in shapes for other in shapes) - {sign}


def _says_more(way: str, name: str, at: int) -> bool:
    """Whether a character that stands in no word stands in one once it is taken for the other, or ends the name as
    names of indicators end."""
    if _word_at(name, at) != name[at] or name[at] in lexicon().endings:
        return False
    return len(_word_at(way, at)) > 1 or (at + 1 == len(name) and way[at] in lexicon().endings)


def _word_at(text: str, at: int) -> str:
    """The word that a character stands in, by the dictionary."""
    end = 0
    for word in cut(text, dictionary(lexicon().words)):
        end += len(word)
        if at < end:
            return word
    return ""
