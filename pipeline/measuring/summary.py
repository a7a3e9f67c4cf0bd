"""What a database holds, in a few figures."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sqlalchemy import Connection, Engine

_LISTS = ("amounts", "goals", "fields", "findings")


@dataclass(frozen=True, slots=True)
class Summary:
    """Numbers of rows. Of the filings that wait for a person, `reading` are those of which we doubt what we read,
    `content` those that contradict themselves; a filing may be both. `matched` are indicators with a canonical one,
    `doubtful` those that wait for a person."""

    filings: int
    review: int
    reading: int
    content: int
    failed: int
    indicators: int
    matched: int
    doubtful: int
    amounts: int
    goals: int
    fields: int
    findings: int

    def figures(self) -> dict[str, object]:
        """All of them by name, and `share`: the matched indicators in percent of all."""
        share = f"{100 * self.matched / self.indicators:.1f}%" if self.indicators else "-"
        return asdict(self) | {"share": share}


def summarise(engine: Engine) -> Summary:
    """The figures of the database as it is now."""
    from sqlmodel import SQLModel

    tables = SQLModel.metadata.tables
    filings, indicators = tables["filings"].c, tables["indicators"].c
    with engine.connect() as connection:
        return Summary(
            filings=_count(connection, filings.filing_id),
            review=_count(connection, filings.filing_id, filings.status == "needs-review"),
            reading=_count(connection, filings.filing_id, filings.doubt.in_(("reading", "both"))),
            content=_count(connection, filings.filing_id, filings.doubt.in_(("content", "both"))),
            failed=_count(connection, filings.filing_id, filings.status == "failed"),
            indicators=_count(connection, indicators.indicator_id),
            matched=_count(connection, indicators.indicator_id, indicators.canonical_id != ""),
            doubtful=_count(connection, indicators.indicator_id, indicators.review == "pending"),
            **{name: _count(connection, tables[name].c.filing_id) for name in _LISTS},
        )


def _count(connection: Connection, column: Any, *conditions: Any) -> int:
    from sqlalchemy import func, select

    return connection.execute(select(func.count(column)).where(*conditions)).scalar_one()
