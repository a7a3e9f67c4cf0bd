"""Tables and cuts of text explained: which reader took which rows, how each row was read, what came second."""

from __future__ import annotations

from collections.abc import Sequence

from extractors.forms.lattice import cuts
from extractors.forms.lattice.lattice_rows import Segment
from extractors.forms.rows.alignment import Aligned
from extractors.forms.scene import Claim
from extractors.forms.trace import TracedBlock, TracedTable, TracedText, WatchedRow
from pipeline.explain.columns import head_of
from pipeline.explain.explanation import Block, Bounds, Cut, Row, Second, Table, Text
from pipeline.explain.wording import cut, shortened

_KINDS = ("indicators", "amounts", "goals", "fields")


def table_of(traced: TracedTable, bounds: Bounds) -> Table:
    """The table explained."""
    grid = traced.grid
    left = tuple(grid.rows[index].number for index in traced.left if grid.rows[index].filled)
    return Table(
        table=grid.table,
        form=traced.form,
        rows=len(grid.rows),
        columns=grid.width,
        borders="printed" if grid.exact else "counted",
        blocks=tuple(_block(block, traced, bounds) for block in traced.blocks[: bounds.blocks]),
        unclaimed=left[: bounds.rows],
    )


def _block(block: TracedBlock, traced: TracedTable, bounds: Bounds) -> Block:
    rows = traced.grid.rows
    last = min(len(rows), max(block.claim.end, block.first + 1)) - 1
    return Block(
        reader=block.reader,
        first=rows[block.first].number,
        last=rows[last].number,
        found=_found(block.claim),
        second=_second_reader(block.second),
        heads=tuple(head_of(head, bounds) for head in block.watch.heads),
        rows=tuple(_row(row, bounds) for row in block.watch.rows[: bounds.rows]),
    )


def _found(claim: Claim) -> dict[str, int]:
    return {kind: len(getattr(claim, kind)) for kind in _KINDS if getattr(claim, kind)}


def _second_reader(second: tuple[str, Claim] | None) -> Second:
    if second is None:
        return Second()
    found = ", ".join(f"{count} {kind}" for kind, count in _found(second[1]).items())
    return Second(f"{second[0]} ({found})" if found else second[0])


def _row(row: WatchedRow, bounds: Bounds) -> Row:
    aligned = row.line.aligned
    return Row(
        row=row.number,
        name=shortened(row.line.text("name"), bounds.characters),
        way=aligned.way,
        sureness=round(aligned.sureness, 3),
        left=cut([slot.text for slot in aligned.left], bounds),
        second=_second_way(row, aligned.second, bounds),
        doubts=cut(row.doubts, bounds),
    )


def _second_way(row: WatchedRow, second: Aligned | None, bounds: Bounds) -> Second:
    """The cells that stand under another column by the other way."""
    if second is None:
        return Second()
    taken = row.line.aligned.slots
    moved = [
        f"{row.columns[at].role}: {shortened(slot.text, bounds.characters // 3)}"
        for at, slot in sorted(second.slots.items())
        if at not in taken or taken[at] is not slot
    ]
    return Second(f"{second.way}: {', '.join(moved) or 'the same'}")


def text_of(traced: TracedText, bounds: Bounds) -> Text:
    """The cut of a stretch of running text explained."""
    words = traced.head[: bounds.columns]
    roles = [role for role, _ in traced.head]
    return Text(
        head=tuple(f"{role}: {shortened(printed, bounds.characters // 3)}" for role, printed in words),
        rows=tuple(_cut(row, roles, bounds) for row in traced.rows[: bounds.rows]),
    )


def _cut(row: cuts.CutRow, roles: Sequence[str], bounds: Bounds) -> Cut:
    def said(cells: Sequence[Segment]) -> tuple[str, ...]:
        shown = cells[-bounds.columns :]
        return tuple(f"{roles[cell.column]}: {shortened(cell.text, bounds.characters)}" for cell in shown)

    return Cut(said(row.cells), said(row.second), said(row.instead_of), round(row.ahead, 2))
