"""The head of an indicator table: which column means what, over one to three storeys."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractors.forms.column import Column
from extractors.forms.content import year_of
from extractors.forms.fit import fit
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.openings import opens_block, total_label
from extractors.forms.storeys import WIDEST, is_head_row, last_storey
from extractors.forms.vocabulary import column_role, is_word, meanings, period_of, spellings
from extractors.forms.weighed import Weighed, weighed
from extractors.tables.counted import Extent, over, widen
from normalizers.text import bare
from normalizers.unit_headings import unit_in_brackets

_SAMPLE = 12
_VALUE_PARTS = ("target", "operator", "unit")


@dataclass(frozen=True, slots=True)
class Head:
    """A head over the rows `first` to `last` (0-based); `width` is the number of columns of its rows.

    `mended` is how sure its least sure word is that a scan damaged, 1 where all stand as printed; `chance` how likely
    all columns that count are what they are taken for, `doubts` why not more, `unread` what was not understood.
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    width: int
    side: str = ""
    horizons: tuple[str, ...] = ("",)
    mended: float = 1.0
    chance: float = 1.0
    doubts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()

    def roles(self) -> tuple[str, ...]:
        """The roles in column order, without columns that mean nothing."""
        return tuple(column.role for column in self.columns if column.role != "other")

    def column(self, role: str, group: int = 0) -> Column | None:
        """The first column of a role."""
        return next((c for c in self.columns if c.role == role and c.group == group), None)


def find_head(grid: Grid, index: int) -> Head | None:
    """The head that begins in a row, or None. What its words leave open is decided by the cells below them."""
    return _head(grid, index, weighed)


def worded_head(grid: Grid, index: int) -> Head | None:
    """The head that begins in a row by its words alone, or None: what cells are counted by."""
    return _head(grid, index, lambda columns, _: Weighed(tuple(columns)))


def _head(grid: Grid, index: int, weigh: Callable[[Sequence[Column], Sequence[Row]], Weighed]) -> Head | None:
    last = last_storey(grid, index)
    if last is None:
        return None
    body = _body(grid, last + 1)
    width = _width(grid, index, last, body)
    extents = _exact_extents(grid, index, last) if grid.exact else _counted_extents(grid, index, last, width, body)
    columns = _columns(grid, index, last, extents, width)
    understood = weigh(_decided(columns, body), body)
    columns = list(understood.columns)
    columns = _one_weight(_finest(_named(columns)))
    columns, horizons = _grouped(columns, _upper_texts(grid, index, extents))
    side = _side(grid.rows[index]) if columns[0].role == "other" else ""
    sure = min(map(grid.sureness, range(index, last + 1)))
    return Head(
        index, last, tuple(columns), width, side, horizons, sure,
        understood.chance, understood.doubts, understood.unread,
    )  # fmt: skip


def _body(grid: Grid, start: int) -> list[Row]:
    rows: list[Row] = []
    for _, row in grid.from_row(start):
        if len(rows) == _SAMPLE or is_head_row(row) or opens_block(row, grid.width, grid.exact):
            break
        if len(row.slots) > 1 and not total_label(row):
            rows.append(row)
    return rows


def _width(grid: Grid, first: int, last: int, body: Sequence[Row]) -> int:
    if grid.exact:
        return grid.width
    heads = max(len(grid.rows[i].slots) for i in range(first, last + 1))
    if not body:
        return heads
    common, times = Counter(len(row.slots) for row in body).most_common(1)[0]
    return common if heads <= common <= WIDEST and times * 2 >= len(body) else heads


def _exact_extents(grid: Grid, first: int, last: int) -> list[list[Extent]]:
    return [[(s.column, s.end) for s in grid.rows[i].slots] for i in range(first, last + 1)]


