"""The words that forms use for their heads and labels, from `data/headers.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz import fuzz, process

from extractors.forms.words.goal_words import composed_goal
from extractors.forms.words.head_parts import composed_head
from extractors.forms.words.times import LONG, WHOLE, times_in
from extractors.forms.words.unit_words import is_unit_label
from extractors.knowledge import knowledge
from normalizers.text import bare, fold

#: A damaged head of at least this many characters is still known by likeness.
_LONG_ENOUGH = 4
_LIKENESS = 84.0
_LONGEST = 40
_WIDE_BLANK = re.compile(r"[ \u3000]{2,}")
# Around the label of a cell: its number, and what asks for a code as well.
_EDGES = re.compile(r"^(?:\d{1,2}[.、．]|[一二三四五六七八九十]{1,2}、)|[及和与、/]?(?:编码|代码|编号)$")
# The label of one of several projects: 项目一, 项目2名称.
_NUMBERED_PROJECT = re.compile(r"^(?:子?项目|专项)(?:[一二三四五六七八九十]{1,3}|\d{1,2})(?:名称)?$")
_PART_OF_YEAR = re.compile(
    r"^(?:截[至止]|20\d\d年)?(?P<part>\d{1,2}[-—–~～至]\d{1,2}月份?|\d{1,2}月(?:\d{1,2}日|底|末)?|[上下]?半年|[前第]?[一二三四1-4]个?季度?)"
    r"(?P<rest>\D*)$"
)
#: How sure a label is that is in no list, but made of the words of such labels alone.
COMPOSED = 0.97
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


@dataclass(frozen=True, slots=True)
class Qualified:
    """A head without what qualifies it: its `role`, and the `year` and the kinds of qualifiers (`long-term`, `annual`,
    `history`, `adjusted`, `second`) that stand in it."""

    role: Role = NO_ROLE
    year: str = ""
    kinds: frozenset[str] = frozenset()


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
    composed = composed_goal(text) if section == "goals" else ""
    # Brackets may say of a known label that it is about several years, or results: 总体目标（2023—2025年）.
    if composed and (
        word not in known or (known[word] == "objective" and composed in ("long_objective", "completion"))
    ):
        return Role(composed, COMPOSED)
    word = word if word in known or section != "fields" else _EDGES.sub("", word)
    if word in known:
        return Role(known[word], 1.0)
    if section == "fields" and is_unit_label(word):
        return Role("unit_name", 1.0)
    if section == "fields" and _NUMBERED_PROJECT.match(word):
        return Role("project", 1.0)
    if not _LONG_ENOUGH <= len(word) <= _LONGEST or any(c.isdigit() for c in word):
        return NO_ROLE
    found = process.extractOne(word, known.keys(), scorer=fuzz.ratio, score_cutoff=_LIKENESS)
    if found is None or abs(len(found[0]) - len(word)) > 1:
        return NO_ROLE
    return Role(known[found[0]], round(found[1] / 100 * 0.9, 2))


@lru_cache(maxsize=65536)
def column_role(text: str) -> Role:
    """The role of a column head of an indicator table; heads of two meanings have the role `?`."""
    return _role_of_head(first_head(text))


def first_head(text: str) -> str:
    """What a cell prints over a column: of two heads in it, a wide blank between them (columns that a page without
    rulings does not part), the first."""
    parts = _WIDE_BLANK.split(text.strip())
    several = len(parts) > 1 and not _role_of_head(text) and all(map(_role_of_head, parts))
    return parts[0] if several else text


def meanings(text: str) -> tuple[str, ...]:
    """The roles that a head of several meanings (`column_role` gives `?`) can have, in order of preference."""
    return ambiguous().get(bare(first_head(text)), ())


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
    known = role_of("columns", text)
    if known.sureness == 1.0 and not _INNER.search(text):
        return known
    if joint_roles(text):
        return Role("joint", _UNQUALIFIED)
    if known.sureness == 1.0:
        return known
    if said := qualified(text).role:
        return said
    composed = composed_head(text)
    return Role(composed, COMPOSED) if composed else known


#: Columns whose heads and cells forms run together.
_JOINED = frozenset(
    {("name", "target"), ("name", "weight"), ("target", "actual"), ("weight", "score"), ("score", "weight")}
)
# What a bracket behind a head joins: 自评（满分/得分）.
_INNER = re.compile(r"[(（]([^()（）]{3,20})[)）]\s*$")


@lru_cache(maxsize=65536)
def joint_roles(text: str) -> tuple[str, ...]:
    """The two roles whose heads one cell joins (`指标值/完成值`), or a bracket at its end (`自评（满分/得分）`); empty
    where it is not two known heads of a pair."""
    if len(text) > _LONGEST:
        return ()
    inner = _INNER.search(text)
    for word in (bare(text), bare(inner[1]) if inner else ""):
        for halves in halved(word):
            roles = tuple(map(_half_role, halves))
            if roles in _JOINED:
                return roles
    return ()


def _half_role(word: str) -> str:
    """What one of two joined heads stands for; one of several meanings for the first of them."""
    if word in spellings("side") and word not in spellings("columns"):
        return "name"  # 绩效指标及指标值
    return spellings("columns").get(word) or next(iter(ambiguous().get(word, ())), qualified(word).role.name)


def halved(word: str) -> Iterator[tuple[str, str]]:
    """What stands before and behind each word in a label or head that may join two, the longest first."""
    for joint in _joints():
        left, found, right = word.partition(joint)
        if found:
            yield left, right


@cache
def _joints() -> tuple[str, ...]:
    return tuple(sorted(words("joints", "words"), key=lambda joint: (-len(joint), joint)))


def part_of_year(text: str) -> str:
    """The part of the year that a head begins with, whatever it says of it: `截至7月末` of 截至7月末落实水平."""
    found = _PART_OF_YEAR.match(bare(text))
    return found["part"] if found else ""


def planned_part(text: str) -> str:
    """The part of the year whose plan a head is about: `上半年` of 上半年目标值, of 上半年 alone."""
    found = _PART_OF_YEAR.match(bare(text))
    if found is None:
        return ""
    planned = spellings("columns").get(found["rest"]) == "target" or found["rest"] in words("monitored", "plans")
    return found["part"] if planned or not found["rest"] else ""


#: Roles whose heads may be qualified, and what a qualifier makes of them.
_QUALIFIED: dict[str, dict[str, str]] = {
    "target": {"history": "history", "adjusted": "adjusted"},
    "actual": {"history": "history"},
    "score": {"second": "second_score"},
    "weight": {},
    "unit": {},
    "operator": {},
    "history": {},
}
# A bracket that says how to fill the column in: 指标值（括号内为上年数）.
_HINT = re.compile(r"\([^()]{0,12}(?:括号|填写|填报|例如|注:|如:)[^()]{0,24}\)")
_YEAR_IN_HEAD = re.compile(r"(20[0-4]\d)年?度?")
#: How sure a head is of which a qualifier had to be taken off, or that joins two.
_UNQUALIFIED = 0.97


@lru_cache(maxsize=65536)
def qualified(text: str) -> Qualified:
    """What a head says beside its role: the year in it, and whether it is about a horizon, the past, a change, a check.

    All is empty where what is left without these is words that stand over no value or score.
    """
    if len(text) > _LONGEST:
        return Qualified()
    word = _HINT.sub("", fold(text))
    years = _YEAR_IN_HEAD.findall(word)
    rest = _YEAR_IN_HEAD.sub("", word) if len(years) == 1 else word
    kinds: set[str] = set()
    while found := next(((mark, kind) for mark, kind in _qualifiers() if mark in rest), None):
        kinds.add(found[1])
        rest = rest.replace(found[0], "", 1)
    base = spellings("columns").get(bare(rest), "")
    times, timeless = times_in(text)
    if base not in _QUALIFIED and times & {LONG, WHOLE} and spellings("columns").get(bare(timeless)) == "target":
        base = "target"
        kinds |= times & {LONG}
    if base not in _QUALIFIED:
        alone = kinds if not bare(rest) else times if not bare(timeless) else ()
        return Qualified(kinds=frozenset(alone))
    return Qualified(
        Role(qualified_role(base, kinds), _UNQUALIFIED), years[0] if len(years) == 1 else "", frozenset(kinds)
    )


def qualified_role(base: str, kinds: Iterable[str]) -> str:
    """The role of a column whose head is a word of one role with these kinds of qualifiers."""
    meant = _QUALIFIED.get(base, {})
    return next((meant[kind] for kind in sorted(kinds) if kind in meant), base)


def marks_in(text: str) -> frozenset[str]:
    """The kinds of qualifiers that stand anywhere in a head, whatever else it says."""
    word = fold(text) if len(text) <= _LONGEST else ""
    return frozenset(kind for mark, kind in _qualifiers() if mark in word)


@cache
def _qualifiers() -> tuple[tuple[str, str], ...]:
    """Each qualifier with its kind, the longest first."""
    marks = ((fold(word), kind) for kind, listed in _data()["qualifiers"].items() for word in listed)
    return tuple(sorted(marks, key=lambda mark: -len(mark[0])))


def is_word(section: str, role: str, text: str) -> bool:
    """Whether the text is one of the spellings, exactly."""
    return bare(text) in words(section, role)
