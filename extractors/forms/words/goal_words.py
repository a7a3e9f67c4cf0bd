"""Labels of goals that no list has, told by what they are made of: 本年度拟达成的总体绩效目标."""

from __future__ import annotations

import re
from functools import cache, lru_cache

from extractors.forms.words.times import LONG, times_in
from extractors.knowledge import alternatives, knowledge

_LONGEST = 24
_BRACKETS = re.compile(
    r"[(（\[【][^()（）\[\]【】]*[)）\]】]?|[:：*＊/]|^(?:\d{1,2}[.．]|[一二三四五六七八九十]{1,2}、)"
)


@lru_cache(maxsize=16384)
def composed_goal(text: str) -> str:
    """What a label made of the words of goals alone asks for: `objective`, `long_objective`, `completion`, `task` or
    `duty`; empty for other labels, and for those that say nothing beside 目标."""
    if len(text) > 2 * _LONGEST:
        return ""
    kinds, rest = times_in(text)
    rest = _BRACKETS.sub("", rest)
    found = _pattern().fullmatch(rest)
    if found is None or not (kinds or found["before"] or found["came"] or (found["duty"] and found["behind"])):
        return ""
    if found["done"] or found["came"] or _done_inside().search(text):
        return "completion"
    kind = next(kind for kind in ("objective", "task", "duty") if found[kind])
    return "long_objective" if kind == "objective" and LONG in kinds else kind


@lru_cache(maxsize=4096)
def is_behind_goal(text: str) -> bool:
    """Whether nothing stands behind 目标 but words that say no more than it: 内容, 概述."""
    return re.fullmatch(rf"(?:{alternatives('goal_words')['behind']}){{0,3}}", _BRACKETS.sub("", text)) is not None


@cache
def _done_inside() -> re.Pattern[str]:
    """A bracket that makes a label one of results: 年度目标（完成）."""
    return re.compile(rf"[(（](?:{'|'.join(knowledge('headers')['goal_words']['done'][:6])})")


@cache
def _pattern() -> re.Pattern[str]:
    """Words before the head, the head, and words behind it; what came of a goal stands behind its head or before it."""
    part = alternatives("goal_words")
    head = f"(?P<objective>{part['objective']})|(?P<task>{part['task']})|(?P<duty>{part['duty']})"
    return re.compile(
        rf"(?P<before>(?:{part['before']}){{0,8}})(?P<came>(?:(?:已|实际)(?:{part['done']}){{0,2}}的?)?)(?:{head})(?P<behind>(?:{part['behind']}){{0,3}})"
        rf"(?P<done>(?:{part['done']}){{0,3}})"
    )
