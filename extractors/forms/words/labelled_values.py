"""Cells that say of each of their values what it is: `目标：≥36000剂 实际：37450剂`, `满分15分，得15分`."""

from __future__ import annotations

import re
from functools import cache

from extractors.forms.words.vocabulary import spellings
from extractors.knowledge import knowledge

#: Roles of values that stand together in a cell, and of what explains a name in further lines of its own.
_VALUES = frozenset({"target", "actual", "weight", "score"})
_EXPLAINED = frozenset({"rule", "explanation", "basis", "remark", "evidence"})
_BETWEEN = " \t\n，,；;/、"


def labelled_values(text: str) -> dict[str, str]:
    """What stands behind each label of a cell, by its role; empty for a cell that does not begin with one, or says one
    role twice."""
    marks = list(_labels().finditer(text))
    if len(marks) < 2 or marks[0].start():
        return {}
    roles = [_roles()[mark["label"]] for mark in marks]
    ends = [*(mark.start() for mark in marks[1:]), len(text)]
    said = {role: text[mark.end() : end].strip(_BETWEEN) for role, mark, end in zip(roles, marks, ends, strict=True)}
    return said if len(said) == len(marks) and all(said.values()) else {}


def without_labelled_lines(text: str) -> str:
    """A name without the lines below it that explain it: 评分办法：….

    What they say stays in the cell as it is printed.
    """
    kept = text.split("\n")
    while len(kept) > 1 and _explains().match(kept[-1].strip()):
        kept.pop()
    return "\n".join(kept)


@cache
def _roles() -> dict[str, str]:
    known = {word: role for word, role in spellings("columns").items() if role in _VALUES}
    said: dict[str, str] = knowledge("content")["said_values"]
    return known | said


@cache
def _labels() -> re.Pattern[str]:
    """A label at the beginning of a cell or behind what parts two values, a colon or its value behind it."""
    words = "|".join(sorted(map(re.escape, _roles()), key=len, reverse=True))
    return re.compile(rf"(?:^|(?<=[{_BETWEEN}]))(?P<label>{words})(?:\s?[：:]\s?|(?=[\d≥≤><=]))")


@cache
def _explains() -> re.Pattern[str]:
    words = (word for word, role in spellings("columns").items() if role in _EXPLAINED)
    return re.compile(rf"(?:{'|'.join(sorted(map(re.escape, words), key=len, reverse=True))})\s?[：:]")
