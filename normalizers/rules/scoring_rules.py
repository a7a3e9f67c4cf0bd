"""A 评分标准 as structure: threshold, points, step, deduction, floor and pieces, so that scoring needs no text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from normalizers.quantities.numbers import parse_number as number
from normalizers.quantities.periods import find_date
from normalizers.rules.bounds import bounds, dated, settled
from normalizers.rules.doubts import BOTH_SIDES, implausible, judged
from normalizers.rules.formulas import formula
from normalizers.rules.kinds import settled_kinds
from normalizers.rules.pieces import pieces
from normalizers.rules.states import last_clause, shuts_out
from normalizers.rules.text import NUMBER, Statement, prepared, statements
from normalizers.rules.worths import Pieces, accident, step_of
from normalizers.values.dated import DAY
from schema.rule import ScoringRule

#: The reason of a rule that asks for a figure of another place.
ANOTHER_FIGURE = "the threshold is another figure"
# A longer text is no rule of one indicator; what stands beyond is not read.
_LONGEST = 4000
_BARE = re.compile(rf"[(]?({NUMBER})分[)]?[。;]?")
_TORN = re.compile(rf"^[≥≤><=]({NUMBER})分(?=[,;。]|$)")
# 缺一项: less of the parts that a rule has listed.
_A_PART_LESS = re.compile(r"(?:缺|少|未满足|不符合|缺少)(?:其中)?[一1](?:[项个条]|方面)")
_ABSENT = re.compile(
    r"(?:全年|年内|当年|本年度?)?均?(?:无|没有|未)(?:发生|出现|发现|存在)?([\u4e00-\u9fff]{2,8}?)(?:现象|情况|问题|行为|情形)?"
)
_BY_THEN = re.compile(r"前|不晚于|不迟于|截[至止]")
_COUNTED = re.compile(r"(?:以上)?(?:其中(?:之)?|只有)?[一二两三](?:个|类|项|者|种)")


@dataclass(frozen=True, slots=True)
class _Part:
    """A stretch of a rule that was read, and what is doubtful about it."""

    threshold_op: str = ""
    threshold: Decimal | None = None
    unit: str = ""
    reasons: tuple[str, ...] = ()


@lru_cache(maxsize=4096)
def parse_rule(raw: str) -> ScoringRule:
    """What a scoring rule says; what it does not say or cannot be read is None or empty, and `reasons` say why.

    Numbers are those of the text, in its units; a deduction in per cents of the weight is no number of points and
    stays empty. Never raises; takes time in proportion to the length.
    """
    text = prepared(raw[:_LONGEST])
    if not re.search(r"[0-9\u4e00-\u9fff]", text):
        return ScoringRule(raw, confidence=1.0 if not text.strip("-/") else 0.3, reasons=("no rule printed",))
    if match := _BARE.fullmatch(text):
        return ScoringRule(raw, points=number(match[1]), reasons=("points alone",))
    found, doubts = settled_kinds(statements(text), text)
    rule = _assembled(raw, text, found)
    return judged(replace(rule, reasons=(*rule.reasons, *doubts)), found)


def full_points(raw: str) -> Decimal | None:
    """The full points that a rule names (`共2分`; of `40个得5分` 5); None where it names none, or implausible ones.

    Points above any weight, or equal to the figure of the threshold where that is large, were copied from the target
    (140亿元以上得140分); `parse_rule` gives them with that reason.
    """
    rule = parse_rule(raw)
    return None if rule.points is None or implausible(rule) or _TORN.search(prepared(raw[:_LONGEST])) else rule.points


def _assembled(raw: str, text: str, found: Sequence[Statement]) -> ScoringRule:
    made = () if BOTH_SIDES in text else pieces(found, text)
    listed, found = found, _with_total(found, made)
    threshold = _threshold(text, _uncounted(found) if made and "met" in made[0] else found)
    counted = made and "met" in made[0] and threshold.unit == "%" and "%" not in text
    if counted or found is not listed or (made and "grade" in made[0] and "lo" not in made[0]):
        threshold = _Part()
    if made and "t/a" in str(made[0].get("formula", "")):
        threshold = replace(threshold, threshold_op=threshold.threshold_op or "<=")
    step, step_unit, deduction, reasons = _step(found)
    points = _points(text, found)
    return ScoringRule(
        raw=raw,
        threshold_op=threshold.threshold_op,
        threshold=threshold.threshold,
        unit=threshold.unit or _unit(text, found, made),
        points=points,
        step=step,
        step_unit=step_unit,
        deduct_per_step=deduction,
        deduct_share_per_step=_share_of_a_step(found) if deduction is None else None,
        floor=_floor(found, points),
        pieces=made,
        reasons=(*threshold.reasons, *reasons),
    )


def _with_total(found: Sequence[Statement], made: Pieces) -> Sequence[Statement]:
    """The statements of parts that are all paid, with their sum: states that do not shut each other out."""
    paid = [one for one in found if one.kind in ("award", "part", "zero", "deduct", "full", "share", "whole")]
    paid = [one for one in paid if not (one.kind == "deduct" and _A_PART_LESS.search(one.condition))]
    lacking = len(made) != len(paid) or "cond" not in made[0] if made else len(paid) == len(found)
    if len(paid) < 2 or any(one.kind != "award" for one in paid) or lacking:
        return found
    if any(shuts_out(one.condition) or dated(one.condition) for one in paid):
        return found
    return [*found, Statement("whole", "", sum((one.amount or Decimal(0) for one in paid), Decimal(0)))]


def _uncounted(found: Sequence[Statement]) -> list[Statement]:
    """The statements without the number of conditions met (两类, 其中一个), which is no threshold."""
    return [replace(one, condition=_COUNTED.sub("", one.condition)) for one in found]


def _points(text: str, found: Sequence[Statement]) -> Decimal | None:
    """The points named for all of it: 共 and 满分 first, then the most that is given; parts that add up name none, nor
    do those given for less than what earns 满分 without a figure (90%以上得满分，80%以上得8分)."""
    added = {"award", "bonus"} <= {one.kind for one in found}
    for kind in ("whole",) if added else ("whole", "most_on"):
        if named := [one.amount for one in found if one.kind == kind and one.amount is not None]:
            return named[0]
    if match := _TORN.search(text):
        return number(match[1])
    if any(one.kind == "full" for one in found):
        return None
    given = [one.amount for one in found if one.kind == "award" and one.amount is not None]
    if given:
        return max(given)
    parts = [one.amount for one in found if one.kind == "part"]
    return parts[0] if len(parts) == 1 else None


def _earning(found: Sequence[Statement]) -> Statement | None:
    """The statement that pays most; a share where nothing else pays."""
    paid = [one for one in found if one.kind in ("award", "full", "part")]
    if not paid:
        ranged = (one for one in found if one.kind == "formula" and bounds(last_clause(one.condition)))
        return next((one for one in found if one.kind == "share"), next(ranged, None))
    full = next((one for one in paid if one.kind == "full"), None)
    return full or max(paid, key=lambda one: one.amount or Decimal(0))


def _threshold(text: str, found: Sequence[Statement]) -> _Part:
    """What the statement that pays most asks for; its numbers, or the target's."""
    if match := _TORN.search(text):
        return _Part(_sign(text[0]), number(match[1]), "", ("threshold and points are torn together",))
    earning = _earning(found)
    if earning is None:
        return _unpaid(found)
    asked = settled(earning.condition)
    if dated(earning.condition):
        return _deadline(earning.condition)
    if asked is None:
        return _several(earning.condition) or _signed(earning.condition) or _without(earning.condition, found)
    unit = asked.unit
    if asked.value == 0 and not unit:
        counted = (accident(one.condition) or step_of(one.condition) for one in found if one != earning)
        unit = next((step[1] for step in counted if step), "")
    return _Part(asked.op, asked.value if asked.op else None, unit)


