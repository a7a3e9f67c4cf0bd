"""Text whose blanks part no cells: they stand where a narrow column broke a word, and cells run into each other."""

from __future__ import annotations

import re
from functools import cache

from extractors.forms.evidence.fit import level_names
from extractors.forms.words.vocabulary import spellings

#: So many names of levels and heads tell what blanks do: so large a share is broken by one, and no larger stands apart,
#: where they part no cells.
_FEWEST, _BROKEN, _APART = 4, 0.08, 0.35
_SHORTEST = 4
_BLANKS = re.compile(r"(?<=[^\x00-\x7f])[ \u3000]+|[ \u3000]+(?=[^\x00-\x7f])")
_EDGE = re.compile(r"[\s（(：:]")


def blanks_break_words(text: str) -> bool:
    """Whether blanks break the names of levels and heads, cells of every form, which hardly ever stand between them."""
    names = list(_names().finditer(text))
    broken = sum(any(map(str.isspace, name[0])) for name in names)
    apart = sum(_stands_apart(text, name) for name in names)
    return len(names) >= _FEWEST and broken >= _BROKEN * len(names) and apart <= _APART * len(names)


def without_blanks(text: str) -> str:
    """The text with its words whole again; between letters or figures blanks stay."""
    return _BLANKS.sub("", text)


def _stands_apart(text: str, name: re.Match[str]) -> bool:
    before, behind = text[max(0, name.start() - 1) : name.start()], text[name.end() : name.end() + 1]
    return (not before or before.isspace()) and (not behind or _EDGE.match(behind) is not None)


@cache
def _names() -> re.Pattern[str]:
    names = sorted(level_names("level1") | level_names("level2") | set(spellings("columns")), key=len, reverse=True)
    broken = (r"[ \u3000]{0,2}".join(map(re.escape, name)) for name in names if len(name) >= _SHORTEST)
    return re.compile("|".join(broken))
