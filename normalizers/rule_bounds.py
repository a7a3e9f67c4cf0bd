"""The bound or the interval that a condition of a scoring rule states."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from normalizers.numbers import parse_number as number
from normalizers.rule_text import NUMBER, choice, words

_FLIPPED = {"≤": "≥", "<": ">", "≥": "≤", ">": "<"}
_ASCII = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "=": "="}
_WANTED = re.compile(r"要求|目标|标准|规定|符合")
# `分别达到90%、70%`: two figures for two things.
_EACH_OWN = re.compile(rf"(?:{NUMBER})[^0-9,;。]{{1,3}}[、和](?:{NUMBER})")
# `12月底前`, `2022年12月31日前`: a day, and no number of months or years.
_DATE = re.compile(r"[0-9]{4}年|[0-9]{1,2}月(?:[0-9]|底|末|份|初|前|中旬|上旬|下旬)|年底|年末|季度末")


@dataclass(frozen=True, slots=True)
class Bound:
    """From `lo` to `hi` (None: open) in `unit`, the ends inside or not; `op` as in a rule, empty for an interval.

    `target` is true where the indicator's own target is the bound; then there are no numbers.
    """

    op: str = ""
    lo: Decimal | None = None
    hi: Decimal | None = None
    lo_incl: bool = True
    hi_incl: bool = True
    unit: str = ""
    target: bool = False

    @property
    def value(self) -> Decimal | None:
        """The number of a one-sided bound."""
        return self.lo if self.op in (">=", ">", "=") else self.hi if self.op else None

    @property
    def has_number(self) -> bool:
        """Whether it bounds by a number of its own."""
        return self.lo is not None or self.hi is not None


def one_sided(op: str, value: Decimal, unit: str) -> Bound:
    """All that is at least, at most, above, below or equal to a value."""
    match op:
        case ">=" | ">":
            return Bound(op, lo=value, hi=None, lo_incl=op == ">=", hi_incl=False, unit=unit)
        case "<=" | "<":
            return Bound(op, lo=None, hi=value, hi_incl=op == "<=", unit=unit)
    return Bound("=", lo=value, hi=None, hi_incl=False, unit=unit)


def beyond(bound: Bound) -> Bound:
    """All that a one-sided bound leaves out."""
    if bound.hi is None:
        return Bound("<", lo=None, hi=bound.lo, hi_incl=not bound.lo_incl, unit=bound.unit)
    return Bound(">", lo=bound.hi, hi=None, lo_incl=not bound.hi_incl, hi_incl=False, unit=bound.unit)


@dataclass(frozen=True, slots=True)
class _Patterns:
    signs: dict[str, str]
    between: re.Pattern[str]
    chained: re.Pattern[str]
    before: re.Pattern[str]
    bounded: re.Pattern[str]
    target_least: re.Pattern[str]
    target_most: re.Pattern[str]


@lru_cache(maxsize=1)
def _patterns() -> _Patterns:
    bounds, unit = words()["bounds"], unit_pattern()
    before = {word: sign for sign, listed in bounds["before"] for word in listed}
    behind = {word: sign for sign, listed in bounds["behind"] for word in listed}
    figure, mark = f"({NUMBER})({unit})?", r"(\(含\)|\(不含\)|含)?"
    return _Patterns(
        {**behind, **before},
        re.compile(f"{figure}{mark}(?:[-至到]|以上)(?:不足|低于)?{figure}{mark}(?:之间|以下)?"),
        re.compile(f"{figure}(≤|<|≥|>)[^0-9,;。≤<≥>=]{{0,30}}(≤|<|≥|>){figure}"),
        re.compile(choice(list(before))),
        re.compile(f"(?:({choice(list(before))})([^0-9,;。≤<≥>=]{{0,15}}?))?{figure}(?:的)?({choice(list(behind))})?"),
        re.compile(choice(bounds["target_least"])),
        re.compile(choice(bounds["target_most"])),
    )


@lru_cache(maxsize=1)
def unit_pattern() -> str:
    """A pattern for the known units, the longest first."""
    return choice(words()["units"]["known"])


def whole_unit(unit: str) -> str:
    """The unit in its usual form."""
    return str(words()["units"]["full"].get(unit, unit))


def bounds(condition: str) -> list[Bound]:
    """Every bound by a number that a condition states, left to right; a bare number is none."""
    patterns = _patterns()
    if chained := patterns.chained.search(condition):
        return [_chained(chained)]
    if between := patterns.between.search(condition):
        return [_between(between)]
    found = [_bounded(match) for match in patterns.bounded.finditer(condition)]
    return [bound for bound in found if bound is not None]


def bound(condition: str) -> Bound | None:
    """What a condition asks, its number or the target; a bare `40个` asks for that or more, `100%` for that."""
    patterns = _patterns()
    if _DATE.search(condition) or _EACH_OWN.search(condition):
        return None
    if patterns.target_most.search(condition):
        return Bound("<=", target=True)
    if patterns.target_least.search(condition):
        return Bound(">=", target=True)
    stated = bounds(condition)
    if stated:
        return stated[-1] if len({(one.lo, one.hi) for one in stated}) == 1 else None
    return _bare(condition) or _worded(condition)


def settled(condition: str) -> Bound | None:
    """The bound of the last clause; of `…要达到70%，达到要求` that of the whole."""
    last = _clause(condition)
    return bound(last) or (bound(condition) if _WANTED.search(last) or not re.search(NUMBER, last) else None)


def _clause(condition: str) -> str:
    return re.split(r"[,;。]", condition)[-1]


def dated(condition: str) -> bool:
    """Whether a condition names a day or a year."""
    return _DATE.search(condition) is not None


def _bounded(match: re.Match[str]) -> Bound | None:
    before, between, figure, unit, behind = match.groups()
    value = number(figure)
    if value is None or not (before or behind) or (between and not unit):
        return None
    signs = _patterns().signs
    before = _nearest(before + between) if before else before
    sign = signs[behind] if behind and before not in ("≤", "<", "<=") else signs[before]
    if before and behind and signs[before] in "><" and signs[behind] in "≥≤":
        sign = signs[before]
    return one_sided(_ASCII[sign], value, whole_unit(unit or ""))


def _nearest(text: str) -> str:
    """The last word of a bound: of `完成率为高于` 高于."""
    return [match[0] for match in _patterns().before.finditer(text)][-1]


def _chained(match: re.Match[str]) -> Bound:
    low, low_unit, first, second, high, high_unit = match.groups()
    bound = Bound("", number(low), number(high), first in "≤≥", second in "≤≥", whole_unit(high_unit or low_unit or ""))
    return bound if first in "≤<" else _turned(bound)


def _between(match: re.Match[str]) -> Bound:
    low, low_unit, low_mark, high, high_unit, high_mark = match.groups()
    unit = whole_unit(high_unit or low_unit or "")
    bound = Bound("", number(low), number(high), low_mark != "(不含)", high_mark != "(不含)", unit)
    turned = bound.lo is not None and bound.hi is not None and bound.lo > bound.hi
    return _turned(bound) if turned else bound


def _turned(bound: Bound) -> Bound:
    return replace(bound, lo=bound.hi, hi=bound.lo, lo_incl=bound.hi_incl, hi_incl=bound.lo_incl)


def _bare(condition: str) -> Bound | None:
    """A number alone, at the start or the end of the last clause: `100%` means just that, `40个` at least that."""
    figure = rf"({NUMBER})({unit_pattern()})"
    last = _clause(condition)
    match = re.search(rf"{figure}$|^{figure}|({NUMBER})(%)[\u4e00-\u9fff]{{0,6}}$", last)
    if match is None:
        return None
    figure_text, unit = [group for group in match.groups() if group]
    value = number(figure_text)
    if value is None or unit == "分":
        return None
    return one_sided("=" if value == 100 and unit == "%" else ">=", value, whole_unit(unit))


def _worded(condition: str) -> Bound | None:
    """`全部完成` is 100%, `无投诉` none at all, `未增长` nothing above zero."""
    last = _clause(condition)
    if re.match(r"全部|全面完成|均(?:按|已|能)", last):
        return one_sided("=", Decimal(100), "%")
    if re.match(
        r"(?:未|无|没有|零)(?:发生|出现|发现)?(?:任何)?(?:重大|安全|责任)*(?:投诉|事故|违规|违纪|问题|差错|上访|信访)",
        last,
    ):
        return one_sided("<=", Decimal(0), "")
    if re.search(r"(?:未|无|零|没有)增长$", last):
        return one_sided("<=", Decimal(0), "")
    return one_sided("<", Decimal(0), "") if re.search(r"(?:负增长|下降)$", last) else None
