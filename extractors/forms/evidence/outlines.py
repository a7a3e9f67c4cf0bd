"""The numbers that a form prints before its levels (1.产出指标, 1.2质量指标, （一）产出指标), told from figures that
stand there by chance: they count on from level to level."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache

from extractors.forms.evidence.fit import all_level_names, level_names

#: So many levels at least, and so large a share of them, bear the number that is theirs.
_FEWEST, _SHARE = 3, 0.7
_CHINESE = "零一二三四五六七八九"
_INDICATOR = "指标"


def level_numbers(text: str) -> Mapping[int, int]:
    """Where the level begins whose number begins at a place; empty in a text whose levels bear none."""
    found: dict[int, int] = {}
    levels = first = second = 0
    for level in _levels().finditer(text):
        levels += 1
        for inner in (False, True) if level[0] in level_names("level1") else (True,):
            counted = _counted(first, second + 1) if inner else _alone(first + 1)
            code = next((code for code in counted if text.endswith(code, 0, level.start())), "")
            if code:
                first, second = (first, second + 1) if inner else (first + 1, 0)
                found[level.start() - len(code)] = level.start()
                break
    return found if len(found) >= max(_FEWEST, _SHARE * levels) else {}


def _counted(first: int, second: int) -> Iterator[str]:
    """The ways to print the number of a second level, the longest first."""
    for point in ".．":
        yield from (f"{first}{point}{second}{end}" for end in (".", "．", "、", ""))
    yield from _alone(second)


def _alone(number: int) -> Iterator[str]:
    """The ways to print the number of a level."""
    for said in (str(number), *_CHINESE[number : number + 1]):
        yield from (f"（{said}）", f"({said})", f"{said}、", f"{said}.", f"{said}．")


@cache
def _levels() -> re.Pattern[str]:
    words = sorted((word for word in all_level_names() if word.endswith(_INDICATOR)), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, words)))
