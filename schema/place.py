"""Where something stood: the anchor of every record, of its id and of its review."""

from __future__ import annotations

from dataclasses import dataclass

from schema.geometry import Box


@dataclass(frozen=True, slots=True)
class Place:
    """A spot in a document. Counts are 1-based; what the format does not have is None.

    `block` counts paragraphs and tables together in reading order; `table` counts tables alone;
    `row` and `column` are physical ones of that table, heads included. `cell` is what a workbook calls it (`B7`).
    """

    page: int | None = None
    block: int | None = None
    table: int | None = None
    row: int | None = None
    column: int | None = None
    box: Box | None = None
    cell: str = ""

    @property
    def key(self) -> str:
        """`t2r14` inside a table, `b7` in running text: names the place, never the words that stand there."""
        if self.table is not None:
            return f"t{self.table}r{self.row or 0}"
        return f"b{self.block or 0}"
