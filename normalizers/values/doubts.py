"""Cells that can be read in several ways that matter: a comparison sign taken for a digit, a comma for a point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from normalizers.knowledge import table
from normalizers.quantities.implied_units import is_about
from normalizers.values.cells import clean
from normalizers.values.context import Context
from normalizers.values.counted import with_base
from normalizers.values.unit_choice import read_value_unit
from schema.value import Value

_SUSPECT = re.compile(r"^\D{0,3}2|^[-—–－―一]|[,，.．]\d{3}(?!\d)|^\s*[VvWＶ]")
_POINT_AHEAD = re.compile(r"^[^\d.．]{0,3}[.．]\d+(?![\d.．])")
_ZEROS = re.compile(r"^\D{0,3}(?:\d\d|100)00$")
_SHARES = ("%", "百分比", "百分数")
_HUNDRED = Decimal(100)


def doubted(value: Value, context: Context) -> Value:
    """The value itself where nothing speaks against it; else an empty one with its readings, likeliest first."""
    if value.value is None or value.kind == "date" or value.value_max is not None:
        return value
    readings = next((found for found in _ways(value, context) if found), ())
    if not readings:
        return _wary(value, context)
    reasons = tuple(dict.fromkeys(reason for reading in readings for reason in reading.reasons[:1]))
    return Value(raw=value.raw, confidence=0.3, reasons=("can be read in several ways", *reasons), readings=readings)


def _wary(value: Value, context: Context) -> Value:
    """Less sure of a rate above 100 % that can have no other reading."""
    above = value.kind == "ratio" and value.base_value is not None and value.base_value > 1
    if not above or not is_about(context.name, "bounded"):
        return value
    reasons = (*value.reasons, "a rate that cannot pass 100%")
    return replace(value, confidence=min(value.confidence, 0.5), reasons=reasons)


def _ways(value: Value, context: Context) -> Iterator[tuple[Value, ...]]:
    if value.op in (">", "<"):
        yield _inclusive(value, context)
    if _SUSPECT.search(value.raw):
        yield _sign_as_two(value, context)
        yield _sign_as_dash(value, context)
        yield _point_or_comma(value, context)
        yield _either_sign(value, context)
    if _POINT_AHEAD.search(value.raw):
        yield _point_ahead(value)
    if _ZEROS.search(value.raw):
        yield _sign_as_zeros(value, context)


def _reading(value: Value, number: Decimal, op: str, why: str, sure: float) -> Value:
    """The value with another number or comparison, its base counted anew."""
    changed = replace(value, value=number, op=op, confidence=sure, reasons=(why, *value.reasons))
    return with_base(changed, read_value_unit(value))


def _sign_as_two(value: Value, context: Context) -> tuple[Value, ...]:
    """292% and 2280次: ≥ was read as 2."""
    digits = re.match(r"2([1-9]\d*(?:\.\d+)?)(?![\d.,])", clean(value.raw).text)
    if digits is None or value.op or context.operator_cell.strip():
        return ()
    rest = Decimal(digits[1])
    why = _speaks_for(rest, value, context)
    if not why:
        return ()
    sign = likely_sign(value, context)
    return (
        _reading(value, rest, sign, f"the 2 may be a misread sign: {why}", 0.6),
        _reading(value, value.value or rest, "", "as printed", 0.3),
    )


def _speaks_for(rest: Decimal, value: Value, context: Context) -> str:
    """What says that the number without its 2 is meant; empty where nothing does."""
    full = value.value or rest
    is_share = value.kind == "ratio" and value.unit in _SHARES
    if is_share and full > _HUNDRED and _least(context) <= rest <= _HUNDRED:
        return "" if is_about(context.name, "unbounded") else "a rate above 100%"
    peers = [peer.value for peer in _peers(value, context) if peer.value is not None]
    close = [peer for peer in peers if peer / 2 <= rest <= peer * 2]
    return "the values beside it" if close and all(full >= 3 * peer for peer in peers) else ""


def _least(context: Context) -> int:
    """The smallest rate that a misread 2 is looked for before: lower where the name says that the rate is bounded."""
    return 50 if is_about(context.name, "bounded") else 80


def _peers(value: Value, context: Context) -> list[Value]:
    """The target and the neighbours that are counted in the same unit."""
    beside = (*((context.target,) if context.target is not None else ()), *context.neighbours)
    return [peer for peer in beside if peer.value and peer.unit == value.unit and peer.kind == value.kind]


def _inclusive(value: Value, context: Context) -> tuple[Value, ...]:
    """>92% beside rows that all say ≥: the stroke below was lost."""
    wide = f"{value.op}="
    same = [peer for peer in _peers(value, context) if peer.op]
    bounded = value.kind == "ratio" and is_about(context.name, "bounded") and (value.value or 0) >= 50
    if len(same) < 2 or any(peer.op != wide for peer in same) or not bounded:
        return ()
    number = value.value or Decimal(0)
    why = f"the rows beside it all print {'≥' if wide == '>=' else '≤'}"
    return _reading(value, number, wide, why, 0.6), _reading(value, number, value.op, "as printed", 0.35)


def _sign_as_dash(value: Value, context: Context) -> tuple[Value, ...]:
    """-95% or 一95% in a row of satisfaction: a rate or a count that cannot be negative."""
    text = clean(value.raw).text
    number = value.value or Decimal(0)
    digits = re.match(r"[-一](?=\d)", text)
    if digits is None or value.op or context.operator_cell.strip():
        return ()
    negative = text[0] == "-"
    counted = value.kind == "quantity" and value.unit not in ("", *table("units")["below_zero"]["units"])
    impossible = counted or is_about(context.name, "bounded")
    if negative and not impossible:
        return ()
    plain = replace(value, text=value.text.removeprefix("一"))
    sign = likely_sign(value, context)
    why = "the dash may be a misread sign"
    return (
        _reading(plain, abs(number), sign, why, 0.5),
        _reading(plain, abs(number), "", "the dash may be a stray stroke", 0.25),
        *((_reading(plain, number, "", "as printed", 0.1),) if negative else ()),
    )


def _point_or_comma(value: Value, context: Context) -> tuple[Value, ...]:
    """1,234 beside 1.2 and 1.3, or 1.234 beside 1200: point and comma look alike."""
    mark = re.search(r"\d([,.])\d{3}(?![\d.,])", clean(value.raw).text)
    peers = [peer.value for peer in _peers(value, context) if peer.value is not None]
    if mark is None or not peers:
        return ()
    number = value.value or Decimal(0)
    other = number.scaleb(-3) if mark[1] == "," else number.scaleb(3)
    if any(_near(number, peer) for peer in peers) or not all(_near(other, peer) for peer in peers):
        return ()
    why = "point and comma may be mistaken: the values beside it"
    return _reading(value, other, value.op, why, 0.55), _reading(value, number, value.op, "as printed", 0.35)


def _near(number: Decimal, peer: Decimal) -> bool:
    return abs(peer) / 4 <= abs(number) <= abs(peer) * 4


def _point_ahead(value: Value) -> tuple[Value, ...]:
    """.25%: dirt before 25 %, or 0.25 % without its nought; a share of one digit, .5%, is printed so."""
    printed = value.value or Decimal(0)
    digits = -int(printed.as_tuple().exponent)
    if value.kind == "ratio" and digits == 1:
        return ()
    why = "the point may be dirt"
    return (
        _reading(value, printed.scaleb(digits), value.op, why, 0.5),
        _reading(value, printed, value.op, "as printed", 0.4),
    )


def _sign_as_zeros(value: Value, context: Context) -> tuple[Value, ...]:
    """9900 for a rate: 99 and a per cent sign whose rings were read as noughts."""
    if value.unit not in _SHARES or not is_about(context.name, "bounded"):
        return ()
    printed = value.value or Decimal(0)
    why = "a per cent sign may be misread as noughts"
    return (
        _reading(value, printed.scaleb(-2), value.op, why, 0.6),
        _reading(value, printed, value.op, "as printed", 0.1),
    )


def _either_sign(value: Value, context: Context) -> tuple[Value, ...]:
    """V50万元: noise makes V and W of ≥ and ≤ alike; the row's own sense decides, else both stand."""
    signs: list[str] = table("confusables")["either"]["signs"]
    if value.raw.strip()[:1] not in signs or value.op not in (">=", "<="):
        return ()
    likely = likely_sign(value, context)
    if likely == value.op:
        return ()
    number = value.value or Decimal(0)
    return (
        _reading(value, number, likely, "a misread sign, by the sense of the row", 0.5),
        _reading(value, number, value.op, "a misread sign, by its shape", 0.4),
    )


def likely_sign(value: Value, context: Context) -> str:
    """The comparison that a row of this name and kind usually has: a floor for rates and counts, a ceiling for costs
    and time limits; what the neighbours of the same unit print goes first."""
    ops = {peer.op for peer in _peers(value, context) if peer.op in (">=", "<=")}
    if len(ops) == 1:
        return ops.pop()
    if is_about(context.name, "ceiling"):
        return "<="
    return "<=" if value.kind in ("money", "duration") and not is_about(context.name, "floor") else ">="
