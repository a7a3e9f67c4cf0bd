"""Heads of an indicator table in running text: head words one behind the other, whatever parts them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from extractors.forms.evidence.fit import cues, level_names
from extractors.forms.lattice.pieces import has_blank_lines, is_bordered
from extractors.forms.words.vocabulary import ambiguous, column_role, spellings
from normalizers.text import BORDERS, bare

_SEPARATORS = re.compile(rf"[\s{BORDERS}]*")
BRACKET = r"(?:\s{0,3}[(（][^()（）]{1,24}[)）])?"
# What may stand between the first part of a head and its last one.
_PART = "指标值"
_INNER = r"\s{0,3}(?:[(（][^()（）]{1,6}[)）])?\s{0,3}"
#: A pattern that is found nowhere: that of no words would be found everywhere.
_NOWHERE = "(?!)"
LEAST_WORDS = 4
MOST_WORDS = 40
#: Heads that are parts of other words: in a line without borders they would be found everywhere.
_LEVELS = ("一级", "二级", "三级", "四级")
_INSIDE_OTHERS = frozenset(("指标", *_LEVELS, "依据", "编号"))
# What else a cell says behind the head word that it begins with (指标值及单位); a whole cell between borders; what such
# a cell says where it is a head that no vocabulary knows.
REST = re.compile(rf"[\u4e00-\u9fff、/（）()\s]{{0,10}}(?=\s{{0,3}}[{BORDERS}])")
_CELL = re.compile(rf"\s*(?P<said>[^{BORDERS}]{{1,30}}?)\s*[{BORDERS}][\s{BORDERS}]*")
_LINE = re.compile(r"\s*(?P<said>[^\n]{1,30}?)[ \t\u3000]*\n\s*")
_UNKNOWN = re.compile(r"[\u4e00-\u9fff（）()、/]{2,14}")
_MOST_UNKNOWN = 3
#: What stands for 指标 behind a level's stem (产出值, 时效类).
_LEVEL_ENDS = ("值", "类", "项")
#: How a head ends that asks for a value, whatever stands before it.
VALUE_ENDS = ("值", "目标", "标准")
_VALUED = frozenset(("target", "weight", "actual", "rule"))


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


def head_runs(text: str) -> Iterator[HeadRun]:
    """Runs of at least four head words with a name and a value, points or a rule among them."""
    bordered = is_bordered(text)
    cell = _CELL if bordered else _LINE if has_blank_lines(text) else None
    position = 0
    while found := _word_pattern().search(text, position):
        words, position = _run(text, found, bordered, cell)
        roles = {role for role, _ in words}
        if len(words) >= LEAST_WORDS and "name" in roles and _VALUED & roles:
            yield HeadRun(found.start(), position, with_finest(words))


def _run(
    text: str, first: re.Match[str], bordered: bool, cell: re.Pattern[str] | None
) -> tuple[list[tuple[str, str]], int]:
    """The head words from the first on, and where the last of them ends; `cell` says what a cell is in texts in which
    something parts them."""
    words: list[tuple[str, str]] = []
    word: re.Match[str] | None = first
    position = first.end()
    while word is not None and len(words) < MOST_WORDS:
        rest = REST.match(text, word.end()) if bordered else None
        position = rest.end() if rest else word.end()
        role = role_of_word(bare(word.group(1)), [role for role, _ in words])
        words.append((role, word.group(0).strip(f" \n\t{BORDERS}")))
        word = _word_pattern().match(text, behind_separators(text, position))
        if word is None and cell is not None:
            unknown, behind = _unknown(text, behind_separators(text, position), cell)
            words += _guessed(unknown, words)
            position = behind if unknown else position
            word = _word_pattern().match(text, behind) if unknown else None
    return words, position


def _guessed(unknown: Iterable[str], known: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """Unknown heads with their roles: the first that ends like a value's is the target behind a name."""
    found: list[tuple[str, str]] = []
    for said in unknown:
        roles = {role for role, _ in (*known, *found)}
        valued = "name" in roles and "target" not in roles and said.endswith(VALUE_ENDS)
        found.append(("target" if valued else "other", said))
    return found


def _unknown(text: str, position: int, pattern: re.Pattern[str]) -> tuple[list[str], int]:
    """The cells from here to the next known head or to the first level, where they look like heads; else none."""
    found: list[str] = []
    while len(found) <= _MOST_UNKNOWN and (cell := pattern.match(text, position)):
        if is_level(cell["said"]) or _word_pattern().match(text, position):
            return found, position
        if not _UNKNOWN.fullmatch(cell["said"]):
            break
        found.append(cell["said"])
        position = cell.end()
    return [], position


def with_finest(words: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """The heads, those of a finer level than the third as the names', and the third level's as one more level."""
    if "finest" not in {role for role, _ in words}:
        return tuple(words)
    renamed = {"finest": "name", "name": "level3"}
    return tuple((renamed.get(role, role), printed) for role, printed in words)


def is_level(said: str) -> bool:
    """Whether a cell names a level of indicators."""
    word = bare(said)
    stem = word[:-1] in cues("level_stems") and word[-1:] in _LEVEL_ENDS
    return stem or word in level_names("level1") or word in level_names("level2")


@cache
def _word_pattern() -> re.Pattern[str]:
    words = sorted({*spellings("columns"), *ambiguous()}, key=len, reverse=True)
    return re.compile(f"{begun(words)}({'|'.join(map(spaced, words))}){BRACKET}" if words else _NOWHERE)


def begun(words: Iterable[str], others: str = "") -> str:
    """A look at the first character, which nearly all places of a text fail at once."""
    return f"(?=[{re.escape(''.join(sorted({word[0] for word in words})))}{others}])"


def spaced(word: str) -> str:
    """A head word as a pattern that blanks may break, and a bracket before its last part (年度（/项目）指标值).

    One that is a part of other words must be a whole cell between borders, a level's a whole line at least; one that
    begins with 指标 must stand free.
    """
    if word in _LEVELS:
        edge = rf"[{BORDERS}\n]"
        return rf"(?:(?<={edge})|(?<={edge}\s)|(?<={edge}\s\s)){re.escape(word)}(?=[ \t]{{0,3}}\n|\s{{0,3}}[{BORDERS}])"
    if word in _INSIDE_OTHERS:
        return rf"(?:(?<=[{BORDERS}])|(?<=[{BORDERS}]\s)|(?<=[{BORDERS}]\s\s)){re.escape(word)}(?=\s{{0,3}}[{BORDERS}])"
    if word.startswith("指标") and word.endswith("级"):
        return rf"(?<!绩效){re.escape(word)}"
    inner = len(word) - len(_PART) if word.endswith(("指标值", "目标值", "完成值")) and len(word) > len(_PART) else 0
    return "".join(
        ("" if not at else _INNER if at == inner else r"\s{0,3}") + re.escape(sign) for at, sign in enumerate(word)
    )


def role_of_word(word: str, before: Collection[str]) -> str:
    """The role of a head word; of one with several meanings the likeliest that no head before it has."""
    if word not in ambiguous():
        return spellings("columns").get(word) or column_role(word).name
    roles = ambiguous()[word]
    return next((role for role in roles if role not in before), roles[0])


def behind_separators(text: str, position: int) -> int:
    """Where the next cell begins."""
    found = _SEPARATORS.match(text, position)
    return found.end() if found else position
