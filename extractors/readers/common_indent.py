"""Blanks that set a whole page in, as where it was copied out of a web page: no line is told from another by them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

#: So many lines are set in at least, and so large a part of all that say something.
_FEWEST, _NEARLY_ALL = 8, 0.85
_BLANKS = re.compile(r"[ \u3000]*")


def without_common_indent(lines: Sequence[str]) -> list[str]:
    """The lines without the blanks with which nearly all of them begin; what a line is set in beyond these it keeps,
    and so does a line that is not set in so far."""
    indent = _common(lines)
    return [line.removeprefix(indent) for line in lines] if indent else list(lines)


def _common(lines: Sequence[str]) -> str:
    """The blanks before the line that is set in least of those that are at all; empty where not nearly all are."""
    indents = Counter(_indent(line) for line in lines if line.strip())
    count = indents.total() - indents.pop("", 0)
    if count < max(_FEWEST, _NEARLY_ALL * sum(bool(line.strip()) for line in lines)):
        return ""
    common = min(indents, key=len)
    return common if all(indent.startswith(common) for indent in indents) else ""


def _indent(line: str) -> str:
    found = _BLANKS.match(line)
    return found[0] if found else ""
