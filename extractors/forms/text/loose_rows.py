"""Tables of text whose rows lost cells: which rows stand under no columns that can be counted off."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import accumulate

from extractors.forms.evidence.fit import fit
from extractors.forms.text.level_heads import level_heads
from extractors.forms.text.open_heads import open_heads
from extractors.forms.words.vocabulary import column_role
from schema.document import Cell, Table

#: So large a share of the rows under a head has as many cells as most of them, or cells are missing.
_EVEN = 0.8
_FEWEST = 2
#: Columns whose cells are plainly theirs or not, how badly a cell suits that is none, and how many such cells may be.
_PLAIN = frozenset({"name", "target", "actual", "operator", "unit", "weight", "score"})
_AGAINST, _MOST_AGAINST = -0.5, 0.25
#: Rows end early where so large a share has fewer cells than their head, and begin with it where so large a share does.
_EARLY, _BEGUN = 0.5, 0.8
_BORDER = " | "


def loose_rows(table: Table) -> tuple[Table | None, str]:
    """The table down to the first head of indicators under which rows lack cells, and the rest as text with a border
    behind each cell, also where nobody knows that head; the whole table and nothing where rows are even under a known
    head, or where it has none."""
    if table.merges:
        return table, ""
    printed = list(table.rows())
    rows = [_filled(row) for row in printed]
    lines = [_BORDER.join(cell.text for cell in row) + " |\n" for row in rows]
    starts = [0, *accumulate(map(len, lines))]
    text = "".join(lines)
    known = next(open_heads(text, False), None)
    head = known or next(level_heads(text), None)
    if head is None:
        return table, ""
    first = bisect_right(starts, head.start) - 1
    body = bisect_right(starts, max(head.start, head.end - 1))
    loose = _contradict(rows[first], rows[body:]) or _end_early(rows[first], rows[body:])
    loose = loose if table.exact else _are_uneven(printed[body:])
    unknown = known is None and not any(column_role(cell.text) for cell in rows[first])
    if len(rows) - body < _FEWEST or not (loose or unknown):
        return table, ""
    return _top(rows[:first]), "".join(lines[first:])


def _filled(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """A row without the empty cells at its end."""
    filled = [at for at, cell in enumerate(row, 1) if cell.text.strip()]
    return row[: max(filled, default=1)]


def _are_uneven(rows: Sequence[Sequence[Cell]]) -> bool:
    widths = Counter(map(len, rows)).most_common(1)
    return bool(widths) and widths[0][1] < _EVEN * len(rows)


def _contradict(head: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether too many cells are none of the column that they stand in: what stands there slipped."""
    roles = {cell.column: column_role(cell.text).name for cell in head}
    worths = [fit(roles[cell.column], cell.text) for row in rows for cell in row
              if cell.text.strip() and roles.get(cell.column, "") in _PLAIN]  # fmt: skip
    return sum(worth <= _AGAINST for worth in worths) > _MOST_AGAINST * len(worths)


def _end_early(head: Sequence[Cell], rows: Sequence[Sequence[Cell]]) -> bool:
    """Whether many rows end before their head does, though next to all of them begin where it begins: where levels are
    merged over rows, the places at the left are the ones that should be empty."""
    early = sum(len(row) < len(head) for row in rows)
    begun = sum(bool(row and row[0].text.strip()) for row in rows)
    return early > _EARLY * len(rows) and begun > _BEGUN * len(rows)


def _top(rows: list[tuple[Cell, ...]]) -> Table | None:
    cells = tuple(cell for row in rows for cell in row)
    return Table(cells, exact=False, merges=False) if cells else None
