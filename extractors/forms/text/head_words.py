"""Words of heads in running text: their patterns, whatever parts their characters, and the run that they make."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from extractors.forms.evidence.fit import cues, level_names
from extractors.forms.prose.outline import numbering
from extractors.forms.words.vocabulary import ambiguous, column_role, spellings
from normalizers.text import BORDERS, bare

#: What parts cells.
SEPARATORS = re.compile(rf"[\s{BORDERS}]+")
#: What stands behind a head word: a bracket, the marks of notes.
BRACKET = r"(?:\s{0,3}[(（][^()（）]{1,60}[)）])?[①-⑳※]{0,2}"
# What may stand between the first part of a head and its last one.
_PART = "指标值"
_INNER = r"\s{0,3}(?:[(（][^()（）]{1,6}[)）])?\s{0,3}"
LEAST_WORDS = 4
MOST_WORDS = 40
#: Heads that are parts of other words: in a line without borders they would be found everywhere.
_LEVELS = ("一级", "二级", "三级", "四级")
#: So many separators may stand between the words of two levels.
_APART = 3
_INSIDE_OTHERS = frozenset(("指标", *_LEVELS, "依据", "编号"))
# What else a cell says behind the head word that it begins with (指标值及单位).
REST = re.compile(rf"[\u4e00-\u9fff、/（）()\s]{{0,10}}(?=\s{{0,3}}[{BORDERS}])")
#: What stands for 指标 behind a level's stem (产出值, 时效类).
_LEVEL_ENDS = ("值", "类", "项")
#: How a head ends that asks for a value, whatever stands before it.
VALUE_ENDS = ("值", "目标", "标准")


@dataclass(frozen=True, slots=True)
class HeadRun:
    """Head words from `start` to `end` of a text: (role, printed) in order. A head between two others, or between the
    last one and the first level, that no vocabulary knows has the role `other`."""

    start: int
    end: int
    words: tuple[tuple[str, str], ...]

    @property
    def unknown(self) -> tuple[str, ...]:
        """The heads that no vocabulary knows."""
        return tuple(printed for _, printed in self.words if not column_role(printed))


def with_finest(words: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The heads, those of a finer level than the third as the names', and the third level's as one more level."""
    if "finest" not in {role for role, _ in words}:
        return tuple(words)
    renamed = {"finest": "name", "name": "level3"}
    return tuple((renamed.get(role, role), printed) for role, printed in words)


def is_level(said: str) -> bool:
    """Whether a cell names a level of indicators, with the number that some forms print before it (一、产出指标)."""
    number = numbering(said)
    word = bare(number.rest if number is not None else said)
    stem = word[:-1] in cues("level_stems") and word[-1:] in _LEVEL_ENDS
    return stem or word in level_names("level1") or word in level_names("level2")


def begun(words: Iterable[str], others: str = "") -> str:
    """A look at the first character, which nearly all places of a text fail at once."""
    return f"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}{others}])"


def spaced(word: str) -> str:
    """A head word as a pattern that blanks may break, and a bracket before its last part (年度（/项目）指标值).

    One that is a part of other words must be a whole cell between borders, a level's a whole line at least or beside
    the next level's; one that begins with 指标 must stand free.
    """
    if word in _LEVELS:
        edge = rf"[{BORDERS}\n]"
        alone = (
            rf"(?:(?<={edge})|(?<={edge}\s)|(?<={edge}\s\s)){re.escape(word)}(?=[ \t]{{0,3}}\n|\s{{0,3}}[{BORDERS}])"
        )
        return f"(?:{alone}|{_among_levels(word)})"
    if word in _INSIDE_OTHERS:
        return rf"(?:(?<=[{BORDERS}])|(?<=[{BORDERS}]\s)|(?<=[{BORDERS}]\s\s)){re.escape(word)}(?=\s{{0,3}}[{BORDERS}])"
    if word.startswith("指标") and word.endswith("级"):
        return rf"(?<!效)(?<!效\s){re.escape(word)}"
    inner = len(word) - len(_PART) if word.endswith(("指标值", "目标值", "完成值")) and len(word) > len(_PART) else 0
    return "".join(
        ("" if not at else _INNER if at == inner else r"\s{0,3}") + re.escape(sign) for at, sign in enumerate(word)
    )


def _among_levels(word: str) -> str:
    """The word of a level before the next one's or behind the one's before it (一级 二级), a few separators between."""
    at = _LEVELS.index(word)
    apart = rf"[\s{BORDERS}]"
    before = f"{word}(?={apart}{{0,{_APART}}}{_LEVELS[at + 1]})" if at + 1 < len(_LEVELS) else "(?!)"
    behind = (f"(?<={_LEVELS[at - 1]}{apart * gap}){word}" for gap in range(_APART + 1)) if at else ()
    return "|".join((before, *behind))


def role_of_word(word: str, before: Collection[str]) -> str:
    """The role of a head word; of one with several meanings the likeliest that no head before it has."""
    if word not in ambiguous():
        return spellings("columns").get(word) or column_role(word).name
    roles = ambiguous()[word]
    return next((role for role in roles if role not in before), roles[0])


def behind_separators(text: str, position: int) -> int:
    """Where the next cell begins."""
    found = SEPARATORS.match(text, position)
    return found.end() if found else position
