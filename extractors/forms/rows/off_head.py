"""Rows below a head that no longer follow it: run by run, what the head makes of them is weighed against what their
pieces say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from extractors.forms.evidence.fit import fit
from extractors.forms.grid import Grid
from extractors.forms.rows.alignment import CONTRADICTS
from extractors.forms.rows.pieced import Pieced, pieced
from extractors.forms.rows.tokens import kind_of, tokens_of
from extractors.forms.scene import Scene
from extractors.forms.text.arbiter import EVEN, NEAR, OTHERWISE, chance, said, signals_of
from extractors.forms.words.content import has_figure, is_comparison
from schema.reading import IndicatorReading

#: Longer tables are read under their heads alone.
_LONGEST = 400
#: What a change from rows under the head to rows off it must be worth, in rows.
_CHANGE = 0.25
#: What these cells hold is seen at once: a sign is no value.
_TOLD_BY_LOOKS = ("target", "operator", "unit")
#: How likely a row is right that leaves out the sign that is printed in it, beside one that does not.
_WITHOUT_SIGN = 0.5


@dataclass(frozen=True, slots=True)
class OffHead:
    """The indexes of the rows that do not follow the head, what their pieces say, and under which levels the indicators
    of the other rows stand, by the numbers of those rows: rows between them may say them."""

    rows: frozenset[int] = frozenset()
    found: tuple[Pieced, ...] = ()
    levels: Mapping[int, tuple[str, str]] = field(default_factory=dict)

    def leveled(self, reading: IndicatorReading) -> IndicatorReading:
        """An indicator under the head, its levels those that rows off the head say."""
        level1, level2 = self.levels.get(reading.place.row or 0, ("", ""))
        if not level1 and not level2:
            return reading
        told = {
            "level1": replace(reading.cell("level1"), text=level1),
            "level2": replace(reading.cell("level2"), text=level2),
        }
        cells = {**reading.cells, **{role: cell for role, cell in told.items() if cell.text}}
        return replace(reading, level1=level1, level2=level2, cells=MappingProxyType(cells))


@dataclass(frozen=True, slots=True)
class _Judged:
    """An indicator with the rows that it was read from, and how much likelier it is right than it must be."""

    one: Pieced
    worth: float


@dataclass(frozen=True, slots=True)
class _Unit:
    """Rows that are read together, and the indicators that either way makes of them."""

    rows: range
    headed: Sequence[_Judged]
    pieced: Sequence[_Judged]

    def worth(self, is_off: bool) -> float:
        """What a way makes of the rows, by the mean of its indicators: one that cuts a row into more of them is no
        better for it."""
        own = self.pieced if is_off else self.headed
        count = max(len(self.headed), len(self.pieced))
        return count * sum(each.worth for each in own) / len(own) if own else 0.0

    def doubted(self) -> Iterator[Pieced]:
        """What the pieces say, doubted where the head says otherwise and is nearly as likely."""
        others = {said(each.one.reading) for each in self.headed}
        is_near = self.worth(False) >= NEAR * self.worth(True)
        for each in self.pieced:
            reading = each.one.reading
            doubts = (OTHERWISE,) if is_near and said(reading) not in others else ()
            yield replace(each.one, reading=replace(reading, reasons=(*reading.reasons, *doubts)))


def off_head(grid: Grid, rows: range, headed: Sequence[IndicatorReading], scene: Scene) -> OffHead:
    """Which of the rows under a head are likelier what their pieces say; none where the head suits all of them.

    How likely the head is counts for nothing here: rows that do not follow it make it unlikely for all.
    """
    if not rows or len(rows) > _LONGEST:
        return OffHead()
    under = [_judged(grid, one) for one in _placed(grid, rows, headed)]
    if all(each.worth >= 0 for each in under):
        return OffHead()
    off = [_judged(grid, one) for one in pieced(grid, rows, scene)]
    units = [
        _Unit(run, [each for each in under if each.one.first in run], [each for each in off if each.one.first in run])
        for run in _runs(rows, off)
    ]
    ways = _likeliest(units)
    if not any(ways):
        return OffHead()
    taken = [unit for unit, is_off in zip(units, ways, strict=True) if is_off or _is_scrap(grid, unit)]
    rows_off = frozenset(row for unit in taken for row in unit.rows)
    found = tuple(one for unit in taken for one in unit.doubted())
    behind = [one.one for one in off if one.one.first not in rows_off and one.one.first > min(rows_off, default=0)]
    return OffHead(rows_off, found, _levels(grid, behind, [one.one.reading for one in under]))


def _levels(grid: Grid, behind: Sequence[Pieced], under: Sequence[IndicatorReading]) -> dict[int, tuple[str, str]]:
    """The levels of the rows behind those off the head, by the numbers of the rows: what their pieces say, and where
    these say nothing what the row before stands under, unless the row prints a level of its own."""
    told = {grid.rows[one.first].number: (one.reading.level1, one.reading.level2) for one in behind}
    last: tuple[str, str] | None = None
    for row in under:
        number = row.place.row or 0
        if any(row.cell(level).text and row.cell(level).place.row == number for level in ("level1", "level2")):
            last = None
        last = told.get(number, last)
        if last is not None:
            told[number] = last
    return told


def _is_scrap(grid: Grid, unit: _Unit) -> bool:
    """Whether a row is what a bad reading left of another: nothing in it is a piece of a form."""
    texts = [slot.text for index in unit.rows for slot in grid.rows[index].filled]
    return bool(texts) and not any(list(tokens_of(text)) for text in texts)


def worth_under(grid: Grid, headed: Sequence[IndicatorReading]) -> float:
    """What a head makes of a table, however sure it is."""
    return sum(_judged(grid, one).worth for one in _placed(grid, range(len(grid.rows)), headed))


def _placed(grid: Grid, rows: range, headed: Sequence[IndicatorReading]) -> Iterator[Pieced]:
    """What the head makes of each row, as sure as it would be under a sure head."""
    numbers = {grid.rows[index].number: index for index in rows}
    for reading in headed:
        at = numbers.get(reading.place.row or 0, rows.start)
        yield Pieced(at, at, replace(reading, confidence=1.0))


def _judged(grid: Grid, one: Pieced) -> _Judged:
    """What other rows have is no measure: the two ways cut them apart differently."""
    return _Judged(one, _chance(grid, one) - EVEN)


def _chance(grid: Grid, one: Pieced) -> float:
    """How likely an indicator is right by what it says, how surely it was put together, and the sign beside it."""
    row = one.reading
    texts = {"name": row.name.text, **{role: row.cell(role).text for role in _TOLD_BY_LOOKS}}
    if any(fit(role, text) <= CONTRADICTS for role, text in texts.items()) or _is_run_together(texts):
        return 0.0
    slots = (slot for index in range(one.first, one.last + 1) for slot in grid.rows[index].filled)
    loses_sign = has_figure(texts["target"]) and not is_comparison(texts["operator"] or texts["target"][:1])
    is_signed = loses_sign and any(is_comparison(slot.text) for slot in slots)
    return sum(map(chance, signals_of([row], named=False))) * (_WITHOUT_SIGN if is_signed else 1.0)


def _is_run_together(texts: Mapping[str, str]) -> bool:
    """Whether a rule stands as the name, or several things of a form as the target."""
    kinds = {token.kind for token in tokens_of(texts["target"])}
    return kind_of(texts["name"]) == "rule" or bool(kinds & {"tag", "rule"})


def _runs(rows: range, off: Sequence[_Judged]) -> Iterator[range]:
    """The rows in the runs that their pieces were read in, row by row else."""
    ends = {each.one.first: each.one.last for each in off}
    index = rows.start
    while index < rows.stop:
        end = min(ends.get(index, index) + 1, rows.stop)
        yield range(index, end)
        index = end


def _likeliest(units: Sequence[_Unit]) -> list[bool]:
    """Whether each unit is off the head: the way through all of the greatest worth, each change at its cost."""
    worth: Mapping[bool, float] = {False: 0.0, True: -_CHANGE}
    before: list[Mapping[bool, bool]] = []
    for unit in units:
        came: Mapping[bool, bool] = {way: _from(worth, way) for way in worth}
        worth = {way: worth[last] - _CHANGE * (last != way) + unit.worth(way) for way, last in came.items()}
        before.append(came)
    way = [max(worth, key=worth.__getitem__)]
    for came in reversed(before):
        way.append(came[way[-1]])
    return way[-2::-1]


def _from(worth: Mapping[bool, float], way: bool) -> bool:
    """Which way the rows before were best read, if these are read this way."""
    return way if worth[way] >= worth[not way] - _CHANGE else not way
