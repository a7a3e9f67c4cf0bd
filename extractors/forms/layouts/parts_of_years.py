"""Tables in parts by time, each of goals and indicators: beside a label at the left edge that reaches over both
(实施期, 当年度), or below a heading over the whole width (年度绩效目标及指标)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from extractors.forms.around.horizons import part_heading
from extractors.forms.columns.storeys import is_head_row
from extractors.forms.grid import Grid, Row
from extractors.forms.labels.goal_labels import goal_role, is_said
from extractors.forms.words.times import ANNUAL, LONG, time_of
from extractors.forms.words.vocabulary import column_role
from normalizers.text import bare

_GOAL = "目标"
_LONGEST_LABEL = 12
#: A goal, a head and a row of an indicator stand beside such a label at least.
_FEWEST_ROWS = 3


def parts_of_years(grid: Grid) -> Iterator[tuple[Grid, str]]:
    """The table as it is, or its stretches in order: those beside a label of time without it, and the label; the
    others, of which each heading of a part begins one, with an empty text."""
    start = index = 0
    while grid.exact and index < len(grid.rows):
        height = _height(grid, index)
        if not height:
            if index > start and _is_heading(grid, index):
                yield replace(grid, rows=grid.rows[start:index]), ""
                start = index
            index += 1
            continue
        if index > start:
            yield replace(grid, rows=grid.rows[start:index]), ""
        rows = tuple(replace(row, slots=row.slots[1:]) for row in grid.rows[index : index + height])
        yield replace(grid, rows=rows), grid.rows[index].slots[0].label
        start = index = index + height
    if start < len(grid.rows) or not start:
        yield replace(grid, rows=grid.rows[start:]), ""


def _height(grid: Grid, index: int) -> int:
    """How many rows the label of a part reaches over that begins in this row; 0 where none does."""
    row = grid.rows[index]
    first = row.slots[0] if row.slots else None
    if first is None or first.continues or first.column or first.origin.rowspan < _FEWEST_ROWS:
        return 0
    if len(first.label) > _LONGEST_LABEL or time_of(first.text) not in (LONG, ANNUAL):
        return 0
    rows = grid.rows[index : index + first.origin.rowspan]
    heads = [at for at, one in enumerate(rows) if _is_head(one)]
    goals = any(_is_goal(one) for one in rows[: heads[0]]) if heads else False
    return len(rows) if goals and len(heads) == 1 else 0


def _is_head(row: Row) -> bool:
    return is_head_row(row) or sum(bool(column_role(slot.text)) for slot in row.filled) >= _FEWEST_ROWS


def _is_heading(grid: Grid, index: int) -> bool:
    """Whether a row is the heading of a part that begins with its goal."""
    return bool(part_heading(grid.rows[index])) and any(map(_is_goal, grid.rows[index + 1 : index + 2]))


def _is_goal(row: Row) -> bool:
    """Whether a label of goals stands in a row, behind a label of several rows or at its beginning, and a sentence."""
    return any(
        is_said(said.text) and bool(goal_role(label.text) or _GOAL in bare(label.text))
        for label, said in pairwise(row.filled[:3])
    )
