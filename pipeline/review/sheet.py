"""The text of a document as it was read: its tables and lines around a record, the record's cells marked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from pipeline.review.filing import Record
from schema.document import Block, Cell, Document, Table

# So many rows are shown around a record, and so much of a text.
_AROUND = 80
_LONGEST = 6000
_WIDEST = 60
# A shorter text stands everywhere: it says nothing of where a record stands, and is marked in its row alone, as a cell
# of its own or behind the record's name.
_SHORTEST = 2
# A text as long as this stands nowhere by chance: where figures run together it is found in the midst of them.
_TELLING = 5
# What a number may hold between its digits.
_POINTS = ".,"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `marked` where it is what the record says."""

    text: str
    marked: bool = False


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell as it is shown."""

    pieces: tuple[Piece, ...]
    rowspan: int = 1
    colspan: int = 1
    marked: bool = False


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row of a table, or a paragraph as a row of one cell; `number` counts from 1 in its table."""

    number: int
    cells: tuple[SheetCell, ...]
    current: bool = False


@dataclass(frozen=True, slots=True)
class SheetBlock:
    """A table or a paragraph; `number` is the table's, None for a paragraph."""

    rows: tuple[SheetRow, ...]
    number: int | None = None
    more_above: int = 0
    more_below: int = 0


@dataclass(frozen=True, slots=True)
class _Unit:
    """A row or a paragraph: what may be the record's place."""

    block: int
    row: int
    text: str
    placed: bool = field(default=False)


def sheet(document: Document, record: Record) -> list[SheetBlock]:
    """The blocks around the record."""
    units = _units(document, record)
    wanted = _wanted(record)
    chosen = max(units, key=lambda unit: _score(unit, wanted), default=None)
    if chosen is None or not _score(chosen, wanted):
        chosen = None
    place = units.index(chosen) if chosen else 0
    shown = units[max(0, place - _AROUND) : place + _AROUND]
    return list(_blocks(document, shown, chosen, wanted))


def _units(document: Document, record: Record) -> list[_Unit]:
    table, row, block = record.place
    found: list[_Unit] = []
    tables = 0
    for number, part in enumerate(document.blocks):
        if isinstance(part, Table):
            tables += 1
            texts = [_compact("".join(cell.text for cell in cells)) for cells in part.rows()]
            found += [_Unit(number, at, text, tables == table and at + 1 == row) for at, text in enumerate(texts)]
        else:
            found.append(_Unit(number, 0, _compact(part.text), number + 1 == block))
    return found


def _wanted(record: Record) -> list[str]:
    """What the record says, its name first."""
    return [text for text in dict.fromkeys(map(_compact, record.printed)) if text]


def _score(unit: _Unit, wanted: Sequence[str]) -> float:
    """How much of the record stands there; its place counts as much as its words."""
    said = sum(min(len(text), 30) for text in wanted if len(text) >= _SHORTEST and _find(text, unit.text) >= 0)
    return said + (20 if unit.placed else 0)


def _find(text: str, within: str, start: int = 0) -> int:
    """Where a text stands first from a place on, a short number never as a part of a longer one; -1 for nowhere."""
    if len(text) >= _TELLING:
        return within.find(text, start)
    while (at := within.find(text, start)) >= 0:
        is_begun = text[0].isdecimal() and within[max(0, at - 2) : at].rstrip(_POINTS)[-1:].isdecimal()
        end = at + len(text)
        goes_on = text[-1].isdecimal() and within[end : end + 2].lstrip(_POINTS)[:1].isdecimal()
        if not is_begun and not goes_on:
            return at
        start = at + 1
    return -1


def _blocks(
    document: Document, shown: Sequence[_Unit], chosen: _Unit | None, wanted: Sequence[str]
) -> Iterator[SheetBlock]:
    numbers = _table_numbers(document.blocks)
    for block in dict.fromkeys(unit.block for unit in shown):
        rows = [unit.row for unit in shown if unit.block == block]
        here = chosen.row if chosen and chosen.block == block else None
        part = document.blocks[block]
        if isinstance(part, Table):
            yield _table(part, rows[0], rows[-1] + 1, here, wanted, numbers[block])
        else:
            cell = SheetCell(_marked(part.text, wanted if here is not None else ()))
            yield SheetBlock((SheetRow(1, (cell,), here is not None),))


def _table(table: Table, begin: int, end: int, here: int | None, wanted: Sequence[str], number: int) -> SheetBlock:
    """The rows from `begin` to before `end`; cells that hang in from above are shown from the first row on."""
    kept = [_cut(cell, begin, end) for cell in table.cells if cell.row < end and cell.row + cell.rowspan > begin]
    height = 1 + max((cell.row for cell in table.cells), default=0)
    rows = tuple(
        SheetRow(
            at + 1,
            tuple(_cell(cell, wanted if at == here else ()) for cell in sorted(cells, key=lambda cell: cell.column)),
            at == here,
        )
        for at in range(begin, end)
        for cells in [[cell for cell in kept if cell.row == at]]
    )
    return SheetBlock(rows, number, begin, max(0, height - end))


def _cut(cell: Cell, begin: int, end: int) -> Cell:
    top, bottom = max(cell.row, begin), min(cell.row + cell.rowspan, end)
    return replace(cell, row=top, rowspan=bottom - top, colspan=min(cell.colspan, _WIDEST))


def _cell(cell: Cell, wanted: Sequence[str]) -> SheetCell:
    text = _compact(cell.text)
    whole = bool(text) and text in wanted
    pieces = (Piece(cell.text[:_LONGEST]),) if whole else _marked(cell.text, wanted)
    return SheetCell(pieces, cell.rowspan, cell.colspan, whole or any(piece.marked for piece in pieces))


def _spans(text: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    """Where each wanted text stands and how long it is, in order: the first place behind the name, else the first."""
    name = wanted[0] if wanted else ""
    at = _find(name, text) if len(name) >= _SHORTEST else -1
    behind = at + len(name) if at >= 0 else 0
    spans = [(at, len(name))] if at >= 0 else []
    for one in wanted:
        if one != name and (len(one) >= _SHORTEST or at >= 0):
            place = _find(one, text, behind)
            place = _find(one, text) if place < 0 and len(one) >= _SHORTEST else place
            spans += [(place, len(one))] if place >= 0 else []
    return sorted(spans)


def _marked(text: str, wanted: Sequence[str]) -> tuple[Piece, ...]:
    """The text with a place of each wanted one marked, blanks and line breaks aside."""
    text = text[:_LONGEST]
    places = [place for place, character in enumerate(text) if not character.isspace()]
    compact = "".join(text[place] for place in places)
    pieces: list[Piece] = []
    done = 0
    for start, length in _spans(compact, wanted):
        first, last = places[start], places[start + length - 1] + 1
        if first < done:
            continue
        pieces += [Piece(text[done:first]), Piece(text[first:last], True)]
        done = last
    return tuple(piece for piece in [*pieces, Piece(text[done:])] if piece.text)


def _compact(text: str) -> str:
    return "".join(text.split())


def _table_numbers(blocks: Sequence[Block]) -> dict[int, int]:
    tables = [place for place, block in enumerate(blocks) if isinstance(block, Table)]
    return {place: number for number, place in enumerate(tables, start=1)}
