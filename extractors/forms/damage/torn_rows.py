"""Rows that an empty paragraph inside a cell tore into pieces, made whole again; for tables of counted cells alone."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import replace

from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.words.content import year_of
from extractors.forms.words.vocabulary import column_role, spellings
from normalizers.text import bare


def with_whole_heads(grid: Grid) -> Grid:
    """The grid with the pieces of each head row in its last one; the rows of the other pieces are left empty.

    A piece is a row of head words alone that begins with one, behind a row of head words alone: a storey of its own
    would leave its first cells empty, and a whole head begins with the left edge or the first level.
    """
    if grid.exact:
        return grid
    rows = list(grid.rows)
    for index in range(1, len(rows)):
        before, row = rows[index - 1], rows[index]
        if _is_heads(row) and _is_heads(before) and (_begins_inside(row) or _is_side(before)):
            rows[index - 1] = Row(before.number, ())
            rows[index] = replace(appended(before, row), number=row.number)
    return replace(grid, rows=tuple(rows)) if rows != list(grid.rows) else grid


def _is_heads(row: Row) -> bool:
    filled = row.filled
    return bool(filled) and all(_is_head_word(slot) for slot in filled)


def _is_head_word(slot: Slot) -> bool:
    return bool(column_role(slot.text) or year_of(slot.text)) or bare(slot.text) in spellings("side")


def _is_side(row: Row) -> bool:
    """The label at the left edge alone."""
    return len(row.slots) == 1 and bare(row.slots[0].text) in spellings("side")


def _begins_inside(row: Row) -> bool:
    """Whether the first cell holds a head that cannot open a table's head."""
    first = row.slots[0]
    return bool(first.label) and column_role(first.text).name not in ("", "level1", "other", "?")


def appended(row: Row, piece: Row) -> Row:
    """The row with the cells of a piece behind its own."""
    count = len(row.slots)
    return Row(row.number, row.slots + tuple(replace(slot, column=slot.column + count) for slot in piece.slots))


def joined(rows: Sequence[tuple[int, Row]], width: int, apart: Container[int]) -> list[tuple[int, Row]]:
    """Rows (index, cells) with pieces that together have the head's width put into one, none of the rows that are
    `apart`."""
    found: list[tuple[int, Row]] = []
    free = 0
    for index, row in rows:
        pieces = 0 if index in apart else free
        if 0 < pieces < width and pieces + len(row.slots) <= width:
            found[-1] = (found[-1][0], appended(found[-1][1], row))
        else:
            found.append((index, row))
        free = 0 if index in apart else len(found[-1][1].slots)
    return found
