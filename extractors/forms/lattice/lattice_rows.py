"""The rows of a table in running text by its lattice: what its gaps and columns are like is learnt from the text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from extractors.forms.evidence.spans import spans_of
from extractors.forms.lattice.decoding import Decoder, Found, events_of, slips_of
from extractors.forms.lattice.pieces import Manner, lattice_of
from extractors.forms.lattice.rates import Rates, counted_rates, usual_rates
from extractors.forms.lattice.separators import Separators, counted, usual

#: The text is read so many times at most, until a reading finds the same cells as the one before, from which it takes
#: what gaps and columns are like: after the second a cell may still swallow what every other row parts. Where nothing
#: parts the cells, more readings go astray together.
_ROUNDS, _GLUED_ROUNDS = 5, 2


@dataclass(frozen=True, slots=True)
class Segment:
    """A cell found: its role's position among the columns, and its text."""

    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Read:
    """A text read: the cells, and by what the last reading weighed them."""

    decoder: Decoder
    separators: Separators
    rates: Rates
    cells: Sequence[Found]


def lattice_rows(text: str, columns: Sequence[str], glued: bool) -> list[list[Segment]]:
    """The rows of the text: cells in column order, each row beginning with a level or a name.

    `columns` are roles in the order of the cells; `glued` says that blanks part no cells. Time grows with the length of
    the text.
    """
    read = read_text(text, columns, glued)
    return segments_of(read.decoder, read.cells) if read else []


def read_text(text: str, columns: Sequence[str], glued: bool) -> Read | None:
    """The likeliest reading of a text; None for one without words."""
    lattice = lattice_of(text, glued)
    if not lattice.pieces or not columns:
        return None
    decoder = Decoder(lattice, columns, spans_of(lattice))
    separators, rates = usual(lattice), usual_rates(columns)
    cells, _ = decoder.read(separators, rates)
    rounds = _GLUED_ROUNDS if lattice.manner is Manner.GLUED else _ROUNDS
    for _ in range(rounds - 1):
        separators = counted(lattice, events_of(lattice, cells), *slips_of(lattice, cells))
        filled = [sum(cell.column == column for cell in cells) for column in range(len(columns))]
        rates = counted_rates(columns, filled, sum(cell.opens for cell in cells))
        before, (cells, _) = cells, decoder.read(separators, rates)
        if cells == before:
            break
    return Read(decoder, separators, rates, cells)


def segments_of(decoder: Decoder, cells: Sequence[Found]) -> list[list[Segment]]:
    """The cells row by row; those of one column in one row are lines of a cell."""
    rows: list[list[Segment]] = []
    for cell in cells:
        said = decoder.said(cell.start, cell.end)
        if cell.opens or not rows:
            rows.append([Segment(cell.column, said)])
        elif rows[-1][-1].column == cell.column:
            rows[-1][-1] = Segment(cell.column, f"{rows[-1][-1].text}\n{said}")
        else:
            rows[-1].append(Segment(cell.column, said))
    return rows
