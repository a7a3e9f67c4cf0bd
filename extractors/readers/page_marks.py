"""The marks that sites which share files print before each page of a text (`1、…`, `2、…`): no part of the paper."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

#: So many pages have marks at least, and so large a share of the lines from the first on; most pages end in the middle
#: of a sentence, and all but the last have so many characters.
_FEWEST_PAGES, _SHARE, _BROKEN, _SHORTEST_PAGE = 2, 0.5, 0.5, 120
_MARK = re.compile(r"[ \t\u3000]*(\d{1,3})、")
_SENTENCE_END = re.compile(r"[。；;！!：:]\s*$")


def without_page_marks(text: str) -> str:
    """The text without such marks, its pages run together as the paper's words are; any other text as it is."""
    lines = text.split("\n")
    marks = _marked(lines)
    if not _are_pages(lines, marks):
        return text
    pages = [_page(lines[start:end]) for start, end in zip(marks, [*marks[1:], len(lines)], strict=True)]
    return "\n".join([*lines[: marks[0]], "".join(pages)])


def _marked(lines: Sequence[str]) -> list[int]:
    """The lines that bear the next number each, from 1 on."""
    found: list[int] = []
    for at, line in enumerate(lines):
        mark = _MARK.match(line)
        if mark and int(mark[1]) == len(found) + 1:
            found.append(at)
    return found


def _are_pages(lines: Sequence[str], marks: Sequence[int]) -> bool:
    if len(marks) < _FEWEST_PAGES:
        return False
    filled = sum(bool(line.strip()) for line in lines[marks[0] :])
    pages = ["".join(lines[start:end]) for start, end in pairwise(marks)]
    broken = sum(not _SENTENCE_END.search(page) for page in pages)
    long = all(len(page) >= _SHORTEST_PAGE for page in pages)
    return long and len(marks) >= _SHARE * filled and broken >= _BROKEN * len(pages)


def _page(lines: Sequence[str]) -> str:
    """What a page says; the blank lines between two pages are none of it."""
    return "\n".join([_MARK.sub("", lines[0], count=1), *lines[1:]]).strip("\n")
