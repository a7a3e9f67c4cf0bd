"""How surely an indicator's row was read: each of its cells, and what stands beside it in the document."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from normalizers.confidence import Beside, confirmed, legible
from normalizers.layout import level_name
from normalizers.levels import standard_level
from normalizers.neighbours import oddities
from normalizers.projects import Projects
from normalizers.text import compact
from schema.reading import IndicatorReading, Printed, Reading

#: Cells whose every character counts.
_FIGURES = ("operator", "target", "unit", "actual", "weight", "score")
_LEVELS = ("level1", "level2")
#: Rows of one name this near to each other are parts of one indicator.
_NEAR = 3
#: So large a part of a project's rows stands twice where a part of them is another's.
_MOSTLY = 0.5
_TWICE = "the same indicator stands in another part of the filing"


def surroundings(reading: Reading, typed: bool) -> list[Beside]:
    """What stands beside each row; most of what an engine may have misread is looked for in pictures alone."""
    rows = reading.indicators
    projects, twice = Projects(reading), _twice(rows)
    seen = set() if typed else {row.place.table for row in rows if any(cell.confidence < 1 for cell in _cells(row))}
    found: list[Beside] = []
    for row, odd in zip(rows, oddities(rows, pictured=seen), strict=True):
        doubts = (*projects.doubts(row), *odd, *([_TWICE] if id(row) in twice else []))
        found.append(Beside(1.0 if typed else projects.chance(row), doubts))
    return found


def _cells(row: IndicatorReading) -> tuple[Printed, ...]:
    return (row.name, *row.cells.values())


def _twice(rows: Sequence[IndicatorReading]) -> set[int]:
    """The identities of rows of a project and horizon most of which stand twice, in tables or parts of their own: one
    of the parts is of another project or horizon, which its heading says in words that nobody knows."""
    parts: defaultdict[tuple[str, str], list[IndicatorReading]] = defaultdict(list)
    for row in rows:
        parts[row.project, row.horizon].append(row)
    found: set[int] = set()
    for part in parts.values():
        twice = {id(row) for group in _alike(part) if len(group) > 1 and _are_apart(group) for row in group}
        if len(twice) >= _MOSTLY * len(part):
            found |= twice
    return found


def _alike(rows: Sequence[IndicatorReading]) -> Iterable[list[IndicatorReading]]:
    met: defaultdict[tuple[str, str], list[IndicatorReading]] = defaultdict(list)
    for row in rows:
        met[row.level2, compact(row.name.text)].append(row)
    return met.values()


def _are_apart(group: Sequence[IndicatorReading]) -> bool:
    """Whether they stand in parts of one table, or in several tables of which none names its project: a project that is
    named may well be printed twice."""
    first, last = group[0].place, group[-1].place
    if first.table != last.table:
        return not compact(group[0].project)
    return (last.row or 0) - (first.row or 0) > _NEAR


def as_put_into_cells(reading: IndicatorReading) -> list[float]:
    """How sure whoever put the text into cells was of the row, and of the least sure of its cells that counts.

    Where one cell ends and the next begins is one question for the whole row.
    """
    return [reading.confidence, min(cell.confidence for cell in (reading.name, *_counting(reading)))]


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
    return confirmed(chance) if standard_level(level_name(cell.text)) else chance


def _counting(reading: IndicatorReading) -> list[Printed]:
    """The cells beside the name whose every character counts."""
    return [*(reading.cell(role) for role in _FIGURES), *(cell for _, cell in reading.history)]
