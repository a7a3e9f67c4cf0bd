"""The bound or the interval that a condition of a scoring rule states."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from normalizers.knowledge import table
from normalizers.quantities.numbers import parse_number as number
from normalizers.quantities.units import unit_names
from normalizers.rules.text import NUMBER, choice, words
from normalizers.text import fold

_FLIPPED = {"≤": "≥", "<": ">", "≥": "≤", ">": "<"}
_ASCII = {"≥": ">=", "≤": "<=", ">": ">", "<": "<", "=": "="}
_WANTED = re.compile(r"要求|目标|标准|规定|符合")
# `分别达到90%、70%`: two figures for two things.
_EACH_OWN = re.compile(rf"(?:{NUMBER})[^0-9,;。]{{1,3}}[、和](?:{NUMBER})")
# `12月底前`, `2022年12月31日前`: a day, and no number of months or years.
_DATE = re.compile(
    r"[0-9]{4}年|[0-9]{1,2}月(?:[0-9]|底|末|份|初|前|中旬|上旬|下旬)|年底|年末|季度末|(?<![0-9])[0-9]{1,2}[日号]之?前"
)


# 一次性 and 一次验收合格 count nothing.
_ONE_GO = re.compile(r"[^性]{1,3}性|[一二三1-3]次(?:验收|通过|成功|交验|合格)")
# What stands before the size of a sample or of a step, which asks for nothing.
_SAMPLED = re.compile(r"抽查|抽取|抽样|随机|每|其中|任|只|仅|发生|发现|出现|缺|少|未|不")


@dataclass(frozen=True, slots=True)
class Bound:
    """From `lo` to `hi` (None: open) in `unit`, the ends inside or not; `op` as in a rule, empty for an interval.

    `target` is true where the indicator's own target is the bound; then there are no numbers. `lo_claim` and
    `hi_claim` say how plainly an end is said to be inside: 3 by （含）, 2 by a sign or a word such as 不超过, 1 by
    以内, 0 by a dash, 以上 and 以下.
    """

    op: str = ""
    lo: Decimal | None = None
    hi: Decimal | None = None
    lo_incl: bool = True
    hi_incl: bool = True
    unit: str = ""
    target: bool = False
    lo_claim: int = 0
    hi_claim: int = 0

    @property
    def value(self) -> Decimal | None:
        """The number of a one-sided bound."""
        return self.lo if self.op in (">=", ">", "=") else self.hi if self.op else None

    @property
    def has_number(self) -> bool:
        """Whether it bounds by a number of its own."""
        return self.lo is not None or self.hi is not None


def one_sided(op: str, value: Decimal, unit: str, claim: int = 2) -> Bound:
    """All that is at least, at most, above, below or equal to a value."""
    match op:
        case ">=" | ">":
            return Bound(op, lo=value, hi=None, lo_incl=op == ">=", hi_incl=False, unit=unit, lo_claim=claim)
        case "<=" | "<":
            return Bound(op, lo=None, hi=value, hi_incl=op == "<=", unit=unit, hi_claim=claim)
    return Bound("=", lo=value, hi=None, hi_incl=False, unit=unit, lo_claim=claim)


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
    leading = choice(list(before)).replace("|达|", "|达(?!标)|")  # 达标率100% is no less than 100%
    figure, mark = f"({NUMBER})({unit})?", r"(\(含\)|\(不含\)|含)?"
    return _Patterns(
        {**behind, **before},
        re.compile(f"{figure}{mark}(?:[-至到]|以上)(?:不足|低于)?{figure}{mark}(?:之间|以下)?"),
        re.compile(f"{figure}(≤|<|≥|>)[^0-9,;。≤<≥>=]{{0,30}}(≤|<|≥|>){figure}"),
        re.compile(choice(list(before))),
        re.compile(f"(?:({leading})([^0-9,;。≤<≥>=]{{0,15}}?))?{figure}(?:的)?({choice(list(behind))})?"),
        re.compile(_of_target(bounds["target"], "least")),
        re.compile(f"{_of_target(bounds['target'], 'most')}|{_ceiling(bounds['target'])}"),
    )


def _of_target(listed: dict[str, list[str]], verbs: str) -> str:
    between = choice(listed["between"])
    return f"(?<![未不没达])(?:{choice(listed[verbs])})(?:了|到)?(?:{between}){{0,3}}(?:{choice(listed['names'])})"


def _ceiling(listed: dict[str, list[str]]) -> str:
    """A pattern for what stays within a budget: 控制在批复概算之内, 未突破核定预算."""
    what = f"(?:{choice(listed['ceilings_of'])})?(?:{choice(listed['ceilings'])})"
    within = f"在{what}(?:范围)?(?:以内|之内|内)"
    return f"{choice(listed['budget'])}|{within}|[不未]得?(?:超过|超出|超|突破|高于|大于){what}"


@lru_cache(maxsize=1)
def rule_units() -> tuple[str, ...]:
    """The names of all units as a folded rule prints them, without those that are words of a rule."""
    never = set(words()["units"]["never"])
    places = {f"个{place}" for place in table("units")["implied"]["places"]["words"]}
    return tuple({fold(name) for name in unit_names()} - never - places)


@lru_cache(maxsize=1)
def unit_pattern() -> str:
    """A pattern for the known units, the longest first."""
    names = choice(rule_units())
    return f"(?:[十百千]?[万亿]|[百千])?(?:{names})(?:/(?:{names}))?|[百千]?[万亿]"


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
    stated = bounds(condition)
    if not stated and patterns.target_most.search(condition):
        return Bound("<=", target=True)
    if not stated and patterns.target_least.search(condition):
        return Bound(">=", target=True)
    if stated:
        return stated[-1] if len({(one.lo, one.hi) for one in stated}) == 1 else _both(stated)
    return _bare(condition) or _worded(condition)


def _both(stated: list[Bound]) -> Bound | None:
    """The interval of two bounds that stand together: 大于等于90%且小于100%."""
    if len(stated) != 2 or any(not one.op or one.op == "=" for one in stated):
        return None
    low, high = sorted(stated, key=lambda one: one.lo is None)
    if low.lo is None or high.hi is None or high.lo is not None or low.lo >= high.hi:
        return None
    unit = low.unit or high.unit
    return Bound("", low.lo, high.hi, low.lo_incl, high.hi_incl, unit, lo_claim=low.lo_claim, hi_claim=high.hi_claim)


def settled(condition: str) -> Bound | None:
    """The bound of the last clause; of `…要达到70%，达到要求` that of the whole."""
    last = _clause(condition)
    found = bound(last)
    if found is not None and not found.target:
        return found
    if found is None and not _WANTED.search(last) and re.search(NUMBER, last):
        return None
    return _planned(condition) or found or bound(condition)


def _planned(condition: str) -> Bound | None:
    """The figure of a clause before one that asks for what was planned: 计划维修渠道4.6公里，完成计划."""
    clauses = re.split(r"[,;。]", condition)
    if len(clauses) < 2 or _DATE.search(condition):
        return None
    asked = [found for clause in clauses[:-1] if (found := bound(clause)) and found.has_number]
    return asked[0] if len(asked) == 1 else None


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
    marked = behind is not None and "含" in behind
    claim = 2 if before and not behind else 1 if behind and "内" in behind else 0
    return one_sided(_ASCII[sign], value, whole_unit(unit or ""), 3 if marked else claim)


def _nearest(text: str) -> str:
    """The last word of a bound: of `完成率为高于` 高于."""
    return [match[0] for match in _patterns().before.finditer(text)][-1]


def _chained(match: re.Match[str]) -> Bound:
    low, low_unit, first, second, high, high_unit = match.groups()
    unit = whole_unit(high_unit or low_unit or "")
    bound = Bound("", number(low), number(high), first in "≤≥", second in "≤≥", unit, False, 2, 2)
    return bound if first in "≤<" else _turned(bound)


def _between(match: re.Match[str]) -> Bound:
    low, low_unit, low_mark, high, high_unit, high_mark = match.groups()
    unit = whole_unit(high_unit or low_unit or "")
    claims = (3 if mark else 0 for mark in (low_mark, high_mark))
    bound = Bound("", number(low), number(high), low_mark != "(不含)", high_mark != "(不含)", unit, False, *claims)
    turned = bound.lo is not None and bound.hi is not None and bound.lo > bound.hi
    return _turned(bound) if turned else bound


def _turned(bound: Bound) -> Bound:
    turned = replace(bound, lo=bound.hi, hi=bound.lo, lo_incl=bound.hi_incl, hi_incl=bound.lo_incl)
    return replace(turned, lo_claim=bound.hi_claim, hi_claim=bound.lo_claim)


def _bare(condition: str) -> Bound | None:
    """A number alone, at the start or the end of the last clause: `100%` means just that, `40个` at least that."""
    figure = rf"({NUMBER})({unit_pattern()})"
    last = _clause(condition)
    match = re.search(rf"{figure}$|^{figure}|({NUMBER})(%)[\u4e00-\u9fff]{{0,6}}$", last)
    inside = list(re.finditer(rf"{figure}", last))
    match = match or (inside[0] if len(inside) == 1 and not _SAMPLED.search(last) else None)
    if match is None or _ONE_GO.match(last, match.start()) or last[: match.start()].endswith(("第", "前", "后")):
        return None  # 第一季度 is one of four, and 前50% a place in a list
    figure_text, unit = [group for group in match.groups() if group]
    value = number(figure_text)
    if value is None or unit == "分":
        return None
    op = "=" if value == 100 and unit == "%" else "<=" if value == 0 else ">="
    return one_sided(op, value, whole_unit(unit))


@lru_cache(maxsize=1)
def _no_accident() -> re.Pattern[str]:
    """That nothing of what must not happen did: 未发生重大舆情."""
    listed = choice([word for of_a_unit in words()["accidents"].values() for word in of_a_unit])
    never = "(?:全年|年内|当年|本年度?)?(?:均?未|无|没有|零)(?:发生|出现|发现)?"
    return re.compile(rf"{never}[\u4e00-\u9fff]{{0,6}}?(?:{listed})")


def _worded(condition: str) -> Bound | None:
    """`全部完成` is 100%, `无投诉` none at all, `未增长` nothing above zero."""
    last = _clause(condition)
    if re.search(r"[为是](?:0|零)$", last):
        return one_sided("<=", Decimal(0), "")
    if re.match(r"(?:已|各项)?全部|全面完成|均(?:按|已|能)", last):
        return one_sided("=", Decimal(100), "%")
    if _no_accident().match(last):
        return one_sided("<=", Decimal(0), "")
    if rank := re.search(rf"前({NUMBER})([名位强%]?)$", last):
        value = number(rank[1])
        return None if value is None else one_sided("<=", value, rank[2] if rank[2] == "%" else "名")
    if re.search(r"(?:未|无|零|没有)增长$", last):
        return one_sided("<=", Decimal(0), "")
    return one_sided("<", Decimal(0), "") if re.search(r"(?:负增长|下降)$", last) else None
