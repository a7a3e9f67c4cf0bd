"""The department that a cover line or a title names: `宛南县教育局2024年部门预算绩效文本`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from normalizers.knowledge import table
from normalizers.names.layout import is_public_body, printed_unit, unit_name
from normalizers.text import compact
from schema.reading import FieldReading

_LONGEST = 60
_SHORTEST_UNIT, _LONGEST_UNIT = 4, 26
_PIECES = re.compile(r"[\t\n]+|[ \u3000]{2,}")
_IN_FRONT = re.compile(r"^(?:《|关于|附件\d{0,2}[:：]?|20\d\d年(?:度)?)+")
# How labels end behind whose colon a department stands.
_ASKS = ("部门", "单位", "机构")
_BEHIND = re.compile(r"20\d\d年|部门|单位|整体|项目|预算|绩效|专项|关于|本级|$")


def unit_of_lines(lines: Iterable[str]) -> str:
    """The first department that one of the lines names, or is the name of; empty where none does."""
    return next(filter(None, map(_named, _pieces(lines))), "")


def any_body(fields: Iterable[FieldReading]) -> str:
    """The first public body that stands behind a label which nobody knows; empty where none does."""
    names = (printed_unit(field.value) for field in fields if not field.role)
    return next((name for name in names if _is_one_body(name)), "")


def _pieces(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield from (compact(piece) for piece in _PIECES.split(line.strip()) if 0 < len(piece) <= _LONGEST)


def _named(piece: str) -> str:
    """The department at the beginning of a piece of a line, up to where another word of a title begins."""
    label, colon, value = piece.replace("：", ":").partition(":")
    if colon:
        return value if label.endswith(_ASKS) and _is_one_body(value) else ""
    words = unit_name(_IN_FRONT.sub("", piece))
    if any(mark in words for mark in ":：，,。；;、") or words.startswith(tuple(table("layout")["no_bodies"])):
        return ""
    for end in range(_SHORTEST_UNIT, min(len(words), _LONGEST_UNIT) + 1):
        if _is_one_body(words[:end]) and _BEHIND.match(words, end):
            return words[: end + 2] if words.startswith("本级", end) else words[:end]
    return ""


def _is_one_body(name: str) -> bool:
    """Whether a name is that of one public body, and not of two in a row."""
    if not _SHORTEST_UNIT <= len(name) <= _LONGEST_UNIT or not is_public_body(name):
        return False
    cuts = range(_SHORTEST_UNIT, len(name) - _SHORTEST_UNIT + 1)
    return not any(
        is_public_body(name[:cut]) and is_public_body(name[cut:]) and name[cut:][:2] == name[:2] for cut in cuts
    )
