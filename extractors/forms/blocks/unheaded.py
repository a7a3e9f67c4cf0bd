"""Indicator tables under heads that nobody knows, or that go on without one; all of it is doubted."""

from __future__ import annotations

from extractors.forms.blocks.indicators import read_under
from extractors.forms.columns.unknown_heads import unknown_head
from extractors.forms.grid import Grid
from extractors.forms.scene import BlockReader, Claim, Scene


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The indicators of the table that begins in the row as its cells say; None where they say nothing of the kind."""
    head = unknown_head(grid, index)
    claim = read_under(grid, head, scene) if head is not None else None
    return claim if claim is not None and claim.indicators else None


UNHEADED = BlockReader(name="indicators under an unknown head", order=11, read=read)
