"""How late a result came, in the unit that a scoring rule deducts by."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from normalizers.quantities.units import Unit
from schema.value import Value

_HOURS, _HOURS_A_DAY = "小时", 24
#: A date that names its day, not only its month or its year.
_NAMES_DAY = re.compile(r"[日号]|\d[-./年]\d{1,2}[-./月]\d|\d月\d|\d{8}")


def lateness(wanted: Decimal | None, actual: Value, step: Unit | None) -> Decimal | None:
    """How long after the wanted day (YYYYMMDD) a result came, in days, weeks or the like; None where the result names
    no day of its own (12月底, 12月3日前), or the unit is no fixed length of time (个工作日, 个月)."""
    last, came = _day(wanted), _day(actual.base_value)
    if last is None or came is None or step is None or step.base != _HOURS:
        return None
    if actual.kind != "date" or actual.op or not _NAMES_DAY.search(actual.raw):
        return None
    return (came - last).days * _HOURS_A_DAY * step.denominator / step.numerator


def _day(stamp: Decimal | None) -> date | None:
    if stamp is None or not 10**7 <= stamp < 10**8:
        return None
    year, rest = divmod(int(stamp), 10**4)
    try:
        return date(year, *divmod(rest, 100))
    except ValueError:
        return None
