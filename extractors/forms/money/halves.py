"""The columns of a money table that belong together: labels and the figures to their right, once or several abreast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.forms.grid import Row, Slot
from extractors.forms.labels.labels import without_unit
from extractors.forms.money.tops import Top
from extractors.forms.words.content import is_amount, is_placeholder
from extractors.forms.words.vocabulary import listed, words
from normalizers.text import bare


@dataclass(frozen=True, slots=True)
class Half:
    """Columns `start` to before `end`: labels and codes up to `figures`, then figures.

    `side` names the half, if anything does (收入, 支出); `remarks` are columns of words among the figures, `repeated`
    the words of heads that stand over several of them.
    """

    start: int
    figures: int
    end: int
    side: str = ""
    remarks: frozenset[int] = frozenset()
    repeated: frozenset[str] = frozenset()

    def figures_in(self, row: Row) -> list[Slot]:
        """The filled cells of a row among the figures of this half."""
        return [slot for slot in row.between(self.figures, self.end) if slot.label]

    def labels_in(self, row: Row) -> tuple[Slot, ...]:
        """The cells of a row among the labels of this half, the empty ones too."""
        return row.between(self.start, self.figures)


def halves_of(top: Top, rows: Sequence[int]) -> tuple[Half, ...]:
    """The halves of the table, left to right; one where labels stand at the left edge alone."""
    kinds = _kinds(top, rows)
    starts = [0, *_later_starts(top, kinds)]
    ends = [*starts[1:], max(top.width, 1)]
    found = [_half(top, kinds, start, end) for start, end in zip(starts, ends, strict=True)]
    if len(found) == len(top.sides):
        return tuple(replace(half, side=side) for half, side in zip(found, top.sides, strict=True))
    reach = Counter(key for half in found for key in _heads_over(top, half))
    return tuple(replace(half, side=_side(top, half, reach) if len(found) > 1 else "") for half in found)


def _heads_over(top: Top, half: Half) -> set[int]:
    """The head cells over a half, by identity."""
    return {id(slot.origin) for column in range(half.start, half.end) for slot in top.stack(column)}


def _kinds(top: Top, rows: Sequence[int]) -> dict[int, str]:
    """What stands in each column: `figure`, `label`, or `code`; empty columns have no entry."""
    figures: Counter[int] = Counter()
    labels: Counter[int] = Counter()
    for index in rows:
        row = top.grid.rows[index]
        if not top.grid.exact and len(row.slots) != top.width:
            continue
        for slot in row.filled:
            if is_placeholder(slot.text):
                continue
            (figures if is_amount(slot.text) else labels)[slot.column] += 1
    kinds = {column: "figure" if figures[column] >= labels[column] else "label" for column in {*figures, *labels}}
    return kinds | dict.fromkeys(top.codes, "code")


def _later_starts(top: Top, kinds: dict[int, str]) -> list[int]:
    """Where a further half begins: labels (and the codes before them) behind figures, with figures behind them."""
    columns = sorted(kinds)
    first = next((column for column in columns if kinds[column] == "label"), 0)
    figures = [column for column in columns if kinds[column] == "figure"]
    starts: list[int] = []
    start = None
    seen = False
    for column in columns:
        if kinds[column] == "figure":
            seen = True
        elif seen and column < figures[-1]:
            start, seen = column, False
        if start is not None and not seen and kinds[column] == "label" and _begins_half(top, first, start, column):
            starts.append(start)
            start = None
    return starts


def _begins_half(top: Top, first: int, start: int, column: int) -> bool:
    """Whether labels in a column begin a half, and are no remarks: their head is that of the first labels, or says
    项目 or the like, or an upper head begins where they do and reaches over the figures behind them."""
    stack, at_first = top.stack(column), top.stack(first)
    if not stack:
        return False
    word = bare(stack[-1].text)
    if any(mark in word for mark in listed("money", "remarks")):
        return False
    alike = bool(at_first) and word == bare(at_first[-1].text)
    reaching = any(head.column == start and head.end > column + 1 for head in stack[:-1])
    return alike or reaching or word in words("money", "plain_heads") or any(m in word for m in ("收入", "支出"))


def _half(top: Top, kinds: dict[int, str], start: int, end: int) -> Half:
    figures = [column for column in range(start, end) if kinds.get(column) == "figure"]
    first = figures[0] if figures else end
    if start == 0 and not figures:
        first = top.figures
    remarks = {column for column in range(first, end) if kinds.get(column) == "label"}
    return Half(start, first, end, "", frozenset(remarks), _repeated(top, first, end))


def _side(top: Top, half: Half, reach: Mapping[int, int]) -> str:
    """The head over a whole half and no other; else the head over its labels, where that says more than 项目."""
    labels = [column for column in range(half.start, half.figures) if column not in top.codes]
    stack = top.stack(labels[-1]) if labels else []
    over = [slot for slot in stack if reach[id(slot.origin)] == 1]
    for slot in over[:-1] if len(over) > 1 else over:
        text = without_unit(slot.text)
        if bare(text) not in words("money", "plain_heads"):
            return text
    return ""


def _repeated(top: Top, first: int, end: int) -> frozenset[str]:
    """The words that stand lowest over several columns: 预算数 | 决算数 | 预算数 | 决算数."""
    lowest = {id(stack[-1].origin): stack[-1].label for c in range(first, end) if (stack := top.stack(c))}
    return frozenset(word for word, times in Counter(lowest.values()).items() if times > 1)