def _deadline(condition: str) -> _Part:
    """A day that results must come by: YYYYMMDD where its year is printed."""
    found = find_date(condition)
    op = "<=" if _BY_THEN.search(condition) or (found is not None and found.op == "<=") else ""
    day = found.last_day if found is not None and op else None
    return _Part(op, day, "" if day is None else DAY, ("the threshold is a date",))


def _sign(character: str) -> str:
    return {"≥": ">=", "≤": "<="}.get(character, character)


def _several(condition: str) -> _Part | None:
    stated = bounds(condition)
    if len({(one.lo, one.hi) for one in stated}) < 2:
        return None
    units = {one.unit for one in stated}
    unit = units.pop() if len(units) == 1 else ""
    return _Part(stated[0].op, None, unit, ("several thresholds in one condition",))


def _signed(condition: str) -> _Part | None:
    """A sign between two names (`实际支出数≤预算数`) bounds by a figure of another place."""
    signs = re.findall(r"[≥≤]", condition)
    return _Part(_sign(signs[-1]), None, "", (ANOTHER_FIGURE,)) if len(signs) == 1 else None


def _without(condition: str, found: Sequence[Statement]) -> _Part:
    """None of what the rule takes points for when it happens: `无拖欠得5分，出现1起拖欠扣1分` asks for no 拖欠."""
    absent = _ABSENT.fullmatch(last_clause(condition))
    for one in found if absent else ():
        step = step_of(one.condition) if one.kind == "deduct" and absent and absent[1] in one.condition else None
        if step is not None:
            return _Part("<=", Decimal(0), step[1])
    return _Part()


