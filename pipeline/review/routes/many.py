"""One decision about many records: shown before it is made, and made when the reviewer is sure."""

from __future__ import annotations

import secrets

from starlette.responses import Response

from pipeline.review import acts, many
from pipeline.review.desk import Form, Visit, inside, saying
from pipeline.review.many import Asked
from pipeline.review.typed import Wrong
from pipeline.store.engine import reading


def decide(visit: Visit, form: Form) -> Response:
    """What would change, to be confirmed; or the change itself, as one act."""
    asked = Asked(form.get("deed", ""), form.get("column", ""), form.get("text", ""), form.get("why", "").strip())
    picks = form.get("picks", "").split()
    back, act = inside(form.get("back", "")), form.get("act", "")
    with reading(visit.desk.engine) as connection:
        if act and acts.find(connection, visit.who, act):
            return visit.redirect(saying(back, said="many", number=0))
        try:
            plan = many.plan(connection, picks, asked, visit.who)
        except Wrong as wrong:
            said = visit.words.wrong(wrong.key, wrong.detail)
            return visit.page("many.html", 422, plan=None, asked=asked, picks="", back=back, act="", wrong=said)
    if not act or not plan.changes:
        fresh = secrets.token_hex(8)
        status = 200 if plan.changes else 422
        said = "" if plan.changes else visit.words.say("many-nothing")
        picked = form.get("picks", "")
        return visit.page("many.html", status, plan=plan, asked=asked, picks=picked, back=back, act=fresh, wrong=said)
    made, hindered = many.make(visit.desk.engine, plan.changes, act)
    if hindered:
        said = visit.words.say("many-hindered", number=made, detail="；".join(hindered[:5]))
        return visit.page("many.html", 409, plan=None, asked=asked, picks="", back=back, act="", wrong=said)
    return visit.redirect(saying(back, said="many", number=made))
