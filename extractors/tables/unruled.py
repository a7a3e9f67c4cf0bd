"""Tables without rulings: columns from where text begins again and again, rows from the blanks between lines.

Only what is clear becomes a table; the rest stays text. A label in the left columns holds down to the next one, as the
merged cell would that was not drawn.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.tables.cells import RuledCell
from extractors.tables.lettering import TextLine, lines_of, rows_of
from extractors.tables.marks import Character
from extractors.tables.ruled import RuledTable
from schema.geometry import Box

#: Text of a column begins at one place within so many points.
_SAME_START = 2.5
#: A column has so many cells, and this share of the lines at least.
_FEWEST = 3
_SHARE = 0.12
#: What a table has at least.
_COLUMNS, _LINES = 3, 4
#: A gap so wide, in sizes of type, parts two cells anywhere, and a narrow one where a column begins.
_PARTS, _PARTS_AT_START = 1.8, 0.15
#: Such a gap may part two cells, if enough others begin there.
_MAY_PART = 0.5
#: Lines of one cell are nearer to each other than this, in sizes of type.
_TIGHT = 0.5
#: So many lines of one cell may stand between two rows of several.
_BETWEEN = 4
#: Lines that a value may have beside its label.
_LONGEST_VALUE = 12
#: Lines of a running head over the rest of a table.
_HEAD_LINES = 2
#: Cells of a table are short; columns of prose aren't.
_LONGEST_USUAL = 22
#: A column that so many rows have a cell in is no column of labels over several rows.
_DENSE = 0.85


@dataclass(frozen=True, slots=True)
class _Segment:
    """Characters of one line in one cell."""

    characters: tuple[Character, ...]
    x0: float
    x1: float
    y0: float
    y1: float
    size: float


Row = list[_Segment]


def unruled_tables(
    characters: Sequence[Character], known: Sequence[float] = ()
) -> tuple[tuple[RuledTable, ...], list[Character]]:
    """The clear tables among characters that no rulings hold, top to bottom, and the characters in none.

    `known` are the column edges of the table at the foot of the page before: a line or two at the head of this page
    that keep to them are its rest.
    """
    upright = [one for one in characters if not one.turn]
    rest = [one for one in characters if one.turn]
    tables: list[RuledTable] = []
    regions = list(_regions([_segments(row, ()) for row in rows_of(upright)], known))
    every = [row for region in regions if region.tabular for row in region.rows]
    for region in regions:
        table = _table(region, every) if region.tabular else None
        if table is None:
            rest += [one for row in region.rows for segment in row for one in segment.characters]
        else:
            tables.append(table)
    return tuple(tables), rest


@dataclass(frozen=True, slots=True)
class _Region:
    """A run of lines; `known` are the columns that it goes on with, `edge` where the last of them ends."""

    rows: tuple[Row, ...]
    tabular: bool
    known: tuple[float, ...] = ()
    edge: float = 0.0


def _segments(row: Sequence[Character], starts: Sequence[float]) -> Row:
    """A line cut at wide gaps, and at narrow ones where a column starts; blanks belong to no segment."""
    parts: list[list[Character]] = []
    for one in row:
        if one.text.isspace():
            continue
        if parts and not _parted(parts[-1][-1], one, starts):
            parts[-1].append(one)
        else:
            parts.append([one])
    return [_segment(part) for part in parts]


def _parted(before: Character, one: Character, starts: Sequence[float]) -> bool:
    gap, size = one.x0 - before.x1, max(one.size, before.size)
    return gap > _PARTS * size or (gap > _PARTS_AT_START * size and _start(one.x0, starts) is not None)


def _start(x: float, starts: Sequence[float]) -> int | None:
    """The column that starts there, if one does."""
    near = bisect_left(starts, x - _SAME_START)
    return near if near < len(starts) and abs(starts[near] - x) <= _SAME_START else None


def _segment(part: Sequence[Character]) -> _Segment:
    return _Segment(
        tuple(part),
        part[0].x0,
        max(one.x1 for one in part),
        min(one.y0 for one in part),
        max(one.y1 for one in part),
        max(one.size for one in part),
    )


def _regions(rows: Iterable[Row], known: Sequence[float]) -> Iterator[_Region]:
    """Runs of lines around those of several segments, and the runs between them."""
    lines = [row for row in rows if row]
    head, done = _going_on(lines, known[:-1])
    if done:
        yield _Region(tuple(lines[:head]), False)
        yield _Region(tuple(lines[head:done]), True, tuple(known[:-1]), known[-1])
    several = [index for index, row in enumerate(lines) if len(row) >= _COLUMNS and index >= done]
    for first, last in _runs(several):
        if last < done:
            continue  # the table before reached so far
        first = max(first, done)
        first, last = _widened(lines, first, -1, done), _widened(lines, last, 1, done)
        while last + 1 < len(lines) and _is_tight(lines[last + 1], lines[last]):
            last += 1
        if first > done:
            yield _Region(tuple(lines[done:first]), False)
        yield _Region(tuple(lines[first : last + 1]), True)
        done = last + 1
    if done < len(lines):
        yield _Region(tuple(lines[done:]), False)


def _going_on(lines: Sequence[Row], known: Sequence[float]) -> tuple[int, int]:
    """Between which lines at the top of the page the table before goes on; a running head may stand over them."""
    if len(known) < _COLUMNS:
        return 0, 0
    for head in range(_HEAD_LINES + 1):
        if head < len(lines) - 1 and len(lines[head]) == 1 and not _is_tight(lines[head + 1], lines[head]):
            continue
        end = head
        for index in range(head, len(lines)):
            if not all(_start(segment.x0, known) is not None for segment in lines[index]):
                break
            if len(lines[index]) > 1 or (end == index > head and _is_tight(lines[index], lines[index - 1])):
                end = index + 1
        if end > head:
            return head, end
    return 0, 0


def _runs(indexes: Sequence[int]) -> list[tuple[int, int]]:
    """The first and last of each run of indexes with few missing."""
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and index - runs[-1][1] <= _BETWEEN:
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return [run for run in runs if run[1] - run[0] + 1 >= _LINES]


def _widened(lines: Sequence[Row], index: int, step: int, done: int) -> int:
    """The index moved on over lines of two segments, a label and its value, and over the rest of such a value."""
    left = min(segment.x0 for segment in lines[index])
    ahead = index + step
    while done <= ahead < len(lines) and abs(ahead - index) <= _LONGEST_VALUE:
        if len(lines[ahead]) >= 2:
            index = ahead
        elif lines[ahead][0].x0 <= left + _SAME_START and not _is_tight(lines[ahead], lines[ahead - 1]):
            break
        ahead += step
    return index


def _is_tight(row: Row, above: Row) -> bool:
    """Whether a line goes on in the cell of a line above it."""
    return row[0].y0 - max(segment.y1 for segment in above) < _TIGHT * row[0].size


def _table(region: _Region, every: Sequence[Row]) -> RuledTable | None:
    """The table of a region, or None where its columns aren't clear; `every` are the lines of all such regions."""
    starts = list(region.known) or _starts(region.rows, every)
    if len(starts) < _COLUMNS:
        return None
    rows = [
        _segments(sorted((one for segment in row for one in segment.characters), key=lambda one: one.x0), starts)
        for row in region.rows
    ]
    lengths = sorted(len(segment.characters) for row in rows for segment in row)
    if lengths[len(lengths) // 2] > _LONGEST_USUAL:
        return None
    return _grid(list(_chains(rows, starts)), starts, region.edge)


def _starts(rows: Sequence[Row], every: Sequence[Row]) -> list[float]:
    """Where text of these lines begins that begins there often enough on the whole page, left to right."""
    groups: list[list[tuple[float, bool]]] = []
    own = {id(row) for row in rows}
    found = [(x, id(row) in own) for row in every for segment in row for x in _possible(segment)]
    for x, here in sorted(found):
        if groups and x - groups[-1][0][0] <= _SAME_START:
            groups[-1].append((x, here))
        else:
            groups.append([(x, here)])
    enough = max(_FEWEST, _SHARE * len(rows))
    kept = [group for group in groups if len(group) >= enough and any(here for _, here in group)]
    starts = sorted({min(segment.x0 for row in rows for segment in row), *(group[0][0] for group in kept)})
    starts = [x for x, before in zip(starts, [-_SAME_START * 2, *starts], strict=False) if x - before > _SAME_START]
    return sorted({*starts, *_shared(rows, starts)})


def _possible(segment: _Segment) -> Iterator[float]:
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
            column = bisect_right(starts, segment.x0 + _SAME_START) - 1
            if column == before and not any(abs(segment.x0 - x) <= _SAME_START for x in more):
                more.add(segment.x0)
            before = column
    return more


Chain = tuple[int, list[_Segment]]
#: By row and column the height, the width and the segments of a cell.
Placed = dict[tuple[int, int], tuple[int, int, list[_Segment]]]


def _chains(rows: Sequence[Row], starts: Sequence[float]) -> Iterator[Chain]:
    """The segments of each cell under one another, with its column."""
    open_chains: dict[int, list[_Segment]] = {}
    for row in rows:
        for segment in row:
            column = max(0, bisect_right(starts, segment.x0 + _SAME_START) - 1)
            chain = open_chains.get(column)
            if chain and segment.y0 - chain[-1].y1 < _TIGHT * segment.size:
                chain.append(segment)
                continue
            if chain:
                yield column, chain
            open_chains[column] = [segment]
    yield from open_chains.items()


def _grid(chains: Sequence[Chain], starts: Sequence[float], edge: float) -> RuledTable:
    """The table of the cells: a row begins where a cell does."""
    tops = _tops(chains)
    right = max(edge, max(segment.x1 for _, chain in chains for segment in chain) + 1)
    bottom = max(segment.y1 for _, chain in chains for segment in chain) + 1
    xs, ys = (*starts, right), (*tops, bottom)
    placed: Placed = {}
    for column, chain in chains:
        row = _row(tops, chain[0])
        wide = max(1, bisect_left(xs, max(segment.x1 for segment in chain) - 1) - column)
        high = max(1, _row(tops, chain[-1]) + 1 - row)
        before = placed.get((row, column))
        if before:
            chain, wide, high = before[2] + chain, max(wide, before[1]), max(high, before[0])
        placed[(row, column)] = (high, wide, chain)
    return RuledTable(xs, ys, tuple(_cells(placed, xs, ys)))


def _tops(chains: Iterable[Chain]) -> list[float]:
    tops: list[float] = []
    for top, size in sorted((chain[0].y0, chain[0].size) for _, chain in chains):
        if not tops or top - tops[-1] > _TIGHT * size:
            tops.append(top)
    return tops


def _row(tops: Sequence[float], segment: _Segment) -> int:
    return max(0, bisect_right(tops, segment.y0 + _TIGHT * segment.size) - 1)


def _cells(placed: Placed, xs: Sequence[float], ys: Sequence[float]) -> Iterator[RuledCell]:
    """The cells in reading order, labels held down to the next one, and empty ones where there is nothing."""
    rows, columns = len(ys) - 1, len(xs) - 1
    taken = [bytearray(columns) for _ in range(rows)]
    labels = _label_columns(placed, rows, columns)
    filled = Counter(row for row, _ in placed)
    sparse = {row for row in range(rows) if filled[row] * 2 < columns}
    for row in range(rows):
        for column in range(columns):
            if taken[row][column]:
                continue
            high, wide, chain = placed.get((row, column), (1, 1, []))
            wide = _free(placed, taken[row], row, column, columns if chain and row in sparse else wide)
            high = _held(placed, row, column, rows) if chain and column < labels else _low(placed, row, column, high)
            for below in taken[row : row + high]:
                below[column : column + wide] = b"\x01" * wide
            box = Box(xs[column], ys[row], xs[column + wide], ys[row + high])
            yield RuledCell(row, column, high, wide, box, _lines(chain))


def _lines(chain: Sequence[_Segment]) -> tuple[TextLine, ...]:
    return lines_of(one for segment in chain for one in segment.characters)


def _free(placed: Placed, taken: bytearray, row: int, column: int, wide: int) -> int:
    """As many columns of the width as no other cell has."""
    end = column + 1
    while end < min(column + wide, len(taken)) and not taken[end] and (row, end) not in placed:
        end += 1
    return end - column


def _low(placed: Placed, row: int, column: int, high: int) -> int:
    """As many rows of the height as no other cell of the column begins in."""
    end = row + 1
    while end < row + high and (end, column) not in placed:
        end += 1
    return end - row


def _held(placed: Placed, row: int, column: int, rows: int) -> int:
    """The rows down to the next cell of the column or of one to its left."""
    end = row + 1
    while end < rows and not any((end, left) in placed for left in range(column + 1)):
        end += 1
    return end - row


def _label_columns(placed: Placed, rows: int, columns: int) -> int:
    """How many columns on the left hold labels over several rows: those before the first that most rows have."""
    for column in range(columns):
        if sum(1 for row in range(rows) if (row, column) in placed) >= _DENSE * rows:
            return column
    return min(2, columns)
