"""What the dashboard shows, counted in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, case, func, select
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.store.looks import STEPS
from schema.kept import CountRecord, JournalRecord

Counts = Mapping[str, Mapping[str, float]]

_TABLES = SQLModel.metadata.tables
_JOURNAL = _TABLES[str(JournalRecord.__tablename__)]
_DAYS = 30
_MOST = 12


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts by label and shade: of filings, of records by confidence and review, of decisions by day; `records` are
    how many there are by table, and how many indicators were matched."""

    states: Counts
    forms: Counts
    years: Counts
    confidence: Counts
    reviews: Counts
    days: Counts
    corrected: Counts
    rules: Counts
    doubts: Counts
    records: Mapping[str, int]


def figures(connection: Connection, today: date) -> Figures:
    """The figures of the database as it is now."""
    filings = _TABLES["filings"].c
    return Figures(
        states={name: {name: number} for name, number in _counted(connection, filings.status)},
        forms=_by_state(connection, filings.form),
        years=_by_state(connection, filings.fiscal_year),
        confidence=_histogram(connection),
        reviews={name: {name: number} for name, number in sorted(_kept(connection, "review").items())},
        days=_by_day(connection, today),
        corrected=_corrected(connection),
        rules=_by_rule(connection),
        doubts={name: {"needs-review": number} for name, number in _counted(connection, filings.doubt) if name},
        records=_kept(connection, "records"),
    )


def _counted(connection: Connection, column: Any) -> list[tuple[str, int]]:
    return [
        (str(name), int(number)) for name, number in connection.execute(select(column, func.count()).group_by(column))
    ]


def _by_state(connection: Connection, column: Any) -> Counts:
    status = _TABLES["filings"].c.status
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for label, state, number in connection.execute(
        select(column, status, func.count()).group_by(column, status).order_by(column)
    ):
        found[str(label)][str(state)] = int(number)
    return found


def _kept(connection: Connection, what: str) -> dict[str, int]:
    """The numbers that are kept of all filings."""
    counts = _TABLES[str(CountRecord.__tablename__)].c
    asked = select(counts.label, counts.number).where(counts.what == what, counts.number > 0)
    return {str(label): int(number) for label, number in connection.execute(asked)}


def _histogram(connection: Connection) -> Counts:
    """Indicators and amounts by confidence, in steps of 5%."""
    bins = _kept(connection, "confidence")
    return {f"{100 * place // STEPS}": {"records": bins.get(str(place), 0)} for place in range(STEPS)}


def _by_day(connection: Connection, today: date) -> Counts:
    """Decisions of the last days, what was put right apart from what was accepted."""
    days = [(today - timedelta(days=ago)).isoformat() for ago in reversed(range(_DAYS))]
    found: dict[str, dict[str, float]] = {day: defaultdict(float) for day in days}
    day = func.substr(_JOURNAL.c.made_at, 1, 10)
    asked = select(day, _JOURNAL.c.kind, func.count()).where(_JOURNAL.c.made_at >= days[0], *journal.holding())
    for made_on, kind, number in connection.execute(asked.group_by(day, _JOURNAL.c.kind)):
        if made_on in found:
            found[made_on]["accepted" if kind in ("accept", "settle") else "corrected"] += number
    return found


def _corrected(connection: Connection) -> Counts:
    """The indicators that were put right most often, by canonical name, else by printed name."""
    kinds = ("correct", "add", "strike", "split", "join")
    indicators = _TABLES["indicators"].c
    name = case((indicators.canonical_name == "", indicators.name), else_=indicators.canonical_name)
    about = (_JOURNAL.c.table == "indicators", _JOURNAL.c.kind.in_(kinds), *journal.holding())
    asked = (
        select(name, func.count())
        .select_from(_JOURNAL.join(_TABLES["indicators"], indicators.indicator_id == _JOURNAL.c.record_id))
        .where(*about)
        .group_by(name)
        .order_by(func.count().desc(), name)
        .limit(_MOST)
    )
    return {str(said): {"corrected": number} for said, number in connection.execute(asked)}


def _by_rule(connection: Connection) -> Counts:
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for label, number in _kept(connection, "rule").items():
        rule, _, severity = label.partition(" ")
        found[rule][severity] = number
    return dict(sorted(found.items(), key=lambda one: (-sum(one[1].values()), one[0]))[:_MOST])
