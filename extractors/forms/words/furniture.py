"""What a page holds beside its form: lines to sign, opinions of those who judge it, notes, the words of web pages and
viewers. None of it is an indicator, a department or a project."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.knowledge import knowledge
from normalizers.text import BORDERS, bare, compact, fold

_LONGEST = 60
#: A note of so many characters says that it is one without a colon behind it: 其他说明的问题无.
_WHOLE_NOTE = 6
_PAGE_NUMBER = re.compile(r"第\d{1,4}页(?:[/／,，]?共?\d{1,4}页)?|\d{1,4}页|共\d{1,4}页|[-—–]\d{1,4}[-—–]")
_SHORTEST_DATE = re.compile(r"年\s*月\s*日$")


@lru_cache(maxsize=8192)
def is_furniture(text: str) -> bool:
    """Whether a whole cell or line is furniture, a colon behind it or none; a name that only begins like one
    (打印机购置数量) is none."""
    word = compact(text).strip(BORDERS)
    if not word or len(word) > _LONGEST:
        return False
    return _is_signed(word) or _is_of_page(word.rstrip(":："))


def _is_signed(word: str) -> bool:
    """A line to sign, an opinion, a note without words, a seal's place."""
    known = knowledge("furniture")
    label = bare(word.replace("：", ":").partition(":")[0])
    if label in known["signed"] or label in known["notes"] or label.endswith(tuple(known["opinions"])):
        return True
    return bool(_SHORTEST_DATE.search(word)) or any(
        f"{opening}{seal}" in word for opening in "(（" for seal in known["seals"]
    )


def is_left_open(value: str) -> bool:
    """Whether what stands behind a label asks to be filled in, and nobody did: the place of a seal, a date without its
    figures."""
    word = compact(value)
    return not word.strip("年月日()（）") or (word[:1] in "(（" and word[-1:] in ")）" and _is_signed(word))


def _is_of_page(word: str) -> bool:
    if word in knowledge("furniture")["alone"] or _PAGE_NUMBER.fullmatch(word):
        return True
    said = fold(word)
    return any(fold(mark) in said for mark in knowledge("furniture")["pages"])


@cache
def table_end() -> re.Pattern[str]:
    """Where the rows of a table without borders end in running text: a sum with its figure, a note, a line to sign, an
    opinion, what the page prints behind its form."""
    sums, notes, signed, opinions, pages = (
        "|".join(sorted(map(re.escape, knowledge("furniture")[kind]), key=len, reverse=True))
        for kind in ("sums", "notes", "signed", "opinions", "pages")
    )
    whole = "|".join(re.escape(note) for note in knowledge("furniture")["notes"] if len(note) >= _WHOLE_NOTE)
    return re.compile(
        rf"(?:{sums})[\s:：{BORDERS}]*\d|(?:{notes})\s{{0,3}}[:：]|(?:{signed})\s{{0,3}}[:：（(]|{whole}"
        rf"|(?<=[\s{BORDERS}。])(?:{notes})[\s{BORDERS}]|(?<=[\s{BORDERS}。])[^\s{BORDERS}。，]{{0,14}}(?:{opinions})(?=[\s:：{BORDERS}（(]|$)|{pages}"
    )
