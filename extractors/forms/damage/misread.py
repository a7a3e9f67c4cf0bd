"""What a scan makes of a word: thin strokes lost, characters under a seal lost, shapes mistaken, marks beside it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from extractors.forms.words.vocabulary import listed
from normalizers.names.names import confused, lexicon
from normalizers.names.words import cut
from normalizers.text import bare, compact

# What one change costs, in characters of the word.
_THIN = 0.2  # a thin stroke lost, or taken for another
_MARK = 0.2  # a mark beside the characters, or a character seen twice
_SHAPE = 0.4  # a character of the same shape
_LOST = 0.7
_OTHER = 1.0
#: Of two words so near to each other in likeness, none is the nearest.
_TIE = 0.05
_LONGEST = 40
_MOST_MORE = 3
#: Dashes are none of them: 二-三季度.
_STROKES_AND_MARKS = re.compile(r"[一二三]{0,2}[=_→]+(?=[\u4e00-\u9fff])")
_SIGNS = frozenset("≥≤＞＜><=＝")
_CLOSING = frozenset("%％)）")


@dataclass(frozen=True, slots=True)
class Nearest:
    """The word that a damaged text is most likely, and how alike they are, from 0 to 1."""

    word: str
    likeness: float


def likeness(text: str, word: str) -> float:
    """How likely a scan makes the text of the word, from 0 to 1 for the word itself: one less its changes' cost.

    A text is like no word of which it has not a third of the characters, or that is far shorter.
    """
    if len(text) > min(len(word) + _MOST_MORE, _LONGEST) or sum(map(text.__contains__, word)) * 3 < len(word):
        return 0.0
    above = [0.0]
    for sign in word:
        above.append(above[-1] + _loss(sign))
    for at, seen in enumerate(text):
        extra = _surplus(text, at)
        row = [above[0] + extra]
        for column, sign in enumerate(word):
            row.append(
                min(above[column] + _change(seen, sign), above[column + 1] + extra, row[column] + _loss(sign)),
            )
        above = row
    return max(0.0, 1.0 - above[-1] / len(word)) if word else 0.0


def nearest(text: str, words: Iterable[str], least: float) -> Nearest | None:
    """The word that the text is most like, if it is that like, and no other word is as near."""
    best, second = Nearest("", 0.0), 0.0
    for word in words:
        found = likeness(text, word)
        if found > best.likeness:
            best, second = Nearest(word, found), best.likeness
        elif found > second:
            second = found
    return best if best.likeness >= least and best.likeness - second >= _TIE else None


def is_whole(text: str) -> bool:
    """Whether a dictionary knows every word of the text: 数量目标 says what it says, and is no damaged 数量指标."""
    return all(len(piece) > 1 for piece in _pieces(text))


def may_be(text: str, word: str) -> bool:
    """Whether the text can be what is left of the word: it says nothing whole, or says no more than the word, one thin
    stroke as good as another."""
    rest = iter(word)
    return not is_whole(text) or all(any(_change(seen, sign) <= _THIN for sign in rest) for seen in text)


def without_marks(text: str) -> str:
    """The text without marks at its edges that mean nothing there: in front of a word or a sign, behind a word."""
    said = text.strip()
    front = said.lstrip("".join(listed("damage", "before"))).lstrip()
    said = front if _is_chinese(front[:1]) or front[:1] in _SIGNS else said
    end = said.rstrip("".join(listed("damage", "behind"))).rstrip()
    return end if _is_chinese(end[-1:]) or end[-1:] in _CLOSING else said


def without_strokes(text: str) -> str:
    """The text without a lone horizontal stroke at an edge, where a dictionary sees no word in it and one beside it.

    `一工业发展` is a stroke and a word, `一次性`, `一网通办`, `一审案件` and `标段一` are words.
    """
    said = compact(text)
    if said.startswith(listed("damage", "opened")):
        return text
    if found := _STROKES_AND_MARKS.match(said):
        return said[found.end() :]
    pieces = _pieces(said)
    if len(pieces) > 1 and pieces[0] in _strokes() and len(pieces[1]) > 1:
        return said[1:]
    if len(pieces) > 1 and pieces[-1] in _strokes() and _is_word_alone(pieces[-2]):
        return said[:-1]
    return text


def _is_word_alone(piece: str) -> bool:
    return len(piece) > 1 and not piece.endswith(listed("damage", "counted"))


def _is_chinese(sign: str) -> bool:
    return "\u4e00" <= sign <= "\u9fff"


def plain(text: str) -> str:
    """The text as words are compared, without a bracket that never closes."""
    word = bare(text)
    at = word.rfind("(")
    return word[:at] if at > 0 and ")" not in word[at:] else word


@cache
def _marks() -> frozenset[str]:
    return frozenset(listed("damage", "marks"))


@cache
def _thin() -> frozenset[str]:
    return frozenset(listed("damage", "thin"))


@cache
def _strokes() -> frozenset[str]:
    return frozenset(sign for sign in _thin() if _is_chinese(sign))


@cache
def _shapes() -> tuple[frozenset[str], ...]:
    return tuple(frozenset(line) for line in listed("damage", "shapes"))


def _loss(sign: str) -> float:
    return _THIN if sign in _strokes() else _LOST


def _surplus(text: str, at: int) -> float:
    """What it costs that a character stands there that the word does not have."""
    seen = text[at]
    doubled = (at > 0 and text[at - 1] == seen) or text[at + 1 : at + 2] == seen
    return _MARK if doubled or seen in _marks() or seen in _thin() else _OTHER


@lru_cache(maxsize=65536)
def _change(seen: str, sign: str) -> float:
    if seen == sign:
        return 0.0
    if sign in _strokes() and seen in _thin():
        return _THIN
    alike = confused(seen, sign) or any(seen in shapes and sign in shapes for shapes in _shapes())
    return _SHAPE if alike else _OTHER


@lru_cache(maxsize=16384)
def _pieces(text: str) -> tuple[str, ...]:
    return cut(text, lexicon().words)
