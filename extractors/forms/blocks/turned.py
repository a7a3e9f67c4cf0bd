"""Indicator tables on their side: heads at the left edge, an indicator a column."""

from __future__ import annotations

from extractors.forms.blocks import indicators, unheaded
from extractors.forms.grid import Grid
from extractors.forms.layouts.turned import put_back, turned
from extractors.forms.scene import BlockReader, Claim, Scene


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The indicators of the table on its side that begins in the row; None where none does."""
    found = turned(grid, index)
    claim = (
        (indicators.read(found.grid, 0, scene) or unheaded.read(found.grid, 0, scene)) if found is not None else None
    )
    if found is None or claim is None or claim.end < len(found.grid.rows) or not claim.indicators:
        return None
    return put_back(claim, found)


TURNED = BlockReader(name="turned indicators", order=9, read=read)