def _counted_extents(grid: Grid, first: int, last: int, width: int, body: Sequence[Row]) -> list[list[Extent]]:
    """From the lowest storey up; a lowest storey of too few cells has one wide cell, found by what stands below."""
    texts = [[slot.label for slot in grid.rows[i].slots] for i in range(first, last + 1)]
    lowest = texts[-1]
    while len(lowest) > width and not lowest[-1]:
        lowest = lowest[:-1]
    rows = [row for row in body if len(row.slots) == width]

    def suits(extents: Sequence[Extent]) -> float:
        roles = [(column_role(text).name, extent) for text, extent in zip(lowest, extents, strict=True)]
        return sum(_suits(role, row.slots[start:end]) for role, (start, end) in roles for row in rows)

    found = [widen(len(lowest), width, suits)]
    for above, below in zip(reversed(texts[:-1]), reversed(texts[1:]), strict=True):
        found.append(over(above, below, found[-1]))
    return found[::-1]


def _suits(role: str, slots: Sequence[Slot]) -> float:
    """How well cells suit the head over them; several under a value's may be its operator, figure and unit."""
    parts = _VALUE_PARTS if role in ("target", "actual") and len(slots) > 1 else (role,)
    return sum(max(fit(part, slot.text) for part in parts) for slot in slots) / len(slots)


def _columns(grid: Grid, first: int, last: int, extents: Sequence[Sequence[Extent]], width: int) -> list[Column]:
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
        if columns and stack and columns[-1].storeys == column.storeys and columns[-1].role == column.role:
            columns[-1] = replace(columns[-1], end=position + 1)
        else:
            columns.append(column)
    return columns


def _column(stack: Sequence[Slot], position: int) -> Column:
    if not stack:
        return Column("other", position, position + 1, sureness=1.0)
    storeys = tuple(slot.text for slot in stack)
    unit = next((unit for slot in reversed(stack) if (unit := head_unit(slot.text))), "")
    period = next((year_of(slot.text) for slot in reversed(stack) if year_of(slot.text)), "")
    found = next((role for slot in reversed(stack) if (role := column_role(slot.text))), None)
    if found is None:
        return Column("history" if period else "other", position, position + 1, period, unit, 0.9, storeys=storeys)
    name = found.name
    if name == "interim":
        period = next((part for slot in reversed(stack) if (part := period_of(slot.text))), "")
    if period and name in ("target", "history"):
        name = "history"
    return Column(name, position, position + 1, period, unit, found.sureness, storeys=storeys)


def _decided(columns: list[Column], body: Sequence[Row]) -> list[Column]:
    """Heads of two meanings by their cells; a wide target by its parts (operator, figure, unit)."""
    found: list[Column] = []
    taken = {column.role for column in columns}
    for column in columns:
        if column.role == "?":
            found.append(replace(column, role=_by_cells(column, body, taken)))
        elif column.role in ("target", "actual") and column.end - column.start > 1:
            found.extend(_parts(column, body))
        else:
            found.append(column)
    if not any(c.role == "target" for c in found) and any(c.role == "history" for c in found):
        latest = max((c for c in found if c.role == "history"), key=lambda c: c.period)
        found = [replace(c, role="target") if c is latest and latest.period else c for c in found]
    return found


def _texts(body: Sequence[Row], position: int) -> list[str]:
    return [slot.text for row in body for slot in row.slots if slot.column == position and slot.label]


def _by_cells(column: Column, body: Sequence[Row], taken: set[str]) -> str:
    meant = next(filter(None, map(meanings, reversed(column.storeys))), ())
    roles = [role for role in meant if role not in taken]
    texts = _texts(body, column.start)
    if not texts:
        return "other"
    fits = {role: sum(fit(role, text) for text in texts) / len(texts) for role in roles}
    return next((role for role in roles if role in ("operator", "unit") and fits[role] > 0.3), _preferred(roles, fits))


def _preferred(roles: Sequence[str], fits: dict[str, float]) -> str:
    rest = [role for role in roles if role not in ("operator", "unit")]
    return max(rest, key=lambda role: (fits[role], -rest.index(role))) if rest else "other"


