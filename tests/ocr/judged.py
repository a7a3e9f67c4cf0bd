"""What an engine saw of a drawn picture against what the picture says."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable, Sequence

from extractors.ocr.seen import Glyph, Line
from tests.ocr.drawn import Cell


def plain(text: str) -> str:
    """Without blanks, and with one width for brackets, colons and commas: engines choose between those freely."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def glyphs_in(cell: Cell, lines: Iterable[Line]) -> list[Glyph]:
    """The characters whose middles lie in the cell, in the order in which they were read."""
    return [
        glyph
        for line in lines
        for glyph in line.glyphs
        if cell.x0 <= (glyph.x0 + glyph.x1) / 2 < cell.x1 and cell.y0 <= (glyph.y0 + glyph.y1) / 2 < cell.y1
    ]


def text_in(cell: Cell, lines: Iterable[Line]) -> str:
    """What was seen in the cell, plain."""
    return plain("".join(glyph.text for glyph in glyphs_in(cell, lines)))


def cells_right(cells: Sequence[Cell], lines: Sequence[Line]) -> float:
    """The share of cells whose text is right: characters and places both."""
    return sum(text_in(cell, lines) == plain(cell.text) for cell in cells) / len(cells)


def characters_right(cells: Sequence[Cell], lines: Sequence[Line]) -> float:
    """The share of characters that are right within their cells; one that is too many counts against it."""
    right = total = 0
    for cell in cells:
        want, got = plain(cell.text), text_in(cell, lines)
        matching = difflib.SequenceMatcher(None, want, got, autojunk=False).get_matching_blocks()
        right += sum(block.size for block in matching)
        total += max(len(want), len(got))
    return right / total
