"""Indicator tables of whose head no word is known, or that go on without one: told by what stands in their cells."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms.columns.heads import Head, head_over
from extractors.forms.columns.storeys import STOREYS, is_head_row
from extractors.forms.evidence.fit import is_level_name
from extractors.forms.grid import Grid, Row
from extractors.forms.labels.labels import label_of
from extractors.forms.labels.openings import opens_block, total_label
from extractors.forms.words.content import has_figure, is_prose
from extractors.forms.words.vocabulary import Role, column_role

#: A table has so many columns and rows at least, and a level's name stands in so many of its rows.
_COLUMNS, _ROWS, _NAMED_ROWS = 4, 2, 2
_LOOKED_AT, _LONGEST = 30, 24
#: A head that is known to stand over names or targets says it as well, with so few columns.
_TELLING, _FEWEST = (Role("name", 1.0), Role("target", 1.0)), 2
#: Without such columns nothing tells an indicator.
_SUBSTANCE = frozenset({"target", "actual", "weight", "score", "interim"})
#: No such table is surer than that.
_AT_MOST = 0.8


def unknown_head(grid: Grid, index: int) -> Head | None:
    """The head that begins in a row of a ruled grid though nobody knows its words; one of no rows, `last` before
    `first`, where the indicators begin at once. None where the cells below do not say that there is a table."""
    row = grid.rows[index]
    is_named = any(column_role(slot.text) in _TELLING for slot in row.filled)
    if not grid.exact or len(row.slots) < (_FEWEST if is_named else _COLUMNS) or is_head_row(row):
        return None
    first = index if _may_be_head(row) else None
    last = _last(grid, index) if first is not None else index - 1
    body = _body(grid, last + 1)
    rows = [row for row in body if len(row.filled) > 1]
    if len(rows) < _ROWS or not (is_named or sum(map(_names_level, body)) >= _NAMED_ROWS):
        return None
    found = head_over(grid, index, last, rows)
    roles = {column.role for column in found.columns}
    if "name" not in roles or not roles & _SUBSTANCE:
        return None
    return found.doubted(_AT_MOST)


def _may_be_head(row: Row) -> bool:
    """Whether the cells may be heads, all of them: short words that are no level's name."""
    words = [slot for slot in row.filled if len(slot.label) <= _LONGEST and _is_word(slot.text)]
    return len(words) == len(row.filled) >= min(_COLUMNS - 1, len(row.slots))


def _last(grid: Grid, index: int) -> int:
    """The last storey: as far down as cells of the first one are merged, the label at the left edge left out."""
    spans = [slot.origin.rowspan for slot in grid.rows[index].filled if slot.origin.rowspan <= STOREYS]
    last = min(len(grid.rows) - 1, index + max(spans, default=1) - 1)
    below = (slot.text for row in grid.rows[index + 1 : last + 1] for slot in row.filled)
    return last if all(map(_is_word, below)) else index


def _is_word(text: str) -> bool:
    """Whether a text may be a head: one that is known, or no figure, no sentence, no level's name."""
    return bool(column_role(text)) or not (has_figure(text) or is_prose(text) or is_level_name(text))


def _body(grid: Grid, start: int) -> Sequence[Row]:
    rows: list[Row] = []
    for _, row in grid.from_row(start):
        if len(rows) == _LOOKED_AT or is_head_row(row) or opens_block(row, grid.width, True) or total_label(row):
            break
        rows.append(row)
    return rows


def _names_level(row: Row) -> bool:
    return any(is_level_name(label_of(slot.text).text) for slot in row.filled)
