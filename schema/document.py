"""What the paper holds: paragraphs and tables in reading order. Knows nothing of budgets."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from schema.geometry import Box

#: What `Document.channel` may hold.
CHANNELS = ("text", "docx", "sheet", "html", "pdf-text", "pdf-scan", "image", "ofd")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of text outside tables; line breaks inside it are kept. `apart` says that a blank line stands before it,
    in formats that have blank lines."""

    text: str
    page: int | None = None
    box: Box | None = None
    confidence: float = 1.0
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell with its extent. `row` and `column` are 0-based, and of the upper left corner; `name` is what a workbook
    calls the cell (`B7`)."""

    text: str
    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    page: int | None = None
    box: Box | None = None
    confidence: float = 1.0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Cells in reading order.

    `exact` says whether columns and spans come from the paper (Word, ruled PDF). Where they do not (text: cells are
    only counted off, merged cells leave gaps nowhere), `column` is the position in its row and spans are 1.
    `merges` says whether the paper prints which cells are merged: where only empty places tell it (separated text), a
    label may stand in any row of its cell.
    """

    cells: tuple[Cell, ...]
    exact: bool = True
    merges: bool = True

    @staticmethod
    def of(rows: Iterable[Sequence[str]], exact: bool = True, confidence: float = 1.0) -> Table:
        """A table of texts, one a cell, whose merged cells nobody printed."""
        cells = (
            Cell(text, row, column, confidence=confidence)
            for row, texts in enumerate(rows)
            for column, text in enumerate(texts)
        )
        return Table(tuple(cells), exact, merges=False)

    def rows(self) -> Iterator[tuple[Cell, ...]]:
        """The cells of each physical row that begin in it, left to right; a row of no own cells is empty."""
        height = 1 + max((cell.row for cell in self.cells), default=-1)
        lines: list[list[Cell]] = [[] for _ in range(height)]
        for cell in self.cells:
            lines[cell.row].append(cell)
        for line in lines:
            yield tuple(sorted(line, key=lambda cell: cell.column))


Block = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """A whole file as read; `pages` is None where the format has none.

    `warnings` say how it was read, where that is worth knowing (a page read from its picture). `unread` names, a
    sentence each, what the paper holds that was not read or was left out: each makes the filing one that a person must
    look at.
    """

    channel: str
    blocks: tuple[Block, ...]
    pages: int | None = None
    warnings: tuple[str, ...] = field(default=())
    unread: tuple[str, ...] = ()
