"""How wide things are: characters in ems, and the columns of a table after what stands in them."""

from __future__ import annotations

from corpus.layout import Table, grid

#: A column is never thinner than this many characters; one of long texts grows ever slower beyond `EASY`.
THINNEST, EASY, WIDEST = 3.0, 8.0, 20.0


def ems(text: str) -> float:
    """The width of the text in characters of full width; Latin ones count half."""
    return sum(0.5 if char < "\u2000" else 1.0 for char in text)


def widths(table: Table, total: float) -> list[float]:
    """The total shared out among the table's columns, after the longest line of the cells of one column."""
    longest = [THINNEST] * table.width
    for row in grid(table):
        for c, slot in enumerate(row):
            if slot.first_row and slot.cell.colspan == 1:
                longest[c] = max(longest[c], *(ems(line) for line in slot.cell.text.split("\n")))
    wanted = [_easy(length) for length in longest]
    return [total * want / sum(wanted) for want in wanted]


def _easy(length: float) -> float:
    return length if length <= EASY else min(WIDEST, EASY + 1.6 * (length - EASY) ** 0.5)
