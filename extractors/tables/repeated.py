"""The head of a table that is printed again on every page."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile
from unicodedata import normalize

from rapidfuzz import fuzz

from extractors.tables.cells import RuledCell
from extractors.tables.ruled import RuledTable

#: Rows of a head that is printed again.
_LONGEST_HEAD = 6
#: How far down the upper part its head is looked for.
_LOOKED_AT = 60
#: Of the labels of a head no greater share was read in two ways, and those are so much alike, of 100.
_MISREAD, _ALIKE = 0.4, 65

#: Years, and what stands in brackets, are printed in heads.
_NO_FIGURES = re.compile(r"20\d\d年?度?|[(（][^()（）]*[)）]|^\d{1,2}[-—–至]\d{1,2}月")

Row = Sequence[RuledCell]


def repeated(above: RuledTable, below: RuledTable) -> int:
    """How many rows at the top of the lower part are the head of the table printed again."""
    heads = [row_of(above, row) for row in range(min(len(above.ys) - 1, _LOOKED_AT))]
    again = [row_of(below, row) for row in range(min(len(below.ys) - 1, _LONGEST_HEAD))]
    best = start = 0
    for at, head in enumerate(heads):
        pairs = zip(heads[at:], again, strict=False)
        count = sum(1 for _ in takewhile(lambda pair: _same_head(*pair), pairs))
        if count > best and _may_be_head(head):
            best, start = count, at
    if not best or not _is_whole(below, best) or not _same_label(above, heads[start][0], again[0][0], best):
        return 0
    return best


def _may_be_head(row: Row) -> bool:
    """Whether a head may begin with the row: several words, from the left edge on, and no figure but of a year.

    Rows of two halves of a table, long-term and annual, say the same as well.
    """
    words = [words_of(cell) for cell in row]
    figures = any(any(sign.isdigit() for sign in _NO_FIGURES.sub("", word)) for word in words)
    return sum(map(bool, words)) > 1 and not figures and any(cell.column == 0 for cell in row)


def _same_head(above: Row, below: Row) -> bool:
    """Whether two rows say the same, but for a label before them that goes on below or is cut off."""
    if abs(len(above) - len(below)) > 1:
        return False
    few = min(len(above), len(below))
    outside = [*above[: len(above) - few], *below[: len(below) - few]]
    pairs = _from_right(above, below)
    unlike = [(one, other) for one, other in pairs if words_of(one) != words_of(other)]
    if len(unlike) <= _MISREAD * sum(1 for cell in below if words_of(cell)):
        unlike = [(one, other) for one, other in unlike if not _are_alike(words_of(one), words_of(other))]
    if len(outside) + len(unlike) > 1 or not any(words_of(cell) for cell in below):
        return False
    loose = [*outside, *(cell for pair in unlike for cell in pair)]
    return all(cell.column == 0 for cell in loose)


def _are_alike(one: str, other: str) -> bool:
    """Whether the same label may have been read in two ways: figures are as they are."""
    if any(sign.isdigit() for sign in one + other):
        return False
    return fuzz.ratio(normalize("NFKC", one), normalize("NFKC", other)) >= _ALIKE


def _from_right(above: Row, below: Row) -> list[tuple[RuledCell, RuledCell]]:
    return list(zip(reversed(above), reversed(below), strict=False))


def _is_whole(below: RuledTable, rows: int) -> bool:
    """Whether the head ends with these rows: only what labels the rows below reaches on."""
    head = [cell for cell in below.cells if cell.row < rows and cell.column]
    return below.ragged or all(cell.row + cell.rowspan <= rows for cell in head)


def _same_label(above: RuledTable, before: RuledCell, label: RuledCell, rows: int) -> bool:
    """Whether what labels the rows under a head is what labelled the last rows above, not another part of the form."""
    words = words_of(label)
    if label.rowspan <= rows or words in ("", words_of(before)):
        return True
    end = len(above.ys) - 1
    running = {words_of(cell) for cell in above.cells if cell.row + cell.rowspan == end}
    return words in running or ("" in running and words not in {words_of(cell) for cell in above.cells})


def without_head(table: RuledTable, rows: int) -> RuledTable:
    """The table without its first rows; a cell that reaches beyond them goes on without its text."""
    cells = [
        replace(cell, row=max(0, cell.row - rows), rowspan=cell.rowspan - max(0, rows - cell.row))
        if cell.row >= rows
        else replace(cell, row=0, rowspan=cell.row + cell.rowspan - rows, lines=())
        for cell in table.cells
        if cell.row + cell.rowspan > rows
    ]
    return replace(table, ys=table.ys[rows:], cells=tuple(cells), open_top=table.open_top and not rows)


def row_of(table: RuledTable, row: int) -> list[RuledCell]:
    """The cells that begin in a row, left to right."""
    return [cell for cell in table.cells if cell.row == row]


def words_of(cell: RuledCell) -> str:
    """What a cell says, without blanks and line breaks."""
    return "".join(cell.text.split())
