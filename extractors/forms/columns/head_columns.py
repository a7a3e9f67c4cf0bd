"""What the storeys of a head print over each column, and what that makes of it; cells decide what words leave open."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.forms.columns.beside_heads import asks_for_project, beside_role
from extractors.forms.columns.column import Column
from extractors.forms.columns.storeys import LEAST_GRADES, is_grade
from extractors.forms.evidence.fit import cues, fit, is_level_name, level_names
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.words.content import is_amount, is_comparison, is_placeholder, is_prose, year_of
from extractors.forms.words.times import LONG, WHOLE, time_of
from extractors.forms.words.vocabulary import (
    COMPOSED,
    Role,
    column_role,
    first_head,
    joint_roles,
    meanings,
    part_of_year,
    period_of,
    planned_part,
    qualified,
    qualified_role,
    spellings,
)
from extractors.tables.counted import Extent
from normalizers.quantities.unit_headings import unit_in_brackets
from normalizers.text import bare

#: The parts that one value may stand in, a cell each.
VALUE_PARTS = ("target", "operator", "unit")
#: Roles of columns that say what a group of rows is about, beside the indicators; those of them that hold goals.
GOALS = frozenset({"objective", "long_objective", "completion", "task", "duty"})
_PLANNED = frozenset({"objective", "long_objective"})
BESIDE = GOALS | {"project", "place", "unit_name", "money"}
#: The columns that one wide head over levels and names has, the innermost last.
_LEVELS = ("level1", "level2", "name")
_SHORT_GOAL = 8
#: So large a share of the cells below a head that calls the block must be levels.
_NEARLY = 0.8
#: Below this a head is known by likeness alone.
_WORDED = 0.95


def columns_of(
    grid: Grid, first: int, last: int, extents: Sequence[Sequence[Extent]], width: int, body: Sequence[Row]
) -> list[Column]:
    """One column for each change of head; the lowest storey that speaks decides, those above say what a year means."""
    columns: list[Column] = []
    for position in range(width):
        stack = [
            slot
            for storey, spans in zip(range(first, last + 1), extents, strict=True)
            for slot, (start, end) in zip(grid.rows[storey].slots, spans, strict=False)
            if start <= position < end and slot.label
        ]
        column = _column(stack, position)
        if (
            columns
            and stack
            and not _is_edge(stack, columns[-1])
            and columns[-1].storeys == column.storeys
            and columns[-1].role == column.role
        ):
            columns[-1] = replace(columns[-1], end=position + 1)
        else:
            columns.append(column)
    return _decided(columns, body)


def _is_edge(stack: Sequence[Slot], before: Column) -> bool:
    """Whether the column before is the label at the left edge of the whole table, whatever its words."""
    return before.start == 0 and all(slot.column > 0 for slot in stack) and before.role == "other"


def _column(stack: Sequence[Slot], position: int) -> Column:
    """The column under these heads, top down."""
    if not stack:
        return Column("other", position, position + 1, sureness=1.0)
    heads = [first_head(slot.text) for slot in reversed(stack)]
    said = [qualified(head) for head in heads]
    column = Column(
        "other",
        position,
        position + 1,
        period=next((year for head, one in zip(heads, said, strict=True) if (year := year_of(head) or one.year)), ""),
        unit=next((unit for head in heads if (unit := unit_in_brackets(head))), ""),
        sureness=0.9,
        storeys=tuple(slot.text for slot in stack),
        kinds=frozenset(kind for one in said for kind in one.kinds),
    )
    found = next((role for head in heads if (role := column_role(head))), None)
    beside = next(filter(None, map(beside_role, heads)), "") if _is_open(found) else ""
    if beside:
        return replace(column, role=beside, sureness=1.0)
    return _without_role(column, heads) if found is None else _with_role(column, heads, found)


def _is_open(found: Role | None) -> bool:
    """Whether the head of a column is none that is known to the letter."""
    return found is None or (found.sureness < _WORDED and found.name != "?")


def _without_role(column: Column, heads: Sequence[str]) -> Column:
    """A column that its head does not tell: of a part of the year, of another year, or unknown."""
    part = next(filter(None, map(part_of_year, heads)), "")
    if part:
        return replace(column, role="interim", period=part)
    return replace(column, role="history" if column.period else "other")


def _with_role(column: Column, heads: Sequence[str], found: Role) -> Column:
    """A column of the role that its head names, as what qualifies the head changes it."""
    column = replace(column, role=found.name, sureness=found.sureness)
    if found.name == "interim":
        return replace(column, period=next(filter(None, map(period_of, heads)), ""))
    if found.name == "joint":
        return replace(column, joined=next(filter(None, map(joint_roles, heads))))
    part = next(filter(None, map(planned_part, heads)), "")
    if found.name == "target" and part:
        return replace(column, role="interim", period=part)
    return replace(column, role=qualified_role(found.name, column.kinds))


def _decided(columns: list[Column], body: Sequence[Row]) -> list[Column]:
    """Heads of two meanings by their cells; wide heads by the columns below; years by each other."""
    found: list[Column] = []
    columns = [replace(column, role="tag") if _is_direction(column, body) else column for column in columns]
    columns = _aimed(_of_projects(_graded(columns)))
    taken = {column.role for column in columns}
    for column in columns:
        if column.role == "?":
            found.append(replace(column, role=_by_cells(column, body, taken)))
        elif column.role in BESIDE:
            found.append(_beside(column, body))
        elif column.role in ("target", "actual") and column.end - column.start > 1:
            found.extend(_parts(column, body))
        elif _is_wide(column, taken):
            found.extend(_levels(column, body))
        elif _is_over_levels(column, taken):
            found.extend(_levels_alone(column, body))
        else:
            found.append(column)
    return _alone(_dated(_with_one_operator(found, body)))


def _with_one_operator(columns: list[Column], body: Sequence[Row]) -> list[Column]:
    """Of several columns of operators over the same targets those without a comparison say what kind the indicator is:
    指标类型 (定量) beside 指标性质 (≥)."""
    own = [column for column in columns if column.role == "operator"]
    comparing = [column for column in own if any(map(is_comparison, texts_at(body, column.start)))]
    idle = [column for column in own if column not in comparing] if comparing else []
    return [replace(column, role="tag") if column in idle else column for column in columns]


def _graded(columns: list[Column]) -> list[Column]:
    """The columns, those of several grades side by side as the rule by which an indicator is scored."""
    grades = [column for column in columns if column.role == "other" and is_grade(column.head)]
    if len(grades) < LEAST_GRADES:
        return columns
    return [replace(column, role="rule", sureness=1.0) if column in grades else column for column in columns]


def _of_projects(columns: list[Column]) -> list[Column]:
    """The columns, one before the levels under a head that asks for the name of a project (子项目名称) as theirs."""
    first = next((at for at, column in enumerate(columns) if column.role in _LEVELS), 0)
    return [
        replace(column, role="project", sureness=COMPOSED)
        if at < first and column.role == "other" and asks_for_project(column.head)
        else column
        for at, column in enumerate(columns)
    ]


def _aimed(columns: list[Column]) -> list[Column]:
    """The columns, a head of goals before the levels (年度目标) as what a group of rows is for, where targets stand
    behind them: it is a target's own head elsewhere."""
    first = next((at for at, column in enumerate(columns) if column.role in _LEVELS), 0)
    if not any(column.role == "target" for column in columns[first:]):
        return columns
    return [
        replace(column, role=role)
        if at < first and column.role == "target" and (role := beside_role(column.head)) in GOALS
        else column
        for at, column in enumerate(columns)
    ]


