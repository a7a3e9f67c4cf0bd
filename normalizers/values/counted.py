"""Makes a value of the number that a cell prints: which of several, its comparison, unit, words and base."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from normalizers.knowledge import table
from normalizers.quantities.implied_units import implied_by
from normalizers.quantities.numbers import plain
from normalizers.quantities.operators import FLIPPED, SIGNS, agree, before_number, sign_folding
from normalizers.quantities.units import Unit
from normalizers.values.candidates import AROUND, ODD_LETTERS, more_words
from normalizers.values.cells import Cell, clean
from normalizers.values.clauses import find_measures
from normalizers.values.confusables import sign_of
from normalizers.values.context import Context
from normalizers.values.measures import Measure
from normalizers.values.unit_choice import Choice, choose_unit, in_unit_of
from schema.value import Value

#: What is said of a cell that prints several values or dates.
SEVERAL = "several values: one is taken"
# How sure a reading stays after something was put right; what is not here costs nothing.
_COSTS = {
    "a doubled character": 0.85,
    "a misread unit put right": 0.75,
    "a misread comparison sign put right": 0.7,
    "letters read as digits": 0.75,
    "a comma misread for a point": 0.6,
    "a point misread for a comma": 0.6,
    "a point misread": 0.8,
    "an unknown counter": 0.6,
    "a doubling read as a growth": 0.6,
    "the comparisons contradict each other": 0.5,
    SEVERAL: 0.6,
    "digits joined over a blank": 0.85,
    "digits in an odd group": 0.4,
    "unusual letters read as digits": 0.5,
    "a border of the cell touches a digit": 0.7,
    "a border inside the cell": 0.5,
    "more digits than any figure has": 0.3,
    "a figure without its step": 0.5,
    "two units behind one figure": 0.5,
    "written by powers of ten": 0.85,
    "a figure with its tolerance": 0.6,
    "a ratio that may be a time of day": 0.6,
    "a circled figure": 0.7,
    "a range whose end lies below its begin": 0.5,
    "an accountant's minus": 0.85,
    "a minus or a rise": 0.5,
    "brackets read as a minus": 0.85,
    "brackets that may be a minus": 0.7,
    "what was done of what was planned": 0.7,
    "a fraction, or what was done of what was planned": 0.7,
    "a numeral without a unit": 0.8,
    "a numeral of one character": 0.6,
}
#: 每亩300: so much for each.
_FOR_EACH = re.compile(r"(?:每[\u4e00-\u9fff]{1,3}){1,2}|[人户亩年月日村校]均")
_QUOTIENT = re.compile(r"(\d{1,9})/\d{1,9}")
#: The budget of a country has sixteen digits in 元; more are two figures run together.
_MOST_DIGITS = 16
_ENDLESS = re.compile(rf"(?<![.\d])\d{{{_MOST_DIGITS + 1}}}")


def value_of_number(cell: Cell, context: Context, setting: tuple[int, int] | None = None) -> Value | None:
    """The value of a cell that prints a number; None for words. `setting` bounds a date that is not the value."""
    measures = [measure for measure in find_measures(cell, setting) if _is_value(measure, context.name)]
    if not measures:
        return None
    measures, planned = _done_of_planned(cell, measures, context.name)
    measure = _torn(cell, measures, _chosen(measures, context))
    measure, odd = _with_odd_unit(measure)
    choice = choose_unit(measure, context)
    op, contradictory = _comparison(measure, context)
    measure, bracketed = _bracketed(cell, measure, choice, op)
    reasons = [choice.why, *odd, *planned, *measure.doubts, *cell.mended, *bracketed, *_implausible(cell, measure)]
    if contradictory:
        reasons.append("the comparisons contradict each other")
    if len(measures) > 1:
        reasons.append(SEVERAL)
    sure = choice.sure
    for reason in reasons:
        sure *= _COSTS.get(reason, 1.0)
    return _assembled(measure, choice, op, round(sure, 2), tuple(reasons))


def _done_of_planned(cell: Cell, measures: list[Measure], name: str) -> tuple[list[Measure], tuple[str, ...]]:
    """45人/50人, 45/50人 and 45/50 under 培训人数 print what was done before what was planned: the first counts."""
    implied = implied_by(name)
    first, said = measures[0], ("what was done of what was planned",)
    quotient = _QUOTIENT.match(cell.text, first.start) if len(measures) == 1 and first.form == "fraction" else None
    if quotient is not None and _counts_whole(first.unit or implied.unit):
        return [replace(first, value=Decimal(quotient[1]), form="digits")], said
    if quotient is not None and name and implied.kind != "ratio" and not first.unit:
        return measures, ("a fraction, or what was done of what was planned",)
    if len(measures) != 2 or measures[1].unit is None or first.unit not in (None, measures[1].unit):
        return measures, ()
    if cell.text[first.end : measures[1].start] != "/" or measures[1].behind:
        return measures, ()
    return [replace(first, end=measures[1].end, unit=measures[1].unit)], said


def _counts_whole(unit: Unit | None) -> bool:
    """Whether a unit counts what has no fractions: 人, 场, 个."""
    return unit is not None and unit.kind == "quantity" and (unit.countable or unit.printed == "分")


def _bracketed(cell: Cell, measure: Measure, choice: Choice, op: str) -> tuple[Measure, tuple[str, ...]]:
    """Brackets round a number of money are a minus, as accountants write it."""
    if cell.rounded and choice.kind == "ratio" and measure.value > 0:
        return measure, ("brackets that may be a minus",)
    if not cell.rounded or choice.kind != "money" or op or measure.value <= 0:
        return measure, ()
    top = None if measure.top is None else -measure.top
    return replace(measure, value=-measure.value, top=top), ("brackets read as a minus",)


def _implausible(cell: Cell, measure: Measure) -> Iterator[str]:
    """What no figure of a form looks like: two figures run together, a second unit behind the first."""
    tops = [number for number in (measure.value, measure.top) if number is not None]
    if _ENDLESS.search(cell.text) or any(number.adjusted() >= _MOST_DIGITS for number in tops):
        yield "more digits than any figure has"
    if measure.form == "numeral" and not measure.unit:
        yield "a numeral of one character" if measure.end - measure.start < 2 else "a numeral without a unit"
    if (
        measure.top is not None
        and measure.top < measure.value
        and (measure.unit is None or measure.unit == measure.top_unit)
    ):
        yield "a range whose end lies below its begin"
    if measure.unit is not None and cell.text[measure.end : measure.end + 1] in ("%", "‰", "/"):
        yield "two units behind one figure"


def _with_odd_unit(measure: Measure) -> tuple[Measure, tuple[str, ...]]:
    """A word of one character, or letters, between a figure and the end of the cell is a counter, though no table
    knows it."""
    word = measure.behind
    if not _has_odd_unit(measure):
        return measure, ()
    return replace(measure, unit=Unit(word, "quantity", word), behind=""), ("an unknown counter",)


def _has_odd_unit(measure: Measure) -> bool:
    """Whether nothing but a sign stands before a figure, and nothing but a character that is no known word, or letters,
    behind it: ≥5哨, 24席, 40DDQs."""
    word = measure.behind
    is_bare = bool(measure.ops) or (not measure.ahead and measure.form == "digits")
    is_odd = ODD_LETTERS.fullmatch(word) or (len(word) == 1 and _is_chinese(word) and word not in more_words())
    return measure.unit is None and is_bare and bool(is_odd)


def _is_chinese(character: str) -> bool:
    return "\u4e00" <= character <= "\u9fff"


def _assembled(measure: Measure, choice: Choice, op: str, sure: float, reasons: tuple[str, ...]) -> Value:
    unit = choice.unit
    top = measure.top
    if top is not None and unit is not None and measure.top_unit is not None and measure.top_unit.kind:
        top = in_unit_of(unit, measure.top_unit, top)
    value = Value(
        op=op,
        value=measure.value,
        value_max=top,
        unit=unit.printed if unit is not None else "",
        kind=choice.kind,
        text=measure.ahead + measure.behind,
        confidence=sure,
        reasons=reasons,
    )
    return with_base(value, unit)


def with_base(value: Value, unit: Unit | None) -> Value:
    """The value with its base columns filled; money without a unit has none."""
    if value.value is None or (unit is None and value.kind == "money"):
        return value
    low, high = (None if number is None else _in_base(number, unit) for number in (value.value, value.value_max))
    base = unit.base if unit is not None else ("1" if value.kind == "ratio" else "")
    return replace(value, base_value=low, base_value_max=high, base_unit=base)


def _in_base(number: Decimal, unit: Unit | None) -> Decimal:
    """Counted in the base unit, without zeros at its end."""
    return plain(number if unit is None else unit.in_base(number))


def _is_value(measure: Measure, name: str) -> bool:
    """A number without a unit among words is a value only after a sign, words of its name or a word such as 完成."""
    if measure.unit is not None or measure.ops or measure.flipped or measure.form in ("fraction", "ratio"):
        return True
    leads: list[str] = table("value_words")["leads"]["words"]
    named = not measure.ahead or measure.ahead in leads or _says_name(measure.ahead, name)
    if _has_odd_unit(measure):
        return True
    return measure.behind in ("", *AROUND) and (named or _FOR_EACH.fullmatch(measure.ahead) is not None)


def _chosen(measures: list[Measure], context: Context) -> Measure:
    """Of several values the one that the name asks for; the one arrived at (由80%提高到90%); else the first."""
    if len(measures) == 1:
        return measures[0]
    wanted = implied_by(context.name)

    def fitness(measure: Measure) -> int:
        if _says_name(measure.ahead, context.name):
            return 4
        if measure.unit is None:
            return 0
        if wanted.unit is not None and measure.unit.base == wanted.unit.base:
            return 3
        return 2 if wanted.kind and measure.unit.kind == wanted.kind else 0

    arrived = _arrived(measures)
    best = max(measures, key=fitness)
    return arrived or (best if fitness(best) else measures[0])


def _says_name(words: str, name: str) -> bool:
    """Whether the words before a number are the row's name, or a piece of it."""
    return len(words) > 1 and name != "" and (words in name or name in words)


