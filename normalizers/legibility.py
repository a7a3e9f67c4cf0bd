"""How surely an indicator's row was read: each of its cells, and what stands beside it in the document."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from normalizers.confidence import measured
from normalizers.names.cut_words import has_figure, is_rest
from normalizers.names.layout import level_name
from normalizers.names.levels import standard_level
from normalizers.neighbours import oddities
from normalizers.projects import Projects
from normalizers.text import compact
from schema.place import Place
from schema.reading import IndicatorReading, Printed, Reading

#: Cells whose every character counts.
_FIGURES = ("operator", "target", "unit", "actual", "weight", "score")
_LEVELS = ("level1", "level2")
#: Rows of one name this near to each other are parts of one indicator.
_NEAR = 3
#: So large a part of a project's rows stands twice where a part of them is another's.
_MOSTLY = 0.5
_TWICE = "the same indicator stands in another part of the filing"
_CUT = "a page's end may have cut the row in two"
#: Steps of an engine's sureness of the least sure character of a cell: engines are too sure of themselves just below 1.
_STEPS = (0.5, 0.8, 0.93, 0.97, 0.99, 0.998)
#: More cells than so many below a step say no more.
_MANY = 5


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a row says of it: how surely the name of its project was read, and sentences that speak
    against the row."""

    project: float = 1.0
    doubts: tuple[str, ...] = ()


def surroundings(reading: Reading, typed: bool) -> list[Beside]:
    """What stands beside each row; most of what an engine may have misread is looked for in pictures alone."""
    rows = reading.indicators
    projects = Projects(reading)
    alike = ((_TWICE, _twice(rows)), (_CUT, _cut(rows)))
    seen = set() if typed else {row.place.table for row in rows if any(cell.confidence < 1 for cell in _cells(row))}
    found: list[Beside] = []
    for row, odd in zip(rows, oddities(rows, pictured=seen), strict=True):
        doubts = (*projects.doubts(row), *odd, *(sentence for sentence, bearing in alike if id(row) in bearing))
        found.append(Beside(1.0 if typed else projects.sureness(row), doubts))
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


def _cut(rows: Sequence[IndicatorReading]) -> set[int]:
    """The identities of rows on both sides of a page's end of which the lower may be the rest of the upper."""
    pairs = ((one, other) for one, other in pairwise(rows) if _is_overleaf(one.place, other.place))
    return {id(row) for pair in pairs if _goes_on(*pair) for row in pair}


def _is_overleaf(one: Place, other: Place) -> bool:
    """Whether a page ends between two places."""
    return one.page is not None and other.page is not None and one.page < other.page


def _goes_on(upper: IndicatorReading, lower: IndicatorReading) -> bool:
    """Whether a row has no figure where the one above has some, and nothing but a name, or words that can hardly stand
    by themselves."""
    cells = [(upper.cell(role).text, lower.cell(role).text) for role in _FIGURES]
    if any(map(has_figure, (below for _, below in cells))):
        return False
    if not any(has_figure(above) and not below for above, below in cells):
        return False
    words = [(upper.name.text, lower.name.text), *cells]
    return not any(below for _, below in cells) or any(is_rest(above, below) for above, below in words)


def of_row(reading: IndicatorReading, is_known: bool, project: float, typed: bool) -> dict[str, float]:
    """How surely the row was read, as evidence; `is_known` says that the name is an entry's, `project` how surely the
    name of its project was read.

    What was typed is as sure as whoever put it into cells: where one ends and the next begins is one question for the
    whole row, and its least sure cell answers it. An engine may misread each cell by itself.
    """
    shape = measured("how surely the row was put together", reading.confidence)
    if typed:
        return shape | measured("how surely its cells were parted", parting(reading))
    words = [("known words" if is_known else "words", reading.name.confidence), ("words", project)]
    words += [
        ("known words" if standard_level(level_name(cell.text)) else "words", cell.confidence)
        for role in _LEVELS
        if (cell := reading.cell(role)).text
    ]
    return shape | of_cells([*words, *(("figures", cell.confidence) for cell in _counting(reading))])


def parting(reading: IndicatorReading) -> float:
    """How surely the cells that count were parted from their neighbours, by the least sure of them."""
    return min(cell.confidence for cell in (reading.name, *_counting(reading)))


def of_cells(cells: Sequence[tuple[str, float]]) -> dict[str, float]:
    """How surely an engine read cells, each with what stands in it (`figures`, `words`, `known words`), as evidence:
    of how many its least sure character lies below each of some steps."""
    below = Counter(f"cells: {what} read at less than {step}" for what, sure in cells for step in _STEPS if sure < step)
    return {signal: -float(min(count, _MANY)) for signal, count in below.items()}


def _counting(reading: IndicatorReading) -> list[Printed]:
    """The cells beside the name whose every character counts."""
    return [*(reading.cell(role) for role in _FIGURES), *(cell for _, cell in reading.history)]
