"""Indicator tables whose names are heads."""

from __future__ import annotations

from extractors.forms.blocks import indicators
from extractors.forms.grid import Grid
from extractors.forms.layouts.names_across import upright
from extractors.forms.layouts.turned import put_back
from extractors.forms.scene import BlockReader, Claim, Scene


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The indicators whose levels and names stand side by side in the row and below it; None where none do."""
    found = upright(grid, index)
    claim = indicators.read(found.grid, 0, scene) if found is not None else None
    if found is None or claim is None or claim.end < len(found.grid.rows) or not claim.indicators:
        return None
    return put_back(claim, found)


NAMES_ACROSS = BlockReader(name="indicators under their names", order=7, read=read)
