"""What names each row of a money table: its own label, the labels that it stands under, and what speaks against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from extractors.forms.grid import Row, Slot
from extractors.forms.labels.labels import Parents, label_of
from extractors.forms.money.halves import Half
from extractors.forms.money.ruled_tops import is_code
from extractors.forms.money.tops import Top
from extractors.forms.money.wholes import Figures, Wholes
from extractors.forms.money.wording import surely_worded, wording
from extractors.forms.words.content import is_amount
from extractors.forms.words.vocabulary import listed, words
from normalizers.quantities.numbers import parse_number
from normalizers.text import bare, compact

UNLABELLED = "the row has no label of its own"
LEFT_PARTS = "the row may be a further part of the one above"


@dataclass(frozen=True, slots=True)
class Named:
    """The labels of a row, parents first; empty where none of its half has any. `doubts` are sentences, `sureness` is
    how surely its own label was read."""

    path: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class _Labels:
    """The labels that stand in a row, left to right, and its code."""

    slots: tuple[Slot, ...]
    code: str = ""


def named_rows(top: Top, half: Half, rows: Sequence[int]) -> list[Named]:
    """The labels of each row of a half, in the order of `rows`."""
    labels = _ranked(list(_labels(top, half, rows)))
    if not any(own.slots for own in labels):
        filled = sum(bool(half.figures_in(top.grid.rows[index])) for index in rows)
        return [Named(doubts=(UNLABELLED,) if filled > 1 else ())] * len(rows)
    outers = _outers(top, labels)
    indents = any(slot.text[:1].isspace() for own in labels for slot in own.slots)
    by_code = _Codes()
    parents = Parents()
    parts = _Parts(half, top.grid.rows)
    wholes = Wholes()
    found: list[Named] = []
    for index, own, outer in zip(rows, labels, outers, strict=True):
        if not own.slots:
            last = found[-1].path if found else ()
            found.append(Named(last, (UNLABELLED,)))
            continue
        label = label_of(wording(own.slots[-1]))
        doubts = [UNLABELLED] if own.slots[-1].continues else []
        if own.code:
            path = by_code.path(own.code, label.text)
        elif outer:
            path = (outer, label.text) if label.text != outer else (outer,)
        else:
            if parts.end_before(index):
                parents.end_parts()
            whole = wholes.whole_of(parts.figures(index)) if label.part else ()
            if whole:
                parents.stands_under(whole)
            path = parents.path(label)
            parts.take(index, label.part, path, wholes.figures_of(whole))
            wholes.take(path, parts.figures(index))
            doubts += [LEFT_PARTS] if parents.left_unsaid and not indents else []
        found.append(Named(path, tuple(doubts), min(surely_worded(slot) for slot in own.slots)))
    return found


def is_sum(label: str) -> bool:
    """Whether the label is the word of a sum: 合计, 本年收入合计."""
    return bare(label) in words("money", "sums")


def _labels(top: Top, half: Half, rows: Sequence[int]) -> Iterator[_Labels]:
    """The label cells of each row: what stands left of the half's figures, codes and the block's heading apart."""
    parts: list[str] = []
    remarks = _remarks(top, half, rows)
    for index in rows:
        among = [slot for slot in half.labels_in(top.grid.rows[index]) if slot.column not in remarks]
        slots = [slot for slot in among if not _is_head(top, slot)]
        codes = [slot for slot in slots if slot.column in top.codes and slot.end - 1 in top.codes]
        codes = [slot for slot in codes if not is_sum(slot.text)]
        own = tuple(slot for slot in slots if slot not in codes and _text(slot) and not _is_running(slot, half))
        printed = [_text(slot) for slot in codes]
        parts = _carried(parts, printed)
        yield _Labels(own, "".join(parts) if any(is_code(text) for text in printed) else "")


def _ranked(labels: Sequence[_Labels]) -> list[_Labels]:
    """The labels of the rows without codes that only count them: 10 stands not under 1."""
    codes = [own.code for own in labels if own.code]
    counted = len(codes) > 1 and all(code.isdecimal() and len(code) < 8 for code in codes)
    if counted and all(int(one) + 1 == int(other) for one, other in pairwise(codes)):
        return [replace(own, code="") for own in labels]
    return list(labels)


def _remarks(top: Top, half: Half, rows: Sequence[int]) -> frozenset[int]:
    """The columns among the labels whose heads say that they explain (主要内容), where another names the rows."""
    heads = {column: stack[-1].label for column in range(half.start, half.figures) if (stack := top.stack(column))}
    marks = listed("money", "explanations")
    remarks = {column for column, word in heads.items() if any(mark in word for mark in marks)}
    if not remarks:
        return frozenset()
    slots = (slot for index in rows for slot in half.labels_in(top.grid.rows[index]) if slot.label)
    names = {slot.column for slot in slots} - remarks - top.codes
    return frozenset(remarks if names and min(names) < min(remarks) else ())


def _is_head(top: Top, slot: Slot) -> bool:
    return top.is_heading(slot) or (slot.continues and id(slot.origin) in top.places)


def _is_running(slot: Slot, half: Half) -> bool:
    """A running number or a code beside the label."""
    return is_amount(slot.text) and slot.end < half.figures


def _text(slot: Slot) -> str:
    return compact(slot.origin.text) if slot.continues else slot.text if slot.label else ""


def _carried(before: Sequence[str], printed: Sequence[str]) -> list[str]:
    """The parts of a code, those that a row leaves out at its beginning taken from the row above."""
    told = [compact(text) for text in printed]
    first = next((place for place, text in enumerate(told) if text), len(told))
    if first == len(told):
        return []
    return [*(before[place] if place < len(before) else "" for place in range(first)), *told[first:]]


class _Codes:
    """Follows the codes of rows downwards: 20103 stands under 201."""

    def __init__(self) -> None:
        self._open: list[tuple[str, str]] = []

    def path(self, code: str, label: str) -> tuple[str, ...]:
        while self._open and not (code.startswith(self._open[-1][0]) and code != self._open[-1][0]):
            self._open.pop()
        self._open.append((code, label))
        return tuple(text for _, text in self._open)


class _Parts:
    """Follows the parts of a row downwards (其中：) and says when their figures make it up."""

    def __init__(self, half: Half, rows: Sequence[Row]) -> None:
        self._half, self._rows = half, rows
        self._last = -1
        self._whole: dict[int, Decimal] = {}
        self._sums: dict[int, Decimal] = {}
        self._above: tuple[str, ...] = ()

    def end_before(self, index: int) -> bool:
        """Whether the parts so far make up their whole, so that the figures of the row would be too many."""
        open_ones = [column for column, whole in self._whole.items() if whole and column in self._sums]
        own = self.figures(index)
        return (
            bool(open_ones)
            and all(self._sums[column] == self._whole[column] for column in open_ones)
            and any(own.get(column) for column in open_ones)
        )

    def take(self, index: int, part: bool, path: tuple[str, ...], whole: Figures) -> None:
        """Takes the next row, whether it opens parts, its labels, and the figures of what it is a part of where that is
        not the row before."""
        own = self.figures(index)
        if part:
            self._whole, self._sums, self._above = dict(whole) or self.figures(self._last), own, path[:-1]
        elif self._whole and path[:-1] == self._above and self._above:
            for column, figure in own.items():
                self._sums[column] = self._sums.get(column, Decimal(0)) + figure
        else:
            self._whole = {}
        self._last = index

    def figures(self, index: int) -> dict[int, Decimal]:
        """The numbers of a row by their columns."""
        slots = self._half.figures_in(self._rows[index]) if index >= 0 else ()
        numbers = ((slot.column, parse_number(compact(slot.text))) for slot in slots)
        return {column: number for column, number in numbers if number is not None}


def _outers(top: Top, labels: Sequence[_Labels]) -> list[str]:
    """The label that each row stands under where a second column of labels says so.

    A merged label stands in each of its rows. Where it is printed once only, rows before the first belong to it as
    well, and a sum ends one. A label that begins at the left edge of the labels stands under none.
    """
    if not any(own.slots and own.slots[0].column < own.slots[-1].column for own in labels):
        return [""] * len(labels)
    edge = min(slot.column for own in labels for slot in own.slots)
    named = [_outer(own, edge) for own in labels]
    current = next((name for name in named if name), "")
    ended = False
    found: list[str] = []
    for place, (own, name) in enumerate(zip(labels, named, strict=True)):
        if name:
            current = name
        elif ended:
            current = next((later for later in named[place:] if later), current)
        found.append(current if own.slots and (name or _stands_inside(top, own, edge)) else "")
        ended = bool(own.slots) and is_sum(label_of(_text(own.slots[-1])).text) and not _goes_on(labels, place)
    return found


def _outer(own: _Labels, edge: int) -> str:
    """The label at the left edge of the labels, where another stands right of it."""
    if len(own.slots) < 2 or own.slots[0].column != edge or own.slots[-1].column == edge:
        return ""
    return label_of(_text(own.slots[0])).text


def _stands_inside(top: Top, own: _Labels, edge: int) -> bool:
    return own.slots[-1].column > edge or not top.grid.exact


def _goes_on(labels: Sequence[_Labels], place: int) -> bool:
    """Whether the merged label over a row reaches into the next one."""
    if place + 1 >= len(labels) or not labels[place].slots or not labels[place + 1].slots:
        return False
    return labels[place].slots[0].origin is labels[place + 1].slots[0].origin
