"""Makes a value of the date that a cell prints, where the date is what the cell is about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date as day_of
from datetime import timedelta
from decimal import Decimal
from functools import cache

from normalizers.knowledge import table
from normalizers.quantities.implied_units import ends_about, implied_by, is_about
from normalizers.quantities.operators import SIGNS, agree, before_number, of_signs
from normalizers.quantities.periods import Date, bare_year, find_date
from normalizers.quantities.units import read_unit
from normalizers.values.cells import Cell
from normalizers.values.clauses import find_measures
from normalizers.values.context import Context
from normalizers.values.counted import SEVERAL, operator_of
from schema.value import Value

_CALENDAR = ("年", "年度", "月", "日", "年月", "年月日")
_COUNTED_DAY = re.compile(r"3[7-9]\d{3}|4\d{4}|5[0-4]\d{3}")
_BETWEEN_DATES = re.compile(r"[前止底内]?\s*[/／;；、,，]\s*(?=\d)")
_COUNTED = "a day as a spreadsheet counts it"
_LIKE_A_LENGTH = re.compile(r"\d{1,2}(?:月|[./]\d{1,2})")


#: The base unit of a date: its base value is the last day meant, written so.
DAY = "YYYYMMDD"


def date_in(cell: Cell, context: Context) -> Date | None:
    """The date that a cell prints, whether or not it is its value."""
    text = cell.text.strip(SIGNS + "'.,;、 ")
    year = bare_year(text, _year_unit(context)) if _may_be_year(context) else None
    if year is not None:
        at = cell.text.index(text)
        return replace(year, start=at, end=at + len(text))
    timely = _is_timely(context)
    found = _with_others(cell.text, find_date(cell.text, context.fiscal_year, timely), context.fiscal_year)
    if found and _LIKE_A_LENGTH.fullmatch(cell.text, found.start, found.end) and not _has_dates(context, cell.text):
        return None
    return found or (_leading_year(cell.text) or _day_of_spreadsheet(text) if timely else None)


def _with_others(text: str, first: Date | None, fiscal_year: str) -> Date | None:
    """The first date of a cell, over the others that stand right behind it: 2021年8月30日前/2021年11月."""
    while first is not None and (mark := _BETWEEN_DATES.match(text, first.end)):
        other = find_date(text[mark.end() :], fiscal_year)
        if other is None or other.start:
            break
        first = replace(first, end=mark.end() + other.end, several=True)
    return first


def _has_dates(context: Context, text: str) -> bool:
    """Whether 12月 or 3.5 may be a day or a month here, and not a length of time or a plain number."""
    if is_about(context.name, "duration"):
        return False
    if context.target is not None and context.target.kind not in ("", "date", "qualitative"):
        return False
    return "月" in text or is_about(context.name, "date")


def value_of_date(cell: Cell, date: Date, context: Context) -> Value | None:
    """The date as a value; None where it is only the setting of a number or of words."""
    if not _is_the_value(cell, date, context):
        return None
    op = _comparison(cell, date) or operator_of(context.operator_cell)
    sure, reasons = _sureness(date, unnamed=not context.name and context.target is None)
    for doubt in _unsaid(cell, date):
        sure, reasons = min(sure, 0.6), (*reasons, doubt)
    return Value(
        op=op,
        value=date.value,
        value_max=date.value_max,
        unit=date.unit,
        kind="date",
        base_value=date.last_day,
        base_unit=DAY if date.last_day is not None else "",
        confidence=sure,
        reasons=reasons,
    )


def _unsaid(cell: Cell, date: Date) -> Iterator[str]:
    """What the cell says that a date can't hold: a figure beside it (6月底前完成50%), words that narrow a year."""
    if _counts_something(cell, date):
        yield "a figure stands beside the date"
    elif date.value is not None and _words_beside(cell, date):
        yield "words narrow the year"
    if date.several:
        yield SEVERAL


def _sureness(date: Date, unnamed: bool) -> tuple[float, tuple[str, ...]]:
    """How sure a date is and why; `unnamed` says that nothing beside the cell tells what it is."""
    if date.last_day is None:
        return 0.6, ("a date of an unknown year",)
    if date.counted:
        return 0.7, ("a date", _COUNTED)
    if unnamed and date.value is not None and not date.unit:
        return 0.6, ("a date", "nothing but its size says that it is a year")
    return 0.95, ("a date",)


def _comparison(cell: Cell, date: Date) -> str:
    behind = re.compile(rf"[{SIGNS}]+").match(cell.text, date.end)
    if behind and date.value is not None:
        return of_signs(behind[0])
    ahead = [op for op in before_number(cell.text[: min(date.start, 40)]).ops if op]
    return agree((date.op, *ahead))[0]


def _day_of_spreadsheet(text: str) -> Date | None:
    """The day that a spreadsheet counts as 45230: days since the end of 1899, of this century up to 2050."""
    if not _COUNTED_DAY.fullmatch(text):
        return None
    day = day_of(1899, 12, 30) + timedelta(days=int(text))
    return Date(0, len(text), Decimal(day.strftime("%Y%m%d")), counted=True)


def _leading_year(text: str) -> Date | None:
    """2022 = 100%得3分: the year, then the rule that ran in."""
    return bare_year(text[:4]) if re.match(rf"20\d\d[{SIGNS}]", text) else None


def _is_timely(context: Context) -> bool:
    """Whether the row is about a time: by its target, or by a name such as 完成时间 where nothing else is counted."""
    if context.target is not None and context.target.kind == "date":
        return True
    unit = read_unit(context.unit_cell or context.head_unit)
    if unit is not None and unit.printed not in _CALENDAR:
        return False
    if ends_about(context.name, "date") or ends_about(context.name, "year"):
        return True
    timely = is_about(context.name, "date") or "时效" in context.level2
    return timely and not implied_by(context.name).kind


def _may_be_year(context: Context) -> bool:
    """A bare 2022 is a year where the name, the target or a unit speaks of time, and where nothing is named."""
    printed = context.unit_cell or context.head_unit or context.table_unit
    unit = read_unit(printed) if printed else None
    if unit is not None and context.unit_cell:
        return unit.printed in ("年", "年度") and not is_about(context.name, "duration")
    if _is_timely(context):
        return True
    return unit is None and not context.name and context.target is None


def _year_unit(context: Context) -> str:
    """年 where the unit column or the target prints it, else empty."""
    if context.target is not None and context.target.kind == "date":
        return context.target.unit
    unit = read_unit(context.unit_cell or context.head_unit)
    return unit.printed if unit is not None and unit.printed in ("年", "年度") else ""


@cache
def _fillers() -> re.Pattern[str]:
    words: list[str] = table("value_words")["dates"]["fillers"]
    return re.compile("|".join(map(re.escape, sorted(words, key=len, reverse=True))))


def _is_the_value(cell: Cell, date: Date, context: Context) -> bool:
    """Whether the cell is about the date: nothing else is counted in it, and few other words stand there."""
    if _is_timely(context):
        return True
    if _counts_something(cell, date):
        return False
    leftover = _words_beside(cell, date)
    return not leftover or (date.value is None and len(leftover) <= 6)


def _counts_something(cell: Cell, date: Date) -> bool:
    return any(measure.unit is not None for measure in find_measures(cell, (date.start, date.end)))


def _words_beside(cell: Cell, date: Date) -> str:
    """The words of the cell that are neither the date nor such as stand beside every date."""
    return _fillers().sub("", (cell.text[: date.start] + cell.text[date.end :]).strip(SIGNS))
