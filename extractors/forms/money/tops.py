"""The top of a money table: its storeys of heads, what stands over each column, and how sure that is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice, takewhile

from extractors.forms.columns.storeys import is_head_row
from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.labels.goal_labels import goal_role
from extractors.forms.labels.labels import without_unit
from extractors.forms.labels.openings import asks_for_words, is_block_label, is_column_label, names_money_block
from extractors.forms.money.ruled_tops import RuledTop, holds_pair, ruled_top
from extractors.forms.words.content import is_amount, is_prose
from extractors.forms.words.vocabulary import role_of, words
from extractors.tables.counted import Extent, over, unit_extents, widen
from normalizers.quantities.unit_headings import unit_in_brackets
from normalizers.text import bare

_STOREYS = 3
#: A row of more filled cells is no head of a form.
_WIDEST = 100
_LOOKED_AT = 12
_SURE = 0.96
_STRUCTURAL = 0.85


@dataclass(frozen=True)
class Top:
    """Rows `first` to `last` are heads; `extents` are the columns of each head cell, storey by storey.

    `heading` names the block, `codes` are columns of classification codes, `figures` is the first column with figures,
    `sure` how likely it is a money table, `known` whether its heads are words that such tables are known to have,
    `sides` what a row of its own above counted heads names their halves.
    """

    grid: Grid
    first: int
    last: int
    extents: tuple[tuple[Extent, ...], ...]
    width: int
    heading: Slot | None
    figures: int
    sure: float
    known: bool
    codes: frozenset[int] = frozenset()
    sides: tuple[str, ...] = ()

    def stack(self, column: int) -> list[Slot]:
        """The head cells over a column, the uppermost first; the block's heading is none."""
        return self._stacks.get(column, [])

    @cached_property
    def _stacks(self) -> dict[int, list[Slot]]:
        stacks: dict[int, list[Slot]] = defaultdict(list)
        for storey in range(self.first, self.last + 1):
            spans = self.extents[storey - self.first]
            for head, (start, end) in zip(self.grid.rows[storey].slots, spans, strict=False):
                if head.label and not self.is_heading(head):
                    for column in range(start, end):
                        stacks[column].append(head)
        return dict(stacks)

    def is_heading(self, slot: Slot) -> bool:
        """Whether the slot is the block's heading, or goes on with it."""
        return self.heading is not None and slot.origin is self.heading.origin

    @cached_property
    def places(self) -> frozenset[int]:
        """Which cells are heads, by identity: a merged one may reach down between the rows."""
        rows = self.grid.rows[self.first : self.last + 1]
        return frozenset(id(slot.origin) for row in rows for slot in row.slots)


def find_top(grid: Grid, index: int) -> Top | None:
    """The top of the money table that begins in the row; None where none begins there."""
    found = _worded_top(grid, index) or _under_sides(grid, index)
    if not grid.exact or (found is None and not _may_begin(grid, index)):
        return found
    ruled = ruled_top(grid, index)
    if ruled is None:
        return found
    return _of_ruled(grid, index, ruled, found)


def _of_ruled(grid: Grid, index: int, ruled: RuledTop, worded: Top | None) -> Top | None:
    """The top by its rules, where its words (or those over the figures) say that it is one of money."""
    if worded is None and not ruled.of_money:
        return None
    extents = tuple(tuple((s.column, s.end) for s in grid.rows[i].slots) for i in range(index, ruled.last + 1))
    heading = worded.heading if worded is not None else ruled.heading
    sure = _SURE if ruled.of_money else worded.sure if worded is not None else _STRUCTURAL
    known = ruled.of_money or (worded is not None and worded.known)
    return Top(grid, index, ruled.last, extents, grid.width, heading, ruled.first_figure, sure, known, ruled.codes)


def _may_begin(grid: Grid, index: int) -> bool:
    row = grid.rows[index]
    if not 0 < len(row.filled) <= _WIDEST or is_head_row(row) or _in_turn(row.filled):
        return False
    return not any(_is_content(slot) for slot in row.filled)


def _is_content(slot: Slot) -> bool:
    return is_amount(slot.text) or is_prose(slot.text) or holds_pair(slot)