def _unpaid(found: Sequence[Statement]) -> _Part:
    """`发生一起…不得分` asks for none."""
    zero = next((one for one in found if one.kind == "zero"), None)
    if len(found) == 1 and zero and (counted := accident(zero.condition)) is not None:
        return _Part("<=", Decimal(0), counted[1])
    return _Part()


def _unit(text: str, found: Sequence[Statement], made: Pieces) -> str:
    """The unit of a rule that names no threshold: that of its grades, or of its formula's x."""
    if made and "grade" in made[0] and "lo" in made[0]:
        return next((one.unit for one in bounds(text) if one.unit), "")
    printed = next((one.expression for one in found if one.kind == "formula"), "")
    return formula(printed, points=True)[1] if printed and made and "formula" in made[0] else ""


def _first_step(found: Sequence[Statement]) -> tuple[Decimal | None, str]:
    for one in found:
        if one.kind in ("deduct", "deduct_share", "bonus") and (step := step_of(one.condition)):
            return step
    return None, ""


def _step(found: Sequence[Statement]) -> tuple[Decimal | None, str, Decimal | None, tuple[str, ...]]:
    """The step, its unit and what it costs; of several deductions the first, and a word on the others."""
    step, unit = _first_step(found)
    costs = [one.amount for one in found if one.kind == "deduct"]
    shares = [one.amount for one in found if one.kind == "deduct_share"]
    reasons = [f"a step costs {share}% of the points" for share in shares[:1]]
    if len(set(costs)) > 1:
        reasons.append("several deductions; the first is given")
    return step, unit, costs[0] if costs else None, tuple(reasons)


def _share_of_a_step(found: Sequence[Statement]) -> Decimal | None:
    shares = {one.amount for one in found if one.kind == "deduct_share" and one.amount is not None}
    return shares.pop() / 100 if len(shares) == 1 else None


def _floor(found: Sequence[Statement], points: Decimal | None) -> Decimal | None:
    """The least that is left: printed, or full points less the most that goes, or nothing."""
    for one in found:
        if one.kind == "least":
            return one.amount
        if one.kind == "most_off" and one.amount is not None and points is not None and one.amount <= points:
            return points - one.amount
    return Decimal(0) if any(one.kind in ("until", "zero") for one in found) else None
