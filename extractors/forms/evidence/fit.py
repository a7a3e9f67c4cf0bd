"""How well a text suits a column's role, from -1 to 1: what a reader's eye says before any rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cache, lru_cache

from extractors.forms.words.content import has_figure, is_comparison, is_operator, is_placeholder, is_prose
from extractors.knowledge import knowledge
from normalizers.quantities.figures import FIGURES, POINTS, SIGNED
from normalizers.text import bare, compact, fold

_POINTS = re.compile(rf"^{POINTS}分?$")
_PLAIN = re.compile(rf"^{SIGNED}$")
_VALUE = re.compile(
    r"^(?:[≥≤><=≧≦⩾⩽＞＜＝±约近超达]|不[低高少大小多]于?|不超过?|未?超过|不足|达到|[小大等少多]于|\\[gl]eq?)*[-+−－]?"
    + FIGURES
    + r"[^\d。；]{0,12}$"
)
_UNIT = re.compile(r"^[^\d\s。，；：≥≤><=]{1,6}$")


@cache
def _cues(name: str) -> tuple[str, ...]:
    return tuple(knowledge("content")[name])


def cues(name: str) -> tuple[str, ...]:
    """The words of one list of `data/content.toml`."""
    return _cues(name)


def sounds(name: str, text: str) -> int:
    """How many cues of a list stand in the text."""
    return sum(1 for cue in _cues(name) if cue in text)


@cache
def level_names(level: str) -> frozenset[str]:
    """The standard names of `level1` or `level2`, bare."""
    return frozenset(bare(name) for name in _cues(level))


@cache
def all_level_names() -> frozenset[str]:
    """The standard names of both levels, bare."""
    return level_names("level1") | level_names("level2")


@cache
def sheet_levels(level: str) -> frozenset[str]:
    """The names of `level1` or `level2` in score sheets that are other labels elsewhere."""
    return frozenset(knowledge("content")["sheet_levels"][level])


def is_level_name(text: str) -> bool:
    """Whether a text is the standard name of a level, of the first or the second."""
    return bare(text) in all_level_names()


def parents_of(level2: str) -> frozenset[str]:
    """The first levels under which the frameworks put a second one; empty where they do not know it."""
    return frozenset(parent for parent, children in knowledge("content")["children"].items() if level2 in children)


def levels_abreast(texts: Iterable[str]) -> int:
    """How many different levels of one rank stand among the texts; a level beside one under it is none."""
    words = {bare(text) for text in texts}
    ranks = ({word for word in words if word in level_names(level)} for level in ("level1", "level2"))
    return max(sum(not (parents_of(word) - {word}) & rank for word in rank) for rank in ranks)


def sounds_like(level2: str, name: str) -> float:
    """How much an indicator's name sounds like a second level: by the level's cues, or by sharing its words."""
    cues_of = knowledge("content")["level_cues"].get(level2, ())
    heard = sum(1 for cue in cues_of if cue in name)
    if heard or cues_of:
        return min(2, heard) * 0.5
    core = level2.removesuffix("指标").removesuffix("管理").removesuffix("控制")
    return 0.6 if len(core) > 1 and core in name else 0.0


def _points(text: str) -> float:
    word = fold(text)
    return 1.0 if _POINTS.match(word) else -1.0


def _value(text: str) -> float:
    word = fold(text)
    if _VALUE.match(word):
        return 0.4 if _PLAIN.match(word) else 0.9
    if is_operator(text):
        return -0.6
    if is_prose(text):
        return -0.4
    return 0.5 if sounds("quality_words", word) else 0.0


def _name(text: str) -> float:
    word = compact(text)
    if is_operator(text) or _VALUE.match(fold(text)) or not any("\u4e00" <= c <= "\u9fff" for c in word):
        return -1.0
    if is_level_name(word):
        return -0.2
    if is_prose(text):
        return -0.5 if len(word) < 60 else -1.0
    ending = any(bare(word).endswith(end) for end in _cues("name_endings"))
    return (0.9 if ending else 0.5) - (0.3 if sounds("rule_cues", word) > 1 else 0.0)


def _level(level: str) -> Callable[[str], float]:
    def fit(text: str) -> float:
        word = bare(text)
        if word in level_names(level):
            return 1.0
        if word in all_level_names():
            return -0.7
        if len(word) > 14 or _VALUE.match(word) or is_operator(text) or len(word) < 2:
            return -0.8
        return 0.0 if has_figure(word) else 0.2

    return fit


def _operator(text: str) -> float:
    return 1.0 if is_operator(text) else -1.0


def _unit(text: str) -> float:
    if is_operator(text):
        return -1.0
    return 0.7 if _UNIT.match(fold(text)) or fold(text) in ("m2", "m3") else -0.8


def _rule(text: str) -> float:
    found = sounds("rule_cues", text)
    return min(1.0, 0.3 + 0.3 * found) if found else (0.0 if is_prose(text) else -0.6)


def _explanation(text: str) -> float:
    found = sounds("explanation_cues", text)
    if sounds("rule_cues", text) > found + 1:
        return -0.1
    return min(1.0, 0.4 + 0.2 * found) if found else (0.2 if is_prose(text) else -0.6)


def _basis(text: str) -> float:
    if _PLAIN.match(fold(text)) or is_operator(text):
        return -0.8
    return 0.6 if sounds("basis_cues", text) else 0.1


def _tag(text: str) -> float:
    """A kind of indicator, 定性 or 定量, which stands among the operators where there is one column for both."""
    return 1.0 if is_operator(text) and not is_comparison(text) else _free(text)


def _free(text: str) -> float:
    return -0.5 if _PLAIN.match(fold(text)) or is_operator(text) else 0.1


_FITS: dict[str, Callable[[str], float]] = {
    "weight": _points, "score": _points, "weight1": _points, "weight2": _points,
    "second_score": _points, "target": _value, "adjusted": _value, "actual": _value, "history": _value,
    "interim": _value, "forecast": _value,
    "name": _name, "finest": _name, "level1": _level("level1"), "level2": _level("level2"),
    "operator": _operator, "tag": _tag, "unit": _unit, "rule": _rule, "explanation": _explanation, "basis": _basis,
}  # fmt: skip


@lru_cache(maxsize=131072)
def fit(role: str, text: str) -> float:
    """How well the text suits the role; 0 for an empty cell or a dash, which suits every role."""
    if is_placeholder(text):
        return 0.0
    return _FITS.get(role, _free)(text)
