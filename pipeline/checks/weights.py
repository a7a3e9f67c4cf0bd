"""Weights: they add up to the whole, and to what the form says of each level."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from normalizers.quantities.figures import POINTS
from normalizers.text import compact
from pipeline.checks import _prose, _rows
from pipeline.checks._execution import execution_points
from pipeline.checks._figures import HALF, ZERO, grain, plain
from pipeline.checks._knowledge import section
from pipeline.checks._wording import error, name, warning
from schema.filing import Filing, Indicator
from schema.finding import Finding
from schema.parts import Check

_MOST_LEVELS = 60
_POINTS = re.compile(rf"[（(]?({POINTS})分")


def _asked(rows: _rows.Group) -> _rows.Group:
    return tuple(row for row in rows if row.weight is not None or not _rows.is_blank(row))


def _total(rows: _rows.Group) -> Decimal | None:
    """The sum of the printed weights; None where a row that asks something has none."""
    asked = _asked(rows)
    if not asked or not all(_rows.has_printed_weight(row) for row in asked):
        return None
    return sum((row.weight or ZERO for row in asked), ZERO)


def _expected(points: Decimal | None) -> tuple[Decimal, ...]:
    """What the weights may add up to: 100, less the points of an execution-rate row where one is printed."""
    whole = Decimal(section("weights")["whole"])
    if points is not None:
        return (whole - points,)
    # Weights may be printed as shares of one.
    return whole, Decimal(section("weights")["without_execution"]), Decimal(1)


def _adds_up(rows: _rows.Group, total: Decimal, expected: tuple[Decimal, ...]) -> bool:
    slack = max(grain(row.weight) for row in rows if row.weight is not None) * HALF * len(rows)
    whole_numbers = all(row.weight == row.weight.to_integral_value() for row in rows if row.weight is not None)
    return any(abs(total - each) <= (ZERO if whole_numbers else slack) for each in expected)


def _wrong_groups(rows: _rows.Group, expected: tuple[Decimal, ...]) -> Iterator[tuple[_rows.Group, Decimal]]:
    """The form as a whole, or those of its tables that do not add up where others of the same name do."""
    total = _total(rows)
    if total is None or _adds_up(_asked(rows), total, expected):
        return
    tables = [(table, _total(table)) for table in _rows.by_table(rows)]
    wrong = [(table, each) for table, each in tables if each is not None and not _adds_up(table, each, expected)]
    yield from (wrong if len(wrong) < len(tables) else [(rows, total)])


def _sums(filing: Filing) -> Iterator[Finding]:
    points = execution_points(filing, "weight")
    for (project, _, _), rows in _rows.by_form(filing).items():
        expected = _expected(points.get(project))
        for group, total in _wrong_groups(rows, expected):
            about = name(project) if project else f"{len(group)}个指标"
            text = f"{about}的指标分值合计{plain(total)}分，不等于{plain(expected[0])}分"
            yield error("weight-sum-mismatch", text, project=group[0].project)


def add_up(filing: Filing) -> Iterator[Indicator]:
    """The rows whose printed weights add up: those of a whole form, or of a table of it, that has several."""
    points = execution_points(filing, "weight")
    for (project, _, _), rows in _rows.by_form(filing).items():
        expected = _expected(points.get(project))
        for group in (rows,) if _holds(rows, expected) else _rows.by_table(rows):
            yield from group if _holds(group, expected) else ()


def _holds(rows: _rows.Group, expected: tuple[Decimal, ...]) -> bool:
    asked, total = _asked(rows), _total(rows)
    return len(asked) > 1 and total is not None and _adds_up(asked, total, expected)


def _stated(text: str, level: str) -> set[Decimal]:
    """The points that running text gives to a level: `产出指标50分`, `效益指标（30分）`."""
    found = re.finditer(re.escape(level) + _POINTS.pattern, text)
    return {Decimal(each[1]) for each in found}


def _bracketed(level: str) -> tuple[str, set[Decimal]]:
    """A level's name without its bracketed weight, and that weight where one is kept."""
    found = _POINTS.search(level)
    return (level[: found.start()], {Decimal(found[1])}) if found else (level, set())


def _levels(rows: _rows.Group) -> dict[str, list[int]]:
    """The rows under each level-1 and level-2 name; none where a broken reading has more names than a form."""
    levels: dict[str, list[int]] = {}
    for index, row in enumerate(rows):
        for level in {row.level1, row.level2} - {""}:
            levels.setdefault(compact(level), []).append(index)
    return levels if len(levels) <= _MOST_LEVELS else {}


def _subtotals(filing: Filing) -> Iterator[Finding]:
    groups = _rows.by_form(filing)
    text = "\n".join(compact(line.text) for line in _prose.lines(filing))
    # What prose says of a level is said of one form; with several, of which one it is cannot be told.
    for (project, _, _), rows in groups.items():
        for level, members in _levels(rows).items():
            bare, printed = _bracketed(level)
            said = printed or (_stated(text, bare) if len(groups) == 1 else set())
            total = _total(tuple(rows[index] for index in members))
            if len(said) == 1 and total is not None and total != (stated := said.pop()):
                message = f"{name(bare)}标明{plain(stated)}分，其下指标分值合计{plain(total)}分"
                say = error if printed else warning
                yield say("weight-subtotal-mismatch", message, project=project)


def _run(filing: Filing) -> Iterator[Finding]:
    yield from _sums(filing)
    yield from _subtotals(filing)


WEIGHTS = Check("weights", ("weight-sum-mismatch", "weight-subtotal-mismatch"), _run)
