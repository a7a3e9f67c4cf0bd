"""A number with its sign and unit: the piece that a value is made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from normalizers.candidates import RANGE_JOINT, currency_before, more_words
from normalizers.cells import BARRIER, Cell
from normalizers.numbers import Number
from normalizers.numerals import DIGITS
from normalizers.operators import SIGNS
from normalizers.units import Unit, match_unit

_AND = re.compile("[和与]")
_CHANGE = re.compile(r"(?=\d[角分])(?:(\d)角)?(?:(\d)分)?")
_HALF_BEHIND = re.compile(r"半(?![数年])")
_TENTH = Decimal("0.1")
_HALF = Decimal("0.5")


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
        measure = _measure(cell, number)
        last = found[-1] if found else None
        if last is not None and (measure.start < last.end or _ran_in(cell, last, measure)):
            continue
        joined = _range(cell.text, last, measure) if last is not None and last.top is None else None
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


def _measure(cell: Cell, number: Number) -> Measure:
    text = cell.text
    negative = _is_negative(text, number.start)
    words, end = _more_behind(text, number)
    unit, end, value = _unit_behind(cell, number, end)
    doubts = (number.doubt,) if number.doubt else ()
    if unit is not None and text[end : end + 1] == text[end - 1] and text[end - 1] not in SIGNS + BARRIER:
        end, doubts = end + 1, (*doubts, "a doubled character")
    return Measure(
        number.start - negative,
        end,
        -value if negative else value,
        number.form,
        number.top,
        unit,
        ops=(">",) if _says_more(text, number, words) else (),
        behind=words,
        currency=currency_before(text, number.start),
        doubts=doubts,
    )


def _more_behind(text: str, number: Number) -> tuple[str, int]:
    """Words that belong to the number and stay in the text (余, 多, 翻一番), and where they end."""
    if number.form == "doubled":
        return text[number.start : number.end], number.end
    behind = text[number.end : number.end + 1]
    if behind and behind in more_words() and number.form != "ratio":
        return behind, number.end + 1
    return "", number.end


def _says_more(text: str, number: Number, words: str) -> bool:
    """余, 多 and 过半 say more than the number."""
    return (words != "" and number.form != "doubled") or (number.form == "fraction" and text[number.start] == "过")


def _is_negative(text: str, start: int) -> bool:
    """A minus is a sign at the head of a cell and after a comparison, and a dash between two numbers."""
    if start == 0 or text[start - 1] not in "-负":
        return False
    if text[start - 1] == "负":
        return text[start - 2 : start - 1] not in ("正", "担")
    if start > 1 and text[start - 2] == "-":
        return start > 2
    return start == 1 or text[start - 2] in SIGNS + "(~,至到降长加减为" + BARRIER


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
    return _completed(text, number, *found)


def _completed(text: str, number: Number, unit: Unit, end: int) -> tuple[Unit, int, Decimal]:
    """一年半, 八成五, 三元五角: what stands behind the unit is still part of the number."""
    value = number.value
    following = text[end : end + 1]
    if unit.kind == "duration" and _HALF_BEHIND.match(text, end):
        return unit, end + 1, value + _HALF
    if unit.printed == "元" and (change := _CHANGE.match(text, end)):
        return unit, change.end(), value + Decimal(f"0.{change[1] or 0}{change[2] or ''}")
    if unit.printed in ("成", "折") and following in DIGITS:
        return unit, end + 1, value + DIGITS[following] * _TENTH
    if unit.printed == "折" and value >= 10:
        return (unit, end, value / 10) if number.form == "numeral" else (_hundredths(unit), end, value)
    return unit, end, value


def _hundredths(unit: Unit) -> Unit:
    """95折 is 95 hundredths, 9.5折 tenths."""
    return replace(unit, numerator=unit.numerator * _TENTH)


def _range(text: str, low: Measure, high: Measure) -> Measure | None:
    """One measure of two that a dash joins; the unit printed last holds for both."""
    joint = RANGE_JOINT.match(text, low.end)
    if joint is None and text.startswith("之间", high.end):
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
