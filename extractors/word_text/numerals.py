"""A number as Word prints it in one of its formats."""

from __future__ import annotations

from extractors.knowledge import knowledge

_ROMAN = ((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
          (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"))  # fmt: skip
_LARGEST_ROMAN = 3_999
_LETTERS = 26
_LARGEST_LETTERED = 20 * _LETTERS
_LARGEST_SPOKEN = 9_999


def numeral(number: int, form: str) -> str:
    """The number in a format of ST_NumberFormat; digits where the format isn't known or does not reach so far."""
    known = knowledge("numerals")
    if form in ("none", "bullet"):
        return ""
    if form in known["glyphs"] and 1 <= number <= len(known["glyphs"][form]):
        return str(known["glyphs"][form][number - 1])
    if form in known["digits"]:
        return "".join(known["digits"][form][int(digit)] for digit in str(number))
    if form in known["spoken"] and 0 <= number <= _LARGEST_SPOKEN:
        return _spoken(number, *known["spoken"][form])
    return _western(number, form)


def _western(number: int, form: str) -> str:
    if form == "decimalZero":
        return f"{number:02}"
    if form in ("upperRoman", "lowerRoman") and 1 <= number <= _LARGEST_ROMAN:
        return _roman(number) if form == "upperRoman" else _roman(number).lower()
    if form in ("upperLetter", "lowerLetter") and 1 <= number <= _LARGEST_LETTERED:
        letter = chr(ord("A") + (number - 1) % _LETTERS) * ((number - 1) // _LETTERS + 1)
        return letter if form == "upperLetter" else letter.lower()
    return str(number)


def _roman(number: int) -> str:
    text = ""
    for value, sign in _ROMAN:
        text += sign * (number // value)
        number %= value
    return text


def _spoken(number: int, digits: str, units: str, says_one: bool) -> str:
    """一百零五; ten to nineteen without a one before the ten, except where `says_one`."""
    if number < 10:
        return digits[number]
    text, gap = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            text += (digits[0] if gap else "") + digits[digit] + (units[place - 1] if place else "")
        gap = bool(text) and not digit
    short = number < 20 and not says_one
    return text[1:] if short else text
