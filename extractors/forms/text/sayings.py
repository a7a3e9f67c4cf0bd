"""Lines and sentences of a text with the signs in them that may part cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

#: Signs are looked for in so many characters of a line or a sentence, and in a text of so many in all.
_LONGEST, _MOST_CHARACTERS = 300, 60_000
_SIGN = re.compile(
    r"[ \t\u3000]*(?:=>|[-—–]+>|[-—–]+|(?<=[ \u3000])[>＞=](?=[ \u3000])"
    r"|(?P<sign>[/／\\|｜→⇒、，,；;：:（）()【】\[\]{}~～^#&*+·•»])(?P=sign)*)[ \t\u3000]*|[ \t\u3000]+"
)
# Where a sentence ends: behind a colon or a bracket as well, where a number follows.
_END = re.compile(r"[；;。\n]|[：:)）](?=\s*[(（]?\d{1,2}[.、．)）](?!\d))")
_NUMBER = re.compile(
    r"\s*(?:[(（](?:\d{1,3}|[一二三四五六七八九十]{1,3})[)）][.、．]?|(?:\d{1,3}|[一二三四五六七八九十]{1,3})[.、．)）](?!\d)|[•●·*]|-(?=\s))?\s*"
)
#: What stands at the ends of sentences.
ENDS = " \t\u3000；;。，,"

#: The signs between the cells of a record, as they are printed but for the number of blanks.
Signs = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Saying:
    """A line or a sentence: the paragraph it stands in (its number and from where to where), its words without a
    number, and the signs in them with their places."""

    paragraph: int
    start: int
    end: int
    text: str
    marks: tuple[tuple[str, int, int], ...]

    @property
    def signs(self) -> Signs:
        """The signs in order."""
        return tuple(sign for sign, _, _ in self.marks)

    def cells(self, places: Sequence[int]) -> list[str]:
        """What stands between the marks of these numbers, and before the first and behind the last."""
        starts = [0, *(self.marks[at][2] for at in places)]
        ends = [*(self.marks[at][1] for at in places), len(self.text)]
        return [self.text[start:end].strip() for start, end in zip(starts, ends, strict=True)]


@lru_cache(maxsize=16)
def sayings(texts: tuple[str, ...], by_sentence: bool) -> tuple[Saying, ...]:
    """The lines of a text, or its sentences; none of one that is longer than any filing."""
    if sum(map(len, texts)) > _MOST_CHARACTERS:
        return ()
    found: list[Saying] = []
    for number, text in enumerate(texts):
        for start, end in _sentences(text) if by_sentence else [(0, len(text))]:
            first = _NUMBER.match(text, start, end)
            words = text[first.end() if first else start : end].rstrip(ENDS)
            marks = (
                tuple((_sign(mark[0]), *mark.span()) for mark in _SIGN.finditer(words))
                if len(words) <= _LONGEST
                else ()
            )
            found.append(Saying(number, start, end, words, marks))
    return tuple(found)


def _sentences(text: str) -> list[tuple[int, int]]:
    bounds = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    return [(start, end) for start, end in pairwise(bounds) if start < end]


def _sign(printed: str) -> str:
    """A sign with one blank for all at each side."""
    sign = printed.strip()
    return f" {sign} " if sign and sign != printed else sign or " "
