"""What a page holds beside its form: lines to sign, opinions of those who judge it, notes, the words of web pages and
viewers. None of it is an indicator, a department or a project."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from importlib.resources import files

from normalizers.text import BORDERS, bare, compact, fold

_LONGEST = 60
_PAGE_NUMBER = re.compile(r"第\d{1,4}页(?:[/／,，]?共?\d{1,4}页)?|\d{1,4}页|共\d{1,4}页|[-—–]\d{1,4}[-—–]")
_SHORTEST_DATE = re.compile(r"年\s*月\s*日$")


@cache
def _data() -> Mapping[str, Sequence[str]]:
    return tomllib.loads(files("extractors").joinpath("data/furniture.toml").read_text(encoding="utf-8"))


@lru_cache(maxsize=8192)
def is_furniture(text: str) -> bool:
    """Whether a whole cell or line is furniture; a name that only begins like one (打印机购置数量) is none."""
    word = compact(text).strip(BORDERS)
    if not word or len(word) > _LONGEST:
        return False
    return _is_signed(word) or _is_of_page(word)


def _is_signed(word: str) -> bool:
    """A line to sign, an opinion, a note without words, a seal's place."""
    label, colon, _ = word.replace("：", ":").partition(":")
    plain = bare(label)
    if plain in _data()["signed"] or plain in _data()["notes"]:
        return bool(colon) or plain == bare(word)
    if plain.endswith(tuple(_data()["opinions"])) or _SHORTEST_DATE.search(word):
        return True
    return any(f"{opening}{seal}" in word for opening in "(（" for seal in _data()["seals"])


def _is_of_page(word: str) -> bool:
    if word in _data()["alone"] or _PAGE_NUMBER.fullmatch(word):
        return True
    said = fold(word)
    return any(fold(mark) in said for mark in _data()["pages"])


@cache
def table_end() -> re.Pattern[str]:
    """Where the rows of a table without borders end in running text: a sum with its figure, a note, a line to sign, an
    opinion, what the page prints behind its form."""
    sums, notes, signed, opinions, pages = (
        "|".join(sorted(map(re.escape, _data()[kind]), key=len, reverse=True))
        for kind in ("sums", "notes", "signed", "opinions", "pages")
    )
    return re.compile(
        rf"(?:{sums})[\s:：{BORDERS}]*\d|(?:{notes})\s{{0,3}}[:：]|(?:{signed})\s{{0,3}}[:：（(]"
        rf"|(?<=[\s{BORDERS}。])(?:{notes})[\s{BORDERS}]|(?<=[\s{BORDERS}。])[^\s{BORDERS}。，]{{0,14}}(?:{opinions})(?=[\s:：{BORDERS}（(]|$)|{pages}"
    )
