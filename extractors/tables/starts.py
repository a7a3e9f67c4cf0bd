"""Where the columns of a page without rulings begin: text begins there again and again."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import pairwise

from extractors.tables.segments import SAME_START, Row, Segment

#: A column has so many cells, and this share of the lines at least.
_FEWEST = 3
_SHARE = 0.12
#: Such a gap, in sizes of type, may part two cells, if enough others begin there.
_MAY_PART = 0.5


def column_starts(rows: Sequence[Row], every: Sequence[Row], known: Sequence[float] = ()) -> list[float]:
    """Where text of these lines begins that begins there often enough on the whole page, left to right.

    `known` are the columns of the table that these lines go on with: they are columns here too.
    """
    groups: list[list[tuple[float, bool]]] = []
    own = {id(row) for row in rows}
    found = [(x, id(row) in own) for row in every for segment in row for x in _possible(segment)]
    for x, here in sorted(found):
        if groups and x - groups[-1][0][0] <= SAME_START:
            groups[-1].append((x, here))
        else:
            groups.append([(x, here)])
    enough = max(_FEWEST, _SHARE * len(rows))
    kept = [group for group in groups if len(group) >= enough and any(here for _, here in group)]
    starts = sorted({min(segment.x0 for row in rows for segment in row), *(group[0][0] for group in kept)})
    starts = [x for x in starts if not any(abs(x - other) <= SAME_START for other in known)]
    starts = [x for x, before in zip(starts, [-SAME_START * 2, *starts], strict=False) if x - before > SAME_START]
    starts = sorted({*starts, *known})
    return sorted({*starts, *_shared(rows, starts)})


def _possible(segment: Segment) -> Iterator[float]:
    """Where a segment begins, and where a column may in the middle of it: behind a gap that is wide for one."""
    yield segment.x0
    for before, one in pairwise(segment.characters):
        if one.x0 - before.x1 > _MAY_PART * segment.size:
            yield one.x0


def _shared(rows: Sequence[Row], starts: Sequence[float]) -> set[float]:
    """Where the second of two cells begins that a line has in one column: a column that is mostly empty."""
    more: set[float] = set()
    for row in rows:
        before = -1
        for segment in row:
            column = bisect_right(starts, segment.x0 + SAME_START) - 1
            if column == before and not any(abs(segment.x0 - x) <= SAME_START for x in more):
                more.add(segment.x0)
            before = column
    return more