def _worded_top(grid: Grid, index: int) -> Top | None:
    row = grid.rows[index]
    filled = row.filled
    if len(filled) < 2 or is_head_row(row) or any(is_amount(s.text) or is_prose(s.text) for s in filled):
        return None
    if _in_turn(filled):
        return None
    heads = [slot for slot in filled if is_column_label(slot.text)]
    heading = filled[0] if filled[0] not in heads or _is_heading(filled[0]) else None
    known = len([slot for slot in heads if slot is not heading])
    if known < (1 if (heading and _is_heading(heading)) or _name_tasks(filled) else 2) and not _structural(grid, index):
        return None
    last = index
    while last + 1 < len(grid.rows) and last + 1 - index < _STOREYS and _is_storey(grid, last + 1):
        last += 1
    return _top(grid, index, last, heading, known >= 2)


def _name_tasks(filled: Sequence[Slot]) -> bool:
    """Whether the heads are those of a department's tasks, which cost something: 任务名称 | 主要内容 | 预算金额."""
    return any(goal_role(slot.text) == "task_name" for slot in filled)


def _in_turn(filled: Sequence[Slot]) -> bool:
    """Whether labels of cells and words take turns (开始时间 | 2023年1月 | 结束时间 | 2023年12月): no heads."""
    labels, values = filled[::2], filled[1::2]
    if len(labels) != len(values) or any(is_column_label(slot.text) for slot in labels):
        return False
    if any(role_of("fields", slot.text) or bare(slot.text) in words("money", "columns") for slot in values):
        return False
    return all(role_of("fields", slot.text).sureness == 1.0 or asks_for_words(slot.text) for slot in labels)


def _under_sides(grid: Grid, index: int) -> Top | None:
    """The top of counted cells below a row that names halves alone: 收入 | 支出 over 项目 | 预算数 | 项目 | 预算数."""
    filled = grid.rows[index].filled
    if grid.exact or len(filled) < 2 or index + 1 >= len(grid.rows) or any(_is_content(slot) for slot in filled):
        return None
    words_below = [slot.label for slot in grid.rows[index + 1].filled]
    if not words_below or words_below.count(words_below[0]) != len(filled):
        return None
    top = _worded_top(grid, index + 1)
    return None if top is None else replace(top, sides=tuple(without_unit(slot.text) for slot in filled))


def _is_heading(slot: Slot) -> bool:
    return names_money_block(slot.text) or bool(unit_in_brackets(slot.text))


def _structural(grid: Grid, index: int) -> bool:
    """Heads of unknown words: short texts over a row of as many cells of which at least two are figures."""
    row = grid.rows[index]
    if index + 1 >= len(grid.rows) or len(row.filled) < 3 or any(is_block_label(s.text) for s in row.filled[1:]):
        return False
    below = grid.rows[index + 1]
    if len(below.slots) != len(row.slots) or any(holds_pair(slot) for slot in row.filled):
        return False
    figures = {s.column for s in below.filled if is_amount(s.text)}
    heads = {s.column for s in row.filled}
    return len(figures) >= 2 and figures <= heads


def _is_storey(grid: Grid, index: int) -> bool:
    """A further storey: nothing at the left edge, labels alone, most of them known or figures alone below them."""
    row = grid.rows[index]
    filled = row.filled
    if not filled or row.slots[0].label or any(_is_content(slot) for slot in filled):
        return False
    known = sum(1 for slot in filled if is_column_label(slot.text))
    return known * 2 > len(filled) or _only_figures(grid, index + 1)


def _only_figures(grid: Grid, index: int) -> bool:
    """Whether the row, or the one behind another storey, holds several figures and nothing else."""
    for row in grid.rows[index : index + 2]:
        if len(row.filled) > 1 and all(is_amount(slot.text) for slot in row.filled):
            return True
    return False


def _top(grid: Grid, first: int, last: int, heading: Slot | None, known: bool) -> Top:
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
    figures = min((s.column for row in body for s in row.filled if is_amount(s.text)), default=1)
    return Top(grid, first, last, extents, width, heading, figures, _SURE if known else _STRUCTURAL, known)


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
