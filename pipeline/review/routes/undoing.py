"""One key takes back one decision, in whatever filings it was made."""

from __future__ import annotations

from sqlalchemy import select
from sqlmodel import SQLModel
from starlette.responses import Response

from pipeline.review import acts
from pipeline.review.acts import Act
from pipeline.review.desk import Form, Visit, inside, saying
from pipeline.store.engine import reading
from schema.errors import JixiaoError


def undo(visit: Visit, form: Form) -> Response:
    """Takes back the act that the reviewer's page named, and leads to its first record; one of many records that is
    taken back from a list leads to the list.

    An act that is taken back already leads back as well: a form that is sent twice does no more than one.
    """
    back = inside(form.get("back", ""))
    with reading(visit.desk.engine) as connection:
        act = acts.find(connection, visit.who, form.get("act", ""))
    if act is None:
        return visit.redirect(saying(back, said="nothing-to-undo"))
    try:
        against = acts.undo(visit.desk.engine, act)
    except JixiaoError:
        return visit.redirect(saying(back, said="undo-failed"))
    path, at = _place(visit, act)
    if against:
        people = ", ".join(dict.fromkeys(entry.who for entry in against))
        return visit.redirect(visit.filters.link(path, at=at, said="undo-hindered", name=people))
    number = len({(entry.table, entry.record_id) for entry in act.entries})
    if number == 1:
        return visit.redirect(visit.filters.link(path, at=at, said="undo"))
    address = visit.filters.link(path, at=at) if back.startswith("/filings/") else back
    return visit.redirect(saying(address, said="undo-many", number=number))


def _place(visit: Visit, act: Act) -> tuple[str, str]:
    """The filing and the record that the act began with; a record that it brought in is gone with it."""
    first = act.entries[0]
    filings = SQLModel.metadata.tables["filings"].c
    with reading(visit.desk.engine) as connection:
        found = connection.execute(select(filings.filing_id).where(filings.sha256 == first.sha256)).scalar()
    at = f"{first.table}/{first.record_id}" if first.record_id and first.table else ""
    if found and first.table == "findings":
        at = _beside(visit, str(found), first.record_id)
    return (f"/filings/{found}", at) if found else ("/", "")


def _beside(visit: Visit, filing_id: str, finding_id: str) -> str:
    """The record that a finding stands beside: its indicator, else the filing's own."""
    findings = SQLModel.metadata.tables["findings"].c
    with reading(visit.desk.engine) as connection:
        about = connection.execute(select(findings.indicator_id).where(findings.finding_id == finding_id)).scalar()
    return f"indicators/{about}" if about else f"filings/{filing_id}"
