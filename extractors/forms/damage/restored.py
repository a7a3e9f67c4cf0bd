"""What a scan damaged, put right before it is read: heads, labels, and cells that lost the rule between them."""

from __future__ import annotations

from extractors.forms.damage.glued import with_parted_cells
from extractors.forms.damage.mended_heads import with_mended_heads
from extractors.forms.damage.mended_labels import labels_of, with_mended_labels
from extractors.forms.damage.parted_heads import with_parted_heads
from extractors.forms.grid import Grid
from schema.document import Document, Table


def own_labels(document: Document) -> frozenset[str]:
    """The labels of all tables of a document that are whole."""
    tables = (block for block in document.blocks if isinstance(block, Table))
    return labels_of(cell.text for table in tables for cell in table.cells)


def restored(grid: Grid, own: frozenset[str]) -> Grid:
    """The grid with heads and labels as they were printed, less sure where they were damaged; one that no engine read
    from a picture comes back as it is."""
    if not grid.seen:
        return grid
    return with_parted_cells(with_mended_labels(with_mended_heads(with_parted_heads(grid)), own))
