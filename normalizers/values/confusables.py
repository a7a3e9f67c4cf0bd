"""Puts right what scanning made of characters, only where the place demands the other one."""

from __future__ import annotations

import re
from functools import cache

from normalizers.knowledge import table
from normalizers.quantities.units import match_unit

# What may follow a unit for it to be one: the end, a word of comparison, a bracket, punctuation.
_BOUND = r"(?=$|[以之及或内左上下前后起整的每，,。；;、（(/）) ])"
_SUSPECT = re.compile(r"(?<![A-Za-z])[0-9A-Za-z!○.,]{1,12}")
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
    return re.compile(f"(?<=[0-9OolIDSZ万亿千百十两三四五六七八九])(\\s{{0,3}})({words}){_BOUND}"), listed


@cache
def _signs() -> dict[str, str]:
    listed: dict[str, str] = table("confusables")["signs"]
    return listed


def mend_units(text: str) -> tuple[str, str]:
    """The text with misread units put right (刀元, 小肘, o/o), and the reason, empty where nothing was."""
    mended = _SLIP_OF_PERCENT.sub("%", text)
    pattern, listed = _unit_slips()
    mended = pattern.sub(lambda match: match[1] + listed[match[2]], mended)
    return (mended, "a misread unit put right") if mended != text else (text, "")


_LOST_STROKE = re.compile(r"(?<=/[\u4e00-\u9fff])\s*[1Il!丨](?=[年月日天次])")
_LOST_POINT = re.compile(r"(?<=/[\u4e00-\u9fff])\s*(?=[年月日天](?:$|[以（(左，,。；;]))")


def mend_divisors(text: str) -> tuple[str, str]:
    """The text with the second divisor of a unit put right (元/人1月, 元/人 月), and the reason."""
    mended = _LOST_POINT.sub("·", _LOST_STROKE.sub("/", text))
    return (mended, "a misread unit put right") if mended != text else (text, "")


def mend_unit_cell(text: str) -> str:
    """The unit that a misread cell of a unit column stands for (oo, Vio, 分比); empty where it is none of these."""
    listed: dict[str, str] = table("confusables")["unit_cells"]
    divided, why = mend_divisors(text)
    return listed.get("".join(text.split()), divided if why else "")


def mend_digits(text: str) -> tuple[str, str]:
    """The text with letters that must be digits put right (l00%, 9O%, ≥S次), of the same length, and the reason."""
    if not any(letter in text for letter in _letters()):
        return text, ""
    pieces: list[str] = []
    done = 0
    usual = True
    for match in _SUSPECT.finditer(text):
        head = _disguised(text, match)
        if head:
            end = match.start() + len(head)
            pieces += [text[done : match.start()], head.translate(_digit_table())]
            usual = usual and all(character.isdigit() or character in _USUAL + ".," for character in head)
            done = end
    if not pieces:
        return text, ""
    return "".join(pieces) + text[done:], "letters read as digits" if usual else "unusual letters read as digits"


_USUAL = "lIOo○"
_STROKES_AND_RINGS = "lIi!Oo○"


def _disguised(text: str, match: re.Match[str]) -> str:
    """The head of a word that must be a number, with letters among its digits; empty for none."""
    head = match[0]
    while head and not head[-1].isdigit() and head[-1] not in _letters():
        head = head[:-1]
    strange = {character for character in head if not character.isdigit() and character not in ".,"}
    if not strange or not strange <= set(_letters()):
        return ""
    unit = match_unit(text, match.start() + len(head))
    if unit is None and head == text.strip():
        return head if _is_figure(head) else ""
    if unit is None or (unit[0].printed[0].isascii() and unit[0].printed[0] != "%"):
        return ""
    signed = match.start() > 0 and text[match.start() - 1] in "≥≤><="
    return head if _is_certain(head, strange, signed) else ""


def _is_figure(head: str) -> bool:
    """Whether a cell that holds nothing else is a figure (i00, 1O0): digits mostly, O2O is none."""
    letters = [character for character in head if character in _STROKES_AND_RINGS]
    digits = sum(character.isdigit() for character in head)
    plain = all(character.isdigit() or character in _STROKES_AND_RINGS + ".," for character in head)
    return plain and digits >= len(letters) and not (head[0] in "Oo" and head[-1] in "Oo")


def _is_certain(head: str, strange: set[str], signed: bool) -> bool:
    """4S, 5G and III are names; O, o, l, I among digits are not, and after a sign nothing is."""
    if strange == {"I"} and head == "I" * len(head):
        return False
    if signed and len(head) <= 3:
        return True
    usual = bool(strange & set(_USUAL))
    if any(character.isdigit() for character in head):
        return signed or usual or len(head) > 2
    return bool(strange & set("Oo")) and bool(strange & set("lI"))


def mend_sign(text: str) -> tuple[str, str]:
    """The text with a comparison sign put where the head of the cell was misread (之95%, 彡95%); of the same length."""
    sign = _signs().get(text[:1])
    if sign is None or not _stands_alone(text[1:].lstrip("=")):
        return text, ""
    return sign + text[1:], "a misread comparison sign put right"


_DIGITS = re.compile(r"\d[\d.,]*")


def _stands_alone(text: str) -> bool:
    """Whether the text is a number with a unit or nothing behind it."""
    match = _DIGITS.match(text)
    return match is not None and (match.end() == len(text) or match_unit(text, match.end()) is not None)


def mend_minus(text: str) -> tuple[str, str]:
    """The text with a minus for the triangle that accountants write for one (△4.5%), and the reason."""
    listed: dict[str, str] = table("confusables")["minus"]
    at = 1 if text[:1] in "≥≤><=" else 0
    why = listed.get(text[at : at + 1], "")
    return (f"{text[:at]}-{text[at + 1 :]}", why) if why and text[at + 1 : at + 2].isdecimal() else (text, "")


def sign_of(cell: str) -> str:
    """The sign that the first character of an operator column stands for; the cell itself where it is none."""
    return _signs().get(cell, cell)
