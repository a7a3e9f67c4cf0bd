"""A number of a workbook as its number format shows it: decimals, thousands, per cent, dates, text around it.

After ECMA-376 part 1, 18.8.31. What can't be followed (fractions, conditions) is shown as `General`, with all digits.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

#: Built-in formats as a Chinese Excel has them, where they differ from those that openpyxl lists.
_CHINESE = {
    5: '"¥"#,##0;"¥"-#,##0', 6: '"¥"#,##0;"¥"-#,##0', 7: '"¥"#,##0.00;"¥"-#,##0.00', 8: '"¥"#,##0.00;"¥"-#,##0.00',
    14: "yyyy/m/d", 27: 'yyyy"年"m"月"', 28: 'm"月"d"日"', 29: 'm"月"d"日"', 30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"', 34: 'AM/PMh"时"mm"分"', 35: 'AM/PMh"时"mm"分"ss"秒"',
    36: 'yyyy"年"m"月"', 50: 'yyyy"年"m"月"', 51: 'm"月"d"日"', 52: 'yyyy"年"m"月"', 53: 'm"月"d"日"',
    54: 'm"月"d"日"', 55: 'AM/PMh"时"mm"分"', 56: 'AM/PMh"时"mm"分"ss"秒"', 57: 'yyyy"年"m"月"', 58: 'm"月"d"日"',
}  # fmt: skip
_LONGEST_CODE = 255
_SYSTEM_DATE = 'yyyy"年"m"月"d"日"'
_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"?|[\\!](?P<escaped>.)|[_*].|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<power>E[+-]0+)|(?P<half>AM/PM|A/P|上午/下午)"
    r"|(?P<part>y+|e+|m+|d+|h+|s+|aaaa?)|(?P<digit>[0#?])|(?P<sign>[.,%@])|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"h+|m+|s+", re.IGNORECASE)
_CONDITION = re.compile(r"[<>=]")
_WEEKDAYS = "一二三四五六日"
_DAYS = 2_958_466  # the end of the year 9999
# Excel counts a 29 February 1900 that never was; from March 1900 on this is day nought.
_EPOCH, _EPOCH_1904 = datetime(1899, 12, 30), datetime(1904, 1, 1)
_SECONDS = 86_400
_GENERAL_DIGITS = 10

_Token = tuple[str, str]


def code_of(number: int, own: dict[int, str]) -> str:
    """The format of an id: the workbook's own, else the one that is built in."""
    from openpyxl.styles.numbers import BUILTIN_FORMATS

    return own.get(number) or _CHINESE.get(number) or BUILTIN_FORMATS.get(number, "General")


def shown(number: float, code: str, is_1904: bool = False) -> str | None:
    """What a cell of the format shows of a number; None where it shows nothing but ######## (a date before 1900)."""
    sections = _sections(code[:_LONGEST_CODE])
    if any(_CONDITION.search(text) for section in sections for kind, text in section if kind == "bracket"):
        return general(number)
    section, value = _chosen(sections, number)
    kinds = {kind for kind, _ in section}
    if "part" in kinds or "half" in kinds or "elapsed" in kinds:
        return _date(section, number, is_1904)
    if kinds & {"general", "power"} or ("other", "/") in section or ("sign", "@") in section:
        return _with_general(section, value)
    return _number(section, value)


def general(number: float) -> str:
    """A number as a cell without a format shows it; whole numbers with all their digits."""
    if number == int(number) and abs(number) < 10**15:
        return str(int(number))
    text = f"{number:.{_GENERAL_DIGITS}g}"
    return format(Decimal(text), "f") if abs(number) < 10**15 else text


@lru_cache(maxsize=512)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    """The tokens of each part of a format that semicolons divide, as (kind, text)."""
    sections: list[list[_Token]] = [[]]
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        text = match[kind] if kind else ""
        if kind == "other" and text == ";":
            sections.append([])
        elif kind == "bracket":
            sections[-1].append(_bracket(text))
        elif kind:
            sections[-1].append(("literal" if kind in ("quoted", "escaped") else kind, text))
    if code.lower().startswith(("[$-f800]", "[$-x-sysdate]")):
        return _sections(_SYSTEM_DATE)
    return tuple(map(tuple, sections))


def _bracket(text: str) -> _Token:
    if text.startswith("$"):
        return "literal", text[1:].split("-")[0]
    if _ELAPSED.fullmatch(text):
        return "elapsed", text.lower()
    return "bracket", text


def _chosen(sections: Sequence[Sequence[_Token]], number: float) -> tuple[Sequence[_Token], float]:
    """The part of the format for the sign of a number, and what of the number it shows."""
    if number < 0 and len(sections) > 1:
        return sections[1], -number
    if number == 0 and len(sections) > 2:
        return sections[2], number
    return sections[0], number


def _with_general(section: Sequence[_Token], number: float) -> str:
    power = next((text for kind, text in section if kind == "power"), "")
    if power:
        point = _point(section)
        return f"{number:.{sum(kind == 'digit' for kind, _ in section[point:])}E}"
    around = [text if kind == "literal" else general(number) if kind == "general" else "" for kind, text in section]
    return "".join(around) if any(kind == "general" for kind, _ in section) else general(number)


