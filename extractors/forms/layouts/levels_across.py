"""Indicator tables whose levels are heads: a name and a value, or both in one cell, under 数量指标, 质量指标."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from extractors.forms.columns.beside_heads import beside_role
from extractors.forms.columns.column import SHARED, Column, Variant
from extractors.forms.columns.heads import Head
from extractors.forms.columns.storeys import STOREYS, WIDEST, is_head_row
from extractors.forms.evidence.fit import is_level_name, level_names, levels_abreast
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.labels.openings import is_column_label
from extractors.forms.rows.stacked import NAME_AND_TARGET, expanded
from extractors.forms.words.content import has_figure
from extractors.forms.words.vocabulary import column_role
from normalizers.text import bare

#: So many levels stand side by side at least.
LEAST_ABREAST = 2
#: How sure it is that a column under a level holds names, or names with their values.
_SURE, _JOINT = 0.95, 0.9


@dataclass(frozen=True, slots=True)
class _Under:
    """Neighbouring columns under the same levels, with their lowest heads."""

    level1: str
    level2: str
    columns: tuple[int, ...]
    heads: tuple[str, ...]


def head_of_levels(grid: Grid, index: int) -> Head | None:
    """The head of levels that begins in a row of a ruled grid; None where none does, or levels are the table's rows."""
    if not grid.exact or is_head_row(grid.rows[index]) or not levels_stand_abreast(grid.rows[index]):
        return None
    last = _last(grid, index)
    if last + 1 >= len(grid.rows) or any(is_level_name(slot.text) for slot in grid.rows[last + 1].filled):
        return None
    groups = list(_groups(grid, index, last))
    under = [group for group in groups if group.level1 or group.level2]
    own = [_columns(group, at) for at, group in enumerate(under)]
    if len(under) < LEAST_ABREAST or not all(own):
        return None
    beside = [_beside(group) for group in groups if group not in under]
    columns = sorted((c for some in (*own, beside) for c in some), key=lambda column: column.start)
    variants = tuple(Variant(level1=group.level1, level2=group.level2) for group in under)
    return Head(index, last, tuple(expanded(columns, grid.width)), grid.width, variants=variants, chance=_JOINT)


def levels_stand_abreast(row: Row) -> bool:
    """Whether levels stand side by side in a row, and no head in front of them that says they are a row's cells. Heads
    of money, as many as these, are those of a table of money: 预算执行 is called so too."""
    filled = row.filled
    if len(filled) > WIDEST:
        return False
    abreast = levels_abreast(slot.text for slot in filled)
    if abreast < LEAST_ABREAST or any(has_figure(slot.text) for slot in filled):
        return False
    if sum(is_column_label(slot.text) for slot in filled) >= abreast:
        return False
    return not any(column_role(slot.text).name in ("level1", "level2") for slot in filled)


def _last(grid: Grid, index: int) -> int:
    """The last storey: rows of nothing but levels and the heads of names and values."""
    last = index
    while last + 1 < min(len(grid.rows), index + STOREYS):
        below = grid.rows[last + 1].filled
        if not below or not all(is_level_name(slot.text) or _is_part(slot) for slot in below):
            break
        last += 1
    return last


def _is_part(slot: Slot) -> bool:
    return column_role(slot.text).name in NAME_AND_TARGET


def _groups(grid: Grid, first: int, last: int) -> Iterator[_Under]:
    """The columns from left to right, those under the same levels, or under one cell, together."""
    found: dict[tuple[str, ...], list[tuple[int, str]]] = {}
    for place in range(grid.width):
        stack = [
            said
            for row in grid.rows[first : last + 1]
            for slot in row.slots
            if slot.column <= place < slot.end and (said := _storey(slot, row, grid.rows[first]))
        ]
        levels = tuple(text for text in stack if is_level_name(text))
        lowest = next((text for text in reversed(stack) if not is_level_name(text)), "")
        found.setdefault(levels or (lowest, str(place)), []).append((place, lowest))
    for key, cells in found.items():
        levels = key if is_level_name(key[0]) else ()
        second = next((text for text in reversed(levels) if bare(text) in level_names("level2")), "")
        outer = next((text for text in levels if text != second), "")
        yield _Under(outer, second, tuple(place for place, _ in cells), tuple(head for _, head in cells))


def _storey(slot: Slot, row: Row, first: Row) -> str:
    """What a storey says over a column; in the first one also what reaches down into it from the storeys above."""
    return slot.origin.text.strip() if slot.continues and row is first else slot.text.strip()


def _columns(group: _Under, number: int) -> list[Column]:
    """Names and their values, a column each or one for both; none where the columns are neither."""
    roles = tuple(column_role(head).name for head in group.heads)
    first = Column("name", group.columns[0], group.columns[0] + 1, sureness=_SURE, group=number)
    if len(group.columns) == 1:
        return [replace(first, role="joint", joined=NAME_AND_TARGET, storeys=(group.level1, group.level2))]
    if roles not in (NAME_AND_TARGET, ("", "")):
        return []
    return [first, replace(first, role="target", start=group.columns[1], end=group.columns[1] + 1)]


def _beside(group: _Under) -> Column:
    role = beside_role(group.heads[0]) or "other"
    return Column(role, group.columns[0], group.columns[-1] + 1, group=SHARED, storeys=group.heads[:1])
