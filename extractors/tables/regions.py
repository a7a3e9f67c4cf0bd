"""Where on a page without rulings the tables are: runs of lines with several segments, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from extractors.tables.segments import SAME_START, Row, start_at

#: What a table has at least.
COLUMNS, _LINES = 3, 3
#: Lines of one cell are nearer to each other than this, in sizes of type.
TIGHT = 0.5
#: So many lines of one cell may stand between two rows of several.
_BETWEEN = 4
#: A line that is so many times as far from the next as those are from each other belongs to something else.
_FARTHER = 1.2
#: So many lines are looked at for that.
_NEAR = 8
#: What share of a line's segments begin in the columns of the table that it goes on with.
_AT_HOME = 0.7
#: Lines that a value may have beside its label.
_LONGEST_VALUE = 12
#: Lines of a running head over the rest of a table.
_HEAD_LINES = 2


@dataclass(frozen=True, slots=True)
class Region:
    """A run of lines; `known` are the columns that it goes on with, `edge` where the last of them ends."""

    rows: tuple[Row, ...]
    tabular: bool
    known: Sequence[float] = ()
    edge: float = 0.0


def regions(rows: Iterable[Row], known: Sequence[float]) -> Iterator[Region]:
    """Runs of lines around those of several segments, and the runs between them.

    `known` are the column edges of a table that may go on from the page before.
    """
    lines = [row for row in rows if row]
    head, done = _going_on(lines, known[:-1])
    goes_on = done > 0
    spans = list(_spans(lines, done))
    if goes_on:
        end = spans.pop(0)[1] if spans and spans[0][0] <= done else done - 1
        spans.insert(0, (head, end))
    done = 0
    for first, last in spans:
        if first > done:
            yield Region(tuple(lines[done:first]), False)
        yield Region(tuple(lines[first : last + 1]), True, *((known[:-1], known[-1]) if goes_on else ()))
        done, goes_on = last + 1, False
    if done < len(lines):
        yield Region(tuple(lines[done:]), False)


def _spans(lines: Sequence[Row], done: int) -> Iterator[tuple[int, int]]:
    """The first and last lines of tables, top to bottom, behind those that are done."""
    several = [index for index, row in enumerate(lines) if len(row) >= COLUMNS and index >= done]
    starts = sorted({segment.x0 for line in lines if len(line) > 1 for segment in line})
    for first, last in _runs(lines, several, starts):
        if last < done:
            continue  # the table before reached so far
        first, last = _widened(lines, max(first, done), -1, done, starts), _widened(lines, last, 1, done, starts)
        while last + 1 < len(lines) and is_tight(lines[last + 1], lines[last]):
            last += 1
        last = _with_tail(lines, first, last)
        if last - first + 1 >= _LINES:
            yield first, last
            done = last + 1


def _going_on(lines: Sequence[Row], known: Sequence[float]) -> tuple[int, int]:
    """Between which lines at the top of the page the table before goes on; a running head may stand over them."""
    if len(known) < COLUMNS:
        return 0, 0
    for head in range(_HEAD_LINES + 1):
        if any(len(line) > 1 for line in lines[:head]):
            break
        if _stands_alone(lines[head : head + _NEAR], known):
            continue
        end = head
        for index in range(head, len(lines)):
            tight = end == index > head and is_tight(lines[index], lines[index - 1])
            if not tight and not _keeps_to(lines[index], known):
                break
            if tight or len(lines[index]) > 1:
                end = index + 1
        if end > head:
            return head, end
    return 0, 0


def _stands_alone(lines: Sequence[Row], known: Sequence[float]) -> bool:
    """Whether the first line stands by itself: neither in a column behind the first, nor as near as the next ones."""
    if len(lines) < 2 or len(lines[0]) > 1 or is_tight(lines[1], lines[0]):
        return False
    gaps = [_gap(above, below) for above, below in pairwise(lines)]
    return not start_at(lines[0][0].x0, known) or gaps[0] > _FARTHER * max(gaps[1:], default=0.0)


def _keeps_to(line: Row, known: Sequence[float]) -> bool:
    """Whether the segments of a line begin in these columns; one of many may begin a column of its own."""
    at_home = sum(1 for segment in line if start_at(segment.x0, known) is not None)
    return at_home >= _AT_HOME * len(line)


def _runs(lines: Sequence[Row], indexes: Sequence[int], starts: Sequence[float]) -> list[tuple[int, int]]:
    """The first and last of each run of indexes with few lines missing, none of which stands by itself."""
    runs: list[tuple[int, int]] = []
    for index in indexes:
        if runs and index - runs[-1][1] <= _BETWEEN and not _are_parted(lines[runs[-1][1] : index], starts):
            runs[-1] = (runs[-1][0], index)
        else:
            runs.append((index, index))
    return [run for run in runs if run[1] > run[0]]


def _are_parted(lines: Sequence[Row], starts: Sequence[float]) -> bool:
    """Whether a line behind the first is in no column, as a title is."""
    return any(
        len(line) == 1 and start_at(line[0].x0, starts) is None and not is_tight(line, above)
        for above, line in pairwise(lines)
    )


def _widened(lines: Sequence[Row], index: int, step: int, done: int, starts: Sequence[float]) -> int:
    """The index moved on over lines of two segments, a label and its value, and over the rest of such a value."""
    left = min(segment.x0 for segment in lines[index])
    ahead = index + step
    while done <= ahead < len(lines) and abs(ahead - index) <= _LONGEST_VALUE:
        x0 = lines[ahead][0].x0
        if len(lines[ahead]) >= 2:
            index = ahead
        elif (x0 <= left + SAME_START or start_at(x0, starts) is None) and not is_tight(lines[ahead], lines[ahead - 1]):
            break
        ahead += step
    return index


def _with_tail(lines: Sequence[Row], first: int, last: int) -> int:
    """The index moved on over lines of one segment that begin in a column and are no farther off than other lines."""
    starts = sorted({segment.x0 for line in lines[first : last + 1] for segment in line[1:]})
    widest = max((_gap(above, below) for above, below in pairwise(lines[first : last + 1])), default=0.0)
    while last + 1 < len(lines) and len(lines[last + 1]) == 1:
        below = lines[last + 1]
        if start_at(below[0].x0, starts) is None or _gap(lines[last], below) > _FARTHER * widest:
            break
        last += 1
    return last


def _gap(above: Row, below: Row) -> float:
    return min(segment.y0 for segment in below) - max(segment.y1 for segment in above)


def is_tight(row: Row, above: Row) -> bool:
    """Whether a line goes on in the cell of a line above it."""
    return row[0].y0 - max(segment.y1 for segment in above) < TIGHT * row[0].size
