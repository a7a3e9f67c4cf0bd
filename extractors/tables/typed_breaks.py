"""Line breaks that a program wrote out as characters (`\\n`) where it should have broken the line."""

from __future__ import annotations

from dataclasses import replace

from schema.document import Table

_WRITTEN = ("\\r\\n", "\\n", "\\r")


def with_line_breaks(table: Table) -> Table:
    """The table with line breaks for those that stand in its cells as characters."""
    if not any("\\" in cell.text for cell in table.cells):
        return table
    return replace(table, cells=tuple(replace(cell, text=_broken(cell.text)) for cell in table.cells))


def _broken(text: str) -> str:
    for written in _WRITTEN:
        text = text.replace(written, "\n")
    return text
