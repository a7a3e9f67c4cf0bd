"""Tables without rulings: columns from where text begins again and again, rows from the blanks between lines.

Only what is clear becomes a table; the rest stays text. A label in the left columns holds down to the next one, as the
merged cell would that was not drawn.
"""

from __future__ import annotations

from collections.abc import Sequence

from extractors.tables.lettering import rows_of
from extractors.tables.marks import Character
from extractors.tables.regions import COLUMNS, Region, regions
from extractors.tables.ruled import RuledTable
from extractors.tables.segments import Row, segments
from extractors.tables.starts import column_starts
from extractors.tables.unruled_grid import chains, grid

#: Cells of a table are short; columns of prose aren't.
_LONGEST_USUAL = 22


def unruled_tables(
    characters: Sequence[Character], known: Sequence[float] = ()
) -> tuple[tuple[RuledTable, ...], list[Character]]:
    """The clear tables among characters that no rulings hold, top to bottom, and the characters in none.

    `known` are the column edges of the table at the foot of the page before: a line or two at the head of this page
    that keep to them are its rest.
    """
    upright = [one for one in characters if not one.turn]
    rest = [one for one in characters if one.turn]
    tables: list[RuledTable] = []
    found = list(regions([segments(row, ()) for row in rows_of(upright)], known))
    every = [row for region in found if region.tabular for row in region.rows]
    for region in found:
        table = _table(region, every) if region.tabular else None
        if table is None:
            rest += [one for row in region.rows for segment in row for one in segment.characters]
        else:
            tables.append(table)
    return tuple(tables), rest


def _table(region: Region, every: Sequence[Row]) -> RuledTable | None:
    """The table of a region, or None where its columns aren't clear; `every` are the lines of all such regions."""
    starts = column_starts(region.rows, every, region.known)
    if len(starts) < COLUMNS:
        return None
    rows = [
        segments(sorted((one for segment in row for one in segment.characters), key=lambda one: one.x0), starts)
        for row in region.rows
    ]
    lengths = sorted(len(segment.characters) for row in rows for segment in row)
    if lengths[len(lengths) // 2] > _LONGEST_USUAL:
        return None
    return grid(list(chains(rows, starts)), starts, region.edge)
