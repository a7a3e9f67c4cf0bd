"""A number with its sign and unit: the piece that a value is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from normalizers.knowledge import table
from normalizers.quantities.numbers import Number, plain
from normalizers.quantities.numerals import DIGITS
from normalizers.quantities.operators import SIGNS
from normalizers.quantities.units import Unit, match_unit
from normalizers.text import simplified
from normalizers.values.candidates import RANGE_JOINT, currency_sign, more_behind, more_words, spoken_decimals
from normalizers.values.cells import BARRIER, Cell

_AND = re.compile("[和与]")
_INSIDE = re.compile("之?间")
_HALF_AT_END = re.compile(r"半(?![\u4e00-\u9fff])|半(?=以[上下内]|左右)")
_HALF_BEHIND = re.compile(r"半(?![数年小])")
_LINK = re.compile("[零又、]?")
_TENTH = Decimal("0.1")
_HALF = Decimal("0.5")
_MILLIONTH = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Measure:
    """A number with all that belongs to it; `ops` are the comparisons printed round it.

    `start` and `end` bound number and unit; `ahead` and `behind` are the words left over on either side; `top` and
    `top_unit` are the upper end of a range; `flipped` is the comparison of a sign behind the number (90%≤X: >=);
    `framed` says 控制在; `clause` counts the clauses before it.
    """

    start: int
    end: int
    value: Decimal
    form: str
    top: Decimal | None = None
    unit: Unit | None = None
    top_unit: Unit | None = None
    ops: tuple[str, ...] = ()
    flipped: str = ""
    framed: bool = False
    ahead: str = ""
    behind: str = ""
    currency: str = ""
    clause: int = 0
    doubts: tuple[str, ...] = ()


def measures_of(cell: Cell, numbers: list[Number]) -> list[Measure]:
    """Each number with sign and unit; two that a dash or 至 joins are one range."""
    found: list[Measure] = []
    for number in numbers:
        last = found[-1] if found else None
        measure = _measure(cell, number, last.end if last is not None else 0)
        if last is not None and (measure.start < last.end or _ran_in(cell, last, measure)):
            continue
        joined = None
        if last is not None and last.top is None:
            joined = _range(cell.text, last, measure) or _of_smaller(cell.text, last, measure)
            joined = joined or _tolerance(cell.text, last, measure)
        if joined is not None:
            found[-1] = joined
        else:
            found.append(measure)
    return found


def _ran_in(cell: Cell, last: Measure, measure: Measure) -> bool:
    """Whether a number is the weight or score of the next columns: ≥95% 10 10."""
    if last.unit is None or last.end not in cell.gaps:
        return False
    same = measure.value == last.value and measure.unit == last.unit
    return not cell.text[last.end : measure.start].strip(BARRIER) and (measure.unit is None or same)


def _measure(cell: Cell, number: Number, done: int) -> Measure:
    """The number with its sign and unit; the 人民币 of a unit that ends at `done` is no currency of this one."""
    text = cell.text
    negative = _is_negative(text, number.start)
    words, end = _more_behind(text, number)
    unit, end, value = _unit_behind(cell, number, end)
    if unit is not None and not unit.kind and (more := text[end : end + 1]) and more in more_words():
        words, end = more, end + 1
        unit, end = scaled_over(cell.text, unit, end, cell.shown)
    doubts = (number.doubt,) if number.doubt else ()
    sign, currency = currency_sign(text, number.start - negative)
    sign, currency = (sign, currency) if number.start - negative - len(sign) >= done else ("", "")
    if unit is not None and text[end : end + 1] == text[end - 1] and text[end - 1] not in SIGNS + BARRIER:
        end, doubts = end + 1, (*doubts, "a doubled character")
    return Measure(
        number.start - negative - len(sign),
        end,
        -value if negative else value,
        number.form,
        number.top,
        unit,
        ops=(">",) if _says_more(text, number, words) else (),
        behind=words,
        currency=currency,
        doubts=doubts,
    )


def _more_behind(text: str, number: Number) -> tuple[str, int]:
    """Words that belong to the number and stay in the text (余, 多, 翻一番), and where they end."""
    if number.form == "doubled":
        return text[number.start : number.end], number.end
    behind = more_behind(text, number.end, number.value) if number.form != "ratio" else ""
    return behind, number.end + len(behind)


def _says_more(text: str, number: Number, words: str) -> bool:
    """余, 多 and 过半 say more than the number."""
    more = words != "" and words in more_words() and number.form != "doubled"
    return more or (number.form == "fraction" and text[number.start] == "过")


def _is_negative(text: str, start: int) -> int:
    """How many characters of a minus stand before a number: a sign at the head of a cell and after a comparison, and a
    dash between two numbers."""
    if text[max(0, start - 2) : start] in ("零下", "负的"):
        return 2
    if start == 0 or text[start - 1] not in "-负":
        return 0
    if text[start - 1] == "负":
        return int(text[start - 2 : start - 1] not in ("正", "担"))
    if start > 1 and text[start - 2] == "-":
        return int(start > 2)
    if currency_sign(text, start - 1)[0]:
        return 1
    return int(start == 1 or text[start - 2] in SIGNS + "(~,:至到降长加减为" + BARRIER)


def _unit_behind(cell: Cell, number: Number, end: int) -> tuple[Unit | None, int, Decimal]:
    """The unit behind a number, where it ends, and the number with what follows the unit still (一年半)."""
    text = cell.text
    if number.unit:
        fixed = match_unit(number.unit)
        return (fixed[0] if fixed else None), end, number.value
    if number.form == "ratio":
        return None, end, number.value
    if text[end : end + 1] in (".", ",", "·") and match_unit(text, end + 1):
        end += 1
    found = match_unit(text, end, cell.shown)
    if found is None:
        return None, end, number.value
    if number.form == "halved":
        return replace(found[0], printed="个" + found[0].printed), found[1], number.value
    return completed(text, number, *found)


def completed(text: str, number: Number, unit: Unit, end: int) -> tuple[Unit, int, Decimal]:
    """一年半, 八成五, 三元五角: what stands behind the unit is still part of the number."""
    value = number.value
    following = text[end : end + 1]
    half = _HALF_BEHIND.match(text, end) if unit.kind == "duration" else _HALF_AT_END.match(text, end)
    if half is not None:
        return unit, end + 1, value + _HALF
    spoken = spoken_decimals(text, unit, end)
    if spoken is not None:
        return spoken[0], spoken[2], value + spoken[1]
    if unit.printed in ("成", "折") and following in DIGITS:
        return unit, end + 1, value + DIGITS[following] * _TENTH
    if unit.printed == "折" and value >= 10:
        return (unit, end, value / 10) if number.form == "numeral" else (_hundredths(unit), end, value)
    return unit, end, value


def scaled_over(text: str, scale: Unit, end: int, shown: str = "") -> tuple[Unit, int]:
    """The unit of 1.2万余人, whose scale stands before 余, from `end` on, and where it ends."""
    found = match_unit(text, end, shown)
    if found is None or not found[0].kind or found[0].scale:
        return scale, end
    printed = scale.printed + found[0].printed
    whole = match_unit(printed.translate(simplified()), 0, printed)
    return (whole[0] if whole is not None and whole[0].kind else scale), found[1]


def _of_smaller(text: str, high: Measure, low: Measure) -> Measure | None:
    """One measure of 1小时30分钟 or 9665圆1角8分: a second figure in a smaller unit of the same base belongs to the
    first. It is counted in the first unit where six decimals hold it, else in the second."""
    if high.unit is None or low.unit is None or low.value < 0 or not _LINK.fullmatch(text, high.end, low.start):
        return None
    ahead = _meant("before", high.unit, low.unit)
    high, smaller = replace(high, unit=ahead), _meant("behind", low.unit, ahead)
    if smaller.base != ahead.base or smaller.scale or low.behind or high.behind or low.top is not None:
        return None
    share = low.value * smaller.numerator * ahead.denominator / (smaller.denominator * ahead.numerator)
    if not 0 <= share < 1:
        return None
    if share != share.quantize(_MILLIONTH):
        inside = high.value * ahead.numerator * smaller.denominator / (ahead.denominator * smaller.numerator)
        return replace(high, end=low.end, value=inside + low.value, unit=smaller)
    doubts = tuple(dict.fromkeys(high.doubts + low.doubts))
    return replace(high, end=low.end, value=plain(high.value + share), doubts=doubts)


def _meant(place: str, unit: Unit, other: Unit) -> Unit:
    """What a unit means before or behind another: the 分 of 30分 is a minute behind an hour and money behind 角."""
    listed: dict[str, dict[str, str]] = table("units")[place]
    word = listed.get(unit.printed, {}).get(other.printed)
    found = match_unit(word) if word else None
    return unit if found is None else found[0]


def _tolerance(text: str, middle: Measure, spread: Measure) -> Measure | None:
    """37.5±0.5℃ is from 37 to 38 ℃."""
    if text[middle.end : spread.start] != "±" or (middle.unit is not None and middle.unit != spread.unit):
        return None
    low, high = middle.value - spread.value, middle.value + spread.value
    doubts = (*middle.doubts, *spread.doubts, "a figure with its tolerance")
    whole = replace(middle, end=spread.end, value=low, top=high, doubts=doubts)
    return replace(whole, unit=spread.unit, top_unit=spread.unit, behind=spread.behind)


def _hundredths(unit: Unit) -> Unit:
    """95折 is 95 hundredths, 9.5折 tenths."""
    return replace(unit, numerator=unit.numerator * _TENTH)


def _range(text: str, low: Measure, high: Measure) -> Measure | None:
    """One measure of two that a dash joins; the unit printed last holds for both."""
    joint = RANGE_JOINT.match(text, low.end)
    if joint is None and _INSIDE.match(text, high.end):
        joint = _AND.match(text, low.end)
    if joint is None or text[joint.end() : high.start].strip(SIGNS) or low.form in ("ratio", "fraction"):
        return None
    top = -high.value if high.value < 0 <= low.value else high.value
    unit = _shared(low.unit, high.unit)
    if unit is not None and high.unit is not None and unit.kind != high.unit.kind:
        return None
    top_unit = high.unit if high.unit is not None else unit
    doubts = tuple(dict.fromkeys(low.doubts + high.doubts))
    behind = low.behind + high.behind
    return replace(low, end=high.end, top=top, unit=unit, top_unit=top_unit, ops=high.ops, behind=behind, doubts=doubts)


def _shared(low: Unit | None, high: Unit | None) -> Unit | None:
    """The unit of the lower end: its own, else the upper one's; of 8000万-1亿元 万元."""
    if low is None or high is None:
        return high if low is None else low
    if low.kind or not high.kind:
        return low
    if high.scale == low.scale:
        return high
    found = match_unit(low.printed + high.printed.removeprefix(high.scale))
    return found[0] if found else high
