"""How often another cell begins in a column: names change in every row, levels and projects group several."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms.columns.column import Column
from extractors.forms.grid import Row
from extractors.forms.words.content import is_placeholder

#: With fewer rows than this a table does not show what groups them.
_LEAST_ROWS = 4
#: How large a part of the rows begins another cell, from the finest down.
_STEPS = ((0.9, "in each row"), (0.6, "in most rows"), (0.3, "in some rows"), (0.0, "in few rows"))


def grouping_of(column: Column, body: Sequence[Row]) -> str:
    """In how many rows another cell begins in a column, in words of `_STEPS`; empty where too few rows tell.

    A cell that reaches down, an empty one and one that says again what stands above it begin none.
    """
    begins: list[bool] = []
    last = ""
    for row in body:
        slot = next((slot for slot in row.slots if slot.column <= column.start < slot.end), None)
        if slot is None:
            continue
        is_another = bool(slot.label) and not slot.continues and slot.label != last
        begins.append(is_another and not is_placeholder(slot.text))
        last = slot.label if is_another else last
    if len(begins) < _LEAST_ROWS or not any(begins):
        return ""
    share = sum(begins) / len(begins)
    return next(word for least, word in _STEPS if share >= least)
