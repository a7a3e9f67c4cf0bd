"""A printed table made upright to be read, cell by cell, and where each of its cells is printed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from extractors.forms.grid import Grid, Slot, grid_of
from schema.document import Cell, Table
from schema.place import Place

#: A slot of the printed table, and its row there, counted from 0.
Shown = tuple[Slot, int]


@dataclass(frozen=True, slots=True)
class Upright:
    """Rows of a printed table (0-based, `end` behind the last) as a table with a row for each indicator, and where each
    cell of that one, by its row and column from 0, is printed. `by_values`: a row is where its value, its last cell, is
    printed, since its name is one of several; else where its name is."""

    first: int
    end: int
    grid: Grid
    places: dict[tuple[int, int], Place]
    by_values: bool = False

    def back(self, place: Place) -> Place:
        """The place in the printed table of a cell of the upright one."""
        if place.row is None or place.column is None:
            return place
        return self.places.get((place.row - 1, place.column - 1), place)

    def of_row(self, place: Place, name: Place) -> Place:
        """The place in the printed table of a row of the upright one whose name is printed at another."""
        own = self.back(replace(place, column=self.grid.width)) if self.by_values else name
        return replace(own, column=None)


def upright_of(
    grid: Grid,
    rows: tuple[int, int],
    heads: Sequence[str | Shown | None],
    body: Iterable[Sequence[Shown | None]],
    by_values: bool = False,
) -> Upright:
    """The upright table of a grid's rows, given by the first and the last: below its heads, in words of their own or as
    printed, a row for each of the body; None is an empty cell."""
    cells: list[Cell] = []
    places: dict[tuple[int, int], Place] = {}
    for row, line in enumerate([heads, *body]):
        for column, said in enumerate(line):
            if said is None or isinstance(said, str):
                cells.append(Cell(said or "", row, column))
            else:
                slot, at = said
                cells.append(replace(slot.origin, row=row, column=column, rowspan=1, colspan=1))
                places[row, column] = grid.place(at, slot)
    upright = grid_of(Table(tuple(cells), True), grid.table, grid.block)
    return Upright(rows[0], rows[1] + 1, upright, places, by_values)
