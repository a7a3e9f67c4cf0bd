"""The filings, each with how much of it is left to look at."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, func, select
from sqlmodel import SQLModel

from pipeline.review import queue
from pipeline.review.filters import Filters


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
    """So many filings that pass the filters, those with the worst record first, the finished last."""
    table = SQLModel.metadata.tables["filings"]
    filings = table.c
    open_ = queue.open_records(filters).subquery()
    counted = (
        select(
            open_.c.filing_id,
            func.count().label("left"),
            func.sum(open_.c.risk).label("risk"),
            func.max(open_.c.badness).label("badness"),
        )
        .group_by(open_.c.filing_id)
        .subquery()
    )
    columns = [filings[name] for name in Lot.__slots__ if name in filings]
    left, risk = func.coalesce(counted.c.left, 0), func.coalesce(counted.c.risk, 0.0)
    question = (
        select(*columns, left, risk)
        .select_from(table.outerjoin(counted, counted.c.filing_id == filings.filing_id))
        .where(*queue.narrowed_filings(filters))
        .order_by(func.coalesce(counted.c.badness, -1.0).desc(), filings.source)
        .limit(limit)
        .offset(offset)
    )
    if filters.field or filters.rule:
        question = question.where(counted.c.filing_id.is_not(None))
    return [Lot(*parts) for parts in map(list, connection.execute(question))]
