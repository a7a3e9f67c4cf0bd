"""How far the text of a cell is set in, as blanks before it: in money tables that is what ranks the rows."""

from __future__ import annotations

import re

#: A blank as wide as a Chinese character, and how many of them at most stand for an indent.
_WIDE, _MOST = "\u3000", 15
#: What sets text in on a web page, and a character in the units of its sizes.
_SET_IN = re.compile(
    r"(?:padding-left|margin-left|text-indent)\s{0,3}:\s{0,3}(\d{1,4}(?:\.\d{1,4})?)(em|px|pt)", re.IGNORECASE
)
_CHARACTER = {"em": 1.0, "px": 16.0, "pt": 12.0}
_LOOKED_AT = 1_000
#: A longer text, or one with such a sign, is a paragraph with its first line set in.
_LONGEST = 40
_SENTENCE = frozenset("。；;\n")


def set_in(text: str, characters: float) -> str:
    """The label of a row with an indent of so many characters before it; any other text as it is."""
    steps = min(int(characters), _MOST)
    if steps <= 0 or not text.strip() or len(text) > _LONGEST or not _SENTENCE.isdisjoint(text):
        return text
    return steps * _WIDE + text


def printed_indent(text: str) -> float:
    """The width of the blanks before a text that a browser keeps, in characters: a narrow one is half a wide one."""
    blanks = text[: len(text) - len(text.lstrip())]
    return sum(1.0 if blank in "\u3000\u2003" else 0.5 for blank in blanks if blank not in " \t\r\n\f\v")


def styled_indent(style: str) -> float:
    """How far a style sets text in, in characters."""
    return sum(float(size) / _CHARACTER[unit.lower()] for size, unit in _SET_IN.findall(style[:_LOOKED_AT]))
