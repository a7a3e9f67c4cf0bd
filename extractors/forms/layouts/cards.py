"""Indicators on cards: a label and its value side by side, in as few rows as one indicator needs, card below card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.forms.grid import Grid, Row, Slot
from extractors.forms.layouts.upright import Upright, upright_of
from extractors.forms.words.vocabulary import column_role
from normalizers.text import bare

#: A card names the indicator, and says a value of it.
_NAME, _VALUES = "name", frozenset({"target", "actual", "score"})
#: So many labels of a card are known heads of columns; more rows than this are no card.
_LEAST_KNOWN, _MOST_ROWS = 3, 20


@dataclass(frozen=True, slots=True)
class _Said:
    """A label with its value, which stand in a row of the grid (0-based)."""

    label: Slot
    value: Slot
    row: int


def upright(grid: Grid, index: int) -> Upright | None:
    """The cards that begin in a row of a ruled grid as a table with a row for each; None where none begins there."""
    if not grid.exact:
        return None
    cards = list(_cards(grid, index))
    if not cards:
        return None
    heads = {bare(said.label.text): said for card in reversed(cards) for said in reversed(card)}
    names = sorted(heads, key=lambda name: (heads[name].row, heads[name].label.column))
    said = [{bare(one.label.text): (one.value, one.row) for one in card} for card in cards]
    shown = [(heads[name].label, heads[name].row) for name in names]
    rows = [[card.get(name) for name in names] for card in said]
    return upright_of(grid, (index, cards[-1][-1].row), shown, rows)


def _cards(grid: Grid, index: int) -> Iterator[list[_Said]]:
    """The cards from a row on, each up to where a label comes again."""
    card: list[_Said] = []
    for at, row in grid.from_row(index):
        said = _pairs(row, at)
        labels = {bare(one.label.text) for one in card}
        if card and (not said or any(bare(one.label.text) in labels for one in said)):
            if not _is_card(card):
                return
            yield card
            card = []
        if not said:
            return
        card += said
    if _is_card(card):
        yield card


def _pairs(row: Row, at: int) -> list[_Said]:
    """The labels of a row with the values beside them; none where another cell stands in it, or no label is known."""
    slots = row.slots
    if len(slots) % 2 or any(slot.continues for slot in slots):
        return []
    pairs = [_Said(label, value, at) for label, value in zip(slots[::2], slots[1::2], strict=True)]
    is_sound = all(pair.label.label and not _is_known(pair.value) for pair in pairs)
    return pairs if is_sound and any(_is_known(pair.label) for pair in pairs) else []


def _is_known(slot: Slot) -> bool:
    return bool(slot.label) and column_role(slot.text).sureness == 1.0


def _is_card(card: Sequence[_Said]) -> bool:
    roles = {column_role(said.label.text).name for said in card if _is_known(said.label)}
    named = any(column_role(said.label.text).name == _NAME and said.value.label for said in card)
    is_short = len({said.row for said in card}) <= _MOST_ROWS
    return named and bool(roles & _VALUES) and len(roles) >= _LEAST_KNOWN and is_short
