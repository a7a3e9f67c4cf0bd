"""What is set high behind a word or figure: the mark of a note is no part of it, a power is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from extractors.tables.marks import Character

#: The mark of a note: 1, [2], 注3, ①, *, a; several at once.
_NOTE = re.compile(
    r"[\[［【〔(（]?(?:注\s?)?(?:\d{1,2}|[①-⑳]|[*＊※†‡]{1,3}|[a-d])(?:[,，、-]\d{1,2}){0,4}[\]］】〕)）]?"
)
_POWER_OF_UNIT = re.compile(r"[mM米]$")  # m2, km2, cm3
_POWER_OF_TEN = re.compile(r"[×xX*·]\s?10$")
_SEEN_BEFORE = 8
#: What is set high is so much smaller than what it stands behind, stands so much higher, and so near to it: shares of
#: the height of that.
_SMALL, _HIGH, _NEAR = 0.75, 0.15, 0.5


def lowered(text: str, before: str) -> str:
    """What a raised text says in the line: nothing for the mark of a note, `^4` for a power of ten, itself for that of
    a unit (`m2`) and for all else."""
    before = before.rstrip()[-_SEEN_BEFORE:]
    if not before or not _NOTE.fullmatch(text) or (text in ("2", "3") and _POWER_OF_UNIT.search(before)):
        return text
    return f"^{text}" if text.isdigit() and _POWER_OF_TEN.search(before) else ""


def without_notes(row: Sequence[Character], blanks: Sequence[str]) -> tuple[list[Character], list[str], int]:
    """The characters of a line, left to right, and the blanks before each, without the marks of notes that are set
    high, and how many these were."""
    kept: list[Character] = []
    spaces: list[str] = []
    notes = index = 0
    while index < len(row):
        end = _raised_until(row, index)
        text = "".join(one.text for one in row[index:end])
        said = lowered(text, "".join(one.text for one in kept[-_SEEN_BEFORE:])) if end > index else ""
        if end == index or said == text:
            end = max(end, index + 1)
            kept += row[index:end]
            spaces += blanks[index:end]
        elif said:
            kept.append(row[index]._replace(text=said))
            spaces.append("")
        else:
            notes += 1
        index = end
    return kept, spaces, notes


def _raised_until(row: Sequence[Character], start: int) -> int:
    """Where the raised characters end that begin at an index; the same index where it is no raised one."""
    if not start:
        return start
    base = row[start - 1]
    height, end = base.y1 - base.y0, start
    while end < len(row) and _is_raised(row[end], base, height, row[end - 1].x1):
        end += 1
    return end


def _is_raised(one: Character, base: Character, height: float, behind: float) -> bool:
    is_small = one.y1 - one.y0 < _SMALL * height
    return is_small and one.y1 < base.y1 - _HIGH * height and one.x0 - behind < _NEAR * height
