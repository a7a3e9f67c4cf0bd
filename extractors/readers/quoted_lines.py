"""The marks that mail programs set before each line of a letter that they quote (`> 项目名称：…`): no part of it."""

from __future__ import annotations

import re
from collections.abc import Sequence

#: So many quoted lines follow one another at least.
_FEWEST = 3
_MARK = re.compile(r"^[ \t]?(?:[>＞](?:[ \t\u3000]|(?=[>＞])|$))+")


def are_quoted(lines: Sequence[str]) -> bool:
    """Whether some of the lines are quoted."""
    return without_quote_marks(lines) != list(lines)


def without_quote_marks(lines: Sequence[str]) -> list[str]:
    """The lines, runs of quoted ones without their marks; a lone line that begins with such a sign keeps it."""
    found: list[str] = []
    position = 0
    while position < len(lines):
        end = position
        while end < len(lines) and _MARK.match(lines[end]):
            end += 1
        if end - position >= _FEWEST:
            found += [_MARK.sub("", line, count=1) for line in lines[position:end]]
        else:
            end = max(end, position + 1)
            found += lines[position:end]
        position = end
    return found
