"""What a gap between two pieces of text says: that a cell goes on, that it ends, or that its row ends with it.

What each kind of gap stands for differs from text to text. The counts begin with what is usual in texts of a manner and
are taken anew from what the first reading of the text made of its gaps.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from extractors.forms.lattice.pieces import Gap, Lattice, Manner

#: What may be at a gap: the cell goes on, a cell ends in its row, the row ends.
INSIDE, CELL, ROW = 0, 1, 2
#: The usual shares of the three, by manner and gap: Nothing, blank, wide, line, blank line, border, border and line.
_USUAL: Mapping[Manner, tuple[tuple[float, float, float], ...]] = {
    Manner.GLUED: ((.55, .33, .12), (.30, .50, .20), (.10, .65, .25), (.30, .40, .30), (.20, .45, .35),
                   (0, .7, .3), (0, .6, .4)),
    Manner.SPACED: ((.993, .0045, .0025), (.012, .738, .25), (.005, .745, .25), (.03, .47, .50), (.01, .49, .50),
                    (0, .7, .3), (0, .5, .5)),
    Manner.BLANK_LINES: ((.993, .0045, .0025), (.90, .07, .03), (.60, .28, .12), (.80, .14, .06), (.01, .73, .26),
                         (0, .7, .3), (0, .5, .5)),
    Manner.BORDERED: ((.9999, .00008, .00002), (.90, .07, .03), (.70, .21, .09), (.80, .10, .10), (.60, .20, .20),
                      (0, .75, .25), (0, .55, .45)),
    Manner.LINES: ((.9995, .0003, .0002), (.95, .035, .015), (.50, .35, .15), (.06, .66, .28), (.01, .55, .44),
                   (0, .7, .3), (0, .5, .5)),
}  # fmt: skip
#: The same of what parts the cells within a line, and of its end, where each line is a row.
_ROWS_OF_LINES: Mapping[Manner, Mapping[Gap, tuple[float, float, float]]] = {
    Manner.BORDERED: {Gap.BORDER: (0, .9998, .0002), Gap.BORDER_LINE: (0, .15, .85)},
    Manner.SPACED: {Gap.BLANK: (.012, .978, .01), Gap.WIDE: (.005, .985, .01), Gap.LINE: (.04, .06, .90)},
}  # fmt: skip
#: The usual shares weigh as much as so many gaps of the text.
_WEIGHT = 12.0
#: A cell stands so many columns further than its borders say, at most so many of which count; the usual shares.
_MOST_SLIPS, _FAITHFUL, _SLIPPED = 2, 0.83, 0.075
#: What cannot be.
NEVER = -1e6

Table = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Separators:
    """The logarithms of the chances of what may be at each kind of gap (gap by event), of a cell that stands where its
    borders say, and of one a column off."""

    events: Table
    faithful: float
    slipped: float

    def slips(self, borders: int, columns: int) -> Table:
        """What each step between two columns costs behind so many borders, before by behind; the first is the row's
        left edge."""
        steps = np.arange(columns)[None, :] - np.arange(columns)[:, None]
        off = np.minimum(np.abs(steps - borders), _MOST_SLIPS) if borders else np.zeros_like(steps)
        return np.where(off > 0, off * self.slipped, self.faithful if borders else 0.0)


def usual(lattice: Lattice) -> Separators:
    """What gaps say in texts like this one."""
    return _separators(_usual_shares(lattice), _FAITHFUL)


def _usual_shares(lattice: Lattice) -> Table:
    shares = np.array(_USUAL[lattice.manner])
    if lattice.lines_are_rows:
        for gap, usual_there in _ROWS_OF_LINES[lattice.manner].items():
            shares[gap] = usual_there
    return shares


def counted(lattice: Lattice, events: Iterable[tuple[Gap, int]], faithful: int, slipped: int) -> Separators:
    """What gaps say in a text of which a reading is known: each gap with what it stands for, and how many cells stand
    where their borders say, and how many elsewhere. A cell that goes on over a gap does not vouch for itself: of each
    kind of gap one such cell does not count."""
    shares = _WEIGHT * _usual_shares(lattice)
    for (gap, event), count in Counter(events).items():
        shares[gap, event] += count - (event == INSIDE and gap != Gap.NOTHING)
    share = (_WEIGHT * _FAITHFUL + faithful) / (_WEIGHT + faithful + slipped)
    return _separators(shares / shares.sum(axis=1, keepdims=True), share)


def _separators(shares: Table, faithful: float) -> Separators:
    with np.errstate(divide="ignore"):
        events = np.maximum(np.log(shares), NEVER)
    return Separators(events, float(np.log(faithful)), float(np.log((1 - faithful) * _SLIPPED / (1 - _FAITHFUL))))
