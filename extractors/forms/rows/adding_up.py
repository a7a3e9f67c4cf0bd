"""Sums at the end of a table of indicators that their figures tell, whatever the label before them says."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from extractors.forms.columns.column import Column
from extractors.forms.grid import Grid, Slot
from extractors.forms.rows.line import points

_ADDED = frozenset({"weight", "score", "second_score"})
_LEAST_ROWS = 2
#: A form has so many points in all; what stands above its table, as the share that was paid out, has some of them, and
#: the rows of the table at least so large a part.
_ALL_POINTS, _OF_ROWS = Decimal(100), Decimal("0.7")


def ends_in_sum(grid: Grid, rows: Sequence[int], columns: Sequence[Column]) -> bool:
    """Whether the last of these rows (indexes) holds a label left of the names, and else only the sums of the points
    above it, or of the whole form. An indicator may have as many points as all before it: its label is a name and
    stands among these."""
    names = min((column.start for column in columns if column.role == "name"), default=0)
    filled = grid.rows[rows[-1]].filled if len(rows) > _LEAST_ROWS else ()
    if len(filled) < 2 or filled[0].column >= names or points(filled[0].text) is not None:
        return False
    return all(_is_sum(slot, grid, rows[:-1], columns) for slot in filled[1:])


def _is_sum(slot: Slot, grid: Grid, rows: Sequence[int], columns: Sequence[Column]) -> bool:
    column = next((c for c in columns if c.start <= slot.column < c.end and c.role in _ADDED), None)
    own = points(slot.text)
    if column is None or own is None:
        return False
    cells = (slot for at in rows for slot in grid.rows[at].between(column.start, column.end) if slot.label)
    above = [figure for cell in cells if (figure := points(cell.text)) is not None]
    return len(above) >= _LEAST_ROWS and sum(above) <= own <= max(sum(above), min(_ALL_POINTS, sum(above) / _OF_ROWS))
