"""What the dashboard shows, counted in the database."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from pipeline import journal
from schema.decision import Decision

Counts = Mapping[str, Mapping[str, float]]

_TABLES = SQLModel.metadata.tables
_BINS = 20
_DAYS = 30
_MOST = 12


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts by label and shade: of filings, of records by confidence and review, of decisions by day."""

    states: Counts
    forms: Counts
    years: Counts
    confidence: Counts
    reviews: Counts
    days: Counts
    corrected: Counts
    rules: Counts
    doubts: Counts


def figures(connection: Connection, today: date) -> Figures:
    """The figures of the database as it is now."""
    filings, indicators = _TABLES["filings"].c, _TABLES["indicators"].c
    entries = journal.effective(journal.entries_of(connection))
    return Figures(
        states={name: {name: number} for name, number in _counted(connection, filings.status)},
        forms=_by_state(connection, filings.form),
        years=_by_state(connection, filings.fiscal_year),
        confidence=_histogram(connection),
        reviews={name: {name: number} for name, number in _counted(connection, indicators.review)},
        days=_by_day(entries, today),
        corrected=_corrected(connection, entries),
        rules=_by_rule(connection),
        doubts={name: {"needs-review": number} for name, number in _counted(connection, filings.doubt) if name},
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


def _histogram(connection: Connection) -> Counts:
    """Indicators and amounts by confidence, in steps of 5%."""
    bins: Counter[int] = Counter()
    for name in ("indicators", "amounts"):
        column = _TABLES[name].c.confidence
        for confidence, number in connection.execute(select(column, func.count()).group_by(column)):
            bins[min(_BINS - 1, int(confidence * _BINS + 1e-9))] += number
    return {f"{100 * place // _BINS}": {"records": bins[place]} for place in range(_BINS)}


def _by_day(entries: Iterable[Decision], today: date) -> Counts:
    """Decisions of the last days, what was put right apart from what was accepted."""
    days = [today - timedelta(days=ago) for ago in reversed(range(_DAYS))]
    found: dict[str, dict[str, float]] = {day.isoformat(): defaultdict(float) for day in days}
    for entry in entries:
        day = entry.made_at[:10]
        if day in found:
            found[day]["accepted" if entry.kind in ("accept", "settle") else "corrected"] += 1
    return found


def _corrected(connection: Connection, entries: Iterable[Decision]) -> Counts:
    """The indicators that were put right most often, by canonical name, else by printed name."""
    kinds = ("correct", "add", "strike", "split", "join")
    touched = Counter(entry.record_id for entry in entries if entry.table == "indicators" and entry.kind in kinds)
    indicators = _TABLES["indicators"].c
    names = select(indicators.indicator_id, indicators.canonical_name, indicators.name)
    found: Counter[str] = Counter()
    ids = list(touched)
    for start in range(0, len(ids), 500):
        for record_id, canonical, name in connection.execute(
            names.where(indicators.indicator_id.in_(ids[start : start + 500]))
        ):
            found[canonical or name] += touched[record_id]
    return {name: {"corrected": number} for name, number in found.most_common(_MOST)}


def _by_rule(connection: Connection) -> Counts:
    findings = _TABLES["findings"].c
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    question = select(findings.rule, findings.severity, func.count()).group_by(findings.rule, findings.severity)
    for rule, severity, number in connection.execute(question):
        found[rule][severity] = number
    return dict(sorted(found.items(), key=lambda one: -sum(one[1].values()))[:_MOST])
