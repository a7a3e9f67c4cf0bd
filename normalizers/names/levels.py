"""The words of the level columns, and the level of the standard framework that each means."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from normalizers.knowledge import table
from normalizers.text import bare, fold

_POINTS = re.compile(r"[(\[]?(?<!\d)\d{1,9}(?:-\d{1,9})?[)\]]?分?[)\]]?$|^[一二三四五六七八九十\d]{1,9}[、.]")


@lru_cache(maxsize=4096)
def standard_level(printed: str) -> str:
    """The standard name of a level, `时效` for `进度指标（10分）`; empty for one of no standard framework.

    A level 2 goes before a level 1 of the same words.
    """
    text = _core(printed)
    return _known("level2").get(text) or _known("level1").get(text, "")


def second_level(printed: str) -> str:
    """The standard level 2, empty where what is printed is none of them."""
    return _known("level2").get(_core(printed), "")


def _core(printed: str) -> str:
    text = _POINTS.sub("", fold(printed))
    text = _POINTS.sub("", bare(text) or text)
    tail = next((tail for tail in table("levels")["tails"] if text.endswith(tail) and len(text) > len(tail)), "")
    return text.removesuffix(tail)


@lru_cache(maxsize=2)
def _known(level: str) -> Mapping[str, str]:
    listed = table("levels")[level]
    return {_core(word): name for name, words in listed.items() for word in (name, *words)}
