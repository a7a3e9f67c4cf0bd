"""The likeliest cut of running text into the rows of a table beside the second likeliest, for whoever asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extractors.forms.decoding import Decoder, Found
from extractors.forms.evidence.likelihoods import NEVER
from extractors.forms.evidence.spans import WHOLE, Spans
from extractors.forms.segmentation import Decoded, Segment, decoded

#: So many rows are read a second time.
_MOST = 60


@dataclass(frozen=True, slots=True)
class CutRow:
    """A row that was cut out. `second` are the cells of the likeliest way to read the row and its neighbours without
    one of its cells, `instead_of` those that it would replace, `ahead` how far behind it is, as a logarithm; no cells
    where there is no other way."""

    cells: tuple[Segment, ...]
    second: tuple[Segment, ...] = ()
    instead_of: tuple[Segment, ...] = ()
    ahead: float = 0.0


def cut_rows(text: str, columns: Sequence[str], glued: bool) -> list[CutRow]:
    """The first rows of a text, as they are cut out of it, each with its second cut. Costs far more than `segment`."""
    found = decoded(text, columns, glued)
    if found is None:
        return []
    rows = list(_rows(found.cells))
    return [_cut(found, rows, at) for at in range(min(_MOST, len(rows)))]


def _rows(cells: Sequence[Found]) -> Iterator[list[Found]]:
    row: list[Found] = []
    for cell in cells:
        if cell.opens and row:
            yield row
            row = []
        row.append(cell)
    if row:
        yield row


def _cut(found: Decoded, rows: Sequence[Sequence[Found]], at: int) -> CutRow:
    own = rows[at]
    first, last = rows[max(0, at - 1)][0].start, rows[min(len(rows) - 1, at + 1)][-1].end
    decoder = _window(found, first, last)
    best, worth = decoder.read(found.separators, found.rates)
    ways: list[tuple[float, list[Found]]] = []
    for cell in best:
        inside = own[0].start <= cell.start + first < own[-1].end
        if inside and decoder.columns[cell.column] in WHOLE:
            ways.append(_without(found, decoder, cell))
    said = tuple(_segment(found.decoder, cell) for cell in own)
    # A cell that says what another one of its row says is likely whatever its role's chances are.
    others = [way for way in ways if way[0] > NEVER / 2 and way[1] != best]
    if not others:
        return CutRow(said)
    other, cells = max(others, key=lambda way: way[0])
    one, two = _differing(decoder, best, cells)
    return CutRow(said, two, one, round(worth - other, 3))


def _window(found: Decoded, first: int, last: int) -> Decoder:
    """A decoder of the pieces from one to before another."""
    whole = found.decoder.lattice
    parts = {name: getattr(whole, name)[first:last] for name in ("pieces", "gaps", "borders")}
    lattice = replace(whole, **parts)
    return Decoder(lattice, found.decoder.columns, Spans(lattice))


def _without(found: Decoded, decoder: Decoder, cell: Found) -> tuple[float, list[Found]]:
    """The likeliest way to read a window without a cell, and its worth."""
    at = cell.start, cell.end - cell.start - 1, cell.column
    kept = float(decoder.own[at])
    decoder.own[at] = NEVER
    cells, worth = decoder.read(found.separators, found.rates)
    decoder.own[at] = kept
    return worth, cells


def _differing(
    decoder: Decoder, best: Sequence[Found], other: Sequence[Found]
) -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    """The cells of each of two ways that the other one has not."""
    one, two = (
        tuple(_segment(decoder, cell) for cell in cells if cell not in beside)
        for cells, beside in ((best, other), (other, best))
    )
    return one, two


def _segment(decoder: Decoder, cell: Found) -> Segment:
    return Segment(cell.column, decoder.said(cell.start, cell.end))
