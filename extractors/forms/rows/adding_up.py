"""Sums in a table of indicators that their figures tell, whatever the label before them says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from extractors.forms.columns.column import Column
from extractors.forms.grid import Grid, Row
from extractors.forms.rows.line import points

_ADDED = frozenset({"weight", "score", "second_score", "weight1", "weight2"})
_LEAST_ROWS = 2
#: The sum of a whole form is no less than the first part of what stands above it, and may be more, for the share that
#: was paid out, and other things above the table, have points too: the rows have the second part of it at least.
_WHOLE, _OF_ROWS = Decimal("0.9"), Decimal("0.7")
#: So many points more come of figures that were rounded.
_ROUNDED = Decimal("0.1")


@dataclass(frozen=True, slots=True)
class _Added:
    """A figure of a row of sums, and the points above it in its column: since the last sum, and all."""

    own: Decimal
    part: Sequence[Decimal]
    whole: Sequence[Decimal]


def sums_among(grid: Grid, rows: Sequence[int], columns: Sequence[Column]) -> tuple[list[int], list[int]]:
    """Those of these rows (indexes) that hold a label left of the names, and else only points: the sum of the whole
    form at their end, and those of the rows since the last sum. An indicator may have as many points as all before
    it: its label is a name and stands among these."""
    sums: list[int] = []
    above: list[int] = []
    since, labels, is_closed = 0, set[str](), False
    for index in rows:
        label = _label(grid.rows[index], columns)
        added = list(_added(grid, index, above, since, columns)) if label else []
        is_closed = bool(added) and _is_whole(added)
        if not is_closed and not (added and _is_part(added, label in labels)):
            above.append(index)
            continue
        sums.append(index)
        since = len(above)
        labels.add(label)
    return (sums[-1:], sums[:-1]) if is_closed else ([], sums)


def _label(row: Row, columns: Sequence[Column]) -> str:
    """The first cell of a row where it stands left of the names, and everything else in the row is points."""
    names = min((column.start for column in columns if column.role == "name"), default=0)
    if len(row.filled) < 2 or row.filled[0].column >= names or points(row.filled[0].text) is not None:
        return ""
    is_of_points = all(points(slot.text) is not None for slot in row.filled[1:])
    return row.filled[0].label if is_of_points else ""


def _added(grid: Grid, index: int, above: Sequence[int], since: int, columns: Sequence[Column]) -> Iterator[_Added]:
    """The figures of a row, each with what stands above it; nothing where one stands under no points."""
    figures = grid.rows[index].filled[1:]
    over = [next((c for c in columns if c.start <= s.column < c.end and c.role in _ADDED), None) for s in figures]
    if None in over:
        return
    for slot, column in zip(figures, over, strict=True):
        own = points(slot.text)
        if column is not None and own is not None:
            yield _Added(own, _points_at(grid, above[since:], column), _points_at(grid, above, column))


def _points_at(grid: Grid, rows: Sequence[int], column: Column) -> list[Decimal]:
    """The points in a column, a line of a cell each: several indicators may share a row."""
    cells = (slot for at in rows for slot in grid.rows[at].between(column.start, column.end) if slot.label)
    lines = (line for cell in cells for line in cell.text.splitlines())
    return [figure for line in lines if (figure := points(line)) is not None]


def _is_whole(added: Sequence[_Added]) -> bool:
    """Whether each figure may be the sum of all above it, and of what stands above the table: that has no more points
    in a later column, of scores, than in the first, of what they are given for."""
    sums = [(one.own, sum(one.whole)) for one in added if len(one.whole) >= _LEAST_ROWS]
    if len(sums) < len(added) or not all(_WHOLE * whole <= own <= whole / _OF_ROWS for own, whole in sums):
        return False
    given = sums[0][0] - sums[0][1]
    return all(own - whole <= given + _ROUNDED for own, whole in sums)


def _is_part(added: Sequence[_Added], is_called_so: bool) -> bool:
    """Whether figures are the sums of those since the last sum; of one row only where a sum was called so before."""
    least = 1 if is_called_so else _LEAST_ROWS
    return all(len(one.part) >= least and one.own == sum(one.part) for one in added)