def _is_direction(column: Column, body: Sequence[Row]) -> bool:
    """Whether a column under a head of operators (指标方向) holds kinds of indicators instead: 正向指标."""
    texts = texts_at(body, column.start) if column.role == "operator" else []
    return bool(texts) and sum(bare(text) in cues("directions") for text in texts) * 2 > len(texts)


def texts_at(body: Sequence[Row], position: int) -> list[str]:
    """What the cells say that begin in a column."""
    return [slot.text for row in body for slot in row.slots if slot.column == position and slot.label]


def _by_cells(column: Column, body: Sequence[Row], taken: set[str]) -> str:
    meant = next(filter(None, map(meanings, reversed(column.storeys))), ())
    # What had been reached by some month is a result too: a rate beside it says how much of the target that is.
    taken = {*taken, "actual"} if "interim" in taken else taken
    roles = [role for role in meant if role not in taken]
    texts = texts_at(body, column.start)
    if not texts:
        return "other"
    roles = [role for role in roles if role != "operator" or "tag" not in roles or any(map(is_comparison, texts))]
    fits = {role: _fit(role, texts) for role in roles}
    return next((role for role in roles if role in ("operator", "unit") and fits[role] > 0.3), _preferred(roles, fits))


def _fit(role: str, texts: Sequence[str]) -> float:
    return sum(fit(role, text) for text in texts) / len(texts)


def _preferred(roles: Sequence[str], fits: dict[str, float]) -> str:
    rest = [role for role in roles if role not in ("operator", "unit")]
    return max(rest, key=lambda role: (fits[role], -rest.index(role))) if rest else "other"


def _parts(column: Column, body: Sequence[Row]) -> list[Column]:
    """A wide value by its parts: operator, figure, unit."""
    found: list[Column] = []
    for position in range(column.start, column.end):
        texts = texts_at(body, position)
        best = max(VALUE_PARTS, key=lambda role: sum(fit(role, text) for text in texts))
        role = column.role if best == "target" or not texts else best
        if found and found[-1].role == role:
            found[-1] = replace(found[-1], end=position + 1)
        else:
            found.append(replace(column, role=role, start=position, end=position + 1))
    return found


