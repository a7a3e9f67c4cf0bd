"""Reads a printed target value: operator, number, unit, kind, words, and the same in the base unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import lru_cache

from normalizers.cells import BARRIER, Cell, clean, says_nothing
from normalizers.knowledge import table
from normalizers.measures import Measure, find_measures
from normalizers.confusables import sign_of
from normalizers.operators import FLIPPED, SIGNS, agree, before_number, of_signs, sign_folding
from normalizers.periods import Date, bare_year, find_date
from normalizers.printing import print_value
from normalizers.units import Implied, Unit, implied_by, is_about, match_unit, read_unit
from schema.value import Value

__all__ = ["Context", "parse_value", "print_value"]


@dataclass(frozen=True, slots=True)
class Context:
    """What stands round a value cell. `name` is the indicator's name, `unit_cell` its own unit column, `head_unit`
    the unit of the column's head, `table_unit` the 单位：万元 over the table, `operator_cell` its operator column,
    `target` the target of the same row where an actual is read, `neighbours` values of rows or periods beside it."""

    name: str = ""
    unit_cell: str = ""
    head_unit: str = ""
    table_unit: str = ""
    operator_cell: str = ""
    fiscal_year: str = ""
    level2: str = ""
    target: Value | None = None
    neighbours: tuple[Value, ...] = ()


NO_CONTEXT = Context()


def parse_value(raw: str, context: Context = NO_CONTEXT) -> Value:
    """The value that a cell prints. Words alone are `qualitative`; a cell that says nothing is an empty value."""
    value = _read(raw, replace(context, neighbours=()) if context.neighbours else context)
    return value


@lru_cache(maxsize=8192)
def _read(raw: str, context: Context) -> Value:
    cell = clean(raw)
    if says_nothing(cell):
        return _nothing(raw, cell, context)
    value = _of_date(cell, context) or _of_measure(cell, context) or _of_words(cell)
    return replace(value, raw=raw)


def _nothing(raw: str, cell: Cell, context: Context) -> Value:
    """Empty, but where 无 is the very answer: 事故发生数 无."""
    if cell.text in ("无", "没有") and is_about(context.name, "nothing"):
        return Value(raw=raw, kind="qualitative", text=cell.shown, confidence=0.8, reasons=("无 answers the name",))
    return Value(raw=raw, reasons=("the cell says nothing",))


_MARKS = frozenset(SIGNS + "%‰")


def _of_words(cell: Cell) -> Value:
    """The words of a cell without a number, or an empty value where only signs or a torn-out unit are left."""
    words = cell.shown.replace(BARRIER, "")
    text = cell.text.replace(BARRIER, "")
    if all(character in _MARKS for character in text):
        return Value(confidence=0.3, reasons=("a sign alone",))
    start = len(text) - len(text.lstrip(SIGNS))
    words = words[start:].strip("。.;；,，、:： ")
    for head in table("value_words")["dropped"]["qualitative"]:
        words = words.removeprefix(head).lstrip(":：") or words
    colon = re.match(r"[^:：]{1,12}[:：](?=.)", words)
    if colon and not re.search(r"\d$", colon[0][:-1]):
        words = words[colon.end() :]
    garbled = any(character.isdigit() for character in words)
    return Value(kind="qualitative", text=words, confidence=0.5 if garbled else 0.95, reasons=("words, no number",))


# --- dates


_DATE_FILLERS = re.compile(
    r"按?时间?节点|按[时期]|完成|时间|截至|截止|到|于|在|前|底|末|之?前|实施|工作|任务|全部|计划|年度?|完工|竣工|验收|交付|建成|的|,|、|。|;"
)


def _of_date(cell: Cell, context: Context) -> Value | None:
    timely = _is_timely(context)
    text = cell.text.strip(SIGNS + "\"'。.,;、 ")
    sign = of_signs(_first_run(cell.text))
    year = bare_year(text) if _may_be_year(context) else None
    date = year or find_date(cell.text, context.fiscal_year, timely)
    if date is None and timely:
        date = _leading_year(cell.text)
        sign = sign or (of_signs(_first_run(cell.text[4:])) if date else "")
    if date is None or not _is_the_value(cell, date, context, timely):
        return None
    op, _ = agree((date.op, sign or _worded_op(cell.text, date)))
    own = op if op else _operator(context)
    return Value(
        op=own, value=date.value, value_max=date.value_max, unit=date.unit, kind="date", base_value=date.last_day,
        confidence=0.95 if date.last_day is not None else 0.6,
        reasons=("a date",) if date.last_day is not None else ("a date without a year",),
    )  # fmt: skip


def _worded_op(text: str, date: Date) -> str:
    ahead = text[: date.start]
    if "不晚于" in ahead or "不迟于" in ahead or "早于" in ahead:
        return "<" if "早于" in ahead and "不" not in ahead else "<="
    return ">=" if "不早于" in ahead else ""


def _leading_year(text: str) -> Date | None:
    """2022 = 100%得3分: the year, then a rule that ran in."""
    if re.match(rf"20\d\d[{SIGNS}]", text):
        return bare_year(text[:4])
    return None


def _first_run(text: str) -> str:
    match = re.match(rf"[{SIGNS}]+", text)
    return match[0] if match else ""


def _is_timely(context: Context) -> bool:
    if context.target is not None and context.target.kind == "date":
        return True
    return is_about(context.name, "date")


def _may_be_year(context: Context) -> bool:
    """A bare 2022 is a year unless something says what is counted."""
    if _is_timely(context):
        return True
    if context.unit_cell or context.head_unit or context.table_unit:
        unit = read_unit(context.unit_cell or context.head_unit or context.table_unit)
        return unit is not None and unit.printed == "年" and not is_about(context.name, "duration")
    implied = implied_by(context.name)
    return implied.unit is None and not implied.kind and (context.target is None or context.target.kind == "date")


def _is_the_value(cell: Cell, date: Date, context: Context, timely: bool) -> bool:
    """Whether the date is what the cell is about, and not the setting of a number or of words."""
    span = cell.text[date.start : date.end]
    rest = cell.text[: date.start] + cell.text[date.end :]
    if re.fullmatch(r"\d{1,2}月", span) and is_about(context.name, "duration"):
        return False
    if timely:
        return True
    others = find_measures(Cell(rest, rest))
    if any(measure.unit is not None for measure in others):
        return False
    leftover = _DATE_FILLERS.sub("", rest.strip(SIGNS))
    return not leftover or (date.value is None and len(leftover) <= 6)


# --- numbers


def _of_measure(cell: Cell, context: Context) -> Value | None:
    measures = [measure for measure in find_measures(cell) if _is_value(cell, measure, context)]
    if not measures:
        return None
    measure = _chosen(measures, context)
    measure = _torn(cell, measures, measure)
    unit, kind, why = _unit_of(measure, context)
    op, contradictory = _op_of(measure, context)
    reasons = (why, *measure.doubts, *cell.mended)
    if contradictory:
        reasons += ("the comparisons contradict each other",)
    if len(measures) > 1:
        reasons += ("several values: one is taken",)
    value = Value(
        op=op, value=measure.value, value_max=_top(measure, unit), unit=_printed(measure, unit), kind=kind,
        text=_leftover(measure, kind), confidence=_confidence(measure, unit, reasons, why), reasons=tuple(filter(None, reasons)),
    )  # fmt: skip
    return with_base(value, unit)


def _torn(cell: Cell, measures: list[Measure], measure: Measure) -> Measure:
    """40 ≥ 40个得5分: the sign between belongs to the value; the unit too where it is the same number."""
    if measure is measures[0] and measure.flipped and not measure.ops and len(measures) > 1:
        following = measures[1]
        if cell.text[measure.end : following.start].strip(SIGNS) == "":
            unit = following.unit if following.value == measure.value else measure.unit
            return replace(measure, unit=unit, ops=(agree((_unflipped(measure.flipped),))[0],), flipped="", behind="")
    return measure


def _unflipped(op: str) -> str:
    return FLIPPED[op]


def _leftover(measure: Measure, kind: str) -> str:
    return measure.text


def _is_value(cell: Cell, measure: Measure, context: Context) -> bool:
    """A number without a unit among words is a value only after a sign or a word such as 完成."""
    if measure.unit is not None or measure.ops or measure.flipped or measure.form in ("fraction", "ratio"):
        return True
    if measure.behind:
        return False
    leads: list[str] = table("value_words")["not_numbers"]["leads"] if False else table("value_words")["leads"]["words"]
    return not measure.ahead or measure.ahead in leads


def _chosen(measures: list[Measure], context: Context) -> Measure:
    """Of several values the one that the name asks for; else the first with a unit, else the first."""
    if len(measures) == 1:
        return measures[0]
    wanted = implied_by(context.name)

    def fitness(measure: Measure) -> int:
        if measure.unit is None:
            return 0
        if wanted.unit is not None and measure.unit.base == wanted.unit.base:
            return 3
        return 2 if wanted.kind and measure.unit.kind == wanted.kind else 0

    best = max(measures, key=fitness)
    if fitness(best):
        return best
    return measures[0]


def _top(measure: Measure, unit: Unit | None) -> Decimal | None:
    """The upper end in the unit of the lower one: of 8000万-1亿元 10000."""
    if measure.top is None or unit is None or measure.top_unit is None:
        return measure.top
    high = measure.top_unit
    if high.numerator == unit.numerator and high.denominator == unit.denominator:
        return measure.top
    exact = measure.top * high.numerator * unit.denominator / (high.denominator * unit.numerator)
    plain = exact.quantize(Decimal(1)) if exact == exact.to_integral_value() else exact.normalize()
    return plain


def _unit_of(measure: Measure, context: Context) -> tuple[Unit | None, str, str]:
    """The unit, the kind and what fixed them: own cell, unit column, column head, target, name, table."""
    implied = implied_by(context.name)
    if measure.unit is not None:
        return _own_unit(measure.unit, context, implied)
    if measure.form in ("fraction", "ratio"):
        return None, "ratio", "a fraction"
    if measure.currency:
        return read_unit(measure.currency), "money", "currency sign printed in the cell"
    small = abs(measure.value) <= 1
    for text, source in ((context.unit_cell, "the unit column"), (context.head_unit, "the column's head")):
        unit = read_unit(text) if text else None
        if unit is not None and not (source != "the unit column" and _stays_off(unit, implied)):
            return _kind_given(unit, context, f"unit from {source}: {unit.printed}")
    target = context.target
    if target is not None and target.kind in ("money", "ratio", "quantity", "duration"):
        if (
            target.kind == "ratio"
            and target.unit in ("", "%", "百分比", "百分数")
            and (not target.unit or small and _is_percent_scale(target))
        ):
            return None, "ratio", "a fraction, as its target is a rate"
        unit = read_unit(target.unit) if target.unit else None
        return unit, target.kind, f"unit of its target: {target.unit}"
    if implied.unit is not None:
        if implied.unit.kind == "ratio" and small and not implied.stated:
            return None, "ratio", f"a fraction, as the name says {implied.word}"
        return implied.unit, implied.kind, f"unit from the name: {implied.word}"
    unit = read_unit(context.table_unit) if context.table_unit else None
    if unit is not None and not (unit.kind == "money" and implied.kind not in ("money", "")):
        return _kind_given(unit, context, f"unit over the table: {unit.printed}")
    return None, implied.kind or "quantity", "no unit printed or implied"


def _is_percent_scale(target: Value) -> bool:
    return target.value is not None and target.value > 1


def _stays_off(unit: Unit, implied: Implied) -> bool:
    """单位：万元 over a table never touches a rate, a head count or points."""
    return unit.kind == "money" and implied.unit is not None and implied.unit.kind != "money"


def _kind_given(unit: Unit, context: Context, why: str) -> tuple[Unit, str, str]:
    kind = unit.kind or (implied_by(context.name).kind or "quantity")
    return (_money_scale(unit) if kind == "money" and not unit.kind else unit), kind, why


def _own_unit(unit: Unit, context: Context, implied: Implied) -> tuple[Unit, str, str]:
    if unit.kind:
        return unit, unit.kind, "unit printed in the cell"
    given = read_unit(context.unit_cell or context.head_unit or context.table_unit)
    if context.unit_cell and given is not None and given.scale in ("", unit.scale):
        whole = given if given.scale else match_unit(unit.printed + given.printed)[0]  # type: ignore[index]
        return whole, whole.kind or "quantity", "scale printed in the cell, unit from the unit column"
    money = implied.kind == "money" if implied.kind else given is not None and given.kind == "money"
    if money:
        return _money_scale(unit), "money", "scale printed in the cell, money by its context"
    return unit, "quantity", "scale printed in the cell"


def _money_scale(unit: Unit) -> Unit:
    return replace(unit, kind="money", base="元")


def _printed(measure: Measure, unit: Unit | None) -> str:
    return unit.printed if unit is not None else ""


def _op_of(measure: Measure, context: Context) -> tuple[str, bool]:
    if measure.top is not None:
        return "", False
    ops = (*measure.ops, measure.flipped)
    op, contradictory = agree(ops)
    if op or contradictory:
        return op, contradictory
    return ("<=" if measure.framed else _operator(context)), False


def _operator(context: Context) -> str:
    """The comparison that the operator column prints; empty for 定性 and for none."""
    cell = clean(context.operator_cell).text if context.operator_cell else ""
    if not cell:
        return ""
    found = before_number(sign_of(cell).translate(sign_folding()))
    return agree(found.ops)[0]


_PENALTIES = {
    "no unit printed or implied": 0.8,
    "a doubled character": 0.85,
    "a misread unit put right": 0.75,
    "a misread comparison sign put right": 0.7,
    "letters read as digits": 0.75,
    "a comma misread for a point": 0.6,
    "a point misread for a comma": 0.6,
    "a point misread": 0.8,
    "the comparisons contradict each other": 0.5,
    "several values: one is taken": 0.6,
    "a doubling read as a growth": 0.6,
}


def _confidence(measure: Measure, unit: Unit | None, reasons: tuple[str, ...], why: str) -> float:
    sure = 1.0
    for reason in reasons:
        sure *= _PENALTIES.get(reason, 1.0)
    if why.startswith("unit from the name"):
        sure *= 0.92
    if why.startswith("a fraction, as"):
        sure *= 0.8 if measure.value != 1 else 0.6
    return round(sure, 2)


def with_base(value: Value, unit: Unit | None) -> Value:
    """The value with its base columns, from the unit that its number is in."""
    if value.value is None:
        return value
    if unit is None:
        if value.kind == "money":
            return value
        return replace(
            value,
            base_value=value.value,
            base_value_max=value.value_max,
            base_unit="1" if value.kind == "ratio" else "",
        )
    top = None if value.value_max is None else unit.in_base(value.value_max)
    return replace(value, base_value=unit.in_base(value.value), base_value_max=top, base_unit=unit.base)
