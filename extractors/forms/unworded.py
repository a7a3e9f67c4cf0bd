"""Heads of which nobody knows enough words, told by what stands below them: rows under levels, each with its value."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice

from extractors.forms.content import has_figure, is_placeholder
from extractors.forms.evidence.columns import Evidence, told
from extractors.forms.fit import level_names
from extractors.forms.grid import Grid, Row
from extractors.forms.openings import is_block_label, is_column_label
from extractors.forms.vocabulary import column_role
from normalizers.text import bare

#: A head has so many storeys at most, words of so many characters, and so many columns.
_STOREYS, _LONGEST, _FEWEST, _MOST = 3, 14, 3, 40
#: So many rows below are looked at, and so many of them there must be.
_SAMPLE, _FEWEST_ROWS = 12, 2
#: How sure the columns of the names and of their values must be by their cells alone.
_SURE = 0.8
_VALUES = ("target", "actual", "weight", "rule")


def told_by_cells(grid: Grid, index: int) -> int | None:
    """The last row of a head that begins in this row, where the cells below tell what its words do not; else None."""
    if not _names_columns(grid.rows[index], _FEWEST):
        return None
    first = _first_row_below(grid, index)
    if first is None:
        return None
    body = _body(grid, first)
    if len(body) < _FEWEST_ROWS or _is_like(grid.rows[index], body) or not _are_indicators(body):
        return None
    return first - 1


def _names_columns(row: Row, fewest: int) -> bool:
    """Whether the row holds nothing but short words: no figure, no level, no sentence."""
    filled = row.filled
    known = any(_is_label(slot.label) for slot in filled[1:])  # the first may be the label of the whole table
    return fewest <= len(filled) <= _MOST and not known and not any(_is_said(slot.label) for slot in filled)


def _is_said(word: str) -> bool:
    """Whether a cell says something of its own."""
    return len(word) > _LONGEST or has_figure(word) or is_placeholder(word) or _is_level(word)


def _is_label(word: str) -> bool:
    """Whether a cell is known as the label of something else."""
    return is_block_label(word) or (is_column_label(word) and not column_role(word))


def _is_level(word: str) -> bool:
    said = bare(word)
    return said in level_names("level1") or said in level_names("level2")


def _first_row_below(grid: Grid, index: int) -> int | None:
    """The first row that says a level, behind at most two further storeys."""
    for at in range(index + 1, min(len(grid.rows), index + 1 + _STOREYS)):
        row = grid.rows[at]
        if any(_is_level(slot.label) for slot in row.filled):
            return at
        if not _names_columns(row, 1):
            return None
    return None


def _body(grid: Grid, first: int) -> list[Row]:
    """The rows from the first on that have a cell beside their level."""
    return [row for row in islice(grid.rows, first, first + _SAMPLE) if len(row.filled) > 1]


def _is_like(row: Row, body: Sequence[Row]) -> bool:
    """Whether a cell of the row says what a cell below it says: then it is a row like them, and no head."""
    below = {(slot.column, slot.label) for other in body for slot in other.filled}
    return any((slot.column, slot.label) in below for slot in row.filled)


def _are_indicators(body: Sequence[Row]) -> bool:
    """Whether one column holds names and another one what is asked of them."""
    places = sorted({slot.column for row in body for slot in row.filled})
    columns = [[slot.text for row in body for slot in row.filled if slot.column == place] for place in places]
    said = told([Evidence("", "", 0.0, cells) for cells in columns])
    names = max((one.chance("name") for one in said), default=0.0)
    values = max((sum(one.chance(role) for role in _VALUES) for one in said), default=0.0)
    return min(names, values) >= _SURE
