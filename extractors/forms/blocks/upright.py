"""Indicator tables that are made upright to be read: on their side, under their names, on cards."""

from __future__ import annotations

from collections.abc import Callable

from extractors.forms.blocks import indicators, unheaded
from extractors.forms.grid import Grid
from extractors.forms.layouts import cards, names_across
from extractors.forms.layouts.turned import Moved, put_back, turned
from extractors.forms.scene import BlockReader, Claim, Scene

_Reading = Callable[[Grid, int, Scene], Claim | None]


def _reading(upright: Callable[[Grid, int], Moved | None], *readers: _Reading) -> _Reading:
    """What reads the table that begins in a row and can be made upright so, by the first of the readers that knows it;
    None where none begins there, or more stands in it than its indicators."""

    def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
        found = upright(grid, index)
        if found is None:
            return None
        claim = next((claim for reader in readers if (claim := reader(found.grid, 0, scene))), None)
        if claim is None or claim.end < len(found.grid.rows) or not claim.indicators:
            return None
        return put_back(claim, found)

    return read


CARDS = BlockReader(name="indicators on cards", order=6, read=_reading(cards.upright, indicators.read))
NAMES_ACROSS = BlockReader(
    name="indicators under their names", order=7, read=_reading(names_across.upright, indicators.read)
)
TURNED = BlockReader(name="turned indicators", order=9, read=_reading(turned, indicators.read, unheaded.read))
