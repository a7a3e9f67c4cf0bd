"""Rows whose cells moved to the left where merged ones left no place, empty ones standing at their ends instead."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from normalizers.text import compact

Rows = list[list[str]]

#: Rows moved by so many places at least, so large a share of all, and of these by as many.
_LEAST, _SHARE, _ALIKE = 2, 0.3, 0.7
#: A column holds figures where so large a share of its cells is made of them, and none where no larger one is.
_FIGURES, _WORDS = 0.8, 0.5
_SIGNS = frozenset("0123456789.,%％")


def shifted_back(rows: Rows) -> Rows:
    """The rows, those with empty places at their ends moved to the right by these: where the last column of the whole
    rows holds figures as the last cells of the others do, and the column in which these stand holds words. As they are
    where that is not so."""
    ends = [_empty_at_end(row) for row in rows]
    moved = [end for end in ends if end >= _LEAST]
    by, count = Counter(moved).most_common(1)[0] if moved else (0, 0)
    whole = [row for row, end in zip(rows, ends, strict=True) if not end][1:]  # the first is the head
    if count < max(_SHARE * len(rows), _ALIKE * len(moved)) or not whole or by >= len(rows[0]):
        return rows
    last = [row[len(row) - by - 1] for row, end in zip(rows, ends, strict=True) if end == by]
    beside = _figures([row[len(row) - by - 1] for row in whole])
    if beside > _WORDS or min(_figures([row[-1] for row in whole]), _figures(last)) < _FIGURES:
        return rows
    return [[""] * by + row[: len(row) - by] if end == by else row for row, end in zip(rows, ends, strict=True)]


def _empty_at_end(row: Sequence[str]) -> int:
    return len(row) - max((at for at, cell in enumerate(row, 1) if cell.strip()), default=len(row))


def _figures(cells: Sequence[str]) -> float:
    """The share of the cells that are figures."""
    return sum(bool(compact(cell)) and _SIGNS.issuperset(compact(cell)) for cell in cells) / len(cells)
