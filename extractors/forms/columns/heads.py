"""The head of an indicator table: which column means what, over one to three storeys."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from extractors.forms.columns.column import Column, Variant
from extractors.forms.columns.columns_together import settled
from extractors.forms.columns.head_columns import VALUE_PARTS, columns_of
from extractors.forms.columns.storeys import WIDEST, is_head_row, last_storey
from extractors.forms.columns.variants import Plan, columns_of_variant, of_names, of_values
from extractors.forms.columns.weighed import Judged, Weighed, weighed
from extractors.forms.evidence.columns import Way
from extractors.forms.evidence.fit import fit
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.labels.openings import counts_columns, opens_block, total_label
from extractors.forms.rows.stacked import expanded, with_named_values
from extractors.forms.words.times import time_of
from extractors.forms.words.vocabulary import column_role, spellings
from extractors.tables.counted import Extent, over, widen
from normalizers.text import bare

_SAMPLE = 12
#: How sure the role of a head is at least whose words are known.
_TO_THE_LETTER = 0.95
_TARGET_FORMS = frozenset({"project-target", "overall-target"})


@dataclass(frozen=True, slots=True)
class Head:
    """A head over the rows `first` to `last` (0-based); `width` is the number of columns of its rows, `variants` what
    each of the indicators of a row is about.

    `mended` is how sure its least sure word is that a scan damaged, 1 where all stand as printed; `chance` how likely
    all columns that count are what they are taken for, `doubts` why not more, `unread` what was not understood,
    `remarks` what was not and holds nothing that counts; `judged` and `plans` say how that was told (`Weighed`).
    """

    first: int
    last: int
    columns: tuple[Column, ...]
    width: int
    side: str = ""
    variants: tuple[Variant, ...] = (Variant(),)
    mended: float = 1.0
    chance: float = 1.0
    doubts: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    judged: tuple[Judged, ...] = ()
    plans: tuple[Way, ...] = ()

    def roles(self) -> tuple[str, ...]:
        """The roles in column order, without columns that mean nothing."""
        return tuple(column.role for column in self.columns if column.role != "other")

    def column(self, role: str, group: int = 0) -> Column | None:
        """The first column of a role that a variant has."""
        return next((c for c in columns_of_variant(self.columns, group) if c.role == role), None)

    def of_form(self, form: str) -> Head:
        """The same head on a form of that kind: where targets are set, nothing was reached, and what stands in the one
        column of a year, or under a head that nobody knows, is what they are compared with."""
        if form not in _TARGET_FORMS or any(column.role == "score" for column in self.columns):
            return self
        dated = sum(bool(column.period) for column in self.columns)
        return replace(self, columns=tuple(_compared(column, dated) for column in self.columns))

    def doubted(self, chance: float) -> Head:
        """The same head, no surer than that."""
        return replace(self, chance=min(self.chance, chance))


def _compared(column: Column, dated: int) -> Column:
    known = bool(column_role(column.head))
    is_compared = column.role == "actual" and (dated == 1 if column.period else not known)
    return replace(column, role="history") if is_compared else column


#: Tells the columns from their heads and cells.
_Weigh = Callable[[Sequence[Column], Sequence[Row]], Weighed]


def find_head(grid: Grid, index: int) -> Head | None:
    """The head that begins in a row, or None. What its words leave open is decided by the cells below them."""
    return _head(grid, index, weighed)


def worded_head(grid: Grid, index: int) -> Head | None:
    """The head that begins in a row by its words alone, or None: what cells are counted by."""
    return _head(grid, index, lambda columns, _: Weighed(tuple(columns)))


def _head(grid: Grid, index: int, weigh: _Weigh) -> Head | None:
    last = last_storey(grid, index)
    return None if last is None else head_over(grid, index, last, _body(grid, last + 1), weigh)


def head_over(grid: Grid, index: int, last: int, body: Sequence[Row], weigh: _Weigh = weighed) -> Head:
    """The head of the rows from one to a last one, over these rows; of no rows where the last is before the first."""
    width = _width(grid, index, last, body)
    extents = _exact_extents(grid, index, last) if grid.exact else _counted_extents(grid, index, last, width, body)
    found = columns_of(grid, index, last, extents, width, body)
    if at_edge := _stands_at_edge(grid, found, body):
        found = [replace(found[0], role="other"), *found[1:]]
    plan, understood = _understood(found, body, weigh)
    columns = expanded(settled(understood.columns, body), grid.width)
    if len(plan.variants) == 1:
        plan = of_names(columns, _upper_texts(grid, index, extents) if extents else (), body)
        columns = list(plan.columns)
    side = _side(grid.rows[index], at_edge) if columns[0].role == "other" and extents else ""
    sure = min(map(grid.sureness, range(index, last + 1)), default=1.0)
    chance = understood.chance * plan.chance
    return Head(
        index,
        last,
        tuple(columns),
        width,
        side,
        plan.variants,
        sure,
        chance,
        understood.doubts,
        understood.unread,
        understood.remarks,
        understood.judged,
        understood.plans,
    )


def _understood(columns: Sequence[Column], body: Sequence[Row], weigh: _Weigh) -> tuple[Plan, Weighed]:
    """The columns as heads and cells tell them. Where none came out that holds targets, or points, one of names may
    hold both."""
    plan = of_values(columns, body)
    understood = weigh(plan.columns, body)
    joint = {column.start: column for column in with_named_values(understood.columns, body) if column.role == "joint"}
    if not any(joint.get(column.start, column).role != column.role for column in columns):
        return plan, understood
    told = [
        replace(column, role="joint", joined=found.joined, sureness=found.sureness)
        if (found := joint.get(column.start)) is not None
        else column
        for column in columns
    ]
    plan = of_values(told, body)
    return plan, weigh(plan.columns, body)


def _body(grid: Grid, start: int) -> list[Row]:
    rows: list[Row] = []
    for _, row in grid.from_row(start):
        if len(rows) == _SAMPLE or is_head_row(row) or opens_block(row, grid.width, grid.exact):
            break
        if len(row.slots) > 1 and not total_label(row) and not counts_columns(row, first=not rows):
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
    parts = VALUE_PARTS if role in ("target", "actual") and len(slots) > 1 else (role,)
    return sum(max(fit(part, slot.text) for part in parts) for slot in slots) / len(slots)


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


def _stands_at_edge(grid: Grid, columns: Sequence[Column], body: Sequence[Row]) -> bool:
    """Whether the first cell of a head has nothing below it, or reaches down beside the rows, and is no head that is
    known to the letter: it says what all of them are about."""
    if not grid.exact or not columns or columns[0].sureness >= _TO_THE_LETTER:
        return False
    below = [slot for row in body for slot in row.slots[:1] if slot.column == 0]
    return bool(below) and all(slot.continues or not slot.label for slot in below)


def _side(row: Row, at_edge: bool) -> str:
    first = row.slots[0]
    return first.label if first.label and (at_edge or not column_role(first.text)) else ""


def is_known_side(side: str) -> bool:
    """Whether the label at the left edge, if there is one, is known to say the horizon or nothing."""
    return not side or bool(time_of(side)) or bare(side) in spellings("side")