def _point(section: Sequence[_Token]) -> int:
    """The place of the decimal point; behind the format where it has none."""
    return next((index for index, token in enumerate(section) if token == ("sign", ".")), len(section))


def _number(section: Sequence[_Token], number: float) -> str:
    digits = [index for index, (kind, _) in enumerate(section) if kind == "digit"]
    if not digits:
        return ("-" if number < 0 else "") + "".join(text for kind, text in section if kind != "bracket")
    point = _point(section)
    decimals = [index for index in digits if index > point]
    commas = [index for index, token in enumerate(section) if token == ("sign", ",")]
    last = max([index for index in digits if index < point], default=-1)
    value = abs(Decimal(f"{number:.15g}")) * 100 ** sum(token == ("sign", "%") for token in section)
    value /= 1000 ** sum(index > last for index in commas)
    whole, _, rest = format(_rounded(value, len(decimals)), "f").partition(".")
    is_grouped = any(index < last for index in commas)
    told = dict.fromkeys(commas, "")
    told.update(_whole([index for index in digits if index < point], section, whole, is_grouped))
    told.update(_fraction(decimals, section, rest))
    if not any(told[index] for index in decimals) and point < len(section):
        told[point] = "" if decimals and all(section[index][1] != "0" for index in decimals) else "."
    text = "".join(told.get(index, token[1] if token[0] != "bracket" else "") for index, token in enumerate(section))
    return ("-" if number < 0 and any(c in "123456789" for c in whole + rest) else "") + text.strip()


def _rounded(value: Decimal, decimals: int) -> Decimal:
    return (
        value.quantize(Decimal(1).scaleb(-min(decimals, 15)), ROUND_HALF_UP) if value < 10**12 else value.to_integral()
    )


def _whole(places: list[int], section: Sequence[_Token], whole: str, is_grouped: bool) -> dict[int, str]:
    """The digits before the point on their places, from the right; the first place takes what is left."""
    if is_grouped and places:
        least = sum(section[index][1] == "0" for index in places)
        text = "" if whole == "0" and not least else f"{int(whole.zfill(least)):,}" if least < 2 else whole.zfill(least)
        return {**dict.fromkeys(places, ""), places[0]: text}
    told = {}
    left = "" if whole == "0" else whole
    for count, index in enumerate(reversed(places)):
        is_first = count == len(places) - 1
        digit, left = (left, "") if is_first else (left[-1:], left[:-1])
        told[index] = digit or ("0" if section[index][1] == "0" else "")
    return told


def _fraction(places: list[int], section: Sequence[_Token], rest: str) -> dict[int, str]:
    """The digits behind the point; noughts at the end stand only where the format has a nought."""
    told = {}
    rest = rest.ljust(len(places), "0")
    kept = len(rest.rstrip("0"))
    for count, index in enumerate(places):
        is_shown = count < kept or any(section[later][1] == "0" for later in places[count:])
        told[index] = rest[count] if is_shown else ""
    return told


def _date(section: Sequence[_Token], number: float, is_1904: bool) -> str | None:
    if not 0 <= number < _DAYS:
        return None
    seconds = round(number * _SECONDS)
    moment = (_EPOCH_1904 if is_1904 else _EPOCH) + timedelta(seconds=seconds)
    if number < 61 and not is_1904:
        moment += timedelta(days=1)
    has_half = any(kind == "half" for kind, _ in section)
    pieces = []
    for index, (kind, text) in enumerate(section):
        if kind == "part":
            pieces.append(_part(text.lower(), moment, _is_minute(section, index), has_half))
        elif kind == "half":
            pieces.append(("下午" if "午" in text else "PM") if moment.hour >= 12 else "上午" if "午" in text else "AM")
        elif kind == "elapsed":
            pieces.append(str(seconds // {"h": 3600, "m": 60, "s": 1}[text[0]]))
        elif kind != "bracket" and (kind, text) != ("sign", "@"):
            pieces.append(text)
    return "".join(pieces).strip()


def _is_minute(section: Sequence[_Token], index: int) -> bool:
    """Whether an m stands between hours and seconds."""
    parts = [(place, text.lower()) for place, (kind, text) in enumerate(section) if kind in ("part", "elapsed")]
    place = parts.index((index, section[index][1].lower()))
    before, after = parts[place - 1][1] if place else "", parts[place + 1][1] if place + 1 < len(parts) else ""
    return before.startswith("h") or after.startswith("s")


def _part(text: str, moment: datetime, is_minute: bool, has_half: bool) -> str:
    letter, length = text[0], len(text)
    if letter in "ye":
        return f"{moment.year % 100:02}" if text in ("y", "yy") else f"{moment.year}"
    if letter == "a" or (letter == "d" and length > 2):
        day = _WEEKDAYS[moment.weekday()]
        return day if text == "aaa" else f"星期{day}"
    if letter == "m" and not is_minute and length > 2:
        return moment.strftime("%b" if length == 3 else "%B")
    hour = (moment.hour + 11) % 12 + 1 if has_half else moment.hour
    known = {"m": moment.minute if is_minute else moment.month, "d": moment.day, "h": hour, "s": moment.second}
    return f"{known[letter]:0{min(length, 2)}}"
