"""Characters without meaning of their own: blanks, widths, marks of other programs."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from pathlib import Path

# Format characters (zero-width space, joiners, byte order marks) stand in no dictionary and mean nothing here.
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")
_BLANKS = re.compile(r"\s+")
_BRACKETED = re.compile(r"[(（\[【〔][^()（）\[\]【】〔〕]*[)）\]】〕]")
_BETWEEN_WIDE = re.compile(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])")
_TRADITIONAL = Path(__file__).with_name("data") / "traditional.txt"

#: What parts the cells of a table that is written out in characters; none of them needs a backslash in a pattern.
BORDERS = "|｜│┃"
#: The same cells and words are asked for again and again: so many answers are kept.
_KEPT = 2048


def visible(text: str) -> str:
    """The text without characters that print nothing, blanks kept."""
    return _INVISIBLE.sub("", text)


@lru_cache(_KEPT)
def compact(text: str) -> str:
    """The text without any blank or line break: what a Chinese cell says once its layout is taken away."""
    return _BLANKS.sub("", visible(text))


def tidy(text: str) -> str:
    """The text on one line: blanks beside Chinese characters and punctuation go, blanks between Latin words stay."""
    return _BETWEEN_WIDE.sub("", _BLANKS.sub(" ", visible(text))).strip()


@lru_cache(_KEPT)
def fold(text: str) -> str:
    """For comparing only: compact, of one width (`％` as `%`, `（` as `(`), in lower case."""
    return compact(unicodedata.normalize("NFKC", text)).lower()


@lru_cache(_KEPT)
def bare(text: str) -> str:
    """For matching header words only: folded, without brackets and what stands in them, without a closing colon."""
    return _BRACKETED.sub("", fold(text)).strip(":：*")


@cache
def simplified() -> Mapping[int, str]:
    """For `str.translate`: traditional characters as the simplified ones that stand for them, one for one."""
    lines = _TRADITIONAL.read_text(encoding="utf-8").splitlines()
    words = [word for line in lines if not line.startswith("#") for word in line.split()]
    return {ord(traditional): word[0] for word in words for traditional in word[1:]}
