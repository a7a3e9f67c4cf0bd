"""What people did and wrote, and the records that two of them look at."""

from __future__ import annotations

from starlette.responses import Response

from pipeline.review import diary, second
from pipeline.review.desk import Visit
from pipeline.store.engine import reading

# So many days of people, notes and disagreements are shown.
_DAYS, _NOTES, _DIFFERING = 60, 100, 50


def page(visit: Visit) -> Response:
    """Who did what on which day, how often two agree, and the notes."""
    with reading(visit.desk.engine) as connection:
        days = diary.days(connection, _DAYS)
        notes = diary.notes(connection, _NOTES + 1)
        twice = second.agreement(connection, visit.desk.share)
    return visit.page(
        "together.html",
        days=days,
        sorts=diary.SORTS,
        notes=notes[:_NOTES],
        more_notes=len(notes) > _NOTES,
        twice=twice,
        waiting=len(twice.waiting(visit.who)),
        differing=twice.differing[-_DIFFERING:],
        share=visit.desk.share,
    )


def following(visit: Visit) -> Response:
    """Leads to the next record for a second look; `from` names one that is passed by."""
    filing_id, _, address = visit.request.query_params.get("from", "").partition("/")
    if address:
        visit.walk.pass_by((filing_id, address))
    with reading(visit.desk.engine) as connection:
        twice = second.agreement(connection, visit.desk.share)
    found = second.following(twice, visit.who, visit.walk.is_behind)
    if found is None:
        return visit.redirect("/together?said=second-done")
    return visit.redirect(visit.filters.link(f"/filings/{found.filing_id}", at=found.address, second=1))
