"""The filings, each with how much of it is left to look at."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Subquery, func, or_, select
from sqlmodel import SQLModel

from pipeline.review import queue, searching
from pipeline.review.filters import Filters
from schema.kept import LookRecord, TallyRecord

_LOOKS = SQLModel.metadata.tables[str(LookRecord.__tablename__)]
_TALLIES = SQLModel.metadata.tables[str(TallyRecord.__tablename__)]


@dataclass(frozen=True, slots=True)
class Lot:
    """A filing: its records that need a look, and how many of those are expected to be wrong (`risk`)."""

    filing_id: str
    source: str
    unit_name: str
    fiscal_year: str
    form: str
    channel: str
    status: str
    doubt: str
    confidence: float
    left: int
    risk: float


def lots(connection: Connection, filters: Filters, limit: int, offset: int = 0) -> list[Lot]:
    """So many filings that pass the filters, those with the worst record first, the finished last: all of them, or
    those of which a record passes, and those that bear the text that is sought in their own names."""
    table = SQLModel.metadata.tables["filings"]
    filings = table.c
    counted = _of_some(filters) if filters.of_records else _TALLIES
    columns = [filings[name] for name in Lot.__slots__ if name in filings]
    left, risk = func.coalesce(counted.c.left, 0), func.coalesce(counted.c.risk, 0.0)
    question = (
        select(*columns, left, risk)
        .select_from(table.join(counted, counted.c.filing_id == filings.filing_id, isouter=True))
        .where(*queue.narrowed_filings(filters), *_passing(filters, counted.c.filing_id, filings.filing_id))
        .order_by(*_order(filters, func.coalesce(counted.c.rank, 1.0), filings), filings.filing_id)
        .limit(limit)
        .offset(offset)
    )
    return [Lot(*parts) for parts in map(list, connection.execute(question))]


def _passing(filters: Filters, counted: ColumnElement[str], filing_id: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """That a filing holds what the filters ask of records; nothing where they ask nothing of them."""
    if not filters.of_records:
        return []
    found: list[ColumnElement[bool]] = [counted.is_not(None)]
    if filters.text and not (filters.field or filters.rule):
        found.append(queue.of_named(filters, filing_id))
    return [or_(*found, *(searching.of_found(filters, filing_id) if filters.of_all else ()))]


def _order(filters: Filters, rank: ColumnElement[float], filings: Any) -> list[ColumnElement[Any]]:
    if filters.order == "filing":
        return [filings.source]
    if filters.order == "year":
        return [filings.fiscal_year.desc(), rank, filings.source]
    return [rank, filings.source]


def _of_some(filters: Filters) -> Subquery:
    """The tallies of the records that pass."""
    looks = _LOOKS.c
    return (
        select(
            looks.filing_id,
            func.count().label("left"),
            func.sum(looks.risk).label("risk"),
            func.min(looks.rank).label("rank"),
        )
        .where(*queue.of_records(filters))
        .group_by(looks.filing_id)
        .subquery()
    )
