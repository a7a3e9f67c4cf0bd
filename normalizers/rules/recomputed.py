"""The points that a result earns by its scoring rule, told from rule, target, result and weight alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from normalizers.quantities.units import read_unit
from normalizers.rules.arithmetic import evaluate, holds, letters, meets
from normalizers.rules.formulas import divides_things
from normalizers.rules.lateness import lateness
from normalizers.rules.scoring_rules import ANOTHER_FIGURE
from normalizers.values.dated import DAY
from normalizers.values.unit_choice import read_value_unit
from schema.rule import ScoringRule
from schema.value import Value

_HUNDRED = Decimal(100)
_NONE = Decimal(0)
#: A rule that was read less surely than this tells no score.
_SURE = 0.6
#: More points than any form gives; figures of many more digits can't be rounded.
_MOST_POINTS = Decimal(10) ** 12
_GRAIN = Decimal("0.000001")
# Minutes in hours have six decimals: so near a whole number of steps is one.
_NEARLY = Decimal("0.0001")
_ABOVE, _BELOW = (">=", ">"), ("<=", "<")


@dataclass(frozen=True, slots=True)
class Recomputed:
    """`points` by the rule, None where they cannot be told; then `missing` says in a few words which part is missing.

    `least` and `most` bound them where a rule leaves open what a part of a step costs (每降低1%扣1分 at 0.5 % below).
    """

    points: Decimal | None = None
    missing: str = ""
    least: Decimal | None = None
    most: Decimal | None = None


def score(rule: ScoringRule, target: Value, actual: Value, weight: Decimal | None = None) -> Recomputed:
    """The points of a result by the direction of its rule, else of its target. Never more than the full points, never
    less than the rule's floor or none."""
    missing = next(_lacking(rule, target, actual, weight), "")
    if missing:
        return Recomputed(missing=missing)
    full = weight if weight is not None else rule.points
    assert full is not None
    case = _Case(rule, target, actual, full)
    found = case.by_pieces() if rule.pieces else case.by_steps()
    return found if found.points is None and found.least is None else _within(found, full, rule.floor)


def _lacking(rule: ScoringRule, target: Value, actual: Value, weight: Decimal | None) -> Iterator[str]:
    """What is missing before anything can be counted."""
    if rule.is_empty:
        yield "a scoring rule"
    if rule.confidence < _SURE:
        yield "a scoring rule that was read surely"
    full = rule.points if weight is None else weight
    if full is None or abs(full) > _MOST_POINTS:
        yield "the full points"
    if weight is not None and rule.points is not None and weight != rule.points:
        yield "full points on which rule and weight agree"
    if actual.is_empty or actual.readings:
        yield "the result"
    if target.readings:
        yield "the target"


def _within(found: Recomputed, full: Decimal, floor: Decimal | None) -> Recomputed:
    """Between the floor and the full points, without zeros at the end."""

    def held(points: Decimal | None) -> Decimal | None:
        return None if points is None else _plain(min(max(points, floor or _NONE), full))

    least, most = held(found.least), held(found.most)
    if found.points is None and least is not None and least == most:
        return Recomputed(points=least)
    return Recomputed(held(found.points), found.missing, least, most)


def _plain(points: Decimal) -> Decimal:
    rounded = points.quantize(_GRAIN)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


