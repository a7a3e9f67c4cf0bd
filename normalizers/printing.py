"""Prints a value in the one way that reads back as itself."""

from __future__ import annotations

from decimal import Decimal

from normalizers.periods import bare_year
from schema.value import Value

_SIGNS = {">=": "≥", "<=": "≤", ">": ">", "<": "<", "=": "=", "": ""}
_LABELS = {"money": "金额：", "quantity": "数量："}


def print_value(value: Value) -> str:
    """The canonical print: words, sign, number, unit (`增长≥7.5%`, `100-150万元`, `≤2022年12月31日`, `0.95:1`).

    Reading it gives the same value back, but for `raw`; a doubtful or unread value prints as it stood.
    """
    if value.kind == "date":
        return _date(value)
    if value.value is None:
        return value.text or value.raw
    number = plain(value.value)
    if value.value_max is not None:
        number += f"{value.unit}-{plain(value.value_max)}"
    if value.kind == "ratio" and not value.unit:
        number += ":1"
    label = "" if value.unit else _label(value)
    return f"{label}{value.text}{_SIGNS[value.op]}{number}{value.unit}"


def _label(value: Value) -> str:
    """Says the kind where the unit does not: money without a unit, and a count that looks like a year."""
    if value.kind == "money" or (value.value is not None and bare_year(plain(value.value))):
        return _LABELS.get(value.kind, "")
    return ""


def plain(number: Decimal) -> str:
    """The digits of a number, never with an exponent."""
    return f"{number:f}"


def _date(value: Value) -> str:
    if value.value is not None:
        last = "" if value.value_max is None else f"-{plain(value.value_max)}"
        return f"{_SIGNS[value.op]}{plain(value.value)}{last}{value.unit}"
    if value.base_value is None:
        return value.raw
    stamp = plain(value.base_value)
    return f"{_SIGNS[value.op]}{stamp[:4]}年{int(stamp[4:6])}月{int(stamp[6:8])}日"
