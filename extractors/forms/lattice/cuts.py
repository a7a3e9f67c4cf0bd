"""The likeliest cut of running text into the rows of a table beside the second likeliest, for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile

from extractors.forms.evidence.spans import WHOLE, Spans
from extractors.forms.lattice.decoding import Decoder, Found
from extractors.forms.lattice.lattice_rows import Read, Segment, read_text, segments_of
from extractors.forms.lattice.pieces import Lattice
from extractors.forms.lattice.separators import NEVER

#: So many cells of a row, the longest ones, are forbidden in turn to hear what else it may say.
_FORBIDDEN = 4


@dataclass(frozen=True, slots=True)
class CutRow:
    """A row that was cut out. `second` are the cells of the likeliest other way to read the same stretch, `instead_of`
    those of the row that it would replace, `ahead` how far behind it is, as a logarithm; no cells where every other way
    was hopeless."""

    cells: tuple[Segment, ...]
    second: tuple[Segment, ...] = ()
    instead_of: tuple[Segment, ...] = ()
    ahead: float = 0.0


def cut_rows(text: str, columns: Sequence[str], glued: bool) -> list[CutRow]:
    """The rows of a text, as `lattice_rows` gives them, each with its second cut. Costs more than `lattice_rows`."""
    read = read_text(text, columns, glued)
    return [_row(read, cells) for cells in _rows(read.cells)] if read else []


def _rows(cells: Sequence[Found]) -> Iterator[list[Found]]:
    row: list[Found] = []
    for cell in cells:
        if cell.opens and row:
            yield row
            row = []
        row.append(cell)
    if row:
        yield row


def _row(read: Read, row: Sequence[Found]) -> CutRow:
    """A row with what its stretch says where one of its cells is forbidden: the likeliest of these ways."""
    (cells,) = segments_of(read.decoder, row)
    first, end = row[0].start, row[-1].end
    lattice = _part(read.decoder.lattice, first, end)
    decoder = Decoder(lattice, read.decoder.columns, Spans(lattice))
    best, worth = decoder.read(read.separators, read.rates)
    others: list[tuple[float, list[Found]]] = []
    for cell in _longest(best, decoder):
        kept = decoder.own[cell.start, cell.end - cell.start - 1, cell.column]
        decoder.own[cell.start, cell.end - cell.start - 1, cell.column] = NEVER
        found, other = decoder.read(read.separators, read.rates)
        decoder.own[cell.start, cell.end - cell.start - 1, cell.column] = kept
        if other > NEVER / 2:
            others.append((worth - other, found))
    if not others:
        return CutRow(tuple(cells))
    ahead, found = min(others, key=lambda each: each[0])
    second = [segment for each in segments_of(decoder, found) for segment in each]
    alike = _alike(cells, second)
    until = _alike(cells[alike:][::-1], second[alike:][::-1])
    return CutRow(
        tuple(cells),
        tuple(second[alike : len(second) - until]),
        tuple(cells[alike : len(cells) - until]),
        max(0.0, ahead),
    )


def _longest(cells: Sequence[Found], decoder: Decoder) -> list[Found]:
    """The longest cells that are weighed as a whole."""
    whole = [cell for cell in cells if decoder.columns[cell.column] in WHOLE]
    return sorted(whole, key=lambda cell: cell.start - cell.end)[:_FORBIDDEN]


def _part(lattice: Lattice, start: int, end: int) -> Lattice:
    """The pieces of a lattice from one to before another."""
    return Lattice(lattice.pieces[start:end], lattice.gaps[start:end], lattice.borders[start:end], lattice.manner)


def _alike(one: Sequence[Segment], other: Sequence[Segment]) -> int:
    """How many cells both have at their beginning."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
