"""The numbers that count the lines of a cell, and which of them may belong to the figures behind them."""

from __future__ import annotations

import re

#: A number at the beginning of a line or behind one; and one at the beginning whatever stands behind its point.
NUMBER = re.compile(r"(?:^|(?<=[\n；;。\s]))\s{0,4}[(（]?(\d{1,2}|[①-⑳])(?:[)）、．]|\.(?!\d))\s{0,4}")
OWN_NUMBER = re.compile(r"\s{0,4}[(（]?(\d{1,2}|[①-⑳])[)）、．.]\s{0,4}(?=\S)")
_CIRCLED = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


def lines_of(text: str) -> list[str]:
    """The lines of a cell without blanks around them; empty ones go."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _ordinal(number: str) -> int:
    return _CIRCLED.find(number) + 1 or int(number)


def by_numbers(text: str) -> list[str]:
    """The pieces of a text that numbers begin which count from 1; none where they don't."""
    found = list(NUMBER.finditer(text))
    counted = [_ordinal(one[1]) for one in found]
    if len(found) < 2 or counted != list(range(1, len(found) + 1)) or text[: found[0].start()].strip():
        return []
    ends = [*(one.start() for one in found[1:]), len(text)]
    return [text[one.start() : end].strip("；; \n") for one, end in zip(found, ends, strict=True)]


def numbered(text: str, count: int) -> tuple[list[str], bool]:
    """The lines of a cell without the numbers that count them, and whether these may belong to the figures behind them;
    no lines where they are not counted from 1 to `count`."""
    lines = lines_of(text)
    found = [OWN_NUMBER.match(line) for line in lines]
    counted = [_ordinal(one[1]) for one in found if one is not None]
    if len(lines) != count or counted != list(range(1, count + 1)):
        return [], False
    pairs = [(one, line) for one, line in zip(found, lines, strict=True) if one is not None]
    return [line[one.end() :] for one, line in pairs], all(is_figure_behind(one, line) for one, line in pairs)


def is_figure_behind(number: re.Match[str], text: str) -> bool:
    """Whether a number and the figure behind it might be one figure: 1.5."""
    return number[0].rstrip().endswith(".") and number[0] == number[0].strip() and text[number.end()].isdigit()


def unnumbered(piece: str) -> str:
    """A text without the number that it begins with."""
    found = NUMBER.match(piece)
    return piece[found.end() :] if found else piece
