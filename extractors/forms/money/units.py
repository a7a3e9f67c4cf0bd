"""The unit that a table prints over its figures, in a row of its own."""

from __future__ import annotations

from extractors.forms.grid import Grid
from extractors.forms.titles import table_unit

#: So many rows above a block are looked at.
_FURTHEST = 12


def unit_above(grid: Grid, index: int) -> str:
    """The unit of the nearest `单位：万元` in the rows above one; empty where none of them prints it."""
    for row in reversed(grid.rows[max(0, index - _FURTHEST) : index]):
        for slot in row.filled:
            if "单位" in slot.label and (unit := table_unit(slot.text)):
                return unit
    return ""
