"""Labels that a page break cut in two, known by what both halves say together."""

from __future__ import annotations

from dataclasses import replace

from extractors.forms.words.vocabulary import spellings
from normalizers.text import bare
from schema.document import Cell, Table

_SECTIONS = ("goals", "side", "fields")
#: No label is longer, line ends included.
_LONGEST = 40


def with_whole_labels(table: Table) -> Table:
    """The table with each label whole that goes on in the cell below: overleaf, or drawn past its cell into the next.

    Where the lower cell holds a label of its own besides, that stays.
    """
    if not table.exact:
        return table
    below = {(cell.row, cell.column, cell.colspan): cell for cell in table.cells}
    pages = {cell.row: cell.page for cell in table.cells}
    changed: dict[int, Cell | None] = {}
    for cell in table.cells:
        rest = below.get((cell.row + cell.rowspan, cell.column, cell.colspan))
        if id(cell) in changed or rest is None or not bare(cell.text) or not bare(rest.text):
            continue
        if _is_overleaf(rest, pages.get(rest.row - 1)) and _is_known(cell.text + rest.text):
            whole = f"{cell.text}\n{rest.text}"
            changed[id(cell)] = replace(cell, text=whole, rowspan=cell.rowspan + rest.rowspan)
            changed[id(rest)] = None
        elif end := _overflow(cell.text, rest.text):
            changed[id(cell)] = replace(cell, text=f"{cell.text}\n{end}")
            changed[id(rest)] = replace(rest, text=rest.text[len(end) + 1 :])
    cells = (changed.get(id(cell), cell) for cell in table.cells)
    return replace(table, cells=tuple(cell for cell in cells if cell is not None)) if changed else table


def _is_overleaf(cell: Cell, page_above: int | None) -> bool:
    return cell.page is not None and page_above is not None and page_above < cell.page


def _is_known(text: str) -> bool:
    word = bare(text)
    return any(word in spellings(section) for section in _SECTIONS)


def _overflow(first: str, text: str) -> str:
    """The lines at the top of the text that make the first label whole and leave another one behind."""
    if _is_known(first) or len(text) > _LONGEST:
        return ""
    ends = [at for at, sign in enumerate(text) if sign == "\n"]
    return next((text[:at] for at in ends if _is_known(first + text[:at]) and _is_known(text[at:])), "")
