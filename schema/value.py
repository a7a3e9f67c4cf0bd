"""A printed value and what it means."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from decimal import Decimal

#: What `Value.op` may hold; empty for a bare number and for words.
OPERATORS = (">=", "<=", ">", "<", "=")

#: What `Value.kind` may hold; empty where there is no value.
KINDS = ("money", "ratio", "quantity", "duration", "date", "qualitative")


@dataclass(frozen=True, slots=True)
class Value:
    """One value cell, as printed and as meant.

    `value` and `value_max` are in the printed `unit`; `base_value` and `base_value_max` in `base_unit`
    (元, `1` for a ratio, kg, m, m2, m3, 小时, 月, 工作日, a counter; for a date `base_value` is YYYYMMDD
    of the last day meant, and so is `base_unit`). `text` holds the words of a qualitative value, or what
    is left of the cell after operator, number and unit. `readings` are the ways to read a doubtful cell,
    likeliest first; where there are any, the parts of the value itself stay empty.
    """

    raw: str = ""
    op: str = ""
    value: Decimal | None = None
    value_max: Decimal | None = None
    unit: str = ""
    kind: str = ""
    text: str = ""
    base_value: Decimal | None = None
    base_value_max: Decimal | None = None
    base_unit: str = ""
    confidence: float = 1.0
    reasons: tuple[str, ...] = ()
    readings: tuple[Value, ...] = field(default=())

    @property
    def is_empty(self) -> bool:
        """True where the cell says nothing that could be read: no number, no word, no reading."""
        return self.value is None and not self.text and not self.kind and not self.readings


#: The parts of a value that are columns.
VALUE_PARTS = tuple(part.name for part in fields(Value) if part.name not in ("confidence", "reasons", "readings"))


@dataclass(frozen=True, slots=True)
class PeriodValue:
    """A value of another year, from a head such as 近两年指标值 / 2022年; `period` is the four-digit year."""

    period: str
    value: Value
