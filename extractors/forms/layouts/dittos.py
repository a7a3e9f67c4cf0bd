"""Cells that say the same as the one above them by a mark: 〃, 同上."""

from __future__ import annotations

from dataclasses import replace

from extractors.forms.evidence.fit import cues
from extractors.forms.grid import Grid, Row, Slot
from normalizers.text import compact


def with_dittos(grid: Grid) -> Grid:
    """The grid with the words of the cell above in the place of each such mark; one that has none above it stays."""
    if not any(_is_ditto(slot) for row in grid.rows for slot in row.slots):
        return grid
    above: dict[int, str] = {}
    rows: list[Row] = []
    for row in grid.rows:
        slots = tuple(
            replace(slot, text=above[slot.column]) if _is_ditto(slot) and slot.column in above else slot
            for slot in row.slots
        )
        above |= {slot.column: slot.text for slot in slots if slot.label and not _is_ditto(slot)}
        rows.append(replace(row, slots=slots))
    return replace(grid, rows=tuple(rows))


def _is_ditto(slot: Slot) -> bool:
    return compact(slot.text) in cues("dittos")
