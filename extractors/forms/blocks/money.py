"""Money and staff tables: a heading, columns over figures, and rows that may have labels and parents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile

from extractors.forms.content import is_amount, is_placeholder, is_prose
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.heads import head_unit, is_head_row
from extractors.forms.inline import inline_pair
from extractors.forms.labels import Parents, label_of, without_unit
from extractors.forms.openings import is_block_label, is_column_label
from extractors.forms.scene import BlockReader, Claim, Scene
from extractors.forms.vocabulary import words
from extractors.tables.counted import Extent, over, unit_extents, widen
from normalizers.text import bare
from schema.reading import AmountReading

_STOREYS = 3
_LOOKED_AT = 12
_SURE = 0.96
_STRUCTURAL = 0.85
_SUMS = ("合计", "小计", "总计")


@dataclass(frozen=True, slots=True)
class _Top:
    """The head of a money table: its storeys, the extent of every head cell, and where figures begin."""

    first: int
    last: int
    extents: tuple[tuple[Extent, ...], ...]
    width: int
    heading: Slot | None
    figures: int  # the first column with figures
    sure: float
    exact: bool


def read(grid: Grid, index: int, scene: Scene) -> Claim | None:
    """The figures under the head that begins in the row; None where none begins there."""
    top = _find(grid, index)
    if top is None:
        return None
    rows = list(_body(grid, top))
    if not rows and top.sure < _SURE:
        return None
    amounts = tuple(_amounts(grid, top, rows, scene))
    return Claim(rows[-1] + 1 if rows else top.last + 1, amounts=amounts)


def _find(grid: Grid, index: int) -> _Top | None:
    row = grid.rows[index]
    filled = row.filled
    if len(filled) < 2 or is_head_row(row) or any(is_amount(s.text) or is_prose(s.text) for s in filled):
        return None
    heads = [slot for slot in filled if is_column_label(slot.text)]
    heading = filled[0] if filled[0] not in heads or _is_heading(filled[0]) else None
    known = len([slot for slot in heads if slot is not heading])
    if known < (1 if heading and _is_heading(heading) else 2) and not _structural(grid, index):
        return None
    last = index
    while last + 1 < len(grid.rows) and last + 1 - index < _STOREYS and _is_storey(grid, last + 1):
        last += 1
    return _top(grid, index, last, heading, _SURE if known >= 2 else _STRUCTURAL)


def _is_heading(slot: Slot) -> bool:
    return bare(slot.text) in words("money", "blocks") or bool(head_unit(slot.text))


def _structural(grid: Grid, index: int) -> bool:
    """Heads of unknown words: short texts over a row of as many cells of which at least two are figures."""
    row = grid.rows[index]
    if index + 1 >= len(grid.rows) or len(row.filled) < 3 or any(is_block_label(s.text) for s in row.filled[1:]):
        return False
    below = grid.rows[index + 1]
    if len(below.slots) != len(row.slots) or any(_holds_pair(slot) for slot in row.filled):
        return False
    figures = {s.column for s in below.filled if is_amount(s.text)}
    heads = {s.column for s in row.filled}
    return len(figures) >= 2 and figures <= heads


def _is_storey(grid: Grid, index: int) -> bool:
    """A further storey: nothing at the left edge, labels alone, most of them known or figures alone below them."""
    row = grid.rows[index]
    filled = row.filled
    if not filled or row.slots[0].label:
        return False
    if any(is_amount(s.text) or is_prose(s.text) or _holds_pair(s) for s in filled):
        return False
    known = sum(1 for slot in filled if is_column_label(slot.text))
    return known * 2 > len(filled) or _only_figures(grid, index + 1)


def _holds_pair(slot: Slot) -> bool:
    pair = inline_pair(slot.text)
    return pair is not None and bool(pair.value)


def _only_figures(grid: Grid, index: int) -> bool:
    """Whether the row, or the one behind another storey, holds several figures and nothing else."""
    for row in grid.rows[index : index + 2]:
        if len(row.filled) > 1 and all(is_amount(slot.text) for slot in row.filled):
            return True
    return False


def _top(grid: Grid, first: int, last: int, heading: Slot | None, sure: float) -> _Top:
    below = takewhile(_may_belong, (row for _, row in grid.from_row(last + 1)))
    body = list(islice(below, _LOOKED_AT))
    if grid.exact:
        extents = tuple(tuple((s.column, s.end) for s in grid.rows[i].slots) for i in range(first, last + 1))
        width = grid.width
    else:
        rows = [row for row in body if any(is_amount(s.text) for s in row.filled)]
        counts = [len(row.slots) for row in rows]
        heads = max(len(grid.rows[i].slots) for i in range(first, last + 1))
        width = max((n for n in counts if n >= heads), default=heads)
        extents = _counted(grid, first, last, width, [row for row in rows if len(row.slots) == width])
    figures = [s.column for row in body for s in row.filled if is_amount(s.text)]
    return _Top(first, last, extents, width, heading, min(figures, default=1), sure, grid.exact)


def _may_belong(row: Row) -> bool:
    """Whether a row can be one of figures: it opens no other block and is no head."""
    filled = row.filled
    if not filled:
        return True
    columns = sum(1 for slot in filled if is_column_label(slot.text) and not is_amount(slot.text))
    return not (is_head_row(row) or is_block_label(filled[0].text) or columns > 1)


def _counted(grid: Grid, first: int, last: int, width: int, rows: Sequence[Row]) -> tuple[tuple[Extent, ...], ...]:
    """Extents of counted storeys: of the ways to widen the lowest, the one whose labels stand over figures."""
    texts = [[slot.label for slot in grid.rows[i].slots] for i in range(first, last + 1)]

    def stacked(lowest: Sequence[Extent]) -> list[list[Extent]]:
        found = [list(lowest)]
        for above, below in zip(reversed(texts[:-1]), reversed(texts[1:]), strict=True):
            found.append(over(above, below, found[-1]))
        return found[::-1]

    def suits(lowest: Sequence[Extent]) -> float:
        storeys = stacked(lowest)
        return sum(_suits(slot, texts, storeys) for row in rows for slot in row.filled)

    if len(texts[-1]) > width:
        return tuple(tuple(unit_extents(len(line))) for line in texts)
    return tuple(tuple(line) for line in stacked(widen(len(texts[-1]), width, suits)))


def _suits(slot: Slot, texts: Sequence[Sequence[str]], storeys: Sequence[Sequence[Extent]]) -> float:
    labelled = any(
        start <= slot.column < end and is_column_label(text)
        for line, spans in zip(texts, storeys, strict=True)
        for text, (start, end) in zip(line, spans, strict=False)
    )
    return 1.0 if labelled == is_amount(slot.text) else -1.0


def _body(grid: Grid, top: _Top) -> Iterator[int]:
    """Rows of the table: to the next head, label of another block, row of prose, or row of pairs."""
    for index, row in grid.from_row(top.last + 1):
        filled = row.filled
        if not filled:
            yield index
            continue
        if is_head_row(row) or is_block_label(filled[0].text) or any(_holds_pair(slot) for slot in filled):
            return
        figures = [slot for slot in filled if is_amount(slot.text)]
        if not figures and (len(filled) > 2 or any(is_prose(s.text) for s in filled) or _find(grid, index)):
            return
        if row.slots[0].label and top.figures > 1 and top.heading is not None and not grid.exact and not figures:
            return
        yield index


def _amounts(grid: Grid, top: _Top, rows: Sequence[int], scene: Scene) -> Iterator[AmountReading]:
    unit = head_unit(top.heading.text) if top.heading else ""
    shared = _column_unit(grid, top)
    heads = min(map(grid.sureness, range(top.first, top.last + 1)))
    for index, path in zip(rows, _paths(grid, top, rows), strict=True):
        sure = top.sure * min(heads, grid.sureness(index))
        for slot in grid.rows[index].filled:
            if slot.column < top.figures or is_placeholder(slot.text) or not path or is_prose(slot.text):
                continue
            label, own = _label(grid, top, slot)
            yield AmountReading(
                path, grid.printed(index, slot), scene.project, label, own or shared, unit or scene.table_unit,
                place=grid.place(index, slot), confidence=sure if is_amount(slot.text) else sure - 0.2,
            )  # fmt: skip


def _paths(grid: Grid, top: _Top, rows: Sequence[int]) -> list[tuple[str, ...]]:
    """The labels of each row, parents first; a row without any is named by the table's heading."""
    labels = [
        [s for s in grid.rows[i].slots if s.column < top.figures and s.label and not _is_side(s, top)] for i in rows
    ]
    outers = _outers(labels, top)
    parents = Parents()
    found: list[tuple[str, ...]] = []
    for own, outer in zip(labels, outers, strict=True):
        if not own:
            found.append((without_unit(top.heading.text),) if top.heading is not None else ())
        elif outer:
            inner = label_of(own[-1].text).text
            found.append((outer, inner) if inner != outer else (outer,))
        else:
            found.append(parents.path(label_of(own[-1].text)))
    return found


