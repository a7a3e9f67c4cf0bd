"""The words that forms use for their heads and labels, from `data/headers.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from extractors.knowledge import knowledge
from normalizers.text import bare

#: A damaged head of at least this many characters is still known by likeness.
_LONG_ENOUGH = 4
_LIKENESS = 84.0
_LONGEST = 40
_WIDE_BLANK = re.compile(r"[ \u3000]{2,}")
_PART_OF_YEAR = re.compile(
    r"^(?:截[至止]|20\d\d年)?(?P<part>\d{1,2}[-—–~～至]\d{1,2}月份?|\d{1,2}月(?:\d{1,2}日|底|末)?|上半年|前?[一二三四1-4]个?季度)"
    r"(?P<rest>\D*)$"
)
#: The sections that hold what is printed over columns, and those of what stands in front of cells and rows.
HEADS = ("columns", "ambiguous")
LABELS = ("side", "totals", "fields", "lists", "goals", "money")
#: What this process does not know (`hide`).
_hidden: set[str] = set()


@dataclass(frozen=True, slots=True)
class Role:
    """What a head or label means, and from 0 to 1 how sure the spelling is; `name` is empty for no role."""

    name: str = ""
    sureness: float = 0.0

    def __bool__(self) -> bool:
        return bool(self.name)


NO_ROLE = Role()


def hide(unknown: frozenset[str]) -> None:
    """Takes spellings, bare, out of every section, until the process ends: how readers do without them is measured so.

    Raises `RuntimeError` where this process has asked for words with others hidden: much is made of words, and kept.
    """
    if (_data.cache_info().currsize or _hidden) and unknown != _hidden:
        raise RuntimeError("this process has made use of words already: hide some in a process of its own")
    _hidden.update(unknown)


def printed_words(sections: Sequence[str]) -> list[str]:
    """Every spelling of these sections, bare and in order, the hidden ones as well."""
    found = {bare(word) for section in sections for word in _spelled(section, knowledge("headers")[section])}
    return sorted(found)


def _spelled(section: str, lines: Mapping[str, list[str]]) -> Iterator[str]:
    """The spellings of a section: the words of its lines, or what the lines are about."""
    if section == "ambiguous":
        yield from lines
    else:
        yield from (word for listed in lines.values() for word in listed)


@cache
def _data() -> dict[str, dict[str, list[str]]]:
    return {
        section: {
            about: [word for word in listed if bare(word) not in _hidden]
            for about, listed in lines.items()
            if bare(about) not in _hidden
        }
        for section, lines in knowledge("headers").items()
    }


@cache
def spellings(section: str) -> dict[str, str]:
    """Every spelling of a section, bare, with the role that it has."""
    return {bare(word): role for role, words in _data()[section].items() for word in words}


@cache
def words(section: str, role: str) -> frozenset[str]:
    """The spellings of one role, bare."""
    return frozenset(bare(word) for word in _data()[section][role])


@cache
def listed(section: str, role: str) -> tuple[str, ...]:
    """The entries of one line of the data, in their order and as they stand there."""
    return tuple(_data()[section][role])


@cache
def column_sets() -> tuple[tuple[str, ...], ...]:
    """The roles of the columns that forms have side by side, left to right."""
    return tuple(tuple(roles) for roles in _data()["column_sets"].values())


@cache
def ambiguous() -> dict[str, tuple[str, ...]]:
    """The heads of several meanings, bare, with their roles in order of preference."""
    return {bare(word): tuple(roles) for word, roles in _data()["ambiguous"].items()}


@lru_cache(maxsize=65536)
def role_of(section: str, text: str) -> Role:
    """The role of a head or label in a section of the vocabulary; by likeness where a character is damaged."""
    if len(text) > _LONGEST * 2:
        return NO_ROLE
    word = bare(text)
    known = spellings(section)
    if word in known:
        return Role(known[word], 1.0)
    if not _LONG_ENOUGH <= len(word) <= _LONGEST or any(c.isdigit() for c in word):
        return NO_ROLE
    found = process.extractOne(word, known.keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    if found is None or abs(len(found[0]) - len(word)) > 1:
        return NO_ROLE
    return Role(known[found[0]], round(found[1] / 100 * 0.9, 2))


@lru_cache(maxsize=65536)
def column_role(text: str) -> Role:
    """The role of a column head of an indicator table; heads of two meanings have the role `?`.

    Two heads in one cell, a wide blank between them (columns that a page without rulings does not part), are the first.
    """
    parts = _WIDE_BLANK.split(text.strip())
    if len(parts) > 1 and not _role_of_head(text):
        roles = [_role_of_head(part) for part in parts]
        return roles[0] if all(roles) else NO_ROLE
    return _role_of_head(text)


def meanings(text: str) -> tuple[str, ...]:
    """The roles that a head of several meanings (`column_role` gives `?`) can have, in order of preference."""
    first = text if _role_of_head(text) else _WIDE_BLANK.split(text.strip())[0]
    return ambiguous().get(bare(first), ())


def period_of(text: str) -> str:
    """The part of the year that a head prints in front of what had been reached by then: `1-7月` of 1-7月执行情况."""
    found = _PART_OF_YEAR.match(bare(text))
    return found["part"] if found and found["rest"] in words("monitored", "words") else ""


def _role_of_head(text: str) -> Role:
    word = bare(text)
    if period_of(text):
        return Role("interim", 1.0)
    if word in ambiguous():
        return Role("?", 0.8)
    if word in spellings("side") and word not in spellings("columns"):
        return NO_ROLE
    return role_of("columns", text)


def is_word(section: str, role: str, text: str) -> bool:
    """Whether the text is one of the spellings, exactly."""
    return bare(text) in words(section, role)
