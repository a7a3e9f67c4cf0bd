"""Forms in two languages, the second below the first in each cell: the Chinese lines say all."""

from __future__ import annotations

import re
from dataclasses import replace

from schema.document import Table

#: So large a share of the cells with words has a line of each language.
_LEAST = 0.3
_CHINESE, _LATIN = re.compile(r"[\u4e00-\u9fff]"), re.compile(r"[A-Za-z]{2}")


def without_translations(table: Table) -> Table:
    """The table without the lines of Latin letters alone below Chinese ones, where it is written in both languages."""
    said = [_chinese(cell.text) for cell in table.cells]
    worded = sum(bool(_CHINESE.search(cell.text)) for cell in table.cells)
    changed = sum(kept != cell.text for kept, cell in zip(said, table.cells, strict=True))
    if not changed or changed < _LEAST * worded:
        return table
    cells = (replace(cell, text=kept) for kept, cell in zip(said, table.cells, strict=True))
    return replace(table, cells=tuple(cells))


def _chinese(text: str) -> str:
    """The lines of a cell without those that say in Latin letters what a Chinese one above says."""
    lines = text.split("\n")
    if len(lines) < 2 or not _CHINESE.search(lines[0]):
        return text
    return "\n".join(line for line in lines if _CHINESE.search(line) or not _LATIN.search(line))
