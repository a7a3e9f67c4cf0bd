"""One decision about many records: shown before it is made, and made when the reviewer is sure."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import Connection
from starlette.responses import Response

from pipeline.review import acts, alike, many
from pipeline.review.desk import Form, Visit, inside, saying
from pipeline.review.filters import Filters
from pipeline.review.many import Asked
from pipeline.review.typed import Wrong
from pipeline.store.engine import reading

#: Beside the deeds of `many`: what the person's last act put right is put right in all records like its own.
_REPEAT = "repeat"


def decide(visit: Visit, form: Form) -> Response:
    """What would change, to be confirmed; or the change itself, as one act."""
    back, act = inside(form.get("back", "")), form.get("act", "")
    with reading(visit.desk.engine) as connection:
        if act and acts.find(connection, visit.who, act):
            return visit.redirect(saying(back, said="many", number=0))
        try:
            picks, asked = _wanted(connection, visit, form)
            plan = many.plan(connection, picks, asked, visit.who)
        except Wrong as wrong:
            return _asking(visit, form, 422, wrong=visit.words.wrong(wrong.key, wrong.detail))
    if not plan.changes:
        return _asking(visit, form, 422, wrong=visit.words.say("many-nothing"))
    if not act:
        return _asking(visit, form, 200, plan=plan, picks="\n".join(picks), act=secrets.token_hex(8))
    made, hindered = many.make(visit.desk.engine, plan.changes, act)
    if hindered:
        detail = "；".join(f"{source}: {visit.words.reason(message)}" for source, message in hindered[:5])
        return _asking(visit, form, 409, wrong=visit.words.say("many-hindered", number=made, detail=detail))
    return visit.redirect(saying(back, said="many", number=made))


def _wanted(connection: Connection, visit: Visit, form: Form) -> tuple[list[str], Sequence[Asked]]:
    """The records, and what is to be done to each. What was shown once reaches no further. Raises `Wrong`."""
    picks = form.get("picks", "").split()
    if form.get("deed") != _REPEAT:
        asked = Asked(form.get("deed", ""), form.get("column", ""), form.get("text", ""), form.get("why", "").strip())
        filters = Filters.of(dict(parse_qsl(urlsplit(form.get("back", "")).query)))
        return alike.reached(connection, picks, form.get("reach") or alike.REACHES[0], filters), [asked]
    last = acts.find(connection, visit.who, form.get("text", ""))
    if last is None:
        raise Wrong("not-to-repeat")
    asked_again = alike.repeated(last)
    found = picks or alike.like_it(connection, last)
    if not found:
        raise Wrong("nothing-alike")
    return found, asked_again


def _asking(visit: Visit, form: Form, status: int, **parts: Any) -> Response:
    """The page that shows what would change, or why nothing does."""
    shown = {"plan": None, "picks": "", "act": "", "wrong": ""} | parts
    return visit.page("many.html", status, form=form, back=inside(form.get("back", "")), **shown)
