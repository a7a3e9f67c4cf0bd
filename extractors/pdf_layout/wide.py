"""A sheet too wide for its paper, printed over pages that belong side by side: its rows put together again.

Such pages have their rows at the same heights and different columns, and nothing beside their tables but what stands
over the first. A spreadsheet prints all pages of the left part before those of the right one, or part beside part.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.pdf_layout.running import PageRead
from extractors.tables.cells import RuledCell
from extractors.tables.lettering import TextLine
from extractors.tables.ruled import RuledTable
from schema.geometry import Box

#: Rows of the same sheet stand at the same height, in points; so many rows of one form alike by chance nowhere.
_SAME, _FEWEST_ROWS = 1.0, 4
#: Columns differ where one of their edges is so far from all of the other page.
_OTHER = 6.0
#: A line that the cut of the sheet parts reaches so near to it, in sizes of type.
_MARGIN = 1.5
#: A sheet is cut into so many parts at most, and goes on over so many pages below each other.
_MOST_PARTS, _MOST_DOWN = 4, 30


def side_by_side(pages: Sequence[PageRead]) -> list[PageRead]:
    """The pages, those that belong side by side as one wide page under the number of the left one."""
    found: list[PageRead] = []
    at = 0
    while at < len(pages):
        groups = _sheet_from(pages, at)
        found += [_wide(group) for group in groups] if groups else [pages[at]]
        at += sum(map(len, groups)) if groups else 1
    return found


def _sheet_from(pages: Sequence[PageRead], first: int) -> list[Sequence[PageRead]]:
    """The groups of the longest cut sheet that begins with a page, each of pages side by side; none where none does."""
    if len(pages[first].tables) != 1:
        return []
    for count in range(min(_MOST_DOWN, (len(pages) - first) // 2), 0, -1):
        for parts in range(2, _MOST_PARTS + 1):
            sheet = pages[first : first + count * parts]
            if len(sheet) < count * parts:
                continue
            for groups in (
                [sheet[number::count] for number in range(count)],
                [sheet[number : number + parts] for number in range(0, len(sheet), parts)],
            ):
                if all(map(_belong, groups)):
                    return groups
    return []


def _belong(group: Sequence[PageRead]) -> bool:
    """Whether pages show the same rows in different columns, and words around the table run on from page to page."""
    if any(len(page.tables) != 1 or page.tables[0].ragged for page in group):
        return False
    every = [page.tables[0] for page in group]
    if not all(_has_same_rows(every[0], table) for table in every[1:]):
        return False
    return all(
        _has_other_columns(one.tables[0], other.tables[0]) and all(_cut(one, line, other) for line in other.lines)
        for one, other in pairwise(group)
    )


def _cut(left: PageRead, line: TextLine, right: PageRead) -> TextLine | None:
    """The line on the left page that goes on, over the cut of the sheet, in one on the right page."""
    room = _MARGIN * line.size
    if line.box.x0 > right.tables[0].xs[0] + room:
        return None
    ends = left.tables[0].xs[-1] - room
    return next((one for one in left.lines if one.box.x1 >= ends and abs(one.box.y0 - line.box.y0) <= _SAME), None)


def _has_same_rows(one: RuledTable, other: RuledTable) -> bool:
    return len(one.ys) == len(other.ys) > _FEWEST_ROWS and all(
        abs(y - z) <= _SAME for y, z in zip(one.ys, other.ys, strict=True)
    )


def _has_other_columns(one: RuledTable, other: RuledTable) -> bool:
    return len(one.xs) != len(other.xs) or any(min(abs(x - z) for z in other.xs) > _OTHER for x in one.xs)


def _wide(group: Sequence[PageRead]) -> PageRead:
    """The pages as one: what stands on the right ones is moved behind the columns of the left."""
    first = group[0]
    table, lines = first.tables[0], list(first.lines)
    for before, page in pairwise(group):
        table = _beside(table, page.tables[0])
        for line in page.lines:
            start = _cut(before, line, page)
            if start in lines:
                lines[lines.index(start)] = replace(start, text=start.text + line.text)
    edge = first.width

    def shown(box: Box) -> Box:
        """What stands on a page to the right has no place on the left one but its edge."""
        return first.shown(Box(min(box.x0, edge), box.y0, min(box.x1, edge), box.y1))

    return replace(first, width=max(edge, table.xs[-1]), tables=(table,), lines=tuple(lines), shown=shown)


def _beside(left: RuledTable, right: RuledTable) -> RuledTable:
    """One table of both; labels that are printed again at the left of the right one are left out there."""
    again = _again(left, right)
    away, columns = left.xs[-1] - right.xs[again], len(left.xs) - 1 - again
    cells = tuple(_moved(cell, away, columns) for cell in right.cells if cell.column >= again)
    return replace(left, xs=(*left.xs, *(x + away for x in right.xs[again + 1 :])), cells=(*left.cells, *cells))


def _again(left: RuledTable, right: RuledTable) -> int:
    """How many columns at the left of both say the same."""
    count = 0
    while count < min(len(left.xs), len(right.xs)) - 2 and (said := _column(left, count)) == _column(right, count):
        if not any(text for *_, text in said):
            break
        count += 1
    return count


def _column(table: RuledTable, column: int) -> list[tuple[int, int, int, str]]:
    return sorted(
        (cell.row, cell.rowspan, cell.colspan, cell.text.strip()) for cell in table.cells if cell.column == column
    )


def _moved(cell: RuledCell, away: float, columns: int) -> RuledCell:
    lines = tuple(_line(line, away) for line in cell.lines)
    return replace(cell, column=cell.column + columns, box=_box(cell.box, away), lines=lines)


def _line(line: TextLine, away: float) -> TextLine:
    return replace(line, box=_box(line.box, away))


def _box(box: Box, away: float) -> Box:
    return Box(box.x0 + away, box.y0, box.x1 + away, box.y1)
