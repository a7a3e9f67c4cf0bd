"""The unit that a table prints over its figures, in a row of its own."""

from __future__ import annotations

from extractors.forms.grid import Grid
from extractors.forms.labels.openings import names_money_block
from extractors.forms.words.titles import table_unit
from normalizers.quantities.unit_headings import unit_in_brackets

#: So many rows above a block are looked at.
_FURTHEST = 12


def unit_above(grid: Grid, index: int) -> str:
    """The unit of the nearest `单位：万元` in the rows above one, or that the block's heading prints alone in its row;
    empty where none does."""
    for row in reversed(grid.rows[max(0, index - _FURTHEST) : index]):
        if len(row.filled) == 1 and names_money_block(row.filled[0].text):
            return unit_in_brackets(row.filled[0].text)
        for slot in row.filled:
            if "单位" in slot.label and (unit := table_unit(slot.text)):
                return unit
    return ""


def heading_unit(grid: Grid, index: int) -> str:
    """The unit of money in brackets of the nearest heading in the rows above one: 资金情况（万元）."""
    for row in reversed(grid.rows[max(0, index - _FURTHEST) : index]):
        for slot in row.filled:
            if (unit := unit_in_brackets(slot.text)).endswith("元"):
                return unit
    return ""
