"""Labels that a reading put into the middle of their merged cell, lifted to its first row."""

from __future__ import annotations

from dataclasses import replace

from extractors.forms.columns.storeys import is_head_row
from extractors.forms.grid import Grid, Row
from extractors.forms.labels.openings import is_column_label, names_money_block
from extractors.forms.words.content import is_amount
from extractors.forms.words.inline import inline_pair
from extractors.forms.words.vocabulary import role_of

#: A label stands no further below the first row of its merge.
_FURTHEST = 8


def lifted(grid: Grid, index: int) -> Grid:
    """The grid with the next label at the left edge moved up to this row, where the row stands before its own label.

    Only rows with nothing at the left edge, of tables whose merged cells are not known, and labels that stand over
    several rows (goals, money blocks).
    """
    row = grid.rows[index]
    if grid.merges or not row.filled or row.slots[0].label or is_head_row(row):
        return grid
    at = _next_label(grid, index + 1)
    if at is None:
        return grid
    label = grid.rows[at].slots[0]
    if not _belongs(row, label.text):
        return grid
    rows = list(grid.rows)
    rows[index], rows[at] = _exchanged(row, rows[at])
    return replace(grid, rows=tuple(rows))


def _exchanged(above: Row, below: Row) -> tuple[Row, Row]:
    """Both rows with the labels of the lower one in the upper, where that has nothing in their columns."""
    free = {slot.column: slot for slot in above.slots if not slot.label}
    moved = {
        slot.column: slot
        for slot in below.slots
        if slot.column in free and (slot.column == 0 or role_of("goals", slot.text).sureness == 1.0)
    }
    raised = tuple(
        replace(slot, text=moved[slot.column].text, origin=moved[slot.column].origin) if slot.column in moved else slot
        for slot in above.slots
    )
    left = tuple(replace(slot, text="") if slot.column in moved else slot for slot in below.slots)
    return replace(above, slots=raised), replace(below, slots=left)


def _belongs(row: Row, label: str) -> bool:
    """Figures and their heads belong to money, words to goals."""
    figures = any(is_amount(slot.text) or inline_pair(slot.text) for slot in row.filled)
    heads = sum(1 for slot in row.filled if is_column_label(slot.text))
    return heads > 1 or figures if names_money_block(label) else not figures and not heads


def _next_label(grid: Grid, start: int) -> int | None:
    for index in range(start, min(len(grid.rows), start + _FURTHEST)):
        row = grid.rows[index]
        if is_head_row(row):
            return None
        if row.slots and row.slots[0].label:
            return index if _spans_rows(row) else None
    return None


def _spans_rows(row: Row) -> bool:
    """A label of goals or money, in a row that goes on with something else."""
    text = row.slots[0].text
    known = role_of("goals", text).sureness == 1.0 or names_money_block(text)
    return known and len(row.filled) > 1