def _parts(column: Column, body: Sequence[Row]) -> list[Column]:
    found: list[Column] = []
    for position in range(column.start, column.end):
        texts = _texts(body, position)
        best = max(_VALUE_PARTS, key=lambda role: sum(fit(role, text) for text in texts))
        role = column.role if best == "target" or not texts else best
        if found and found[-1].role == role:
            found[-1] = replace(found[-1], end=position + 1)
        else:
            found.append(replace(column, role=role, start=position, end=position + 1))
    return found


def _named(columns: list[Column]) -> list[Column]:
    """A table without a name column calls its deepest level's entries indicators."""
    if any(column.role in ("name", "finest") for column in columns):
        return columns
    deepest = next((role for role in ("level2", "level1") if any(c.role == role for c in columns)), "")
    return [replace(column, role="name") if column.role == deepest else column for column in columns]


def _finest(columns: list[Column]) -> list[Column]:
    """四级指标, where printed, is the indicator; the third level is then a group of them and goes without a column."""
    if not any(column.role == "finest" for column in columns):
        return columns
    renamed = {"finest": "name", "name": "other"}
    return [replace(column, role=renamed.get(column.role, column.role)) for column in columns]


def _one_weight(columns: list[Column]) -> list[Column]:
    """分值 behind 一级 and 二级指标 are subtotals; of several the one behind the name is the indicator's own."""
    weights = [i for i, column in enumerate(columns) if column.role == "weight"]
    if len(weights) < 2:
        return columns
    found = list(columns)
    for i in weights:
        before = columns[i - 1].role if i else ""
        if before in ("level1", "level2"):
            found[i] = replace(columns[i], role="weight1" if before == "level1" else "weight2")
    return found


def _upper_texts(grid: Grid, first: int, extents: Sequence[Sequence[Extent]]) -> list[tuple[str, Extent]]:
    """What stands in the storey just above the head, over its columns: 长期目标 | 年度目标 in tables of two halves."""
    rows = [(first, extents[0])]
    if first > 0 and grid.exact:
        rows.append((first - 1, [(s.column, s.end) for s in grid.rows[first - 1].slots]))
    return [
        (slot.label, span)
        for index, spans in rows
        for slot, span in zip(grid.rows[index].slots, spans, strict=False)
        if slot.label
    ]


_LONG = re.compile(r"长期|中期|实施期|项目总|总目标")


def _grouped(columns: list[Column], upper: Sequence[tuple[str, Extent]]) -> tuple[list[Column], tuple[str, ...]]:
    """A second name column opens a second half; long-term first, as the older forms print it."""
    names = [i for i, column in enumerate(columns) if column.role == "name"]
    if len(names) < 2 or not any(c.role == "target" for c in columns[names[0] : names[1]]):
        return columns, ("",)
    split = names[1] - 1 if columns[names[1] - 1].role == "level2" else names[1]
    halves = [replace(c, group=int(i >= split)) for i, c in enumerate(columns)]
    horizons = []
    for group in (0, 1):
        start = min(c.start for c in halves if c.group == group and c.role in ("name", "target"))
        said = [text for text, (left, right) in upper if left <= start < right]
        default = "long-term" if group == 0 else "annual"
        horizons.append(
            "long-term" if any(_LONG.search(t) for t in said) else ("annual" if said and group else default)
        )
    return halves, tuple(horizons)


def _side(row: Row) -> str:
    first = row.slots[0]
    return first.label if first.label and not column_role(first.text) else ""


def is_known_side(side: str) -> bool:
    """Whether the label at the left edge, if there is one, is known to say the horizon or nothing."""
    return not side or bool(horizon_of(side)) or bare(side) in spellings("side")


def horizon_of(side: str) -> str:
    """`long-term` or `annual` by the merged cell at the table's left edge; empty where it does not say."""
    if is_word("side", "long-term", side) or _LONG.search(side):
        return "long-term"
    return "annual" if "年度" in side else ""


def head_unit(text: str) -> str:
    """The unit that a heading prints in brackets (`经费控制情况（万元）`); empty where none, as for `执行率(B/A)`."""
    return unit_in_brackets(text)
