"""Prints a value in the one way that reads back as itself."""

from __future__ import annotations

from decimal import Decimal

from normalizers.quantities.periods import bare_year
from normalizers.quantities.units import scales
from schema.value import Value

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "": ""}
_LABELS = {"money": "金额：", "duration": "时长：", "quantity": "数量："}


def print_value(value: Value) -> str:
    """The canonical print: words, sign, number, unit (`增长≥7.5%`, `100-150万元`, `≤2022年12月31日`, `0.95:1`).

    Reading it gives the same value back, but for `raw`; a doubtful or unread value prints as it stood.
    """
    if value.kind == "date":
        return _date(value)
    if value.value is None:
        return f"事故：{value.text}" if value.text in ("无", "没有") else value.text or value.raw
    number = plain(value.value)
    if value.value_max is not None:
        number += f"{value.unit}-{plain(value.value_max)}"
    if value.kind == "ratio" and not value.unit:
        number += ":1"
    return f"{_label(value)}{value.text}{_SIGNS[value.op]}{number}{value.unit}"


def _label(value: Value) -> str:
    """Says the kind where number and unit do not: money without 元, 12月 of a length of time, a count like a year."""
    like_a_year = value.value is not None and bare_year(plain(value.value)) is not None
    unsaid = {
        "money": not value.unit or value.unit.partition("/")[0] in scales(),
        "duration": value.unit == "月" or (value.unit in ("年", "年度") and like_a_year),
        "quantity": not value.unit and like_a_year,
    }
    return _LABELS[value.kind] if unsaid.get(value.kind) else ""


def plain(number: Decimal) -> str:
    """The digits of a number, never with an exponent."""
    return f"{number:f}"


def _date(value: Value) -> str:
    if value.value is not None:
        last = "" if value.value_max is None else f"-{plain(value.value_max)}"
        label = "" if value.unit or not last else "时间："
        return f"{label}{_SIGNS[value.op]}{plain(value.value)}{last}{value.unit}"
    if value.base_value is None:
        return value.raw
    stamp = plain(value.base_value)
    return f"{_SIGNS[value.op]}{stamp[:4]}年{int(stamp[4:6])}月{int(stamp[6:8])}日"
