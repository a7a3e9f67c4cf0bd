"""Heads that a scan strung together in one cell: the rule between them is lost above the columns that it parts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from extractors.forms.columns.head_cells import cells_below, suits
from extractors.forms.damage.misread import plain
from extractors.forms.grid import Grid, Row, Slot, mended
from extractors.forms.words.vocabulary import column_role, spellings
from extractors.tables.counted import Extent, widen

_SURE = 0.9
_MOST, _LONGEST = 24, 28


def with_parted_heads(grid: Grid) -> Grid:
    """The grid with each of several heads that stand in one wide cell over columns of its own."""
    return replace(grid, rows=tuple(_parted(grid, index) for index in range(len(grid.rows))))


def _parted(grid: Grid, index: int) -> Row:
    row = grid.rows[index]
    if len(row.slots) > _MOST or not any(slot.width >= len(_heads_in(slot.label)) > 1 for slot in row.slots):
        return row
    return replace(row, slots=tuple(part for slot in row.slots for part in _heads_of(grid, index, slot)))


def _heads_of(grid: Grid, index: int, slot: Slot) -> Iterator[Slot]:
    """The heads of a cell, each as wide as suits the cells below best; the cell itself where it holds but one."""
    words = _heads_in(slot.label)
    if not slot.width >= len(words) > 1:
        yield slot
        return
    below = [cells_below(grid, index, replace(slot, column=slot.column + at)) for at in range(slot.width)]

    def fits(extents: Sequence[Extent]) -> float:
        roles = [(column_role(word).name, extent) for word, extent in zip(words, extents, strict=True)]
        return sum(suits(role, below[at]) for role, (start, end) in roles for at in range(start, end))

    for word, (start, end) in zip(words, widen(len(words), slot.width, fits), strict=True):
        yield replace(mended(slot, word, _SURE), column=slot.column + start, width=end - start)


@lru_cache(maxsize=16384)
def _heads_in(label: str) -> tuple[str, ...]:
    """The heads that a text strings together; none where it is no such string, or one head."""
    word = plain(label).strip("-—")
    if column_role(word).sureness == 1.0 or len(word) > _LONGEST:
        return ()
    known = sorted(spellings("columns"), key=len, reverse=True)
    found: list[str] = []
    while word:
        head = next((head for head in known if len(head) > 1 and word.startswith(head)), "")
        if not head:
            return ()
        found.append(head)
        word = word[len(head) :]
    return tuple(found)
