"""What the statements of a rule ask for, put on one scale: all of a task is 100% of it, and what is within a budget or
in time is nothing above it."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from normalizers.rules.bounds import Bound, one_sided
from normalizers.rules.states import last_clause
from normalizers.rules.text import Statement

Pair = tuple[Statement, Bound | None]

# What of a task is done, and that it is; that something is done in time.
_OF_A_TASK = re.compile("完成|目标|任务")
_DONE = re.compile("(?:按[要计规进期时][^,;。]{0,4}?)?完成(?:任务|目标|工作)?")
_IN_TIME = re.compile("按期|按时|如期|提前|及时|准时|期限内|规定时间|约定时间|时限内|未?不?超")
# A figure behind such a word is how much above the bound, or how late, something is.
_EXCESS = re.compile(
    r"(?:超|逾|延期|延后|延迟|推迟|滞后|拖延|晚)[\u4e00-\u9fff]{0,4}?(?=[0-9一二两三四五六七八九十半])"
)


def on_one_scale(pairs: list[Pair]) -> list[Pair]:
    """The statements with bounds that can stand side by side: `未超预算` beside `超10%以内` is 0% above and up to 10%,
    `控制在50万元以内` beside `超支5%以内` up to 50 and up to 52.5万元, `完成得满分` beside `完成80%以上` 100%."""
    beyond = [one for paid, one in pairs if one is not None and one.has_number and _is_excess(paid)]
    return _from_bound(pairs, beyond) if beyond else _of_a_task(pairs)


def _is_excess(paid: Statement) -> bool:
    return _EXCESS.match(last_clause(paid.condition)) is not None


def _of_a_task(pairs: list[Pair]) -> list[Pair]:
    asked = [(paid.condition, one) for paid, one in pairs if one is not None and one.unit == "%" and one.has_number]
    if not any(_OF_A_TASK.search(condition) or one.hi == 100 for condition, one in asked):
        return pairs
    whole = one_sided(">=", Decimal(100), "%")

    def meant(paid: Statement, one: Bound | None) -> Bound | None:
        if one is None:
            return whole if _DONE.fullmatch(last_clause(paid.condition)) else None
        return whole if one.target and one.op == ">=" else one

    return [(paid, meant(paid, one)) for paid, one in pairs]


def _from_bound(pairs: list[Pair], beyond: list[Bound]) -> list[Pair]:
    """The bounds of what is above another one counted from there, or from nought where that has no figure."""
    unit = next((one.unit for one in beyond if one.unit), "")
    main = next((one for paid, one in pairs if one is not None and one.op == "<=" and not _is_excess(paid)), None)
    if main is None or main.hi is None:
        none = one_sided("<=", Decimal(0), unit)
        return [(paid, none if _meets(paid, one) else one) for paid, one in pairs]
    start = main.hi
    share = unit == "%" and main.unit != "%"
    if not share and (unit not in ("", main.unit) or any(_figure(one) >= start for one in beyond)):
        return pairs  # 超过45天 beside 30天内 counts from the first day on

    def from_start(end: Decimal | None) -> Decimal | None:
        return None if end is None else start + (start * end / 100 if share else end)

    def meant(paid: Statement, one: Bound | None) -> Bound | None:
        if one is None or not _is_excess(paid):
            return one
        return replace(one, lo=from_start(one.lo), hi=from_start(one.hi), unit=main.unit)

    return [(paid, meant(paid, one)) for paid, one in pairs]


def _meets(paid: Statement, one: Bound | None) -> bool:
    if one is not None:
        return one.target and one.op == "<="
    return not _is_excess(paid) and paid.kind != "zero" and _IN_TIME.search(last_clause(paid.condition)) is not None


def _figure(one: Bound) -> Decimal:
    return next(end for end in (one.lo, one.hi) if end is not None)
