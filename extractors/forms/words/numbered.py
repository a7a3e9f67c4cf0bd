"""Numbers that begin a paragraph in text whose line ends are lost."""

from __future__ import annotations

import re

_CHINESE = "一二三四五六七八九十"
_MARK = re.compile(
    r"(?:(?<=^)|(?<=[。；;.！!？?]))\s{0,3}(?P<mark>[(（]?(?P<number>\d{1,2}|[一二三四五六七八九十])[、.．)）])(?!\d)"
)


def with_lines(text: str) -> str:
    """The text with a line break before each number that goes on the count from the one that opens the text.

    `1.…。2.…。` becomes two lines; a number out of order, or of another kind than the first, is left where it is.
    """
    marks = list(_MARK.finditer(text.strip()))
    if not marks or marks[0].start() or _value(marks[0]["number"]) != 1:
        return text
    text = text.strip()
    kind = _kind(marks[0]["mark"])
    expected, cuts = 1, list[int]()
    for mark in marks:
        if _kind(mark["mark"]) == kind and _value(mark["number"]) == expected:
            cuts.append(mark.start("mark"))
            expected += 1
    pieces = [text[start:end] for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]
    return "\n".join(piece.strip() for piece in pieces)


def _value(number: str) -> int:
    return int(number) if number.isdigit() else _CHINESE.index(number) + 1


def _kind(mark: str) -> tuple[bool, str]:
    return any(c in _CHINESE for c in mark), mark[-1]


def is_numbered(text: str) -> bool:
    """Whether a number opens the text."""
    found = _MARK.match(text)
    return found is not None


def is_first(text: str) -> bool:
    """Whether the text opens with a first number: `1.`, `（一）`."""
    found = _MARK.match(text)
    return found is not None and _value(found["number"]) == 1
