"""Cells that are merged over several rows with a name each: what they say holds for every one of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from extractors.forms.columns.column import Column
from extractors.forms.grid import Row, Slot
from extractors.forms.rows.stacked import ONE_FOR_SEVERAL

#: What holds for each row alike; points that are printed once are not each row's own.
_ALIKE = frozenset({"target", "operator", "unit", "actual", "interim", "forecast", "basis", "rule", "explanation"})
#: Of these, what makes a record right or wrong.
_VALUES = frozenset({"target", "operator", "unit", "actual"})


def shared(row: Row, columns: Sequence[Column]) -> tuple[Row, tuple[str, ...]]:
    """The row with the words of the cells that reach into it from above, and what speaks against that; as it is where
    its name is not its own."""
    roles = {at: column.role for column in columns for at in range(column.start, column.end)}
    is_named = any(slot.label and roles.get(slot.column) == "name" for slot in row.slots)
    if not is_named:
        return row, ()
    reaching = [slot for slot in row.slots if slot.continues and roles.get(slot.column) in _ALIKE]
    over = [slot for slot in row.slots if slot.origin.rowspan > 1 and roles.get(slot.column) in _VALUES]
    doubts = (ONE_FOR_SEVERAL,) if any(slot.origin.text.strip() for slot in over) else ()
    if not reaching:
        return row, doubts
    return replace(row, slots=tuple(_speaking(slot) if slot in reaching else slot for slot in row.slots)), doubts


def _speaking(slot: Slot) -> Slot:
    return replace(slot, text=slot.origin.text)
