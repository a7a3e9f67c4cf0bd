"""The department that a cover line or a title names: `宛南县教育局2024年部门预算绩效文本`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from normalizers.knowledge import table
from normalizers.names.layout import ends_like_body, is_public_body, printed_unit, unit_name
from normalizers.text import compact
from schema.reading import FieldReading

_LONGEST = 60
_SHORTEST_UNIT, _LONGEST_UNIT = 4, 26
#: A title's body may be named without its place, by so many characters, where a year follows.
_SHORTEST_ALONE = 5
_PIECES = re.compile(r"[\t\n]+|[ \u3000]{2,}")
_IN_FRONT = re.compile(r"^(?:《|关于|附件\d{0,2}[:：]?|20\d\d年(?:度)?)+")
# How labels end behind whose colon a department stands.
_ASKS = ("部门", "单位", "机构")
_YEAR = r"20\d\d年|二[〇○零]"
_BEHIND = re.compile(rf"{_YEAR}|部门|单位|整体|项目|预算|绩效|专项|关于|本级|$")
# What a department does with a project that a sentence is about, and where a clause ends.
_BEARS = re.compile(r"(?:组织|负责)?(?:申报|申请|实施|承担|承办|开展)的|(?:组织|负责)(?:申报|实施)")
_CLAUSE_ENDS = "，,。；;"
_CLAUSE = re.compile(f"[{_CLAUSE_ENDS}]")


def unit_of_lines(lines: Iterable[str]) -> str:
    """The first department that one of the lines names, or is the name of; empty where none does."""
    return next(filter(None, map(_named, _pieces(lines))), "")


def any_body(fields: Iterable[FieldReading]) -> str:
    """The first public body that stands behind a label which nobody knows; empty where none does."""
    names = (printed_unit(field.value) for field in fields if not field.role)
    return next((name for name in names if _is_one_body(name)), "")


def _pieces(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        for piece in _PIECES.split(line.strip()):
            title, colon, rest = compact(piece).replace("：", ":").partition(":")
            said = f"{title}:{_CLAUSE.split(rest)[0]}" if colon else title.rstrip(_CLAUSE_ENDS)
            if 0 < len(said) <= _LONGEST:
                yield said


def _named(piece: str) -> str:
    """The department at the beginning of a piece of a line, up to where another word of a title begins."""
    label, colon, value = piece.partition(":")
    if colon:
        return _bearer(value) if not label.endswith(_ASKS) else value if _is_one_body(value) else ""
    words = unit_name(_IN_FRONT.sub("", piece))
    if bearer := _bearer(words):
        return bearer
    if any(mark in words for mark in ":：，,。；;、") or words.startswith(tuple(table("layout")["no_bodies"])):
        return ""
    for end in range(_SHORTEST_UNIT, min(len(words), _LONGEST_UNIT) + 1):
        if _is_one_body(words[:end]) and _BEHIND.match(words, end):
            return words[: end + 2] if words.startswith("本级", end) else words[:end]
    return _alone(words)


def _alone(words: str) -> str:
    """The body without a place in its name that a title begins with, before a year."""
    year = re.search(_YEAR, words)
    name = words[: year.start()] if year else ""
    return name if _SHORTEST_ALONE <= len(name) <= _LONGEST_UNIT and ends_like_body(name) else ""


def _bearer(clause: str) -> str:
    """The department that a clause begins with and says to have applied for a project, or to bear it."""
    found = _BEARS.search(clause, _SHORTEST_UNIT)
    name = clause[: found.start()] if found else ""
    return name if _is_one_body(name) else ""


def _is_one_body(name: str) -> bool:
    """Whether a name is that of one public body, and not of two in a row."""
    if not _SHORTEST_UNIT <= len(name) <= _LONGEST_UNIT or not is_public_body(name):
        return False
    cuts = range(_SHORTEST_UNIT, len(name) - _SHORTEST_UNIT + 1)
    return not any(
        is_public_body(name[:cut]) and is_public_body(name[cut:]) and name[cut:][:2] == name[:2] for cut in cuts
    )
