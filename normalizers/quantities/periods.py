"""Dates and years as printed, under the fiscal year of their filing."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from normalizers.quantities.numerals import DIGITS, read_numeral
from normalizers.text import compact

_CN = "零〇○一二两三四五六七八九十"
_SPELT = rf"[一二][九〇零○O0][{_CN}]{{2}}|[二两]千零[{_CN}]{{1,3}}"
_YEAR = rf"(?P<year>(?:19|20)\d{{2}}|(?<!\d)[12]\d(?=年\d{{1,2}}月)|{_SPELT})年(?:度)?"
_RELATIVE = (
    r"(?P<relative>当年度?|本年度?|今年|次年度?|下一?年度?|第二年|来年|明年|翌年|上年度?|去年)"
    r"(?=的?\d|的?[一二三四五六七八九十]|[年底末内])"
)
_MONTH = rf"(?P<month>\d{{1,2}}|[{_CN}]{{1,3}})月(?:份)?"
_DAY = rf"(?P<day>\d{{1,2}}|[{_CN}]{{1,3}})(?:[日号]|(?=$|之?前|以前|[,，;；。)）]))"
_QUARTER = r"第?(?P<quarter>[一二三四1234])季度"
_HALF = r"(?P<half>[上下])半年"
_PART = r"(?P<part>(?:年度?)?[底末内初终]|上旬|中旬|下旬|[中月]?[底末])"
_END = r"(?P<end>之?前|以前|之内|以内|内|之?后|以后|起|为止|止)?"

# 2022年12月31日前 and what may be left out of it; at least one of the parts must be there.
_WRITTEN = re.compile(
    rf"(?:{_YEAR})?(?:{_RELATIVE})?的?"
    rf"(?:(?:{_QUARTER}|{_HALF}|{_MONTH}(?:{_DAY})?)?)(?:24时|24:00)?{_PART}?{_END}"
)
_DOTTED = re.compile(
    r"(?<![\d.])(?P<year>(?:19|20)\d{2})(?P<mark>[./-])(?P<month>0?[1-9]|1[0-2])(?:(?P=mark)(?P<day>0?[1-9]|[12]\d|3[01]))?(?![\d%])"
    rf"{_END}"
)
_EIGHT = re.compile(rf"(?<!\d)(?P<year>20\d{{2}})(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])(?!\d){_END}")
_SHORT = re.compile(rf"(?P<month>1[0-2]|0?[1-9])[./](?P<day>3[01]|[12]\d|0?[1-9])(?!\d){_END}")
_BARE_YEAR = re.compile(rf"(?:19[89]|20[0-6])\d|[一二][九〇零○][{_CN}]{{2}}")
_SPAN = r"(?:-{1,2}|~|至|到|—)"
_YEARS = re.compile(rf"(?P<year>(?:19|20)\d{{2}})年?(?:度)?{_SPAN}(?P<last>(?:19|20)\d{{2}})年(?:度)?")
_MONTHS = re.compile(
    rf"(?:(?P<year>(?:19|20)\d{{2}})年)?(?P<first>\d{{1,2}}|[{_CN}]{{1,3}})月?(?:份)?{_SPAN}(?P<month>\d{{1,2}}|[{_CN}]{{1,3}})月(?:份)?(?P<part>底|末)?"
)
_MERE_DAY = re.compile(r"(?<![\d月个])(?P<day>3[01]|[12]?\d)[日号](?P<end>之?前|以前)")
_ANY_DAY = re.compile(r"\d[日号](?:之?前|以前)|[底末](?:之?前)?")
_YEARS_ALONE = re.compile(rf"(?:^|:)(?P<year>20\d{{2}}){_SPAN}(?P<last>20\d{{2}})$")
_SIX_DIGITS = re.compile(r"(?P<year>20\d{2})(?P<month>0[1-9]|1[0-2])")
_RECURRING = re.compile(r"每(?:年|月|季|周|个|半|学)|次月|当月|月度|各季|逐月|按月|按季")
_TO = re.compile(r"(?:-{1,2}|~|至|到|—)$")


@dataclass(frozen=True, slots=True)
class Date:
    """A date where it stands in a text. `last_day` is the last day meant as YYYYMMDD, None where its year is unknown;
    `op` is `<=` for 前 and the like, empty for none; `value` and `value_max` are the years where nothing but years is
    printed, and `unit` the 年 behind them. `counted`: the day is printed as a spreadsheet counts it. `several`: other
    dates stand behind it, and `end` behind these."""

    start: int
    end: int
    last_day: Decimal | None
    op: str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    counted: bool = False
    several: bool = False


_OPS = {
    "前": "<=",
    "之前": "<=",
    "以前": "<=",
    "之内": "<=",
    "以内": "<=",
    "内": "<=",
    "后": ">",
    "之后": ">",
    "以后": ">=",
    "起": ">=",
}


def _whole(word: str | None) -> int | None:
    if not word:
        return None
    if word.isdigit() and word.isascii():
        return int(word)
    if len(word) == 4 and all(character in DIGITS or character in "O0" for character in word):
        return int("".join(str(DIGITS.get(character, 0)) for character in word))
    read = read_numeral(word)
    return int(read[0]) if read and read[1] is None else None


def _stamp(year: int | None, month: int, day: int | None) -> Decimal | None:
    if year is None or not 1 <= month <= 12:
        return None
    last = monthrange(year, month)[1]
    if day is not None and not 1 <= day <= last:
        return None
    return Decimal(f"{year:04d}{month:02d}{day or last:02d}")


_SHIFT = {"次": 1, "下": 1, "第": 1, "来": 1, "明": 1, "翌": 1, "上": -1, "去": -1}


def _year_of(match: re.Match[str], fiscal_year: str) -> int | None:
    printed = _whole(match["year"])
    if printed is not None:
        return printed if printed > 99 else 2000 + printed
    base = _fiscal(fiscal_year)
    relative = match.groupdict().get("relative")
    return base if base is None or not relative else base + _SHIFT.get(relative[0], 0)


def _month_and_day(match: re.Match[str]) -> tuple[int, int | None] | None:
    """The month and day meant by the parts of a written date; None where they make no date."""
    quarter, half, month, day, part = (match[name] for name in ("quarter", "half", "month", "day", "part"))
    if quarter:
        return 3 * int(_whole(quarter) or 0), None
    if half:
        return (6, None) if half == "上" else (12, None)
    if month:
        number = _whole(month)
        if number is None or not 1 <= number <= 12:
            return None
        return number, _whole(day) if day else {"上旬": 10, "初": 10, "中旬": 20}.get(part or "")
    return 12, None


def _written(text: str, fiscal_year: str) -> Date | None:
    """The first date in words and figures: 2022年12月31日前, 三季度末, 年内."""
    for match in _WRITTEN.finditer(text):
        named = match[0] and any(match[part] for part in ("year", "quarter", "half", "month"))
        found = _from_written(match, fiscal_year) if named or _says_year(match) else None
        if found is not None:
            return found
    return None


def _says_year(match: re.Match[str]) -> bool:
    """年内, 年底前, 本年度内: no number, and yet the end of the year."""
    part = match["part"] or ""
    if match["relative"]:
        return bool(part or match["end"])
    return part.startswith("年") and part[-1] in "底末内"


def _from_written(match: re.Match[str], fiscal_year: str) -> Date | None:
    when = _month_and_day(match)
    if when is None:
        return None
    year = _year_of(match, fiscal_year)
    part, end = match["part"] or "", match["end"] or ""
    op = _OPS.get(end) or ("<=" if part.endswith("内") else "")
    start = match.start()
    plain = match["year"] and not any(match[name] for name in ("quarter", "half", "month", "part")) and not end
    if plain:
        return Date(start, match.end(), _stamp(year, 12, 31), "", Decimal(year or 0), unit="年")
    return Date(start, match.end(), _stamp(year, *when), op)


def find_date(text: str, fiscal_year: str = "", timely: bool = False) -> Date | None:
    """The date that a folded text prints, or None. `timely` says that the row is about time, so that `2022.12`,
    `20221231` and `12/31` are dates too."""
    if _RECURRING.search(text):
        return None
    spans = _span_of_years(text, timely) or _span_of_months(text, fiscal_year)
    if spans is not None:
        return spans
    return _dotted(text, fiscal_year, timely) or _last_of(text, fiscal_year) or _mere_day(text)


def recurs(text: str) -> bool:
    """True for a day that comes again and again (每月10日前): words, neither a date nor a length of time."""
    return _RECURRING.search(text) is not None and _ANY_DAY.search(text) is not None


def _mere_day(text: str) -> Date | None:
    """25日前: a day of no known month."""
    match = _MERE_DAY.search(text)
    return None if match is None else Date(match.start(), match.end(), None, "<=")


def _last_of(text: str, fiscal_year: str) -> Date | None:
    """The written date; of `2022年1月1日至2022年12月31日` the later one, over the whole stretch."""
    first = _written(text, fiscal_year)
    if first is None:
        return None
    rest = text[first.end :]
    joint = re.match(_SPAN, rest)
    if joint:
        year = str(first.last_day)[:4] if first.last_day is not None else fiscal_year
        second = _written(rest[joint.end() :], year)
        if second is not None and second.start == 0:
            return Date(first.start, first.end + joint.end() + second.end, second.last_day, second.op)
    return first


def _span_of_years(text: str, timely: bool) -> Date | None:
    match = _YEARS.search(text) or (_YEARS_ALONE.search(text) if timely else None)
    if match is None or int(match["year"]) > int(match["last"]) or re.match(r"\d{1,2}月", text[match.end() :]):
        return None
    first, last = Decimal(match["year"]), Decimal(match["last"])
    unit = "年" if "年" in match[0] else ""
    return Date(match.start(), match.end(), _stamp(int(first), 12, 31), "", first, last, unit)


def _span_of_months(text: str, fiscal_year: str) -> Date | None:
    match = _MONTHS.search(text)
    if match is None:
        return None
    month, first = _whole(match["month"]), _whole(match["first"])
    if month is None or first is None or not 1 <= first < month <= 12:
        return None
    year = _whole(match["year"]) or _fiscal(fiscal_year)
    return Date(match.start(), match.end(), _stamp(year, month, None))


def _dotted(text: str, fiscal_year: str, timely: bool) -> Date | None:
    """2022.12.31, 2022-12-31前; of two the later one. Without a day, without marks or year only in a row about time."""
    matches = list(_DOTTED.finditer(text))
    joined = len(matches) == 2 and _TO.search(text[: matches[1].start()]) is not None
    if not joined:
        matches = [match for match in matches if match["day"] or timely or match["end"] not in (None, "起")]
    if matches:
        return _stamped(matches[-1] if joined else matches[0], matches[0].start(), fiscal_year)
    for pattern in (_EIGHT, _SIX_DIGITS, _SHORT) if timely else ():
        match = pattern.search(text) if pattern is _EIGHT else pattern.fullmatch(text)
        if match is not None:
            return _stamped(match, match.start(), fiscal_year)
    return None


def _stamped(match: re.Match[str], start: int, fiscal_year: str) -> Date | None:
    parts = match.groupdict()
    year = _whole(parts.get("year")) or _fiscal(fiscal_year)
    last_day = _stamp(year, int(match["month"]), _whole(parts.get("day")))
    return Date(start, match.end(), last_day, _OPS.get(parts.get("end") or "", ""))


def _fiscal(fiscal_year: str) -> int | None:
    return int(fiscal_year) if fiscal_year.isdigit() and len(fiscal_year) == 4 else None


def bare_year(text: str, unit: str = "") -> Date | None:
    """A whole text that is a year and nothing else: `2022`; None for any other. `unit` is what stands beside it."""
    year = _whole(text) if _BARE_YEAR.fullmatch(text) else None
    if year is None:
        return None
    return Date(0, len(text), _stamp(year, 12, 31), "", Decimal(year), unit=unit)


_PRINTED_YEAR = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)(?!号)")
_WORD_YEAR = re.compile(rf"[一二][九〇零○][{_CN}]{{2}}(?=年)")
_DOCUMENT_NUMBER = re.compile(
    r"[〔\[【](?:19|20)\d{2}[〕\]】](?:第?\d{1,5}号)?|[(（](?:19|20)\d{2}[)）]第?\d{1,5}号",
)
_DATED = re.compile(
    r"(?:19|20)\d{2}年\d{1,2}月(?![-—–~～至])(?:\d{1,2}[日号])?"
    r"|(?:19|20)\d{2}([-./])\d{1,2}(?:\1\d{1,2})?(?!\d)"
    r"|20\d{2}[01]\d[0-3]\d"
)
# A part of a year (2022年1-6月), which no date of signature is, names its year too.
_MEANT = re.compile(
    r"((?:19|20)\d{2})年?度|年度[:(]?((?:19|20)\d{2})|((?:19|20)\d{2})年(?!\d)|((?:19|20)\d{2})年\d{1,2}月?[-—–~～至]\d{1,2}月"
)
_WIDTH = str.maketrans({chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F)})


def find_years(text: str) -> tuple[str, ...]:
    """The four-digit years that a text prints, in order, each once: `2022 年度`, 二〇二二年, `20 22年`."""
    spaced = _in_figures(text)
    squeezed = _in_figures(compact(text))
    whole = f"{spaced} {squeezed}" if re.search(r"\d\s+\d", spaced) else squeezed
    return tuple(dict.fromkeys(match[1] for match in _PRINTED_YEAR.finditer(whole)))


def _in_figures(text: str) -> str:
    return _WORD_YEAR.sub(lambda match: str(_whole(match[0])), text.translate(_WIDTH))


def fiscal_year(titles: Sequence[str], texts: Sequence[str] = ()) -> str:
    """The year that a filing is about: that of its titles (`（2022年度）`), else of its texts (`年度: 2023`); empty for
    none. Dates of signature and the numbers of notices (〔2025〕12号) are none."""
    lines = [_undated(title) for title in titles]
    meant = _meant(lines) or [match[1] for line in lines for match in _PRINTED_YEAR.finditer(line)]
    if meant:
        return meant[0]
    said = _meant([_undated(text) for text in texts])
    return max(dict.fromkeys(said), key=said.count, default="")


def _undated(text: str) -> str:
    """A text without whole dates and numbers of documents."""
    return _DATED.sub(" ", _DOCUMENT_NUMBER.sub(" ", _in_figures(compact(text[:4000]))))


def _meant(lines: Sequence[str]) -> list[str]:
    return [next(filter(None, match.groups())) for line in lines for match in _MEANT.finditer(line)]
