"""Names of indicators in which a scan took one character for another of its shape: 结转结余事, 履职日标, 企业培育教."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache

from normalizers.names.names import confused, lexicon
from normalizers.names.parts import split
from normalizers.names.words import cut

_LEAST, _LONGEST = 4, 40
# A slip of reading: one character in five may be another of its shape, be lost or break a word, one in six any other.
_SLIP_EVERY = 5
_ODD_SLIP = 1.2


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


def shape(text: str) -> str:
    """The text with each character put as one that stands for all of its shape: two readings of one print are equal."""
    return text.translate(_one_of_a_shape())


def changed(name: str, other: str, printed: int = 0) -> int | None:
    """How many characters of the other were misread or lost in the name, if they are few and make no other word.

    `printed` is the length of the name as it is printed, where equal words have been put alike in it.
    """
    from rapidfuzz.distance import Levenshtein

    length = max(printed, len(name))
    allowed = length // _SLIP_EVERY
    if not allowed or Levenshtein.distance(name, other, score_cutoff=allowed) > allowed:
        return None
    changes = Levenshtein.editops(name, other)
    lost = [change.dest_pos for change in changes if change.tag == "insert"]
    if len(lost) > 1:  # one character alone is no word of several
        theirs = _covering(other)
        if any(count == len(word) > 1 for (_, word), count in Counter(theirs[at] for at in lost).items()):
            return None
    odd = 0
    for change in changes:
        alike_shapes = change.tag == "replace" and confused(name[change.src_pos], other[change.dest_pos])
        if change.tag == "insert" or alike_shapes:
            continue
        if len(_covering(name)[change.src_pos][1]) > 1:
            return None
        odd += not (change.tag == "replace" and len(_covering(other)[change.dest_pos][1]) > 1)
    return len(changes) if len(changes) + odd * (_ODD_SLIP - 1) <= length / _SLIP_EVERY else None


@lru_cache(maxsize=4096)
def _covering(text: str) -> list[tuple[int, str]]:
    """For each character the word that it stands in, and where that word begins."""
    found: list[tuple[int, str]] = []
    for word, _ in split(text):
        found.extend([(len(found), word)] * len(word))
    return found


@lru_cache(maxsize=1)
def _one_of_a_shape() -> Mapping[int, str]:
    """For each character one that stands for all that it may be taken for, at one remove or several."""
    groups: list[set[str]] = []
    for shapes in (*lexicon().confused, *lexicon().blurred):
        joined = set(shapes).union(*(group for group in groups if group & shapes))
        groups = [group for group in groups if not group & shapes] + [joined]
    return {ord(sign): min(group) for group in groups for sign in group}


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
    for word in _words(text):
        end += len(word)
        if at < end:
            return word
    return ""


@lru_cache(maxsize=256)
def _words(text: str) -> tuple[str, ...]:
    return cut(text, lexicon().words)
