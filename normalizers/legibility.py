"""How surely an indicator's row was read: each of its cells, and what stands beside it in the document."""

from __future__ import annotations

from normalizers.confidence import Beside, confirmed, legible
from normalizers.layout import level_name
from normalizers.names import is_standard
from normalizers.neighbours import oddities
from normalizers.projects import Projects
from schema.reading import IndicatorReading, Printed, Reading

#: Cells whose every character counts.
_FIGURES = ("operator", "target", "unit", "actual", "weight", "score")
_LEVELS = ("level1", "level2")


def surroundings(reading: Reading, typed: bool) -> list[Beside]:
    """What stands beside each row; nothing is odd in tables that no engine read from a picture."""
    rows = reading.indicators
    if typed:
        return [Beside() for _ in rows]
    projects = Projects(reading)
    seen = {row.place.table for row in rows if any(cell.confidence < 1 for cell in (row.name, *row.cells.values()))}
    return [
        Beside(projects.chance(row), (*projects.doubts(row), *odd) if row.place.table in seen else ())
        for row, odd in zip(rows, oddities(rows), strict=True)
    ]


def as_put_into_cells(reading: IndicatorReading) -> list[float]:
    """How sure whoever put the text into cells was of the row and of each of its cells that counts."""
    return [reading.confidence, reading.name.confidence, *(cell.confidence for cell in _counting(reading))]


def as_an_engine_read(reading: IndicatorReading, is_known: bool) -> list[float]:
    """How surely an engine read the row, each of its cells that counts, and its levels; `is_known` says that the name
    is an entry's."""
    name = legible(reading.name.confidence)
    levels = [cell for role in _LEVELS if (cell := reading.cell(role)).text]
    return [
        reading.confidence,
        confirmed(name) if is_known else name,
        *(legible(cell.confidence) for cell in _counting(reading)),
        *(_legible_level(cell) for cell in levels),
    ]


def _legible_level(cell: Printed) -> float:
    chance = legible(cell.confidence)
    return confirmed(chance) if is_standard(level_name(cell.text)) else chance


def _counting(reading: IndicatorReading) -> list[Printed]:
    """The cells beside the name whose every character counts."""
    return [*(reading.cell(role) for role in _FIGURES), *(cell for _, cell in reading.history)]
