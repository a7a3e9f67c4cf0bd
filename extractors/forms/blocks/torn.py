"""Indicators without a head: what is left of a table that a bad reading tore, row by row."""

from __future__ import annotations

from itertools import islice, takewhile

from extractors.forms.columns.storeys import is_head_row
from extractors.forms.grid import Grid, Row
from extractors.forms.rows.pieced import lost, pieced
from extractors.forms.rows.tokens import tokens_of
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.words.content import is_operator

_LEAST = 2
#: So many rows are looked at to see whether there are indicators at all, and so many are put together at once.
_LOOKED_AT = 24
_LONGEST = 400


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The indicators from this row to the next head, where no column can be trusted; None for other tables."""
    if grid.merges or not _opens(grid, index):
        return None
    if len(pieced(grid, _rows(grid, index, _LOOKED_AT), scene)) < (1 if scene.torn else _LEAST):
        return None
    rows = _rows(grid, index, _LONGEST)
    found = pieced(grid, rows, scene)
    readings = tuple(one.reading for one in found)
    return Claim(rows[-1] + 1, readings, torn=True, unread=tuple(lost(grid, rows, found)))


def _rows(grid: Grid, start: int, most: int) -> list[int]:
    """The indexes of the rows from one to the next head, and no more than so many."""
    below = takewhile(lambda pair: not is_head_row(pair[1]), islice(grid.from_row(start), most))
    return [index for index, _ in below]


def _opens(grid: Grid, index: int) -> bool:
    """Whether operators in cells of their own, or level names beside names, stand here or in the next rows."""
    near = grid.rows[index : index + 3]
    return any(_is_torn(row) for row in near) and bool(_kinds(grid.rows[index]) & {"level1", "level2", "name", "tag"})


def _kinds(row: Row) -> set[str]:
    return {token.kind for slot in row.filled for token in tokens_of(slot.text)}


def _is_torn(row: Row) -> bool:
    return any(is_operator(slot.text) or is_operator(slot.text.split()[0]) for slot in row.filled)


TORN = BlockReader(name="torn", order=35, read=read)
