"""The queue of records that need a look, the filings, and decisions that found no record."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import SQLModel
from starlette.responses import Response

from pipeline import journal
from pipeline.review import queue
from pipeline.review.desk import Visit
from pipeline.review.overview import lots
from pipeline.store import reading

_A_PAGE = 100


def records(visit: Visit) -> Response:
    """The records that need a look, worst first."""
    filters = visit.filters
    at = _page(visit)
    with reading(visit.desk.engine) as connection:
        found = queue.page(connection, filters, _A_PAGE, at * _A_PAGE)
        choices = queue.choices(connection)
    more = found.worth.left > (at + 1) * _A_PAGE
    return visit.page("queue.html", items=found.items, worth=found.worth, choices=choices, at=at, more=more)


def filings(visit: Visit) -> Response:
    """The filings with how much of each is left."""
    filters = visit.filters
    at = _page(visit)
    with reading(visit.desk.engine) as connection:
        found = lots(connection, filters, _A_PAGE + 1, at * _A_PAGE)
        choices = queue.choices(connection)
    return visit.page("filings.html", lots=found[:_A_PAGE], choices=choices, at=at, more=len(found) > _A_PAGE)


def lost(visit: Visit) -> Response:
    """The decisions that could not be laid over the records of today."""
    table = SQLModel.metadata.tables["lost_corrections"]
    with reading(visit.desk.engine) as connection:
        rows = [row._mapping for row in connection.execute(select(table).order_by(table.c.sha256, table.c.entry_id))]
        entries = {entry.entry_id: entry for row in rows for entry in journal.entries_of(connection, row["sha256"])}
    return visit.page("lost.html", rows=[(row, entries.get(row["entry_id"])) for row in rows])


def following(visit: Visit) -> Response:
    """Leads to the worst record of the queue; `skip` names a filing that was just left."""
    left = visit.request.query_params.get("skip", "")
    with reading(visit.desk.engine) as connection:
        found = queue.page(connection, visit.filters, _A_PAGE).items
    item = next((one for one in found if one.filing_id != left), next(iter(found), None))
    if item is None:
        return visit.redirect(visit.filters.link("/", said="all-done"))
    return visit.redirect(visit.filters.link(f"/filings/{item.filing_id}", at=item.address))


def _page(visit: Visit) -> int:
    number = visit.request.query_params.get("page", "")
    return min(int(number), 100_000) if number.isdecimal() and len(number) < 7 else 0
