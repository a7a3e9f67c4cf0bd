"""Words for people, in Chinese or English: sentences in `data/words.toml`, reasons in `data/reasons.toml`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

LANGUAGES = ("zh", "en")

_DATA = Path(__file__).with_name("data")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    language: str = "zh"

    def say(self, key: str, **parts: object) -> str:
        """The sentence of this key, its places filled."""
        return _sentences()[key][self.language].format(**parts)

    def has(self, key: str) -> bool:
        """True where there is such a sentence."""
        return key in _sentences()

    def term(self, group: str, word: str) -> str:
        """A word that the program uses, as the reader says it; the word itself where nothing is written down."""
        key = f"{group}-{word}"
        return self.say(key) if word and self.has(key) else word

    def wrong(self, key: str, detail: str) -> str:
        """Why something can't be saved; what the program says of itself in this language, as far as that is known."""
        return self.say(key, detail=self.reason(detail))

    def reason(self, phrase: str) -> str:
        """A phrase of a confidence's reasons in this language; as it is where it isn't known."""
        return phrase if self.language == "en" else _translated(phrase)

    def reasons(self, phrases: str) -> list[str]:
        """The phrases of a `reasons` column."""
        return [self.reason(phrase) for phrase in phrases.split("；") if phrase]

    def title(self, column: Any) -> str:
        """The title of a declared column."""
        return str(column.title_zh if self.language == "zh" else column.title_en)


def known(language: str | None) -> str:
    """The language, if we have it; else Chinese."""
    return language if language in LANGUAGES else LANGUAGES[0]


def _translated(phrase: str, is_part: bool = False) -> str:
    """The Chinese of a phrase and of the places listed in it; `is_part` for such a place, which lists none."""
    whole = _reasons().get(phrase)
    if whole:
        return whole
    for pattern, sentence in _patterns():
        found = pattern.fullmatch(phrase)
        if found:
            return sentence.format(*(group if is_part else _listed(group) for group in found.groups()))
    return phrase


def _listed(places: str) -> str:
    return "; ".join(_translated(place, is_part=True) for place in places.split("; "))


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    with (_DATA / "words.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def _reasons() -> Mapping[str, str]:
    with (_DATA / "reasons.toml").open("rb") as file:
        found: Mapping[str, str] = tomllib.load(file)
    return found


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    """The phrases that hold a word of the document, `{}` in its place."""
    holed = [(phrase, sentence) for phrase, sentence in _reasons().items() if "{}" in phrase]
    return [
        (re.compile("(.*)".join(map(re.escape, phrase.split("{}"))), re.DOTALL), sentence) for phrase, sentence in holed
    ]
