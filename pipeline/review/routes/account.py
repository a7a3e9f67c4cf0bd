"""Logging in and out, and the choice of language and looks."""

from __future__ import annotations

import math

from starlette.responses import Response

from pipeline.review import accounts
from pipeline.review.desk import Desk, Form, Visit, inside
from pipeline.review.sessions import Session, end

_LONGEST_NAME = 100


def ask(visit: Visit) -> Response:
    """The form to log in with."""
    return visit.page("login.html", back=visit.request.query_params.get("back", ""), wrong="", wait=0, name="")


def enter(visit: Visit, form: Form) -> Response:
    """A session for who knows the password; too many failures have to wait.

    They wait by account and by address; in a browser that the person has logged in with before, by that browser: nobody
    who guesses elsewhere locks them out.
    """
    name, back = form.get("name", "").strip()[:_LONGEST_NAME], form.get("back", "")
    client = visit.request.client
    desk = visit.desk
    browser = desk.sealer.browser(visit.request.cookies.get(_known(desk)), name)
    keys = (f"browser {browser}",) if browser else (f"name {name}", f"address {client.host if client else ''}")
    wait = desk.attempts.wait(*keys)
    if wait > 0:
        return visit.page("login.html", 429, back=back, wrong="login-wait", wait=math.ceil(wait), name=name)
    right = accounts.is_right(desk.engine, name, form.get("password", ""))
    if not right:
        desk.attempts.failed(*keys)
        return visit.page("login.html", 401, back=back, wrong="login-wrong", wait=0, name=name)
    desk.attempts.succeeded(*keys)
    response = visit.redirect(inside(back))
    visit.remember(response, Session(name, accounts.seal(desk.engine, name) or ""))
    visit.keep(response, _known(desk), desk.sealer.known(name))
    return response


def _known(desk: Desk) -> str:
    """The cookie of a browser that somebody has logged in with."""
    return f"{desk.cookie}-known"


def leave(visit: Visit, form: Form) -> Response:
    """Ends the session, also for a copy of its cookie."""
    if visit.session.who:
        end(visit.desk.engine, visit.session)
    response = visit.redirect("/login" if visit.desk.asks_login else "/")
    visit.remember(response, Session())
    return response


def choose(visit: Visit, form: Form) -> Response:
    """Another language or look, and back to the page."""
    response = visit.redirect(inside(form.get("back", "")))
    for name in ("language", "theme"):
        if form.get(name):
            visit.keep(response, name, form[name][:10])
    return response
