"""Rows of running text from which empty cells vanished: a row a line with blanks between its cells, or a cell a line
with blank lines between the rows. How many columns a row is off is left to those who know what its cells say."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from extractors.tables.separated import MAXIMUM_CELLS
from normalizers.text import BORDERS
from schema.document import Block, Paragraph, Table
from schema.errors import LimitError

#: So many rows of so many cells make the lines around them a table; of fewer cells than two none is a row.
_FEWEST_ROWS, _FEWEST_CELLS = 3, 4
_LEAST, _MOST = 2, 60
#: Prose between two blanks is longer: the cells of such rows have so many characters at most, but one or two.
_LONG, _MOST_LONG = 40, 3
_BLANKS = re.compile(rf"[\s{BORDERS}]+")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row to be: its paragraphs as they stood, and the cells that they would be."""

    paragraphs: tuple[Paragraph, ...]
    cells: tuple[str, ...]

    @property
    def is_wide(self) -> bool:
        return len(self.cells) >= _FEWEST_CELLS

    @property
    def may_be(self) -> bool:
        long = sum(len(cell) > _LONG for cell in self.cells)
        return _LEAST <= len(self.cells) <= _MOST and long <= _MOST_LONG


def ragged(run: Sequence[Paragraph]) -> list[Block]:
    """The paragraphs with tables where their lines are such rows; as they are where none are."""
    found = max((_tables(rows) for rows in (_blocks(run), _lines(run))), key=_tabled)
    if _tabled(found) > MAXIMUM_CELLS:
        raise LimitError(f"its tables have more than {MAXIMUM_CELLS:,} cells", "cut it into one file a filing")
    return found if _tabled(found) else list(run)


def _tabled(blocks: Sequence[Block]) -> int:
    return sum(len(block.cells) for block in blocks if isinstance(block, Table))


def _lines(run: Sequence[Paragraph]) -> Iterator[_Row]:
    """A row a line."""
    for paragraph in run:
        yield _Row((paragraph,), tuple(filter(None, _BLANKS.split(paragraph.text))))


def _blocks(run: Sequence[Paragraph]) -> Iterator[_Row]:
    """A row between two blank lines, a cell a line."""
    block: list[Paragraph] = []
    for paragraph in run:
        if paragraph.apart and block:
            yield _Row(tuple(block), tuple(line.text.strip() for line in block))
            block = []
        block.append(paragraph)
    if block:
        yield _Row(tuple(block), tuple(line.text.strip() for line in block))


def _tables(rows: Iterable[_Row]) -> list[Block]:
    found: list[Block] = []
    for may_be, group in groupby(rows, key=lambda row: row.may_be):
        area = list(group)
        if may_be and sum(row.is_wide for row in area) >= _FEWEST_ROWS:
            found.append(Table.of((row.cells for row in area), exact=False))
        else:
            found += [paragraph for row in area for paragraph in row.paragraphs]
    return found
