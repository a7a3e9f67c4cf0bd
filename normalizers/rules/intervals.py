"""The intervals of results that a scoring rule pays for, and what lies between and beyond them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from normalizers.rules.bounds import Bound, beyond, bound, one_sided, settled
from normalizers.rules.formulas import falling, formula, full_marks
from normalizers.rules.scales import on_one_scale
from normalizers.rules.states import is_otherwise, last_clause
from normalizers.rules.text import Statement
from normalizers.rules.worths import PAID, Piece, Pieces, accident, alike, span, step_of, unshared, worth

_OTHERWISE = re.compile(r"否|反之|未|不|其他|其它|其余|没有|低于|少于|小于|<|超|逾|突破|达不到")
# Of an end that a figure alone is.
_PLAINLY = 3


def numbered(found: Sequence[Statement]) -> list[tuple[Statement, Bound]]:
    """The statements that pay by an interval of numbers, each with its interval."""
    kinds = (*PAID, "zero", "formula")
    paying = [statement for statement in found if statement.kind in kinds]
    pairs = [(one, (bound if one.kind == "formula" else settled)(_asked(one))) for one in paying]
    deducted = any(statement.kind in ("deduct", "deduct_share") for statement in found)
    pairs = pairs if deducted else on_one_scale(pairs)
    if not deducted and any(one is not None and one.op == "<=" and one.hi == 0 for _, one in pairs):
        pairs = [(statement, one or _happened(statement)) for statement, one in pairs]
    return [(statement, one) for statement, one in pairs if one is not None and one.has_number]


def _happened(statement: Statement) -> Bound | None:
    """`发生事故不得分` beside `无事故得5分`: from the first accident on."""
    counted = accident(statement.condition) if statement.kind == "zero" else None
    return None if counted is None else one_sided(">=", counted[0], counted[1])


def _asked(statement: Statement) -> str:
    """The condition; of a formula its last clause alone, for figures stand in what explains it."""
    return last_clause(statement.condition) if statement.kind == "formula" else statement.condition


def intervals(found: Sequence[Statement], _: str) -> Pieces:
    """Intervals that pay, and what lies between or beyond them where the rule says what that pays."""
    ranged = numbered(found)
    units = {one.unit for _, one in ranged if one.unit}
    if len(units) > 1 or all(statement.kind == "zero" for statement, _ in ranged):
        return _in_proportion(found, ranged) if len(ranged) == 1 else ()
    rest = _rest(found, ranged)
    if len(ranged) == 1 and rest is None:
        return ({**span(ranged[0][1]), **worth(ranged[0][0])},) if not ranged[0][1].op else ()
    worths = alike([statement for statement, _ in ranged])
    spans = _stacked([one for _, one in ranged])
    made = [span(one) | _paid(paid, worth) for one, (paid, _), worth in zip(spans, ranged, worths, strict=True)]
    if len(ranged) == 1 and rest is not None and ranged[0][1].op:
        made.append(span(beyond(ranged[0][1])) | _rest_worth(rest, ranged[0]))
    elif rest is not None and rest.kind != "prorata":
        made += [left | alike([ranged[0][0], rest])[1] for left in _left_over(spans)]
    filled = _filled(made, found, ranged)
    return tuple(unshared(filled, _in_whole_numbers(spans) if len(filled) == len(ranged) else ()))


def _in_whole_numbers(spans: list[Bound]) -> list[Bound]:
    """Beside `6-8日` and `5日内` the ends of 6-8 are days of its own, so that `8日以上` begins behind them."""
    ends = {one.hi for one in spans if one.hi is not None}
    if not any(one.lo is not None and not one.op and one.lo - 1 in ends for one in spans):
        return spans
    return [one if one.op else replace(one, lo_claim=_PLAINLY, hi_claim=_PLAINLY) for one in spans]


def _in_proportion(found: Sequence[Statement], ranged: Sequence[tuple[Statement, Bound]]) -> Pieces:
    """`按完成比例计分，完成率低于60%不得分`."""
    zero = ranged[0][1]
    if not zero.op or not any(statement.kind == "prorata" for statement in found):
        return ()
    return (span(beyond(zero)) | {"formula": "min(a/t,1)*W"}, span(zero) | {"points": Decimal(0)})


def _stacked(ranged: list[Bound]) -> list[Bound]:
    """Bounds of one direction as the steps that they are: 达到100%…，达到90%… is from 90 up to 100."""
    floors = sorted({one.lo for one in ranged if one.op in (">=", ">", "=") and one.lo is not None})
    tops = sorted({one.hi for one in ranged if one.op in ("<=", "<") and one.hi is not None})
    spans: list[Bound] = []
    for one in ranged:
        above = next((floor for floor in floors if one.lo is not None and floor > one.lo), None)
        below = next((top for top in reversed(tops) if one.hi is not None and top < one.hi), None)
        if one.op == "=" and any(other.op != "=" and other.lo == one.lo for other in ranged):
            one = replace(one, hi=one.lo, hi_incl=True, hi_claim=_PLAINLY)
        elif one.op in (">=", ">") and above is not None:
            one = replace(one, hi=above, hi_incl=False)
        elif one.op in ("<=", "<") and below is not None and not any(other.lo == below for other in ranged):
            one = replace(one, lo=below, lo_incl=False)
        spans.append(one)
    return spans


def _paid(statement: Statement, worth: Piece) -> Piece:
    if statement.kind != "formula":
        return worth
    return {"formula": formula(statement.expression, points=True)[0]}


def _rest(found: Sequence[Statement], ranged: Sequence[tuple[Statement, Bound]]) -> Statement | None:
    """The statement on all else: `否则不得分`, `其余按比例得分`."""
    numbered = [statement for statement, _ in ranged]
    others = [statement for statement in found if statement not in numbered]
    rests = (one for one in others if one.kind in ("zero", "prorata") and _OTHERWISE.search(one.condition))
    paid = (one for one in others if one.kind in PAID and one.condition and is_otherwise(last_clause(one.condition)))
    return next(rests, next(paid, None))


def _left_over(spans: Sequence[Bound]) -> list[Piece]:
    """What lies below all spans that have a lower end, or above all that have an upper one."""
    lows, highs = [one.lo for one in spans if one.lo is not None], [one.hi for one in spans if one.hi is not None]
    if len(lows) == len(spans) and len(highs) < len(spans):
        lowest = min(spans, key=lambda one: one.lo or Decimal(0))
        return [{"lo": None, "lo_incl": True, "hi": lowest.lo, "hi_incl": not lowest.lo_incl}]
    if len(highs) == len(spans) and len(lows) < len(spans):
        highest = max(spans, key=lambda one: one.hi or Decimal(0))
        return [{"lo": highest.hi, "lo_incl": not highest.hi_incl, "hi": None, "hi_incl": False}]
    return []


def _rest_worth(rest: Statement, main: tuple[Statement, Bound]) -> Piece:
    statement, one = main
    if rest.kind != "prorata":
        return alike([statement, rest])[1]
    whole = full_marks(statement.amount)
    return {"formula": f"x/{one.lo:f}*{whole}" if one.lo else f"min(t/a,1)*{whole}"}


def _filled(made: list[Piece], found: Sequence[Statement], ranged: Sequence[tuple[Statement, Bound]]) -> list[Piece]:
    """With the gap between full marks and a cut-off filled by steps or in proportion, where the rule says so."""
    if len(ranged) != 2 or ranged[1][0].kind != "zero" or not (ranged[0][1].op and ranged[1][1].op):
        return made
    (top, upper), (_, lower) = ranged
    rising = upper.lo is not None
    low, high = (lower.hi, upper.lo) if rising else (upper.hi, lower.lo)
    worth = _between(found, top, upper, rising)
    if low is None or high is None or worth is None or low >= high:
        return made
    low_incl = not lower.hi_incl if rising else not upper.hi_incl
    high_incl = not upper.lo_incl if rising else not lower.lo_incl
    gap: Piece = {"lo": low, "lo_incl": low_incl, "hi": high, "hi_incl": high_incl or rising}
    return [made[0], gap | worth, made[1]]


def _between(found: Sequence[Statement], top: Statement, upper: Bound, rising: bool) -> Piece | None:
    deducted = next((statement for statement in found if statement.kind == "deduct"), None)
    step = step_of(deducted.condition) if deducted else None
    if deducted and deducted.amount is not None and step and step[0]:
        return {"formula": falling(top.amount, upper.value or Decimal(0), step[0], deducted.amount, rising)}
    if any(statement.kind == "prorata" for statement in found) and upper.lo:
        return {"formula": f"x/{upper.lo:f}*{full_marks(top.amount)}"}
    return None
