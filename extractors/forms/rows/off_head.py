"""Rows below a head that no longer follow it: run by run, what the head makes of them is weighed against what their
pieces say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from extractors.forms.evidence.fit import fit
from extractors.forms.evidence.likelihoods import VOID
from extractors.forms.grid import Grid
from extractors.forms.rows.alignment import CONTRADICTS
from extractors.forms.rows.pieced import Pieced, pieced
from extractors.forms.scene import Scene
from extractors.forms.text.arbiter import EVEN, NEAR, OTHERWISE, chance, said, signals_of
from normalizers.text import compact
from schema.reading import IndicatorReading

#: Longer tables are read under their heads alone.
_LONGEST = 400
#: What a change from rows under the head to rows off it must be worth, in rows.
_CHANGE = 0.25
#: What these cells hold is seen at once: a sign is no value.
_TOLD_BY_LOOKS = ("target", "operator", "unit")


@dataclass(frozen=True, slots=True)
class OffHead:
    """The indexes of the rows that do not follow the head, and what their pieces say."""

    rows: frozenset[int] = frozenset()
    found: tuple[Pieced, ...] = ()


@dataclass(frozen=True, slots=True)
class _Unit:
    """Rows that are read together, and the indicators and their worth by either way."""

    rows: range
    headed: Sequence[IndicatorReading]
    pieced: Sequence[Pieced]
    under: float
    off: float

    def doubted(self) -> Iterator[Pieced]:
        """What the pieces say, doubted where the head says otherwise and is nearly as likely."""
        others = {said(row) for row in self.headed}
        is_near = self.under >= NEAR * self.off
        for one in self.pieced:
            reasons = (*one.reading.reasons, OTHERWISE) if is_near and said(one.reading) not in others else None
            yield replace(one, reading=replace(one.reading, reasons=reasons)) if reasons else one


def off_head(grid: Grid, rows: range, headed: Sequence[IndicatorReading], scene: Scene) -> OffHead:
    """Which of the rows under a head are likelier what their pieces say; none where the head suits all of them.

    How likely the head is counts for nothing here: rows that do not follow it make it unlikely for all."""
    worths = _worths([replace(reading, confidence=1.0) for reading in headed])
    if len(rows) > _LONGEST or all(worth >= 0 for worth in worths) or not rows:
        return OffHead()
    found = pieced(grid, rows, scene)
    units = list(_units(grid, rows, headed, worths, found))
    off = [unit for unit, is_off in zip(units, _likeliest(units), strict=True) if is_off]
    return OffHead(
        frozenset(row for unit in off for row in unit.rows), tuple(one for unit in off for one in unit.doubted())
    )


def _worths(rows: Sequence[IndicatorReading]) -> list[float]:
    """How much likelier each row is right than it must be, by what it says and how surely it was put together; nothing
    for those that say that there is no indicator. What the other rows have is no measure: the two ways cut them apart
    differently."""
    return [0.0 if compact(row.name.text) in VOID else _chance(row) - EVEN for row in rows]


def _chance(row: IndicatorReading) -> float:
    texts = {"name": row.name.text, **{role: row.cell(role).text for role in _TOLD_BY_LOOKS}}
    if any(fit(role, text) <= CONTRADICTS for role, text in texts.items()):
        return 0.0
    return sum(map(chance, signals_of([row], named=False)))


def _units(
    grid: Grid,
    rows: range,
    headed: Sequence[IndicatorReading],
    worths: Sequence[float],
    found: Sequence[Pieced],
) -> Iterator[_Unit]:
    """The rows in the runs that their pieces were read in, row by row else."""
    numbers = {grid.rows[index].number: index for index in rows}
    under: dict[int, list[int]] = {}
    for at, reading in enumerate(headed):
        under.setdefault(numbers.get(reading.place.row or 0, rows.start), []).append(at)
    off_worths = _worths([one.reading for one in found])
    for own in _runs(rows, found):
        above = [at for row in own for at in under.get(row, ())]
        beside = [at for at, one in enumerate(found) if one.first in own]
        count = max(len(above), len(beside))
        yield _Unit(
            own,
            [headed[at] for at in above],
            [found[at] for at in beside],
            count * _mean([worths[at] for at in above]),
            count * _mean([off_worths[at] for at in beside]),
        )


def _mean(worths: Sequence[float]) -> float:
    """What the rows are worth on the whole: the way that cuts a row into more indicators is no better for it."""
    return sum(worths) / len(worths) if worths else 0.0


def _runs(rows: range, found: Sequence[Pieced]) -> Iterator[range]:
    ends: Mapping[int, int] = {one.first: one.last for one in found}
    index = rows.start
    while index < rows.stop:
        end = min(ends.get(index, index) + 1, rows.stop)
        yield range(index, end)
        index = end


def _likeliest(units: Sequence[_Unit]) -> list[bool]:
    """Whether each unit is off the head: the way through all of the greatest worth, each change at its cost."""
    worth = {False: 0.0, True: -_CHANGE}
    before: list[Mapping[bool, bool]] = []
    for unit in units:
        came = {is_off: max((False, True), key=lambda one: worth[one] - _CHANGE * (one != is_off)) for is_off in worth}
        worth = {
            is_off: worth[came[is_off]] - _CHANGE * (came[is_off] != is_off) + (unit.off if is_off else unit.under)
            for is_off in worth
        }
        before.append(came)
    way = [max((False, True), key=lambda one: worth[one])]
    for came in reversed(before):
        way.append(came[way[-1]])
    return way[-2::-1]
