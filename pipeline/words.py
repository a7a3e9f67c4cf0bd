"""Words for people, in Chinese or English: sentences in `data/words.toml`; reasons in `data/reasons.toml` and failures,
with what to do about them, in `data/failures.toml`; findings in `data/findings.toml`.

What the program says of a document is a phrase with places: it is kept as it was said, which tells it for ever, and is
put into the reader's language at the door. Reasons and failures are said in English, findings in Chinese.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
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
        """A phrase of a confidence's reasons, or a failure, in this language; as it is where it isn't known."""
        return phrase if self.language == "en" else _translated(phrase)

    def finding(self, message: str) -> str:
        """What a finding says, in this language; as it is where it isn't known."""
        return message if self.language == "zh" else _in_english(message)

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
    return _put(phrase, _reasons(), _patterns(), (lambda place: place) if is_part else _listed)


def _listed(places: str) -> str:
    return "; ".join(_translated(place, is_part=True) for place in places.split("; "))


def _in_english(message: str, is_part: bool = False) -> str:
    """The English of a finding and of our own words in it; `is_part` for such words."""
    within = (lambda part: part) if is_part else partial(_in_english, is_part=True)
    return _put(message, _findings(), _finding_patterns(), within)


def _put(
    phrase: str,
    phrases: Mapping[str, str],
    patterns: Sequence[tuple[re.Pattern[str], str]],
    within: Callable[[str], str],
) -> str:
    """A phrase in the other language, what stands in its places put by `within`; itself where it is not known."""
    if whole := phrases.get(phrase):
        return whole
    for pattern, sentence in patterns:
        if found := pattern.fullmatch(phrase):
            return sentence.format(*map(within, found.groups()))
    return phrase


@cache
def _sentences() -> Mapping[str, Mapping[str, str]]:
    with (_DATA / "words.toml").open("rb") as file:
        return tomllib.load(file)


def _read(name: str) -> Mapping[str, str]:
    with (_DATA / name).open("rb") as file:
        found: Mapping[str, str] = tomllib.load(file)
    return found


@cache
def _reasons() -> Mapping[str, str]:
    return {**_read("reasons.toml"), **_read("failures.toml")}


@cache
def _findings() -> Mapping[str, str]:
    return _read("findings.toml")


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    return _with_places(_reasons())


@cache
def _finding_patterns() -> list[tuple[re.Pattern[str], str]]:
    return _with_places(_findings())


def _with_places(phrases: Mapping[str, str]) -> list[tuple[re.Pattern[str], str]]:
    """The phrases that hold a word of the document, `{}` in its place; those that say most beside it come first."""
    holed = [(phrase, sentence) for phrase, sentence in phrases.items() if "{}" in phrase]
    holed.sort(key=lambda pair: len(pair[0].replace("{}", "")), reverse=True)
    return [
        (re.compile("(.*)".join(map(re.escape, phrase.split("{}"))), re.DOTALL), sentence) for phrase, sentence in holed
    ]
