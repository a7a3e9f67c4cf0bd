"""Tables of text whose rows lost cells: which rows stand under no columns that can be counted off."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from itertools import accumulate

from extractors.forms.head_runs import head_runs
from schema.document import Cell, Table

#: So large a share of the rows under a head has as many cells as most of them, or cells are missing.
_EVEN = 0.8
_FEWEST = 2
_BORDER = " | "


def loose_rows(table: Table) -> tuple[Table | None, str]:
    """The table down to the first head of indicators under which rows lack cells, and the rest as text with a border
    behind each cell; the whole table and nothing where rows are even, or where it has no such head."""
    if table.exact:
        return table, ""
    rows = list(table.rows())
    lines = [_BORDER.join(cell.text for cell in row) + " |\n" for row in rows]
    starts = [0, *accumulate(map(len, lines))]
    head = next(head_runs("".join(lines), False), None)
    if head is None:
        return table, ""
    first = bisect_right(starts, head.start) - 1
    below = rows[bisect_right(starts, max(head.start, head.end - 1)) :]
    if len(below) < _FEWEST or _are_even([len(row) for row in below]):
        return table, ""
    return _top(rows[:first]), "".join(lines[first:])


def _are_even(widths: list[int]) -> bool:
    (_, count), *_ = Counter(widths).most_common(1)
    return count >= _EVEN * len(widths)


def _top(rows: list[tuple[Cell, ...]]) -> Table | None:
    cells = tuple(cell for row in rows for cell in row)
    return Table(cells, exact=False, merges=False) if cells else None