def _outers(labels: Sequence[Sequence[Slot]], top: _Top) -> list[str]:
    """The merged first label over each row, where rows have two: rows before the first belong to it, a sum ends one."""
    two = [len(own) > 1 and own[0].column < own[-1].column for own in labels]
    if not any(two):
        return [""] * len(labels)
    named = [label_of(own[0].text).text if pair else "" for own, pair in zip(labels, two, strict=True)]
    found: list[str] = []
    current = next((name for name in named if name), "")
    ended = False
    for position, (own, name) in enumerate(zip(labels, named, strict=True)):
        if name:
            current = name
        elif ended:
            current = next((later for later in named[position:] if later), current)
        found.append(current if own and (name or own[-1].column == top.figures - 1 or not top.exact) else "")
        ended = bool(own) and label_of(own[-1].text).text in _SUMS
    return found


def _is_side(slot: Slot, top: _Top) -> bool:
    return top.heading is not None and slot.origin is top.heading.origin


def _label(grid: Grid, top: _Top, slot: Slot) -> tuple[str, str]:
    """The lowest head over a figure and the unit that it prints."""
    for storey in range(top.last, top.first - 1, -1):
        for head, (start, end) in zip(grid.rows[storey].slots, top.extents[storey - top.first], strict=False):
            if start <= slot.column < end and head.label and head is not top.heading:
                return without_unit(head.text), head_unit(head.text)
    return "", ""


def _column_unit(grid: Grid, top: _Top) -> str:
    """A unit printed on one money column holds for its neighbours that print none."""
    for storey in range(top.first, top.last + 1):
        for head in grid.rows[storey].slots:
            unit = head_unit(head.text)
            if unit.endswith("元") and head is not top.heading:
                return unit
    return ""


MONEY = BlockReader(name="money", order=30, read=read)
