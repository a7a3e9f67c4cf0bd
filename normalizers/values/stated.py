"""Figures of running text: where numbers with a unit stand, what they count, and what is doubtful about them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache

from normalizers.knowledge import table
from normalizers.quantities.numbers import Number, find_numbers
from normalizers.quantities.numerals import STEPS
from normalizers.quantities.units import Unit, match_unit, read_unit
from normalizers.text import simplified
from normalizers.values.candidates import currency_sign, more_behind, more_words
from normalizers.values.measures import completed, scaled_over

_JOINT = re.compile(r"\s?[-~～—至]\s?")
_PARTED = re.compile(r"\d[,，.]?\s{1,3}$")
# Marks that end a sentence or part two figures, and would else be read as a misread point or as thousands.
_STOPS = re.compile(r"。|(?<=\d)·(?=\d)|[,，](?!\d{3}(?!\d)|\d{0,2}[ \n]\d)")
_BLANKS = re.compile(r"\s{0,2}")
# Digits at the end of a line that goes on, those that begin the next, and what is a year by itself.
_CUT, _REST = re.compile(r"[\u4e00-\u9fff] ?(\d[\d,]{0,11}\.?)$"), re.compile(r"\d[\d,]{0,11}(?:\.\d{1,8})?\s?")
_YEAR, _WRAPPED = re.compile(r"(?:19|20)\d\d"), 12
_NEVER_BEHIND = "第〔[.\\"


@dataclass(frozen=True, slots=True)
class Stated:
    """A number with its unit in a text, from `start` to `end`; `number` is counted in the base unit `unit`.

    `family` says what its unit counts: `money`, `heads`, `shares` or `counters`; `doubts` are about its digits.
    """

    start: int
    end: int
    number: Decimal
    unit: str
    family: str
    doubts: tuple[str, ...] = ()

    @property
    def key(self) -> tuple[Decimal, str]:
        """What makes two figures the same amount."""
        return self.number, self.unit


def stated(text: str, most: int = 2_000) -> Iterator[Stated]:
    """The figures that a text of one width states, ranges as one figure with the number of their upper end."""
    folded = _STOPS.sub(";", text.translate(simplified()))
    low: tuple[Number, int] | None = None
    done = 0
    for number in find_numbers(folded, most):
        if number.start < done:
            continue  # the 百 of 1百元 is the figure's own unit
        begun = low[0].start if low is not None and low[1] == number.start else number.start
        found = _figure(folded, number, begun) if _stands_alone(folded, begun) else None
        if found is not None:
            done = found.end
            yield found
        low = _lower_end(folded, number)


def cuts_figure(above: str, below: str) -> bool:
    """Whether the end of a line cut a figure in two: …资金100 and 0万元…, of which the rest has a unit that is an
    amount's. A short line is no line that was broken, and a year stays by itself."""
    above, below = above.rstrip(), below.lstrip()
    begun, rest = _CUT.search(above[-20:]), _REST.match(below)
    if begun is None or rest is None or len(above) < _WRAPPED or _YEAR.fullmatch(begun[1]):
        return False
    unit = match_unit(below, rest.end())
    return unit is not None and bool(_family(unit[0]))


def _lower_end(text: str, number: Number) -> tuple[Number, int] | None:
    """A number that a dash joins to the next one, and where that one begins; its unit may stand between (80%-90%)."""
    unit = match_unit(text, number.end)
    for end in dict.fromkeys((number.end, unit[1] if unit else number.end)):
        joint = _JOINT.match(text, end)
        if joint is not None:
            return number, joint.end()
    return None


def _stands_alone(text: str, start: int) -> bool:
    """Whether no digit, letter or 第 runs into the number; a currency may."""
    before = text[start - 1 : start]
    latin = before.isascii() and before.isalpha()
    if text[start : start + 1] == "0" and text[start + 1 : start + 2].isdecimal():
        return False  # a telephone's or a document's number
    return before not in tuple(_NEVER_BEHIND) and (not latin or bool(_currency(text, start)[1]))


def _currency(text: str, start: int) -> tuple[int, str]:
    """Where the currency's sign before a figure begins, a blank between them or none (US$ 3000), and its unit; the
    figure's own start and no unit where none stands."""
    end = start - (text[start - 1 : start] == " ")
    sign, unit = currency_sign(text, end)
    return (end - len(sign) if sign else start), unit


