"""One decision about many records: shown before it is made, and made when the reviewer is sure."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from sqlalchemy import Connection
from starlette.responses import Response

from pipeline.review import acts, alike, many
from pipeline.review.acts import Act
from pipeline.review.desk import Form, Visit, inside, saying
from pipeline.review.filters import Filters
from pipeline.review.many import Asked
from pipeline.review.typed import Wrong
from pipeline.store.engine import reading

#: Beside the deeds of `many`: what the person's last act put right is put right in all records like its own.
_REPEAT = "repeat"


@dataclass(frozen=True, slots=True)
class Wanted:
    """The records, and what is to be done to each; `is_cut` says that there are more than can be done at once."""

    picks: Sequence[str]
    asked: Sequence[Asked]
    is_cut: bool = False

    @staticmethod
    def of(found: Sequence[str], asked: Sequence[Asked]) -> Wanted:
        """As many of these records as can be done at once."""
        picks = alike.at_once(found)
        return Wanted(picks, asked, len(picks) < len(found))


def decide(visit: Visit, form: Form) -> Response:
    """What would change, to be confirmed; or the change itself, as one act."""
    back, act = inside(form.get("back", "")), form.get("act", "")
    with reading(visit.desk.engine) as connection:
        if act and acts.find(connection, visit.who, act):
            return visit.redirect(saying(back, said="many", number=0))
        try:
            wanted = _wanted(connection, visit, form)
            plan = many.plan(connection, wanted.picks, wanted.asked, visit.who)
        except Wrong as wrong:
            return _asking(visit, form, 422, wrong=visit.words.wrong(wrong.key, wrong.detail))
    if not plan.changes:
        return _asking(visit, form, 422, wrong=visit.words.say("many-nothing"))
    if not act:
        return _asking(visit, form, 200, plan=plan, wanted=wanted, act=secrets.token_hex(8))
    made, hindered = many.make(visit.desk.engine, plan.changes, act)
    if hindered:
        detail = "；".join(f"{source}: {visit.words.reason(message)}" for source, message in hindered[:5])
        return _asking(visit, form, 409, wrong=visit.words.say("many-hindered", number=made, detail=detail))
    return visit.redirect(saying(back, said="many", number=made))


def _wanted(connection: Connection, visit: Visit, form: Form) -> Wanted:
    """What somebody asks for. Raises `Wrong`."""
    picks = form.get("picks", "").split()
    if form.get("deed") == _REPEAT:
        return _repeated(connection, acts.find(connection, visit.who, form.get("text", "")), picks)
    asked = Asked(form.get("deed", ""), form.get("column", ""), form.get("text", ""), form.get("why", "").strip())
    reach = form.get("reach") or alike.REACHES[0]
    filters = Filters.of(dict(parse_qsl(urlsplit(form.get("back", "")).query)))
    found = alike.reached(connection, picks, reach, filters)
    # Of what was picked one by one nothing is left out: too many are refused.
    return Wanted.of(found, [asked]) if reach != alike.REACHES[0] else Wanted(found, [asked])


def _repeated(connection: Connection, act: Act | None, picks: list[str]) -> Wanted:
    """An act, done to others: to those that were shown, at first to all like it. Raises `Wrong`."""
    if act is None:
        raise Wrong("not-to-repeat")
    asked = alike.repeated(act)
    found = picks or alike.like_it(connection, act)
    if not found:
        raise Wrong("nothing-alike")
    return Wanted.of(found, asked)


def _asking(visit: Visit, form: Form, status: int, **parts: Any) -> Response:
    """The page that shows what would change, or why nothing does."""
    shown = {"plan": None, "wanted": None, "act": "", "wrong": ""} | parts
    return visit.page("many.html", status, form=form, back=inside(form.get("back", "")), **shown)
