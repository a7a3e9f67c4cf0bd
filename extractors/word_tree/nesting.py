"""Tables in tables, so that afterwards no table holds another.

A table of a frame's single cell stands alone, and the frame is forgotten: it draws a border around a page. A nested
table of at least two rows and two columns is a table by itself (a list of indicators in a cell of a form): it follows
the table around it, and its words are not told a second time in the outer cell, where every figure would count twice.
A smaller one only sets text side by side: its paragraphs stay in the outer cell.
"""

from __future__ import annotations

from extractors.word_tree.package import Element, W

_TABLE, _ROW, _CELL = W + "tbl", W + "tr", W + "tc"
_LAYOUT = W + "layout"
_PROPERTIES = ("tblPr", "tblGrid", "trPr", "tcPr", "tblPrEx")


def unnest(root: Element) -> None:
    """Changes the tree in place; tables without tables in them stay as they are."""
    from lxml import etree

    nested = [table for table in root.iter(_TABLE) if next(table.iterancestors(_TABLE), None) is not None]
    if not nested:
        return
    for table in nested:
        if not _is_grid(table):
            _dissolve(table)
    for frame in _frames(nested):
        _dissolve(frame)
    _move_behind(nested)
    etree.strip_tags(root, _LAYOUT)


def _is_grid(table: Element) -> bool:
    rows = [sum(1 for _ in row.iterchildren(_CELL)) for row in table.iterchildren(_ROW)]
    return len(rows) > 1 and max(rows) > 1


def _frames(nested: list[Element]) -> list[Element]:
    """The tables of one cell around a table that is one by itself."""
    around = {next(table.iterancestors(_TABLE), None): None for table in nested if table.tag == _TABLE}
    return [table for table in around if table is not None and _cells(table) == 1]


def _cells(table: Element) -> int:
    return sum(1 for row in table.iterchildren(_ROW) for _ in row.iterchildren(_CELL))


def _dissolve(table: Element) -> None:
    """Leaves only the paragraphs, in reading order."""
    rows = list(table.iterchildren(_ROW))
    cells = [cell for row in rows for cell in row.iterchildren(_CELL)]
    for element in (table, *rows, *cells):
        for child in element:
            if child.tag in _UNUSED:
                element.remove(child)
        element.tag = _LAYOUT


def _move_behind(nested: list[Element]) -> None:
    """Each table that is one by itself goes behind the outermost around it, in their order."""
    tops = [(list(table.iterancestors(_TABLE)), table) for table in nested if table.tag == _TABLE]
    behind: dict[Element, Element] = {}
    for around, table in tops:
        if around:
            behind.get(around[-1], around[-1]).addnext(table)
            behind[around[-1]] = table


_UNUSED = frozenset(W + name for name in _PROPERTIES)
