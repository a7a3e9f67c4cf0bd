"""How a document was understood, taken down for whoever asks; without a trace nothing is taken down.

`recognise` tells a trace which reader took which rows; the trace asks that reader again, with a watch, and the others
what they would have made of the rows. So what it holds is what recognition itself says, and costs nothing elsewhere.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from extractors.forms.columns.column import Column
from extractors.forms.columns.heads import Head
from extractors.forms.grid import Grid
from extractors.forms.lattice.cuts import CutRow, cut_rows
from extractors.forms.lattice.lattice_rows import Segment
from extractors.forms.rows.line import Line
from extractors.forms.scene import BlockReader, Claim, Scene
from schema.faults import attempt

#: Of so many rows the other readers are asked as well, and so many characters of text are cut a second time.
_ASKED, _LONGEST = 200, 20_000


@dataclass(frozen=True, slots=True)
class WatchedRow:
    """A row, or one indicator's share of it, with its cells under the columns, and what speaks against that parting."""

    number: int
    line: Line
    columns: tuple[Column, ...]
    doubts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Watch:
    """What a block says of the heads that it read under and of its rows."""

    heads: list[Head] = field(default_factory=list)
    rows: list[WatchedRow] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class TracedBlock:
    """What a reader took of a table from the row with index `first` on. `second` is the reader that would have been
    next, with what it would have taken; None where no other one begins there."""

    reader: str
    first: int
    claim: Claim
    watch: Watch
    second: tuple[str, Claim] | None = None


@dataclass(frozen=True, slots=True)
class TracedTable:
    """A table as it was read, its blocks, and the indexes of the rows that none took."""

    grid: Grid
    form: str
    blocks: tuple[TracedBlock, ...]
    left: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class TracedText:
    """A stretch of running text behind a head that was cut into rows, each with the second likeliest cut."""

    head: tuple[tuple[str, str], ...]
    rows: tuple[CutRow, ...]


@dataclass(slots=True)
class Trace:
    """What is taken down of a document, in reading order."""

    tables: list[TracedTable] = field(default_factory=list)
    texts: list[TracedText] = field(default_factory=list)
    _blocks: list[TracedBlock] = field(default_factory=list)
    _asked: int = 0

    def block(self, readers: Sequence[BlockReader], grid: Grid, index: int, scene: Scene, claim: Claim) -> None:
        """Takes down what was made of the block that begins in a row; the first reader that claims it has taken it."""
        taken: list[tuple[str, Claim, Watch]] = []
        for reader in readers:
            watch = Watch()
            own = attempt([], reader.name, reader.read, grid, index, replace(scene, watch=watch))
            taken += [(reader.name, own, watch)] if own is not None else []
            if len(taken) > 1 or (taken and self._asked > _ASKED):
                break
        self._asked += 1
        if taken:
            (name, _, watch), *others = taken
            self._blocks.append(TracedBlock(name, index, claim, watch, others[0][:2] if others else None))

    def table(self, grid: Grid, form: str, left: Sequence[int]) -> None:
        """Ends a table: the blocks taken down so far are its own."""
        self.tables.append(TracedTable(grid, form, tuple(self._blocks), tuple(left)))
        self._blocks = []

    def text(
        self, head: Sequence[tuple[str, str]], rows: Sequence[Sequence[Segment]], body: str, is_glued: bool
    ) -> None:
        """Takes down how the text behind a head, its roles and what it prints, was cut into rows; the second cut of
        each is known where the first is the one that `cut_rows` makes."""
        second = cut_rows(body[:_LONGEST], [role for role, _ in head], is_glued)
        is_same = all(one.cells == tuple(row) for one, row in zip(second, rows, strict=False))
        cuts = second if is_same else [CutRow(tuple(row)) for row in rows]
        self.texts.append(TracedText(tuple(head), tuple(cuts)))
