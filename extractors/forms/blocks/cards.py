"""Indicators on cards."""

from __future__ import annotations

from extractors.forms.blocks import indicators
from extractors.forms.grid import Grid
from extractors.forms.layouts.cards import upright
from extractors.forms.layouts.turned import put_back
from extractors.forms.scene import BlockReader, Claim, Scene


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The indicators on the cards that begin in the row; None where none begins there."""
    found = upright(grid, index)
    claim = indicators.read(found.grid, 0, scene) if found is not None else None
    if found is None or claim is None or claim.end < len(found.grid.rows) or not claim.indicators:
        return None
    return put_back(claim, found)


CARDS = BlockReader(name="indicators on cards", order=6, read=read)
