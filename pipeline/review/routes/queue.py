"""The queue of records that need a look, the filings, and decisions that found no record."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel
from starlette.responses import Response

from pipeline.decisions import journal
from pipeline.export.to_csv import guarded
from pipeline.export.to_xlsx import XLSX
from pipeline.review import queue, searching, views, walking
from pipeline.review.desk import Form, Visit
from pipeline.review.filters import Filters
from pipeline.review.overview import lots
from pipeline.review.queue import Item
from pipeline.store.engine import reading

_A_PAGE = 100
_MOST_EXPORTED = 100_000
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_EXPORTED = (
    "filing_id", "source", "unit_name", "fiscal_year", "form", "table", "record_id", "label", "printed", "confidence",
    "errors", "warnings",
)  # fmt: skip


def records(visit: Visit) -> Response:
    """The records that need a look, worst first; or all that pass the filters."""
    filters = visit.filters
    at = _page(visit)
    with reading(visit.desk.engine) as connection:
        found = _found(connection, filters, _A_PAGE + 1, at * _A_PAGE)
        worth = queue.worth(connection, filters)
        choices = queue.choices(connection)
        failed = queue.number_failed(connection)
        kept = views.of(connection, visit.who)
    parts: dict[str, Any] = {"worth": worth, "choices": choices, "failed": failed, "views": kept}
    return visit.page("queue.html", items=found[:_A_PAGE], **parts, at=at, more=len(found) > _A_PAGE)


def _found(connection: Connection, filters: Filters, limit: int, offset: int = 0) -> Sequence[Item]:
    """So many records that the filters show."""
    ask = searching.page if filters.of_all else queue.page
    return ask(connection, filters, limit, offset)


def keep_view(visit: Visit, form: Form) -> Response:
    """Keeps what the queue is narrowed to under a name, or forgets the view of that name."""
    filters = Filters.of(form)
    if form.get("deed") == "remove":
        views.remove(visit.desk.engine, visit.who, form.get("name", ""))
    else:
        views.save(visit.desk.engine, visit.who, form.get("name", ""), filters)
    return visit.redirect(filters.link("/"))


def table(visit: Visit) -> Response:
    """The records that pass the filters as a CSV table, at most so many, for a spreadsheet."""
    told = io.StringIO()
    writer = csv.writer(told, lineterminator="\r\n")
    writer.writerow(_headings(visit))
    writer.writerows([guarded(str(cell)) for cell in row] for row in _shown(visit))
    headers = {"Content-Disposition": 'attachment; filename="queue.csv"'}
    return Response("\ufeff" + told.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def workbook(visit: Visit) -> Response:
    """The same as an Excel workbook, whose numbers are numbers."""
    with tempfile.TemporaryDirectory() as folder:
        path = XLSX.write(Path(folder), "queue", _EXPORTED, _shown(visit), _headings(visit))
        content = path.read_bytes()
    headers = {"Content-Disposition": 'attachment; filename="queue.xlsx"'}
    return Response(content, media_type=_XLSX, headers=headers)


def _headings(visit: Visit) -> list[str]:
    return [visit.words.say(f"column-{name}") for name in _EXPORTED]


def _shown(visit: Visit) -> list[list[Any]]:
    """The cells of the records that pass the filters."""
    with reading(visit.desk.engine) as connection:
        found = _found(connection, visit.filters, _MOST_EXPORTED)
    return [[getattr(item, name) for name in _EXPORTED] for item in found]


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
