"""Records explained: the signals for and against each, what they weigh, and the confidence that they come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from normalizers.confidence import BASE, Weight, calibration, said, weight_of, weights
from pipeline.explain.explanation import Bounds, Record, Signal
from pipeline.explain.wording import cut, shortened
from schema.filing import Amount, Field, Filing, Goal, Indicator
from schema.place import Place

AnyRecord = Indicator | Amount | Goal | Field


@dataclass(frozen=True, slots=True)
class _Known:
    """What signals of a table's records weigh."""

    table: str
    weights: Mapping[str, Weight]


def records_of(filing: Filing, bounds: Bounds, table: int | None = None) -> Iterator[Record]:
    """Every record explained, or those of one table of the document, in reading order by kind."""
    for name, found in _every(filing).items():
        known = _Known(name, weights(name))
        yield from (_record(record, known, bounds) for record in found if table in (None, record.place.table))


def _every(filing: Filing) -> dict[str, tuple[AnyRecord, ...]]:
    return {
        "indicators": filing.indicators,
        "amounts": filing.amounts,
        "goals": filing.goals,
        "fields": filing.fields,
    }


def _record(record: AnyRecord, known: _Known, bounds: Bounds) -> Record:
    evidence = dict(record.evidence)
    signals = [_signal(known, name, strength) for name, strength in evidence.items()]
    told = said(known.weights, evidence)
    most = (weight_of(known.weights, name).most for name, strength in evidence.items() if strength < 0)
    return Record(
        table=known.table,
        key=record.key,
        says=shortened(_words(record), bounds.characters),
        place=_place(record.place),
        confidence=round(record.confidence, 3),
        base=known.weights[BASE].weight,
        signals=tuple(sorted(signals, key=lambda one: one.says))[: bounds.signals],
        sum=round(told, 3),
        chance=round(calibration(known.table).chance(told), 3),
        most=min(most, default=1.0),
        reasons=cut(getattr(record, "reasons", ()), bounds),
    )


def _signal(known: _Known, name: str, strength: float) -> Signal:
    weight = weight_of(known.weights, name).weight
    return Signal(name, round(strength, 3), weight, round(strength * weight, 3))


def _words(record: AnyRecord) -> str:
    if isinstance(record, Indicator):
        return f"{record.name} {record.target.raw}"
    if isinstance(record, Amount):
        return f"{record.item} {record.label} {record.value.raw}"
    return record.text if isinstance(record, Goal) else f"{record.name} {record.value}"


def _place(place: Place) -> str:
    parts = (("page", place.page), ("table", place.table), ("row", place.row))
    return place.cell or ", ".join(f"{name} {part}" for name, part in parts if part)
