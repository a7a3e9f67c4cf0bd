"""Printed indicator names made comparable: of one width, in simplified characters, without quotes and brackets."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from normalizers.knowledge import table
from normalizers.text import bare, fold, simplified

_MARKS = re.compile(r"[^\w%‰+]|_")
_TARGET = re.compile(r"(?<=[^\W\d])[(\[]?[≥≤><=≧≦≯≮]=?[\d*.x]+[^\W\d]{0,4}[%‰]?[)\]]?$")
_NUMBERED = re.compile(r"^(?:指标\d{1,3}[:：、.]?|目标\d{1,3}[:：、.]|\d{1,2}[、.)](?!\d))")
# What must be left of a name when a word before or behind it goes.
_LEAST = 4


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The lists of `matching.toml`, put for looking up."""

    threshold: float
    accepted: float
    exact_length: int
    vague: frozenset[str]
    placed: frozenset[str]
    placeholders: frozenset[str]
    words: tuple[str, ...]
    openings: tuple[str, ...]
    closings: tuple[str, ...]
    endings: frozenset[str]
    confused: tuple[frozenset[str], ...]
    blurred: tuple[frozenset[str], ...]
    units: tuple[frozenset[str], ...]
    evidence: Mapping[str, float]
    weights: Mapping[str, float]


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """What the project knows of comparing names; read once."""
    data = table("matching")
    return Lexicon(
        threshold=data["threshold"],
        accepted=data["accepted"],
        exact_length=data["exact_length"],
        vague=frozenset(key(word) for word in data["vague"]),
        placed=frozenset(key(word) for word in data["placed"]),
        placeholders=frozenset(data["placeholders"]),
        words=tuple(data["words"]),
        openings=tuple(sorted(data["openings"], key=len, reverse=True)),
        closings=tuple(sorted(data["closings"], key=len, reverse=True)),
        endings=frozenset(data["endings"]),
        confused=tuple(frozenset(line) for line in data["confused"]),
        blurred=tuple(frozenset(line) for line in data["blurred"]),
        units=tuple(frozenset(line) for line in data["units"]),
        evidence=MappingProxyType(data["evidence"]),
        weights=MappingProxyType(data["weights"]),
    )


@lru_cache(maxsize=4096)
def key(name: str) -> str:
    """The name's letters and figures alone: of one width, in simplified characters, without quotes, stops, blanks, a
    number before it and a printed target behind it (`满意度≥95%`)."""
    return _MARKS.sub("", _TARGET.sub("", without_number(name).translate(simplified())))


def without_number(name: str) -> str:
    """The name, folded, without the number before it: `指标1：改造户数`, `2.改造户数`."""
    return _NUMBERED.sub("", fold(name))


def bare_key(name: str) -> str:
    """The same without brackets and what stands in them; empty where nothing is left."""
    return key(bare(name))


def core_key(name: str) -> str:
    """The key without brackets, with them where nothing else is left."""
    return bare_key(name) or key(name)


def trimmed(text: str) -> str:
    """A key without the words before and behind it that only say that it is to be done."""
    words = lexicon()
    if text.startswith(words.openings):
        for opening in _first(text, words.openings):
            text = text.removeprefix(opening)
    for closing in words.closings if text.endswith(words.closings) else ():
        if text.endswith(closing) and len(text) - len(closing) >= _LEAST:
            return text.removesuffix(closing)
    return text


def confused(one: str, other: str) -> bool:
    """Whether two characters are of one shape to a reading machine."""
    return any(one in shapes and other in shapes for shapes in lexicon().confused)


def _first(text: str, openings: tuple[str, ...]) -> list[str]:
    """The openings that the text has one after another, as long as enough is left."""
    found: list[str] = []
    while True:
        fitting = (word for word in openings if text.startswith(word) and len(text) - len(word) >= _LEAST)
        opening = next(fitting, None)
        if opening is None:
            return found
        found.append(opening)
        text = text.removeprefix(opening)
