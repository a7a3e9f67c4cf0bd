"""Indicators on cards: a label and its value side by side, in as few rows as one indicator needs, card below card."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from extractors.forms.grid import Grid, Row, Slot, grid_of
from extractors.forms.layouts.names_across import Upright
from extractors.forms.words.vocabulary import column_role
from normalizers.text import bare
from schema.document import Cell, Table
from schema.place import Place

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
    heads = list(dict.fromkeys(bare(said.label.text) for card in cards for said in card))
    shown = {bare(said.label.text): said.label.text for card in cards for said in card}
    cells = [Cell(shown[head], 0, place) for place, head in enumerate(heads)]
    places: dict[tuple[int, int], Place] = {}
    for row, card in enumerate(cards, 1):
        for said in sorted(card, key=lambda said: heads.index(bare(said.label.text))):
            column, origin = heads.index(bare(said.label.text)), said.value.origin
            cells.append(Cell(origin.text, row, column, page=origin.page, box=origin.box, confidence=origin.confidence))
            places[row, column] = grid.place(said.row, said.value)
    upright_grid = grid_of(Table(tuple(cells), True), grid.table, grid.block)
    return Upright(index, cards[-1][-1].row + 1, upright_grid, places)


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