def _is_wide(column: Column, taken: set[str]) -> bool:
    """Whether one head may stand over levels and names: it calls them so, and no other head does."""
    wide = column.end - column.start > 1 and bool(column.head)
    names = column.role == "name" or (column.role == "other" and bare(column.head) in spellings("side"))
    return wide and names and not taken & {"level1", "level2"} and (column.role == "name" or "name" not in taken)


def _levels(column: Column, body: Sequence[Row]) -> list[Column]:
    """The columns below a wide head over levels and names: the innermost holds the names."""
    starts = sorted({s.column for row in body for s in row.slots if column.start <= s.column < column.end})
    starts = [start for start in starts if texts_at(body, start)]
    if len(starts) < 2 or starts[0] != column.start:
        return [column]
    roles = list(_LEVELS[-len(starts) :])
    if len(starts) == 2 and any(bare(text) in level_names("level1") for text in texts_at(body, starts[0])):
        roles[0] = "level1"
    roles[1:1] = ["other"] * (len(starts) - len(roles))
    ends = [*starts[1:], column.end]
    return [
        replace(column, role=role, start=s, end=e, sureness=0.95)
        for role, s, e in zip(roles, starts, ends, strict=True)
    ]


def _is_over_levels(column: Column, taken: set[str]) -> bool:
    """Whether a head that calls the block (绩效指标) may stand over its levels alone: names have their own head."""
    is_block = column.role == "other" and bare(column.head) in spellings("side")
    return is_block and "name" in taken and not taken & {"level1", "level2"}


def _levels_alone(column: Column, body: Sequence[Row]) -> list[Column]:
    """The one or two columns of levels below such a head; the column itself where anything else stands below it."""
    starts = [at for at in range(column.start, column.end) if texts_at(body, at)]
    texts = {at: texts_at(body, at) for at in starts}
    if not 1 <= len(starts) <= 2 or not all(_are_levels(texts[at]) for at in starts):
        return [column]
    alone = "level1" if all(bare(text) in level_names("level1") for text in texts[starts[0]]) else "level2"
    roles = ("level1", "level2") if len(starts) > 1 else (alone,)
    ends = [*starts[1:], column.end]
    return [
        replace(column, role=role, start=start, end=end, sureness=_WORDED)
        for role, start, end in zip(roles, starts, ends, strict=True)
    ]


def _are_levels(texts: Sequence[str]) -> bool:
    """Whether the names of levels stand in nearly all cells."""
    return sum(map(is_level_name, texts)) > _NEARLY * len(texts)


def _beside(column: Column, body: Sequence[Row]) -> Column:
    """A column beside the indicators, where its cells bear its head out; else one that nobody knows."""
    texts = [text for text in texts_at(body, column.start) if not is_placeholder(text)]
    if column.role == "money":
        fits = sum(map(is_amount, texts))
    elif column.role in GOALS:
        fits = sum(is_prose(text) or len(bare(text)) > _SHORT_GOAL for text in texts)
    else:
        fits = sum(not is_amount(text) for text in texts)
    if texts and 2 * fits > len(texts):
        return column
    is_target = column.role in _PLANNED and 2 * sum(fit("target", text) > 0 for text in texts) > len(texts)
    like = column_role(column.head).name or ("target" if is_target else "other")
    return replace(column, role=like, sureness=column_role(column.head).sureness or 0.9)


def _dated(columns: list[Column]) -> list[Column]:
    """Columns of several years: what was reached before is history, the last plan is the target, and what stands behind
    that is its result. The target of all the years (总目标值) does not make that of one of them history."""
    dated = [c for c in columns if c.period.isdigit() and c.role in ("target", "actual", "history")]
    if not dated:
        return columns
    plain = next((c for c in columns if c.role == "target" and c not in dated and not _is_of_years(c)), None)
    plans = [c for c in dated if c.role == "target"] or [c for c in dated if c.role == "history"]
    latest = max(plans, key=lambda c: (c.period, -c.start), default=None)
    target = plain or latest
    reached = [c for c in columns if c.role == "actual" and c not in dated]

    def role(column: Column) -> str:
        if column is target:
            return "target"
        if target is None or reached or column.role != "actual" or column.start < target.start:
            return "history"
        return "actual" if plain or column.period >= target.period else "history"

    return [replace(c, role=role(c)) if c in dated else c for c in columns]


def _is_of_years(column: Column) -> bool:
    """Whether a column's head says that its values are those of several years, or of the whole."""
    return "long-term" in column.kinds or time_of(column.head) in (LONG, WHOLE)


def _alone(columns: list[Column]) -> list[Column]:
    """What is changed, where nothing stands that it changes, is the target itself; so is an upper bound without a
    lower one."""
    if any(column.role == "target" for column in columns):
        return columns
    lone = ("adjusted", "upper_bound")
    return [replace(column, role="target") if column.role in lone else column for column in columns]
