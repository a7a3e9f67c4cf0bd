"""Ruled grids: straight lines and characters in, cells with their exact extents out.

Knows nothing of PDF: the lines may come from drawing commands or from the pixels of a scan.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from extractors.tables.cells import RuledCell, indented
from extractors.tables.lettering import lines_of
from extractors.tables.lines import Mesh, meshes
from extractors.tables.marks import Character, Rule
from schema.errors import LimitError
from schema.geometry import Box

#: More places than this has no table of a filing: 160 rows of 160 columns are 25,600.
MAXIMUM_PLACES = 250_000

#: A cell so narrow or low lies between the two strokes of a double rule.
_SLIVER = 4.0

Span = tuple[int, int, int, int]
_SIDES = 4


@dataclass(frozen=True, slots=True)
class RuledTable:
    """Cells between the column edges `xs` and the row edges `ys`.

    `open_top` and `open_bottom` say that the outermost row lacks its outer rule, as where a page break cuts it;
    `ragged` that nothing is ruled at all, and the last column ends where its text does.
    """

    xs: tuple[float, ...]
    ys: tuple[float, ...]
    cells: tuple[RuledCell, ...]
    open_top: bool = False
    open_bottom: bool = False
    ragged: bool = False

    @property
    def box(self) -> Box:
        """The whole table."""
        return Box(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def ruled_tables(
    rules: Iterable[Rule], characters: Sequence[Character]
) -> tuple[tuple[RuledTable, ...], list[Character]]:
    """The ruled tables, top to bottom, and the characters that stand in none of them.

    A single frame is no table; a table inside a cell of a greater one is text of that cell. Raises `LimitError` for a
    grid of more than `MAXIMUM_PLACES`.
    """
    tables: list[RuledTable] = []
    rest: Sequence[Character] = characters
    for mesh, spans, loose in _grids(meshes(rules)):
        table, rest = _filled(mesh, sorted([*spans, *_written(mesh, loose, rest)]), rest)
        tables.append(table)
    return tuple(sorted(tables, key=lambda table: (table.box.y0, table.box.x0))), list(rest)


def _grids(every: Iterable[Mesh]) -> list[tuple[Mesh, list[Span], list[Span]]]:
    """The meshes that are tables with the extents of their cells and loose places, the one of most cells first."""
    candidates = [(mesh, *places(mesh)) for mesh in every]
    chosen: list[tuple[Mesh, list[Span], list[Span]]] = []
    for mesh, spans, loose in sorted(candidates, key=lambda one: -len(one[1])):
        if len(spans) > 1 and not any(_inside_a_cell(mesh, other, cells) for other, cells, _ in chosen):
            chosen.append((mesh, spans, loose))
    return chosen


def _written(mesh: Mesh, loose: Iterable[Span], characters: Iterable[Character]) -> list[Span]:
    """The loose places in which something is written: a rule of theirs was lost."""
    xs, ys = mesh.xs, mesh.ys
    middles = [((one.x0 + one.x1) / 2, (one.y0 + one.y1) / 2) for one in characters] if loose else []
    return [
        (top, left, bottom, right)
        for top, left, bottom, right in loose
        if any(xs[left] < x < xs[right] and ys[top] < y < ys[bottom] for x, y in middles)
    ]


def _inside_a_cell(mesh: Mesh, other: Mesh, spans: Iterable[Span]) -> bool:
    xs, ys = other.xs, other.ys
    if mesh.xs[0] < xs[0] or mesh.xs[-1] > xs[-1] or mesh.ys[0] < ys[0] or mesh.ys[-1] > ys[-1]:
        return False
    return any(
        xs[left] <= mesh.xs[0] and mesh.xs[-1] <= xs[right] and ys[top] <= mesh.ys[0] and mesh.ys[-1] <= ys[bottom]
        for top, left, bottom, right in spans
    )


def places(mesh: Mesh) -> tuple[list[Span], list[Span]]:
    """The extents (top, left, bottom, right) of the mesh's cells, in reading order, and of its loose places.

    A place is a cell where a rule or another cell closes every side of it, loose where one side is open.
    """
    rows, columns = len(mesh.ys) - 1, len(mesh.xs) - 1
    if rows * columns > MAXIMUM_PLACES:
        raise LimitError(
            f"a grid of {rows:,} rows and {columns:,} columns is more than a table may have", "cut the page into parts"
        )
    taken = [bytearray(columns) for _ in range(rows)]
    spans: list[Span] = []
    others: list[Span] = []
    for top in range(rows):
        for left in range(columns):
            if not taken[top][left]:
                span = _grown(mesh, taken, top, left)
                (spans if all(_ruled_sides(mesh, span)) else others).append(span)
    closed = dict(zip(others, _closed_sides(mesh, spans, others), strict=True)) if spans else {}
    enclosed = [span for span, sides in closed.items() if sides == _SIDES]
    return sorted([*spans, *enclosed]), [span for span, sides in closed.items() if sides == _SIDES - 1]


def _closed_sides(mesh: Mesh, spans: Iterable[Span], others: Iterable[Span]) -> Iterator[int]:
    """How many sides of each of the other places a rule or a cell closes."""
    cells = [bytearray(len(mesh.xs) + 1) for _ in range(len(mesh.ys) + 1)]  # a place more all around
    for top, left, bottom, right in spans:
        for row in cells[top + 1 : bottom + 1]:
            row[left + 1 : right + 1] = b"\x01" * (right - left)
    for span in others:
        top, left, bottom, right = span
        beside = (
            all(cells[top][left + 1 : right + 1]),
            all(cells[bottom + 1][left + 1 : right + 1]),
            all(row[left] for row in cells[top + 1 : bottom + 1]),
            all(row[right + 1] for row in cells[top + 1 : bottom + 1]),
        )
        yield sum(ruled or cell for ruled, cell in zip(_ruled_sides(mesh, span), beside, strict=True))


def _grown(mesh: Mesh, taken: Sequence[bytearray], top: int, left: int) -> Span:
    """The rectangle from a free place to the right and then down, as far as no rule stops it; its places are taken."""
    right = left + 1
    while right < len(mesh.xs) - 1 and not mesh.upright[right][top] and not taken[top][right]:
        right += 1
    bottom = top + 1
    while bottom < len(mesh.ys) - 1 and _goes_on(mesh, taken, bottom, left, right):
        bottom += 1
    for row in taken[top:bottom]:
        row[left:right] = b"\x01" * (right - left)
    return top, left, bottom, right


def _goes_on(mesh: Mesh, taken: Sequence[bytearray], row: int, left: int, right: int) -> bool:
    """Whether the places of a row belong to the cell above them: nothing between, no rule across, none taken."""
    if any(mesh.level[row][left:right]) or any(taken[row][left:right]):
        return False
    return not any(mesh.upright[column][row] for column in range(left + 1, right))


def _ruled_sides(mesh: Mesh, span: Span) -> tuple[bool, bool, bool, bool]:
    """Whether a rule runs above, below, left and right; at the foot of the whole table it may be lacking."""
    top, left, bottom, right = span
    return (
        any(mesh.level[top][left:right]),
        bottom == len(mesh.ys) - 1 or any(mesh.level[bottom][left:right]),
        any(mesh.upright[left][top:bottom]),
        any(mesh.upright[right][top:bottom]),
    )


def _filled(mesh: Mesh, spans: Sequence[Span], characters: Sequence[Character]) -> tuple[RuledTable, list[Character]]:
    """The table of the cells with their text, and the characters outside."""
    xs, ys = mesh.xs, mesh.ys
    owner = [[-1] * (len(xs) - 1) for _ in range(len(ys) - 1)]
    for number, (top, left, bottom, right) in enumerate(spans):
        for row in owner[top:bottom]:
            row[left:right] = [number] * (right - left)
    inside: list[list[Character]] = [[] for _ in spans]
    rest: list[Character] = []
    for one in characters:
        i = bisect_right(ys, (one.y0 + one.y1) / 2) - 1
        j = bisect_right(xs, (one.x0 + one.x1) / 2) - 1
        number = owner[i][j] if 0 <= i < len(owner) and 0 <= j < len(owner[0]) else -1
        (inside[number] if number >= 0 else rest).append(one)
    cells = tuple(
        RuledCell(
            top,
            left,
            bottom - top,
            right - left,
            Box(xs[left], ys[top], xs[right], ys[bottom]),
            lines_of(inside[number]),
        )
        for number, (top, left, bottom, right) in enumerate(spans)
        if inside[number] or min(xs[right] - xs[left], ys[bottom] - ys[top]) >= _SLIVER
    )
    return _without_slivers(RuledTable(xs, ys, indented(cells), mesh.open_top, mesh.open_bottom)), rest


def _without_slivers(table: RuledTable) -> RuledTable:
    """The table without rows and columns in which no cell of its own begins, as double rules leave them."""
    rows = sorted({cell.row for cell in table.cells})
    columns = sorted({cell.column for cell in table.cells})
    if len(rows) == len(table.ys) - 1 and len(columns) == len(table.xs) - 1:
        return table
    cells = tuple(
        RuledCell(
            top := bisect_left(rows, cell.row),
            left := bisect_left(columns, cell.column),
            max(1, bisect_left(rows, cell.row + cell.rowspan) - top),
            max(1, bisect_left(columns, cell.column + cell.colspan) - left),
            cell.box,
            cell.lines,
            cell.indent,
        )
        for cell in table.cells
    )
    ys = (*(table.ys[row] for row in rows), table.ys[-1])
    xs = (*(table.xs[column] for column in columns), table.xs[-1])
    return RuledTable(xs, ys, cells, table.open_top, table.open_bottom)