@dataclass(frozen=True, slots=True)
class _Case:
    """A rule with what it is applied to."""

    rule: ScoringRule
    target: Value
    actual: Value
    full: Decimal

    def by_steps(self) -> Recomputed:
        """Full points at the threshold, less so much for each step short of it."""
        met = self._met()
        if met:
            return Recomputed(self.full)
        cost = self._cost_of_a_step()
        if cost is None:
            return Recomputed(missing="what a result short of the threshold earns")
        short = self._short()
        if short is None or not self.rule.step:
            return Recomputed(missing="how far the result is from the threshold")
        steps = short / self.rule.step
        whole = steps.to_integral_value()
        steps = whole if abs(steps - whole) < _NEARLY else steps
        few, many = (steps.to_integral_value(way) for way in (ROUND_FLOOR, ROUND_CEILING))
        if few == many:
            return Recomputed(self.full - few * cost)
        return Recomputed(
            missing="what a part of a step costs", least=self.full - many * cost, most=self.full - few * cost
        )

    def _cost_of_a_step(self) -> Decimal | None:
        share = self.rule.deduct_share_per_step
        return self.full * share if share is not None else self.rule.deduct_per_step

    def by_pieces(self) -> Recomputed:
        """The piece that the result falls into: an interval, a formula, a grade or a state."""
        pieces = self.rule.pieces
        if any("met" in piece for piece in pieces):
            return Recomputed(missing="how many of the conditions are met")
        if any("grade" in piece for piece in pieces):
            return self._by_word("grade")
        if any("cond" in piece for piece in pieces):
            return self._by_state()
        if "lo" not in pieces[0]:
            return self._paid(pieces[0], None)
        x = self._figure()
        if x is None:
            return Recomputed(missing="a result in the rule's unit")
        held = [piece for piece in pieces if holds(piece, x)]
        return self._paid(held[0], x) if len(held) == 1 else Recomputed(missing="one interval that holds the result")

    def _by_word(self, kind: str) -> Recomputed:
        said = self.actual.text or self.actual.raw
        held = [piece for piece in self.rule.pieces if piece.get(kind) == said]
        if len(held) != 1:
            return Recomputed(missing=f"a result that is a {'grade' if kind == 'grade' else 'state'} of the rule")
        return self._paid(held[0], None)

    def _by_state(self) -> Recomputed:
        conditions = [str(piece["cond"]) for piece in self.rule.pieces]
        if len(conditions) == 1 and _SHORT_OF_TARGET.match(conditions[0]) and self._met() is False:
            return self._paid(self.rule.pieces[0], None)
        if conditions != ["达到", "否则"]:
            return self._by_word("cond")
        met = self._met()
        if met is None:
            return Recomputed(missing="whether the condition is met")
        return self._paid(self.rule.pieces[0 if met else 1], None)

    def _paid(self, piece: dict[str, object], x: Decimal | None) -> Recomputed:
        if "formula" in piece:
            return self._by_formula(str(piece["formula"]), x)
        if (points := piece.get("points")) is not None:
            return Recomputed(Decimal(str(points)))
        if (share := piece.get("share")) is not None:
            return Recomputed(Decimal(str(share)) * self.full)
        return Recomputed(missing="what the interval earns")

    def _by_formula(self, formula: str, x: Decimal | None) -> Recomputed:
        if self._direction() in _BELOW:
            formula = formula.replace("min(a/t,1)", "min(t/a,1)")
        needed = letters(formula)
        if (
            "t" in needed
            and self.actual.kind == "ratio"
            and self.target.base_value != 1
            and divides_things(self.rule.raw)
        ):
            return Recomputed(missing="whether the rate is paid or its share of the target")
        figures = {"W": self.full}
        ends = self._both()
        if ends is not None:
            figures |= {"a": ends[0], "t": ends[1]}
        x = self._figure() if x is None else x
        if x is not None:
            figures["x"] = x
        if needed & {"b", "c", "d", "e", "f", "g", "h"} or not needed <= set(figures):
            return Recomputed(missing="the figures of the rule's formula")
        value = evaluate(formula, figures)
        return Recomputed(missing="the figures of the rule's formula") if value is None else Recomputed(value)

    def _both(self) -> tuple[Decimal, Decimal] | None:
        """Result and target in one unit."""
        actual, target = self.actual, self.target
        if actual.kind in ("date", "qualitative") or target.value_max is not None or actual.value_max is not None:
            return None
        if actual.base_value is None or target.base_value is None or actual.base_unit != target.base_unit:
            return None
        return actual.base_value, target.base_value

    def _figure(self) -> Decimal | None:
        """The result in the rule's unit; of a rule about a rate of completion the result's share of the target."""
        actual, printed = self.actual, self.rule.unit
        if actual.value is None or actual.value_max is not None or actual.kind == "date":
            return None
        unit = read_unit(printed) if printed else None
        if unit is None:
            return actual.value if not printed else None
        if unit.kind == "ratio" and actual.kind != "ratio":
            return self._completion() if _OF_COMPLETION.search(self.rule.raw) else None
        own = read_value_unit(actual)
        if actual.base_value is None or unit.base != (own.base if own is not None else actual.base_unit):
            return None
        if actual.kind == "ratio" and not actual.unit and unit.printed == "%":
            return actual.base_value * _HUNDRED
        return actual.base_value * unit.denominator / unit.numerator

    def _completion(self) -> Decimal | None:
        ends = self._both()
        return None if ends is None or not ends[1] else ends[0] / ends[1] * _HUNDRED

    def _direction(self) -> str:
        """Whether more is better, by the rule's own threshold, else by the target's sign, else by what is deducted
        for; empty where nothing says so."""
        if self.rule.threshold is not None and self.rule.threshold_op:
            return self.rule.threshold_op
        if self.target.op:
            return self.target.op
        if _LESS_IS_BETTER.search(self.rule.raw) or self.target.value == 0:
            return "<="
        return self.rule.threshold_op or (">=" if _MORE_IS_BETTER.search(self.rule.raw) else "")

    def _wanted_day(self) -> Decimal | None:
        """The last day, YYYYMMDD, that the rule, else the target, asks for."""
        return self.rule.threshold if self.rule.unit == DAY else self.target.base_value

    def _met(self) -> bool | None:
        """Whether the result is what the rule, else the target, asks for; None where that cannot be told."""
        op = self._direction()
        if self.actual.kind == "date" or self.rule.unit == DAY or self.target.kind == "date":
            wanted = self._wanted_day()
            came = self.actual.base_value if self.actual.kind == "date" else None
            return None if wanted is None or came is None else came <= wanted
        if self.actual.kind == "qualitative":
            return True if self.actual.text and self.actual.text == self.target.text else None
        bounds = self._bounds()
        return None if bounds is None else meets(op, *bounds)

    def _bounds(self) -> tuple[Decimal, Decimal] | None:
        """Result and what is asked for, in the rule's unit, else both in the base unit."""
        if self.rule.threshold is None:
            return self._both() if _speaks_of_target(self.rule) else None
        x = self._figure()
        return None if x is None else (x, self.rule.threshold)

    def _short(self) -> Decimal | None:
        """How far the result is from what is asked for, in the unit of the steps."""
        step = read_unit(self.rule.step_unit) if self.rule.step_unit else None
        if self.actual.kind == "date":
            return lateness(self._wanted_day(), self.actual, step)
        bounds = self._bounds()
        if bounds is None:
            return None
        gap = abs(bounds[0] - bounds[1])
        unit = read_unit(self.rule.unit) if self.rule.threshold is not None and self.rule.unit else None
        if self.rule.threshold is None:
            unit = read_value_unit(self.target)
            gap = gap if unit is None else gap * unit.denominator / unit.numerator
        if step is None or unit is None:
            return gap if step is None and unit is None else None
        if step.base == unit.base:
            return gap * unit.numerator * step.denominator / (unit.denominator * step.numerator)
        if step.printed == "%" and bounds[1]:
            return abs(bounds[0] - bounds[1]) / bounds[1] * _HUNDRED
        return None


_OF_COMPLETION = re.compile(r"完成率|完成比例|执行率|实现率|达成率|完成程度|[标划][值数]的[0-9]")
_SHORT_OF_TARGET = re.compile(r"未(?:能)?(?:达到?|完成)(?:年度|年初|预期)?(?:目标|指标|计划|任务)?[值数量]?$")
_LESS_IS_BETTER = re.compile(r"反向|每(?:超|高出|增加|多|延|逾|推迟|增)|发生|发现|出现")
_MORE_IS_BETTER = re.compile(r"达到|完成|每(?:有[^,，]{0,4})?(?:减|少|低|降|下降|缺)|不低于|不少于|比例")


def _speaks_of_target(rule: ScoringRule) -> bool:
    """Whether the rule asks for the indicator's own target, or names nothing else to ask for."""
    return ANOTHER_FIGURE not in rule.reasons and "预算" not in rule.raw
