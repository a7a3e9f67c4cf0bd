"""Units: what a value is counted in fits what its name says."""

from __future__ import annotations

import re
from collections.abc import Iterator

from normalizers.quantities.implied_units import money_at_end
from normalizers.quantities.units import Unit, read_unit
from normalizers.text import fold
from pipeline.checks._figures import figure, shown
from pipeline.checks._knowledge import holds_any, words
from pipeline.checks._wording import error, name, warning
from schema.filing import Filing, Indicator
from schema.finding import Finding
from schema.parts import Check
from schema.value import Value

_RULE = "unit-contradiction"


def _scale_and_currency(unit: Unit | None) -> tuple[str, str] | None:
    """Scale and currency of a unit of money: 万 and 美元; None for another."""
    return None if unit is None or unit.kind != "money" else (unit.scale, unit.base.partition("/")[0])


def _values(row: Indicator) -> tuple[tuple[str, Value], ...]:
    past = tuple((f"{each.period}年指标值", each.value) for each in row.history)
    return (("指标值", row.target), ("完成值", row.actual), *past)


def _against_name(row: Indicator) -> Iterator[Finding]:
    """The name ends in a money unit, and the value has another scale or currency."""
    named = _scale_and_currency(money_at_end(row.name))
    for role, value in _values(row) if named else ():
        printed = _scale_and_currency(read_unit(value.unit)) if figure(value) and value.unit else None
        if named and printed and printed != named:
            text = f"{name(row.name)}名称中的单位是{''.join(named)}，{role}却写{shown(value)}"
            yield error(_RULE, text, row)
            return


def _core(row: Indicator) -> str:
    """The name without brackets and what stands in them, which may be a unit or a remark."""
    return re.sub(r"\([^()]*\)|\([^()]*$", "", fold(row.name))


def _wrong_kind(row: Indicator) -> str:
    """What the name promises and the value is not; empty where they fit or the name promises nothing."""
    core, target = _core(row), row.target
    if figure(target) is None:
        return ""
    if core.endswith(words("units", "rate_names")) and not core.endswith(words("units", "not_rates")):
        is_points = target.unit in words("units", "points")
        return "比率" if target.kind in ("money", "quantity", "duration") and target.unit and not is_points else ""
    if core.endswith(words("units", "count_names")):
        return "数量" if target.kind in ("ratio", "money") and not _is_change(target) else ""
    is_sum = core.endswith(words("units", "money_names")) and not holds_any(core, "units", "growth_names")
    return "金额" if is_sum and target.kind == "ratio" and not _is_change(target) else ""


def _is_change(target: Value) -> bool:
    """Whether the value says by how much something changes: 增长8% of a sum of money is no contradiction."""
    return holds_any(target.text, "targets", "growth") or holds_any(target.text, "targets", "down_words")


def _kinds(row: Indicator) -> Iterator[Finding]:
    promised = _wrong_kind(row)
    if promised:
        yield error(_RULE, f"{name(row.name)}按名称应为{promised}，指标值却是{shown(row.target)}", row)


def _ranges(row: Indicator) -> Iterator[Finding]:
    """Shares of a whole lie between nothing and all of it."""
    if not holds_any(row.name, "units", "bounded") or holds_any(row.name, "targets", "growth"):
        return
    for role, value in _values(row):
        found = figure(value) if value.kind == "ratio" else None
        if found and not 0 <= found.size <= 1:
            yield warning("rate-out-of-range", f"{name(row.name)}的{role}为{shown(value)}，不在0至100%之间", row)


def _run(filing: Filing) -> Iterator[Finding]:
    for row in filing.indicators:
        yield from _against_name(row)
        yield from _kinds(row)
        yield from _ranges(row)


UNITS = Check("units", (_RULE, "rate-out-of-range"), _run)