def _figure(text: str, number: Number, begun: int) -> Stated | None:
    found = _unit_of(text, number)
    if found is None or text.startswith(tuple(table("units")["prose"]["not_counted"]), found[1]):
        return None
    unit, _, end = _counter_alone(*found)
    family = _family(unit)
    if not family or (
        number.form not in ("digits", "mixed", "share") and not _is_written_out(number, unit, text, family)
    ):
        return None
    start = begun - _minus(text, begun)
    if (end == number.end and not number.unit) or unit.kind == "money":
        begin, currency = _currency(text, start)
        start = begin if end == number.end or currency not in ("", "元") else start
    value = number.top
    if value is None:
        unit, end, value = completed(text, number, unit, end)
    return Stated(
        start, end, unit.in_base(value), unit.base or unit.printed, family, tuple(_doubts(text, begun, number))
    )


def _counter_alone(unit: Unit, begin: int, end: int) -> tuple[Unit, int, int]:
    """Of 3个乡镇 in a sentence 个 is the unit and 乡镇 what was counted."""
    if not unit.countable or not unit.printed.startswith("个") or len(unit.printed) == 1:
        return unit, begin, end
    return replace(unit, printed="个", base="个"), begin, begin + 1


def _unit_of(text: str, number: Number) -> tuple[Unit, int, int] | None:
    """The unit of a number, where it begins and ends: behind 余 and a blank, else that of its currency's sign."""
    if number.unit:
        unit = read_unit(number.unit)
        return None if unit is None else (unit, number.end, number.end)
    begin = _BLANKS.match(text, number.end).end()  # type: ignore[union-attr]
    begin += len(more_behind(text, begin, number.value))
    found = match_unit(text, begin)
    _, currency = _currency(text, number.start)
    if found is not None and not found[0].kind and text[found[1] : found[1] + 1] in tuple(more_words()):
        found = scaled_over(text, found[0], found[1] + 1)
    if found is not None and currency and (not found[0].kind or found[0].base == "元"):
        return replace(found[0], kind="money", base=currency), begin, found[1]
    if found is None and currency:
        unit = read_unit(currency)
        return None if unit is None else (unit, begin, number.end)
    return None if found is None else (found[0], begin, found[1])


@cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(table("units")["prose"][name])


def _family(unit: Unit) -> str:
    """What a unit counts; empty for a length of time, points and what else is no amount."""
    plain = unit.printed.removeprefix(unit.scale)
    if unit.kind == "money":
        return "money"
    if unit.kind == "ratio":
        return "shares" if _is_share(unit) else ""
    if unit.kind != "quantity" or plain in _listed("never") or not plain:
        return ""
    return "heads" if plain in _listed("heads") else "counters"


def _is_share(unit: Unit) -> bool:
    """Whether a unit of a ratio is a part of a whole (%, ‰, 成, /10万), and not times or a reduced price."""
    per_cent = unit.denominator == 1 and unit.numerator <= Decimal("0.01")
    return per_cent or unit.printed in _listed("shares") or unit.printed.startswith("/")


def _is_written_out(number: Number, unit: Unit, text: str, family: str) -> bool:
    """Whether a numeral in Chinese characters is money, heads or a share (三万二千元, 三十二人, 九成)."""
    if number.form != "numeral" or family == "counters":
        return False
    if family == "shares":
        return True
    stepped = any(step in text[number.start : number.end] + unit.printed for step in STEPS)
    return stepped and (family == "money" or number.end - number.start > 1)


def _minus(text: str, start: int) -> bool:
    """Whether the sign before a figure behind a word is a minus: 增长-3.5%."""
    return start > 1 and text[start - 1] in "-－−△" and "\u4e00" <= text[start - 2] <= "\u9fff"


def _doubts(text: str, start: int, number: Number) -> Iterator[str]:
    if number.form == "mixed":
        yield "the figure is printed in several scales"
    elif number.form == "numeral":
        yield "the figure is printed in Chinese numerals"
    if number.doubt:
        yield "the figure's digits had to be put right"
    if _PARTED.search(text[max(0, start - 8) : start]):
        yield "further digits stand before the figure, a blank or line between"
