"""One table out of the parts that a page break left of it.

A head printed again on every page is dropped, a row that the break cut is made whole, a merged cell that runs over the
break is one cell again. Every cell keeps the page and the box of its first part.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from extractors.tables.breaks import Pair, is_cut, runs_over
from extractors.tables.cells import RuledCell
from extractors.tables.ruled import RuledTable
from schema.document import Cell, Table
from schema.geometry import Box

#: Edges of columns on two pages are the same edge within so many points.
_SAME_EDGE = 3.5
#: What share of the column edges of the part with fewer must be the other's.
_SHARED_EDGES = 0.7
#: A table that goes on overleaf ends below this share of the page.
_ENDS_LOW = 0.5
#: Rows of a head that is printed again.
_LONGEST_HEAD = 6


@dataclass(frozen=True, slots=True)
class Part:
    """A ruled table on one page. `place` leads from its coordinates to those of the page as shown.

    `first` and `last` say that no text stands before and behind it on its page.
    """

    page: int
    height: float
    table: RuledTable
    first: bool = False
    last: bool = False
    place: Callable[[Box], Box] = field(default=lambda box: box)


@dataclass(slots=True)
class _Growing:
    """A cell while pages are added: `tail` is its latest part, `end` the row behind it."""

    row: int
    end: int
    page: int
    box: Box
    texts: list[str]
    tail: RuledCell

    @property
    def text(self) -> str:
        """What it says so far."""
        return "\n".join(self.texts)


def goes_on(above: Part, below: Part) -> bool:
    """Whether the table of a page goes on in the first one of the next page."""
    if below.page != above.page + 1 or not above.last or not below.first:
        return False
    if not _same_columns(above.table.xs, below.table.xs):
        return False
    if above.table.open_bottom or below.table.open_top or _repeated(above.table, below.table):
        return True
    return above.table.ys[-1] >= _ENDS_LOW * above.height and not _begins_anew(above.table, below.table)


def _same_columns(above: Sequence[float], below: Sequence[float]) -> bool:
    if abs(above[0] - below[0]) > _SAME_EDGE or abs(above[-1] - below[-1]) > _SAME_EDGE:
        return False
    few, many = sorted((above, below), key=len)
    shared = sum(1 for x in few if any(abs(x - other) <= _SAME_EDGE for other in many))
    return shared >= _SHARED_EDGES * len(few)


def _begins_anew(above: RuledTable, below: RuledTable) -> bool:
    """Whether the lower table starts with the label or the title that the upper one started with."""
    first, again = _row(above, 0), _row(below, 0)
    if not first or not again:
        return False
    title = len(again) == 1 and bool(again[0].text) and again[0].colspan == len(below.xs) - 1
    return title or (bool(again[0].text) and _words(first[0]) == _words(again[0]))


def _row(table: RuledTable, row: int) -> list[RuledCell]:
    return [cell for cell in table.cells if cell.row == row]


def _words(cell: RuledCell) -> str:
    return "".join(cell.text.split())


def _repeated(above: RuledTable, below: RuledTable) -> int:
    """How many rows at the top of the lower part are the head of the table printed again."""
    best = 0
    heads = [[_words(cell) for cell in _row(above, row)] for row in range(min(len(above.ys) - 1, 60))]
    for start in range(len(heads)):
        count = 0
        while count < _LONGEST_HEAD and start + count < len(heads) and count < len(below.ys) - 1:
            again = [_words(cell) for cell in _row(below, count)]
            if again != heads[start + count] or not any(again):
                break
            count += 1
        if count > best and sum(1 for word in heads[start] if word) >= 2:
            best = count
    while best and any(cell.row < best < cell.row + cell.rowspan for cell in below.cells):
        best -= 1
    return best


def join(parts: Sequence[Part]) -> Table:
    """The parts as one exact table; rows count through, columns are those of all parts together."""
    cells: list[_Growing] = []
    rows = 0
    head = parts[0].table
    for part in parts:
        table = part.table
        skipped = _repeated(head, table) if cells and len(table.ys) - 1 > _repeated(head, table) else 0
        rows = _add(cells, rows, part, skipped)
    edges = _edges(x for cell in cells for x in (cell.tail.box.x0, cell.tail.box.x1))
    finished = [_cell(cell, edges) for cell in cells]
    return Table(tuple(sorted(finished, key=lambda cell: (cell.row, cell.column))))


def _add(cells: list[_Growing], rows: int, part: Part, skipped: int) -> int:
    """Adds the rows of a part behind those there are, and gives back how many there are then."""
    table = part.table
    pairs = _pairs(cells, rows, table, skipped)
    cut = bool(pairs) and is_cut([pair for _, pair in pairs], _strong(part, skipped))
    over = {id(pair.below): grown for grown, pair in pairs} if cut else _running(pairs)
    offset = rows - skipped - (1 if cut else 0)
    for cell in table.cells:
        if cell.row < skipped:
            continue
        grown = over.get(id(cell))
        if grown is None:
            texts = [cell.text] if cell.lines else []
            row = cell.row + offset
            cells.append(_Growing(row, row + cell.rowspan, part.page, part.place(cell.box), texts, cell))
        else:
            grown.end = cell.row + offset + cell.rowspan
            grown.tail = cell
            grown.texts += [cell.text] if cell.lines else []
    return len(table.ys) - 1 + offset


def _strong(part: Part, skipped: int) -> bool:
    """Whether the missing rule at the top says by itself that the first row is the rest of one."""
    return part.table.open_top and not skipped


def _pairs(cells: Sequence[_Growing], rows: int, table: RuledTable, first: int) -> list[tuple[_Growing, Pair]]:
    """The cells that reach the end of the rows so far, each with the one under it of the same extent, left to right."""
    ending = [cell for cell in cells if cell.end == rows]
    pairs = []
    for below in (cell for cell in table.cells if cell.row == first):
        for grown in ending:
            if _same_extent(grown.tail.box, below.box):
                pairs.append((grown, Pair(grown.tail, below, grown.text, grown.end - grown.row)))
                break
        else:
            pairs.append((_NOBODY, Pair(None, below, "", 0)))
    return sorted(pairs, key=lambda pair: pair[1].below.box.x0)


def _same_extent(one: Box, other: Box) -> bool:
    return abs(one.x0 - other.x0) <= _SAME_EDGE and abs(one.x1 - other.x1) <= _SAME_EDGE


_NOTHING = RuledCell(0, 0, 1, 1, Box(0.0, 0.0, 0.0, 0.0))
_NOBODY = _Growing(0, 0, 0, _NOTHING.box, [], _NOTHING)


def _running(pairs: Iterable[tuple[_Growing, Pair]]) -> dict[int, _Growing]:
    """By identity the cells under the break that are the rest of one above it."""
    found: dict[int, _Growing] = {}
    leading = True  # all cells so far, from the left, run over the break
    for grown, pair in pairs:
        runs = pair.above is not None and runs_over(pair, leading)
        leading = leading and runs
        if runs:
            found[id(pair.below)] = grown
    return found


def _edges(xs: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for x in sorted(xs):
        if not edges or x - edges[-1] > _SAME_EDGE:
            edges.append(x)
    return edges


def _cell(cell: _Growing, edges: Sequence[float]) -> Cell:
    column = _edge(edges, cell.tail.box.x0)
    width = max(1, _edge(edges, cell.tail.box.x1) - column)
    return Cell(cell.text, cell.row, column, cell.end - cell.row, width, cell.page, cell.box)


def _edge(edges: Sequence[float], x: float) -> int:
    return max(0, bisect_left(edges, x + 1e-6) - 1)
