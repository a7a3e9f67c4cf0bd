"""Running text line by line, with the heading that each line stands under."""

from __future__ import annotations

import re
from dataclasses import dataclass

from normalizers.text import tidy
from schema.filing import Filing
from schema.reading import Printed

_CHAPTER = re.compile(r"^\s*([一二三四五六七八九十]{1,3}|\d{1,2})\s*[、.．]\s*([^。；：:，,]{2,30})$")
_NUMBER = re.compile(r"^\s*[(（]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)）、.．]\s*")
_LONGEST_LEAD = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line; `chapter` is the last heading above it, `lead` the words before its own colon, both bare."""

    text: str
    block: int | None
    chapter: str = ""
    lead: str = ""

    @property
    def where(self) -> str:
        """Chapter and lead as a message names them; empty where the line stands under none."""
        names = [f"“{part}”" for part in dict.fromkeys((self.chapter, self.lead)) if part]
        return "".join(names)


def lines(filing: Filing) -> tuple[Line, ...]:
    """Titles and texts together in reading order, each line once."""
    made: list[Line] = []
    chapter = ""
    for block, text in _printed_lines(filing):
        heading = _CHAPTER.match(text)
        if heading:
            chapter = tidy(heading[2])
        made.append(Line(text, block, "" if heading else chapter, _lead(text)))
    return tuple(made)


def _printed_lines(filing: Filing) -> dict[tuple[int | None, str], None] | list[tuple[int | None, str]]:
    printed: list[Printed] = sorted((*filing.titles, *filing.texts), key=lambda each: each.place.block or 0)
    pieces = [(each.place.block, tidy(line)) for each in printed for line in each.text.splitlines()]
    return dict.fromkeys(piece for piece in pieces if piece[1])


def _lead(text: str) -> str:
    """What a line names before its colon, numbering gone; a heading's own words where it has no colon and is short."""
    bare = _NUMBER.sub("", text, count=1)
    head = re.split(r"[:：]", bare[: _LONGEST_LEAD + 1], maxsplit=1)
    return head[0] if len(head) == 2 and head[0] else ""
