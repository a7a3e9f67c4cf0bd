"""Cells and lines that hold label and value together: `其他资金：15.52`, `填报人：某某`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from extractors.forms.words.vocabulary import role_of
from normalizers.text import compact

_PAIR = re.compile(r"^(?P<label>[^:：]{2,40})[:：](?P<value>[^:：]{0,200})$")
# What programs write for a known label and its value.
_SET = re.compile(r"^(?P<label>[^\s=:：]{2,16})\s?=\s?(?P<value>[^\s=≥≤<>][^=≥≤<>]{0,200})$")
_PART = re.compile(r"^其中\s{0,3}[:：]")
# What stands between labelled values: ends of lines, tabs, or blanks wider than one.
_LAYOUT = re.compile(r"[\t\n]+|[ \u3000]{2,}|\u3000")
# A blank, the end of a clause, or a bracket with what a line is about, before what may be a label.
_BEFORE_LABEL = re.compile(
    r"(?:[ \u00a0；;，,。、|｜]|^[【\[][^【】\[\]]{1,20}[】\]])\s?(?=([^\s:：；;，,。]{2,16})\s?[:：])"
)
_CLAUSE_ENDS = "；;，,。"
_LONGEST_LINE = 200
#: Roles of labels that ask for a name.
_NAMING = frozenset({"project", "unit_name", "implementing_unit", "competent_department"})
# What asks for a person, and what such are called; a telephone or a date has so many digits.
_PERSON, _NAME, _DIGITS = "人", re.compile(r"[\u4e00-\u9fff]{2,4}"), 6


@dataclass(frozen=True, slots=True)
class Pair:
    """A label and its value, as printed; `part` says that 其中： stands before."""

    label: str
    value: str
    part: bool = False


@lru_cache(maxsize=8192)
def inline_pair(text: str) -> Pair | None:
    """The pair in a cell, or None. A time, an address or a sentence with a colon is none."""
    cell = text.strip()
    part = bool(_PART.match(cell))
    if part:
        cell = _PART.sub("", cell).strip()
    found = _PAIR.match(cell)
    if found is None:
        return _set(cell) or _on_two_lines(cell)
    if compact(found["label"]).endswith(("http", "https")):
        return None
    label = found["label"].strip()
    if any(mark in label for mark in "。；;，,") or compact(label)[-1:].isdigit():
        return None
    return Pair(label, found["value"].strip(), part)


def _set(cell: str) -> Pair | None:
    """A known label and its value with `=` between them."""
    found = _SET.match(cell) if "=" in cell else None
    known = found is not None and role_of("fields", found["label"]).sureness == 1
    return Pair(found["label"], found["value"].strip()) if found is not None and known else None


def _on_two_lines(cell: str) -> Pair | None:
    """A known label on one line and its telephone, date or person's name on the next."""
    label, _, value = (part.strip() for part in cell.partition("\n"))
    if not value or "\n" in value or role_of("fields", label).sureness < 1 or role_of("fields", cell).sureness == 1:
        return None
    named = label.endswith(_PERSON) and _NAME.fullmatch(compact(value)) is not None
    return Pair(label, value) if named or sum(sign.isdigit() for sign in value) >= _DIGITS else None


def pieces_of(line: str) -> list[str]:
    """What wide blanks part on a line, and blanks and ends of clauses before a known label with its colon (填报人：某某
    填报日期：…), and what a sentence says behind a name (项目名称：某工程。预算安排…); nothing of one that is too long
    to hold labelled values alone."""
    if len(line) > _LONGEST_LINE:
        return []
    pieces = (part for piece in _LAYOUT.split(line) if piece.strip() for part in _before_labels(piece.strip()))
    return [part for piece in pieces for part in _behind_names(piece)]


def _behind_names(piece: str) -> list[str]:
    """A labelled name, and what a sentence behind it says; any other piece as it is."""
    said, _, behind = piece.partition("。")
    pair = inline_pair(said) if behind.strip() else None
    is_name = pair is not None and role_of("fields", pair.label).name in _NAMING
    return [said, behind.strip()] if is_name else [piece]


def _before_labels(piece: str) -> Iterator[str]:
    start = 0
    for found in _BEFORE_LABEL.finditer(piece):
        if role_of("fields", found[1]).sureness == 1.0:
            if before := piece[start : found.start()].strip():
                yield before
            start = found.end()
    rest = piece[start:].strip()
    yield rest.rstrip(_CLAUSE_ENDS) if start else rest


def pairs_of(line: str) -> Iterator[Pair]:
    """The labelled values on a line of their own: `填报单位：某局    填报日期：…`."""
    yield from (pair for piece in pieces_of(line) if (pair := inline_pair(piece)) and pair.value)
