"""Decides which unit a number is in, in the order of the contract: cell, unit column, head, target, name, table."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from normalizers.quantities.implied_units import Implied, implied_by
from normalizers.quantities.numbers import plain
from normalizers.quantities.units import Unit, match_unit, read_unit
from normalizers.values.confusables import mend_unit_cell
from normalizers.values.context import Context
from normalizers.values.measures import Measure
from schema.value import Value

_SHARES = ("%", "百分比", "百分数")


@dataclass(frozen=True, slots=True)
class Choice:
    """The unit (None where none is printed or implied), the kind of value, what fixed them and how sure that is."""

    unit: Unit | None
    kind: str
    why: str
    sure: float = 1.0


def choose_unit(measure: Measure, context: Context) -> Choice:
    """The unit that a number of a value cell is in."""
    implied = implied_by(context.name)
    if measure.unit is not None:
        if measure.currency and (not measure.unit.kind or measure.unit.base == "元"):
            return Choice(_in_currency(measure.unit, measure.currency), "money", "currency sign printed in the cell")
        return _own(measure.unit, context, implied)
    if measure.form in ("fraction", "ratio"):
        return Choice(None, "ratio", "a fraction or a ratio")
    if measure.currency:
        return Choice(read_unit(measure.currency), "money", "currency sign printed in the cell")
    return next(_borrowed(measure, context, implied))


def _borrowed(measure: Measure, context: Context, implied: Implied) -> Iterator[Choice]:
    """The units that a bare number may take, the one that counts most first."""
    misread = read_unit(mend_unit_cell(context.unit_cell))
    if misread is not None:
        yield _given(misread, implied, "a misread unit put right")
    column = read_unit(context.unit_cell) if context.unit_cell else None
    if column is not None:
        yield _given(column, implied, f"unit from the unit column: {column.printed}")
    head = read_unit(context.head_unit) if context.head_unit else None
    if head is not None and not _stays_off(head, implied):
        yield _given(head, implied, f"unit from the column's head: {head.printed}", 0.97)
    if context.target is not None and context.target.kind in ("money", "ratio", "quantity", "duration"):
        yield _as_target(measure, context.target)
    if implied.unit is not None:
        yield _as_named(measure, implied)
    table = read_unit(context.table_unit) if context.table_unit else None
    if table is not None and not (table.kind == "money" and implied.kind not in ("money", "")):
        yield _given(table, implied, f"unit over the table: {table.printed}", 0.9)
    yield Choice(None, implied.kind or "quantity", "no unit printed or implied", 0.8)


def _stays_off(unit: Unit, implied: Implied) -> bool:
    """单位：万元 over a table never touches a rate, a head count or points."""
    return unit.kind == "money" and implied.unit is not None and implied.unit.kind != "money"


def _as_target(measure: Measure, target: Value) -> Choice:
    is_share = target.unit in _SHARES
    if target.kind == "ratio" and (not target.unit or (is_share and _is_fraction_of(measure, target))):
        return Choice(None, "ratio", "a fraction, as the target is a rate", 0.85)
    unit = read_unit(target.unit) if target.unit else None
    if unit is not None and not unit.kind and target.kind == "money":
        unit = _money(unit)
    return Choice(unit, target.kind, f"unit from the target: {target.unit}", 0.95)


def _is_fraction_of(measure: Measure, target: Value) -> bool:
    """0.95 against a target of 90 %; but 0.3 against 0.5 % is a percentage."""
    return abs(measure.value) <= 1 and target.value is not None and abs(target.value) > 1 and measure.value != 0


def _as_named(measure: Measure, implied: Implied) -> Choice:
    assert implied.unit is not None
    if implied.unit.kind == "ratio" and abs(measure.value) <= 1 and not implied.stated:
        why = f"a fraction, as the name says {implied.word}"
        return Choice(None, "ratio", why, 0.55 if abs(measure.value) == 1 else 0.75)
    return Choice(implied.unit, implied.kind, f"unit from the name: {implied.word}", 0.95 if implied.stated else 0.92)


def _given(unit: Unit, implied: Implied, why: str, sure: float = 1.0) -> Choice:
    if unit.kind:
        return Choice(unit, unit.kind, why, sure)
    return Choice(_money(unit), "money", why, sure) if implied.kind == "money" else Choice(unit, "quantity", why, sure)


def _own(unit: Unit, context: Context, implied: Implied) -> Choice:
    """The cell's own unit; of a bare 万 or 亿 the rest comes from the unit column, or is money by its context."""
    if unit.kind:
        return Choice(unit, unit.kind, "unit printed in the cell")
    column = read_unit(context.unit_cell) if context.unit_cell else None
    if column is not None and column.kind and column.scale in ("", unit.scale):
        whole = column if column.scale else _joined(unit, column)
        return Choice(whole, whole.kind, "scale printed in the cell, unit from the unit column")
    nearest = read_unit(context.head_unit or context.table_unit)
    money = implied.kind == "money" if implied.kind else nearest is not None and nearest.kind == "money"
    if money or (context.target is not None and context.target.kind == "money"):
        return Choice(_money(unit), "money", "scale printed in the cell, money by its context", 0.95)
    return Choice(unit, "quantity", "scale printed in the cell", 0.85)


def _joined(scale: Unit, unit: Unit) -> Unit:
    found = match_unit(scale.printed + unit.printed)
    return found[0] if found and found[0].kind else unit


def _in_currency(unit: Unit, currency: str) -> Unit:
    """A scale or 元 behind a sign of foreign money is of that: US$2.5万 is 2.5 万美元, 港币2000元 is 2000 港元."""
    foreign = read_unit(unit.scale + currency) if currency != "元" else None
    return foreign if foreign is not None else _money(unit)


def _money(unit: Unit) -> Unit:
    """The unit as one of money; what it is counted by stays: 万/月 is 10,000 元/月."""
    _, by, divisor = unit.printed.partition("/")
    return replace(unit, kind="money", base=f"元{by}{divisor}")


def in_unit_of(low: Unit, high: Unit, number: Decimal) -> Decimal:
    """A number of one unit in another: 1 (亿元) in 万元 is 10000."""
    if (high.numerator, high.denominator) == (low.numerator, low.denominator):
        return number
    exact = number * high.numerator * low.denominator / (high.denominator * low.numerator)
    return plain(exact)


def read_value_unit(value: Value) -> Unit | None:
    """The unit that a value was read in, from its own columns."""
    unit = read_unit(value.unit) if value.unit else None
    return _money(unit) if unit is not None and not unit.kind and value.kind == "money" else unit
