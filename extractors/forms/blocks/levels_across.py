"""Indicator tables whose levels are heads of columns."""

from __future__ import annotations

from extractors.forms.blocks.indicators import read_under
from extractors.forms.grid import Grid
from extractors.forms.layouts.levels_across import head_of_levels
from extractors.forms.scene import BlockReader, Claim, Scene


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The indicators under the levels that stand side by side in the row; None where none do."""
    head = head_of_levels(grid, index)
    claim = read_under(grid, head, scene) if head is not None else None
    return claim if claim is not None and claim.indicators else None


LEVELS_ACROSS = BlockReader(name="indicators under levels as heads", order=8, read=read)
