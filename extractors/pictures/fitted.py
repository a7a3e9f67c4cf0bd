"""Pages of one table laid over each other: every page lies a little differently on the glass, its columns do not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from extractors.pdf_layout.running import PageRead

#: Two pages of one document differ in size by no more than this share: a camera was nearer to one of them.
_STRETCH = 0.3
#: Edges so near, in points, are the same one, and so many of them must be.
_SAME = 5.0
_SHARED = 0.7


def fitted(page: PageRead, before: PageRead | None) -> PageRead:
    """The page with the column edges of its first table moved onto those of the last table of the page before."""
    if before is None or not before.tables or not page.tables:
        return page
    first = min(page.tables, key=lambda table: table.ys[0])
    moved = _moved(first.xs, before.edges_at_foot)
    if moved is None:
        return page
    tables = tuple(replace(table, xs=moved) if table is first else table for table in page.tables)
    return replace(page, tables=tables)


def _moved(xs: Sequence[float], model: Sequence[float]) -> tuple[float, ...] | None:
    """The edges stretched to the width of the model, each on the model's edge near it; None for other columns."""
    stretch = (model[-1] - model[0]) / (xs[-1] - xs[0])
    if abs(stretch - 1) > _STRETCH:
        return None
    stretched = [model[0] + (x - xs[0]) * stretch for x in xs]
    nearest = [min(model, key=lambda edge: abs(edge - x)) for x in stretched]
    shared = sum(1 for x, edge in zip(stretched, nearest, strict=True) if abs(x - edge) <= _SAME)
    if shared < _SHARED * min(len(xs), len(model)):
        return None
    moved = [edge if abs(x - edge) <= _SAME else x for x, edge in zip(stretched, nearest, strict=True)]
    return tuple(moved if all(left < right for left, right in pairwise(moved)) else stretched)
