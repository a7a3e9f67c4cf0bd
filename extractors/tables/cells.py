"""The cells of a ruled table, with what the place of their text says."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extractors.tables.lettering import TextLine
from schema.geometry import Box

#: Text that begins farther in than its column's, by so many sizes of type, is set in: by one blank at least.
_SET_IN = 0.2
#: Text whose margins left and right differ by less, in sizes of type, is centred.
_CENTRED = 0.8
#: So many cells must tell where a column begins, and this share of them must agree within so many sizes of type.
_ENOUGH = 4
_AGREE = 0.5
_NEARLY = 0.1
#: A line that leaves no more room in its cell, in sizes of type, is full: less than a digit and the margins.
_FULL = 1.8
_FIGURES = frozenset("0123456789.,")


@dataclass(frozen=True, slots=True)
class RuledCell:
    """A cell with its lines of text; `row` and `column` are 0-based and of its upper left corner."""

    row: int
    column: int
    rowspan: int
    colspan: int
    box: Box
    lines: tuple[TextLine, ...] = ()

    indent: int = 0

    @property
    def text(self) -> str:
        """The lines as printed, one under the other; blanks before the first where it is set in from its column.

        A figure that the cell's width broke is whole again: `12000` over `0` is 120000.
        """
        text = " " * self.indent
        before: TextLine | None = None
        for line in self.lines:
            broken = before is not None and self._breaks_figure(before, line)
            text += ("" if before is None or broken else "\n") + line.text
            before = line
        return text

    @property
    def confidence(self) -> float:
        """That of its least sure character; 1 where it is empty."""
        return min((line.confidence for line in self.lines), default=1.0)

    def _breaks_figure(self, above: TextLine, below: TextLine) -> bool:
        if above.text[-1] not in _FIGURES or below.text[0] not in _FIGURES:
            return False
        room = (self.box.x1 - self.box.x0) - (above.box.x1 - above.box.x0)
        return room < _FULL * above.size


def indented(cells: Sequence[RuledCell]) -> tuple[RuledCell, ...]:
    """The cells, those marked whose text is set in: by printed blanks, or from the left edge of their column's text.

    A row's label that is set in belongs to the one above it, as 水费 to 公用经费.
    """
    columns: dict[tuple[float, float], list[RuledCell]] = defaultdict(list)
    for cell in cells:
        if cell.lines:
            columns[(cell.box.x0, cell.box.x1)].append(cell)
    edges = {key: _left_edge(some) for key, some in columns.items()}
    return tuple(_marked(cell, edges.get((cell.box.x0, cell.box.x1))) for cell in cells)


def _left_edge(cells: Sequence[RuledCell]) -> float | None:
    """Where the text of a column begins; None where it isn't set to the left."""
    starts = sorted(cell.lines[0].box.x0 for cell in cells)
    size = max(cell.lines[0].size for cell in cells)
    together = sum(1 for x in starts if x - starts[0] <= _NEARLY * size)
    return starts[0] if len(cells) >= _ENOUGH and together >= _AGREE * len(cells) else None


def _marked(cell: RuledCell, edge: float | None) -> RuledCell:
    if not cell.lines:
        return cell
    line = cell.lines[0]
    centred = abs((line.box.x0 - cell.box.x0) - (cell.box.x1 - line.box.x1)) < _CENTRED * line.size
    shift = line.indent if edge is None or centred else max(line.indent, line.box.x0 - edge)
    return replace(cell, indent=max(1, round(2 * shift / line.size))) if shift >= _SET_IN * line.size else cell
