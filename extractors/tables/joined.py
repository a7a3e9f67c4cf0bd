"""One table out of the parts that a page break left of it.

A head printed again on every page is dropped, a row that the break cut is made whole, a merged cell that runs over the
break is one cell again. Every cell keeps the page and the box of its first part.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace

from extractors.tables.breaks import Pair, is_cut, runs_over
from extractors.tables.cells import RuledCell
from extractors.tables.overflow import put_back, step_of
from extractors.tables.repeated import repeated, row_of, without_head, words_of
from extractors.tables.ruled import RuledTable
from schema.document import Cell, Table
from schema.geometry import Box

#: Edges of columns on two pages are the same edge within so many points.
_SAME_EDGE = 3.5
#: What share of the column edges of the part with fewer must be the other's.
_SHARED_EDGES = 0.7
#: A table that goes on overleaf ends below this share of the page.
_ENDS_LOW = 0.5
#: A head printed again stands in one of so many parts before.
_HEADS_OF = 3


@dataclass(frozen=True, slots=True)
class Part:
    """A ruled table on one page. `place` leads from its coordinates to those of the page as shown.

    `first` and `last` say that no text stands before and behind it on its page, `captioned` that a line such as 续表
    over it calls it the rest of the one before.
    """

    page: int
    height: float
    table: RuledTable
    first: bool = False
    last: bool = False
    captioned: bool = False
    place: Callable[[Box], Box] = field(default=lambda box: box)


@dataclass(slots=True)
class _Growing:
    """A cell while pages are added: `end` is the row behind it, `left` and `right` its edges, `tail` its last part."""

    row: int
    end: int
    left: float
    right: float
    page: int
    box: Box
    texts: list[str]
    tail: RuledCell
    confidence: float = 1.0

    @property
    def text(self) -> str:
        """What it says so far."""
        return "\n".join(self.texts)


def goes_on(above: Part, below: Part) -> bool:
    """Whether a table goes on in the next one, with nothing but a caption between: overleaf, or cut in two by hand."""
    if not _same_columns(above.table, below.table):
        return False
    if below.captioned:
        return True
    if below.page == above.page:
        return _cut_by_hand(above.table, below.table)
    if below.page != above.page + 1 or not above.last or not below.first:
        return False
    if above.table.open_bottom or below.table.open_top or repeated(above.table, below.table):
        return True
    return above.table.ys[-1] >= _ENDS_LOW * above.height and not _begins_anew(above.table, below.table)


def _cut_by_hand(above: RuledTable, below: RuledTable) -> bool:
    """Whether the lower table repeats the head of the upper one, or begins with a row like its last."""
    if len(above.xs) == len(below.xs) and repeated(above, below):
        return True
    end = len(above.ys) - 1
    last = _sides(above, (cell for cell in above.cells if cell.row + cell.rowspan == end))
    first = _sides(below, row_of(below, 0))
    same = len(last) == len(first) and all(
        abs(one - other) <= _SAME_EDGE for one, other in zip(last, first, strict=True)
    )
    return same and not _begins_anew(above, below)


def _sides(table: RuledTable, cells: Iterable[RuledCell]) -> list[float]:
    """Where the cells of a row begin and end, left to right."""
    return sorted(x for cell in cells for x in (table.xs[cell.column], table.xs[cell.column + cell.colspan]))


def _same_columns(above: RuledTable, below: RuledTable) -> bool:
    """Whether the columns of both are the same; of tables without rulings, whether those that both have are."""
    one, other = above.xs, below.xs
    if above.ragged and below.ragged:
        return _shared_edges(one[:-1], other[:-1])
    if abs(one[0] - other[0]) > _SAME_EDGE or abs(one[-1] - other[-1]) > _SAME_EDGE:
        return False
    # an office program may set the columns anew on every page
    return len(one) == len(other) or _shared_edges(one, other)


def _shared_edges(one: Sequence[float], other: Sequence[float]) -> bool:
    few, many = sorted((one, other), key=len)
    shared = sum(1 for x in few if any(abs(x - edge) <= _SAME_EDGE for edge in many))
    return shared >= _SHARED_EDGES * len(few)


def _begins_anew(above: RuledTable, below: RuledTable) -> bool:
    """Whether the lower table starts with the label that the upper one started with, or with a title: a row of one cell
    of which there is none within the upper one."""
    first, again = row_of(above, 0), row_of(below, 0)
    if not first or not again:
        return False
    title = 0 in _whole_rows(below) and not any(_whole_rows(above))
    return title or (bool(again[0].text) and words_of(first[0]) == words_of(again[0]))


def _whole_rows(table: RuledTable) -> list[int]:
    """The rows of one cell over the whole width, with words in it."""
    cells = Counter(cell.row for cell in table.cells)
    width = len(table.xs) - 1
    return [cell.row for cell in table.cells if cells[cell.row] == 1 and cell.text and cell.colspan == width]


def join(parts: Sequence[Part]) -> Table:
    """The parts as one exact table; rows count through, columns are those of all parts together."""
    cells: list[_Growing] = []
    rows = 0
    for number, part in enumerate(parts):
        again = max((repeated(other.table, part.table) for other in parts[:number][-_HEADS_OF:]), default=0)
        if 0 < again < len(part.table.ys) - 1:
            part = replace(part, table=without_head(part.table, again))
        edges = aligned(_row_edges(cells, rows), part.table) if cells else part.table.xs
        rows = _add(cells, rows, part, edges)
    every = _distinct(x for cell in cells for x in (cell.left, cell.right))
    finished = [_cell(cell, every) for cell in cells]
    return Table(tuple(sorted(finished, key=lambda cell: (cell.row, cell.column))))


def _add(cells: list[_Growing], rows: int, part: Part, edges: Sequence[float]) -> int:
    """Adds the rows of a part behind those there are, and gives back how many there are then."""
    steps = {pair.below.column: step_of(grown.tail) for grown, pair in _pairs(cells, rows, part.table, edges)}
    table = put_back(part.table, steps)
    pairs = _pairs(cells, rows, table, edges)
    cut = bool(pairs) and is_cut([pair for _, pair in pairs], table.open_top)
    over = {id(pair.below): grown for grown, pair in pairs} if cut else _running(pairs)
    offset = rows - (1 if cut else 0)
    for cell in table.cells:
        end = cell.row + offset + cell.rowspan
        texts = [cell.text] if cell.lines else []
        grown = over.get(id(cell))
        if grown is None:
            sides = edges[cell.column], edges[cell.column + cell.colspan]
            cells.append(
                _Growing(cell.row + offset, end, *sides, part.page, part.place(cell.box), texts, cell, cell.confidence)
            )
        else:
            grown.end, grown.tail = end, cell
            grown.texts += texts if cell.text != grown.text else []
            grown.confidence = min(grown.confidence, cell.confidence)
    return len(table.ys) - 1 + offset


def _pairs(
    cells: Sequence[_Growing], rows: int, table: RuledTable, edges: Sequence[float]
) -> list[tuple[_Growing, Pair]]:
    """The cells that reach the end of the rows so far, each with the one under it of the same extent, left to right."""
    ending = {_extent(cell.left, cell.right): cell for cell in cells if cell.end == rows}
    pairs = []
    for below in sorted((cell for cell in table.cells if cell.row == 0), key=lambda cell: cell.column):
        grown = ending.get(_extent(edges[below.column], edges[below.column + below.colspan]))
        if grown is None:
            pairs.append((_NOBODY, Pair(None, below, "", 0)))
        else:
            pairs.append((grown, Pair(grown.tail, below, grown.text, grown.end - grown.row)))
    return pairs


def _extent(left: float, right: float) -> tuple[int, int]:
    return round(left), round(right)


_NOTHING = RuledCell(0, 0, 1, 1, Box(0.0, 0.0, 0.0, 0.0))
_NOBODY = _Growing(0, 0, 0.0, 0.0, 0, _NOTHING.box, [], _NOTHING)


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


def _row_edges(cells: Iterable[_Growing], rows: int) -> list[list[float]]:
    """The column edges of all cells so far, and those of the cells that reach the end of the last row."""
    every = _distinct(x for cell in cells for x in (cell.left, cell.right))
    last = _distinct(x for cell in cells if cell.end == rows for x in (cell.left, cell.right))
    return [every, last]


def aligned(above: Sequence[Sequence[float]], table: RuledTable) -> tuple[float, ...]:
    """The column edges of a part, each moved to the edge above the break that it continues.

    An office program may set the columns anew on every page: then the rows on both sides of the break, if they have
    as many cells, or both parts as many columns, say which edges are the same. Else the near ones are.
    """
    every, last = above
    firsts = _distinct(
        x
        for cell in table.cells
        if cell.row == 0
        for x in (table.xs[cell.column], table.xs[cell.column + cell.colspan])
    )
    if table.ragged:
        return (*(_nearest(x, every) for x in table.xs[:-1]), _outer(table, every))
    if len(table.xs) == len(every):
        return tuple(every)
    anchors = dict(zip(firsts, last, strict=True)) if len(firsts) == len(last) else {}
    return tuple(anchors.get(x, _nearest(x, every)) for x in table.xs)


def _outer(table: RuledTable, edges: Sequence[float]) -> float:
    """Where the last column ends of a table without rulings: where it ended before, if it began before that."""
    return edges[-1] if table.xs[-2] < edges[-1] - _SAME_EDGE else table.xs[-1]


def _nearest(x: float, edges: Sequence[float]) -> float:
    near = min(edges, key=lambda edge: abs(edge - x))
    return near if abs(near - x) <= _SAME_EDGE else x


def _distinct(xs: Iterable[float]) -> list[float]:
    edges: list[float] = []
    for x in sorted(xs):
        if not edges or x - edges[-1] > _SAME_EDGE:
            edges.append(x)
    return edges


def _cell(cell: _Growing, edges: Sequence[float]) -> Cell:
    column = _index(edges, cell.left)
    width = max(1, _index(edges, cell.right) - column)
    return Cell(cell.text, cell.row, column, cell.end - cell.row, width, cell.page, cell.box, cell.confidence)


def _index(edges: Sequence[float], x: float) -> int:
    return max(0, bisect_right(edges, x + _SAME_EDGE) - 1)
