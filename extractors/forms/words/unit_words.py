"""Labels of the department that filled a form in which no list has, told by what they are made of: 编报单位全称."""

from __future__ import annotations

import re
from functools import cache

from extractors.knowledge import knowledge


def is_unit_label(word: str) -> bool:
    """Whether a label, bare, is made of the words alone by which forms ask who filled them in."""
    return bool(_pattern().fullmatch(word))


@cache
def _pattern() -> re.Pattern[str]:
    before, head, behind = ("|".join(knowledge("headers")["unit_words"][part]) for part in ("before", "head", "behind"))
    return re.compile(rf"(?:{before})(?:{head})(?:{behind})?|(?:{head})(?:{behind})")
