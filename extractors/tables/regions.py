"""Where on a page without rulings the tables are: runs of lines with several segments, and what belongs to them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.tables.segments import SAME_START, Row, start_at

#: What a table has at least.
COLUMNS, _LINES = 3, 4
#: Lines of one cell are nearer to each other than this, in sizes of type.
TIGHT = 0.5
#: So many lines of one cell may stand between two rows of several.
_BETWEEN = 4
#: Lines that a value may have beside its label.
_LONGEST_VALUE = 12
#: Lines of a running head over the rest of a table.
_HEAD_LINES = 2


@dataclass(frozen=True, slots=True)
class Region:
    """A run of lines; `known` are the columns that it goes on with, `edge` where the last of them ends."""

    rows: tuple[Row, ...]
    tabular: bool
    known: tuple[float, ...] = ()
    edge: float = 0.0


def regions(rows: Iterable[Row], known: Sequence[float]) -> Iterator[Region]:
    """Runs of lines around those of several segments, and the runs between them."""
    lines = [row for row in rows if row]
    head, done = _going_on(lines, known[:-1])
    if done:
        yield Region(tuple(lines[:head]), False)
        yield Region(tuple(lines[head:done]), True, tuple(known[:-1]), known[-1])
    several = [index for index, row in enumerate(lines) if len(row) >= COLUMNS and index >= done]
    for first, last in _runs(several):
        if last < done:
            continue  # the table before reached so far
        first = max(first, done)
        first, last = _widened(lines, first, -1, done), _widened(lines, last, 1, done)
        while last + 1 < len(lines) and is_tight(lines[last + 1], lines[last]):
            last += 1
        if first > done:
            yield Region(tuple(lines[done:first]), False)
        yield Region(tuple(lines[first : last + 1]), True)
        done = last + 1
    if done < len(lines):
        yield Region(tuple(lines[done:]), False)


def _going_on(lines: Sequence[Row], known: Sequence[float]) -> tuple[int, int]:
    """Between which lines at the top of the page the table before goes on; a running head may stand over them."""
    if len(known) < COLUMNS:
        return 0, 0
    for head in range(_HEAD_LINES + 1):
        if head < len(lines) - 1 and len(lines[head]) == 1 and not is_tight(lines[head + 1], lines[head]):
            continue
        end = head
        for index in range(head, len(lines)):
            if not all(start_at(segment.x0, known) is not None for segment in lines[index]):
                break
            if len(lines[index]) > 1 or (end == index > head and is_tight(lines[index], lines[index - 1])):
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
        elif lines[ahead][0].x0 <= left + SAME_START and not is_tight(lines[ahead], lines[ahead - 1]):
            break
        ahead += step
    return index


def is_tight(row: Row, above: Row) -> bool:
    """Whether a line goes on in the cell of a line above it."""
    return row[0].y0 - max(segment.y1 for segment in above) < TIGHT * row[0].size