def _arrived(measures: list[Measure]) -> Measure | None:
    start, end = measures[0], measures[1]
    if start.clause == end.clause and start.ahead.endswith(("由", "从")) and end.ahead.endswith(("到", "至", "为")):
        return replace(end, ahead=end.ahead[:-1])
    return None


def _torn(cell: Cell, measures: list[Measure], measure: Measure) -> Measure:
    """40 ≥ 40个得5分: the sign between is the value's own; the unit too where it is the same number."""
    if measure is not measures[0] or not measure.flipped or measure.ops or len(measures) == 1:
        return measure
    following = measures[1]
    if cell.text[measure.end : following.start].strip(SIGNS):
        return measure
    unit = following.unit if following.value == measure.value else measure.unit
    return replace(measure, unit=unit, ops=(FLIPPED[measure.flipped],), flipped="", behind="")


def _comparison(measure: Measure, context: Context) -> tuple[str, bool]:
    """The operator, and whether those printed contradict each other; a range has none."""
    if measure.top is not None:
        return "", False
    op, contradictory = agree((*measure.ops, measure.flipped))
    if op or contradictory:
        return op, contradictory
    if measure.framed and measure.behind.startswith(AROUND):
        return "", False
    return ("<=" if measure.framed else operator_of(context.operator_cell)), False


def operator_of(cell: str) -> str:
    """The comparison that an operator column prints (`≥`, `大于等于`, a misread `之`); empty for 定性 and for none."""
    text = clean(cell).text if cell else ""
    if not text:
        return ""
    return agree(before_number(sign_of(text).translate(sign_folding())).ops)[0]
