"""Puts right what scanning made of characters, only where the place demands the other one."""

from __future__ import annotations

import re
from functools import cache

from normalizers.knowledge import table
from normalizers.units import match_unit

# What may follow a unit for it to be one: the end, a word of comparison, a bracket, punctuation.
_BOUND = r"(?=$|[以之及或内左上下前后起整的每，,。；;、（(/）) ])"
_SUSPECT = re.compile(r"(?<![A-Za-z])[0-9A-Za-z|!○.,]{1,12}")
_SLIP_OF_PERCENT = re.compile(r"(?<=[\dOolI])\s*(?:[oO0]/[oO0]|°/[oO0°])(?=\s*$|[以（(左，,。；;])")


@cache
def _digit_table() -> dict[int, str]:
    listed: dict[str, str] = table("confusables")["digits"]
    return {ord(letter): digit for letter, digit in listed.items()}


@cache
def _letters() -> str:
    return "".join(table("confusables")["digits"])


@cache
def _unit_slips() -> tuple[re.Pattern[str], dict[str, str]]:
    listed: dict[str, str] = {slip.replace("％", "%"): unit for slip, unit in table("confusables")["units"].items()}
    words = "|".join(re.escape(slip) for slip in sorted(listed, key=len, reverse=True) if "/" not in slip)
    return re.compile(f"(?<=[0-9OolIDSZ万亿千百十两三四五六七八九])({words}){_BOUND}"), listed


@cache
def _signs() -> dict[str, str]:
    listed: dict[str, str] = table("confusables")["signs"]
    return listed


def mend_units(text: str) -> tuple[str, str]:
    """The text with misread units put right (刀元, 小肘, o/o), and the reason, empty where nothing was."""
    mended = _SLIP_OF_PERCENT.sub("%", text)
    pattern, listed = _unit_slips()
    mended = pattern.sub(lambda match: listed[match[1]], mended)
    return (mended, "a misread unit put right") if mended != text else (text, "")


def mend_digits(text: str) -> tuple[str, str]:
    """The text with letters that must be digits put right (l00%, 9O%, ≥S次); of the same length."""
    if not any(letter in text for letter in _letters()):
        return text, ""
    pieces: list[str] = []
    done = 0
    for match in _SUSPECT.finditer(text):
        length = _to_mend(text, match)
        if length:
            end = match.start() + length
            pieces += [text[done : match.start()], text[match.start() : end].translate(_digit_table())]
            done = end
    if not pieces:
        return text, ""
    return "".join(pieces) + text[done:], "letters read as digits"


def _to_mend(text: str, match: re.Match[str]) -> int:
    """How many characters from the match's start are digits in disguise, 0 for none."""
    word = match[0]
    length = len(word)
    while length and word[length - 1] not in _letters() and not word[length - 1].isdigit():
        length -= 1
    head = word[:length]
    letters = [c for c in head if c in _letters() and not c.isdigit()]
    if not letters or any(c.isalpha() and c not in letters for c in head):
        return 0
    certain = any(c.isdigit() for c in head) or (set(head) & set("Oo") and set(head) & set("lI|"))
    signed = match.start() > 0 and text[match.start() - 1] in "≥≤><="
    after = match_unit(text, match.start() + length)
    if after is None or (after[0].printed[:1].isascii() and after[0].printed[:1] not in "%"):
        return 0
    return length if (certain and _fits(head, signed)) or (signed and length == 1) else 0


def _fits(head: str, signed: bool) -> bool:
    """4S, 5G, 3D before a word are names; O, o, l, I among digits are not, and anything after a sign is not."""
    return signed or bool(set(head) & set("lIOo|○")) or len(head) > 2


def mend_sign(text: str) -> tuple[str, str]:
    """The text with a comparison sign put where the head of the cell was misread (之95%, 彡95%); of the same length."""
    sign = _signs().get(text[:1])
    following = text[1:2]
    if sign is None or not following.isdigit() or not _stands_alone(text):
        return text, ""
    return sign + text[1:], "a misread comparison sign put right"


def _stands_alone(text: str) -> bool:
    match = re.compile(r"[\d.,]+").match(text, 1)
    if match is None:
        return False
    after = match_unit(text, match.end())
    return after is not None or match.end() == len(text)


def sign_of(cell: str) -> str:
    """The sign that the first character of an operator column stands for; the cell itself where it is none."""
    return _signs().get(cell, cell)
