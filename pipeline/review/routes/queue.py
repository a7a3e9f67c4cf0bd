"""The queue of records that need a look, the filings, and decisions that found no record."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import SQLModel
from starlette.responses import Response

from pipeline import journal
from pipeline.review import queue, walking
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
        failed = queue.number_failed(connection)
    worth = found.worth
    more = worth.left > (at + 1) * _A_PAGE
    return visit.page("queue.html", items=found.items, worth=worth, choices=choices, failed=failed, at=at, more=more)


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
    """Leads to the next record of the person's walk: `from` names the record, `left` the filing that they pass by."""
    query, filters, walk = visit.request.query_params, visit.filters, visit.walk
    filing_id, _, address = query.get("from", "").partition("/")
    here = (filing_id, address) if address else None
    if here:
        walk.pass_by(here)
    if query.get("left"):
        walk.leave(query["left"])
    with reading(visit.desk.engine) as connection:
        found = walking.following(connection, filters, walk, here, visit.holder)
        left = 0 if found else queue.number_left(connection, filters)
    if found is None:
        walk.begin()
        return visit.redirect(filters.link("/", said="walked" if left else "all-done", number=left or ""))
    return visit.redirect(filters.link(f"/filings/{found[0]}", at=found[1]))


def _page(visit: Visit) -> int:
    number = visit.request.query_params.get("page", "")
    return min(int(number), 100_000) if number.isdecimal() and len(number) < 7 else 0
