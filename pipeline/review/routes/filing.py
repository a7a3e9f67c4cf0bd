"""One filing: its source beside its records, and what a reviewer decides about them."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from starlette.responses import Response

from pipeline.decisions import superseding
from pipeline.decisions.drafts import added_key
from pipeline.ingest.worker import Failure
from pipeline.review import acts, alike, deciding, taxonomy_search
from pipeline.review.desk import Form, Refused, Visit, saying
from pipeline.review.filing import FilingView, Record, load
from pipeline.review.linking import links_of
from pipeline.review.sheet import sheet
from pipeline.review.typed import Wrong
from pipeline.store.engine import reading
from pipeline.store.families import family_of
from schema.decision import Decision

_NEIGHBOURS = 6
_DRAWN = ("pdf-text", "pdf-scan", "image")
#: After these the reviewer goes on to the next record that needs a look; after the others they stay.
_MOVING = ("accept", "correct", "strike", "seen", "settle")


def one(visit: Visit) -> Response:
    """The filing with one record opened: the one that is asked for, else the first that needs a look."""
    view = view_of(visit)
    if visit.may_decide:
        visit.desk.claims.take(str(view.row["filing_id"]), visit.who)
    wanted = visit.request.query_params.get("at", "")
    record = view.record(wanted) if wanted else view.first
    return _gone(visit, view, wanted) if record is None else _page(visit, view, record)


def picture(visit: Visit) -> Response:
    """A page of the archived original as a picture."""
    view = view_of(visit)
    drawn = visit.desk.originals.picture(view.row["sha256"], visit.request.path_params["page"])
    if isinstance(drawn, Failure):
        raise Refused(404, "no-source")
    return Response(drawn.data, media_type="image/webp", headers={"Cache-Control": "private, max-age=86400"})


def decide_record(visit: Visit, form: Form) -> Response:
    """Makes what the form asks for, and leads on; or shows the form again with what is wrong."""
    if form.get("deed") == "alias" and not visit.may_all:
        raise Refused(403, "administrators-only")
    view = view_of(visit)
    record = view.record(_address(visit))
    if record is None:
        return _gone(visit, view, _address(visit))
    try:
        asked = deciding.asked(form, view, record, visit.who)
        outcome = deciding.apply(visit.desk.engine, asked, _revision(form, view))
    except Wrong as wrong:
        return _page(visit, view, record, 422, wrong=visit.words.wrong(wrong.key, wrong.detail), typed=form)
    if outcome.against:
        return _hindered(visit, record.address, outcome.against, _kept(form))
    if form["deed"] == "correct" and (finding := view.finding(visit.request.query_params.get("finding", ""))):
        return visit.redirect(_rechecked(visit, finding[0].address, finding[1]["finding_id"]))
    onward = _onward(visit, view, record, form["deed"], outcome.made)
    return visit.redirect(saying(onward, alike=1) if _is_like_others(visit, outcome.made) else onward)


def _is_like_others(visit: Visit, made: Sequence[Decision]) -> bool:
    """Whether one who was told so could do the same correction to other records."""
    with reading(visit.desk.engine) as connection:
        return bool(made) and not visit.is_second and alike.is_like_others(connection, made)


def settle(visit: Visit, form: Form) -> Response:
    """Says what a finding comes to, and leads on once nothing of its record is open."""
    view = view_of(visit)
    finding_id = str(visit.request.path_params["finding_id"])
    found = view.finding(finding_id)
    if found is None:
        return _gone(visit, view, f"findings/{finding_id}")
    record = found[0]
    try:
        said = deciding.settlement(form, view, finding_id, visit.who)
        outcome = deciding.apply(visit.desk.engine, [said], _revision(form, view))
    except Wrong as wrong:
        return _page(visit, view, record, 422, wrong=visit.words.wrong(wrong.key, wrong.detail))
    if outcome.against:
        return _hindered(visit, record.address, outcome.against, {})
    fresh = view_of(visit)
    same = fresh.record(record.address)
    if same is not None and same.is_open:
        return visit.redirect(visit.filters.link(f"/filings/{view.row['filing_id']}", at=same.address, said="settle"))
    return visit.redirect(_onward(visit, fresh, record, "settle", outcome.made))


def _rechecked(visit: Visit, address: str, finding_id: str) -> str:
    """Back to the record of a finding, of which a row was put right, with what the checks say now."""
    fresh = view_of(visit)
    said = "still-found" if fresh.finding(finding_id) else "found-no-more"
    at = address if fresh.record(address) else fresh.head.address
    return visit.filters.link(f"/filings/{fresh.row['filing_id']}", at=at, said=said)


def decide_filing(visit: Visit, form: Form) -> Response:
    """Accepts every record of a filing as it stands."""
    if not visit.may_all:
        raise Refused(403, "administrators-only")
    view = view_of(visit)
    try:
        outcome = deciding.apply(visit.desk.engine, [deciding.whole(view, visit.who)], _revision(form, view))
    except Wrong as wrong:
        return _page(visit, view, view.head, 422, wrong=visit.words.wrong(wrong.key, wrong.detail))
    at = view.head.address
    if outcome.against:
        return _hindered(visit, at, outcome.against, {})
    return visit.redirect(visit.filters.link(f"/filings/{view.row['filing_id']}", at=at, said="accept-all"))


def let_count(visit: Visit, form: Form) -> Response:
    """Says that this filing counts instead of the others of its family."""
    view = view_of(visit)
    superseding.let_count(visit.desk.engine, str(view.row["filing_id"]), visit.who, acts.new_id())
    return visit.redirect(visit.filters.link(f"/filings/{view.row['filing_id']}", at=view.head.address, said="counts"))


def _hindered(visit: Visit, at: str, against: Sequence[Decision], typed: Form) -> Response:
    """The record as it stands now, with what others did to it and what was typed."""
    fresh = view_of(visit)
    record = fresh.record(at)
    return _gone(visit, fresh, at) if record is None else _page(visit, fresh, record, 409, against=against, typed=typed)


def _gone(visit: Visit, view: FilingView, address: str) -> Response:
    """The filing with no record opened, and what became of the one that was asked for."""
    return _page(visit, view, view.head, 409 if visit.request.method == "POST" else 410, gone=address)


def view_of(visit: Visit) -> FilingView:
    """The filing that the address names."""
    with reading(visit.desk.engine) as connection:
        view = load(connection, visit.request.path_params.get("filing_id", ""))
    if view is None:
        raise Refused(404, "not-found")
    return view


def _address(visit: Visit) -> str:
    return "{table}/{record_id}".format(**visit.request.path_params)


def _revision(form: Form, view: FilingView) -> int:
    """How old the page was that the form stands on."""
    said = form.get("revision", "")
    return min(int(said), view.revision) if said.isdecimal() and len(said) < 10 else view.revision


def _kept(form: Form) -> Form:
    """What was typed, of the fields that were changed: the others are shown as they are now."""
    changed = {
        name: value
        for name, value in form.items()
        if not name.startswith("field-") or value.strip() != form.get("base-" + name.removeprefix("field-"), "").strip()
    }
    return {name: value for name, value in changed.items() if not name.startswith("base-")}


def _onward(visit: Visit, view: FilingView, record: Record, deed: str, made: Sequence[Decision]) -> str:
    """Where the reviewer goes after a decision: to the record that it brought in, on, or back."""
    path, filters = f"/filings/{view.row['filing_id']}", visit.filters
    if visit.is_second and deed in _MOVING:
        return filters.link("/second", said=deed)
    if deed == "add" and made:
        brought = f"{made[0].table}/{view.row['filing_id']}-{added_key(made[0])}"
        return filters.link(path, at=brought, said=deed)
    if deed not in _MOVING:
        return filters.link(path, at=record.address, said=deed)
    if following := visit.walk.onward(view.row["filing_id"], view.open, record.address):
        return filters.link(path, at=following, said=deed)
    before, behind = view.near(record)
    at = (behind or before) if deed == "strike" else record.address
    return filters.link(path, at=at, said="filing-done")


def _page(visit: Visit, view: FilingView, chosen: Record, status: int = 200, **more: Any) -> Response:
    indicators = [record for record in view.records if record.kind is chosen.kind]
    at = indicators.index(chosen)
    neighbours = [*indicators[at + 1 : at + 1 + _NEIGHBOURS], *indicators[max(0, at - _NEIGHBOURS) : at]]
    parts: dict[str, Any] = {"against": (), "wrong": "", "typed": {}, "gone": ""} | more
    with reading(visit.desk.engine) as connection:
        family = family_of(connection, str(view.row["filing_id"]))
    return visit.page(
        "filing.html",
        status,
        view=view,
        chosen=chosen,
        neighbours=neighbours,
        family=family,
        asking=view.finding(visit.request.query_params.get("finding", "")),
        links_of=partial(links_of, records=view.records),
        meant=taxonomy_search.meant(chosen.row) if chosen.kind.table == "indicators" else [],
        parts_of=deciding.PARTS,
        **source_of(visit, view, chosen),
        **parts,
    )


def source_of(visit: Visit, view: FilingView, chosen: Record) -> dict[str, Any]:
    """The page's picture, or the blocks of the text; `failure` says why there is neither."""
    found: dict[str, Any] = {"picture": None, "blocks": None, "failure": "", "page": 1}
    sha256 = view.row["sha256"]
    if view.row["channel"] in _DRAWN or not view.row["channel"]:
        asked = visit.request.query_params.get("page", "")
        found["page"] = int(asked) if asked.isdecimal() and len(asked) < 6 else chosen.row.get("page") or 1
        drawn = visit.desk.originals.picture(sha256, found["page"])
        if not isinstance(drawn, Failure):
            return found | {"picture": drawn}
    document = visit.desk.originals.document(sha256)
    if isinstance(document, Failure):
        return found | {"failure": document.message}
    return found | {"blocks": sheet(document, chosen)}
