"""The application: addresses, and what stands around every answer."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from secrets import compare_digest
from typing import TYPE_CHECKING
from urllib.parse import urlencode, urlsplit

import anyio
import anyio.to_thread
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Receive, Scope, Send

from pipeline.review import second
from pipeline.review.desk import Desk, Form, Refused, Visit, form_of
from pipeline.review.guard import Guard, Hosts
from pipeline.review.routes import account, asking, dashboard, filing, incoming, many, queue, slip, together, undoing

if TYPE_CHECKING:
    from sqlalchemy import Engine

Look = Callable[[Visit], Response]
Write = Callable[[Visit, Form], Response]

_VERSION = re.compile(r"[0-9a-f]{10}")

# Checking a password takes much memory and time: so many at once.
_LOGINS = 2

#: What anybody may see.
_OPEN = {"/login", "/choose"}
#: What writes nothing that has to be kept.
_UNWRITTEN = _OPEN | {"/logout"}
#: What readers may do as well.
_ANYBODYS = _UNWRITTEN | {"/views"}


def build(
    engine: Engine, hosts: Hosts, asks_login: bool = False, port: int = 0, share: float = second.SHARE
) -> Starlette:
    """The application on a database; `share` of the decided records is looked at twice."""
    app = Starlette(routes=_routes(), middleware=[Middleware(Guard, hosts=hosts)])
    app.state.desk = Desk.of(engine, asks_login, port, share)
    return app


def _routes() -> list[BaseRoute]:
    return [
        Mount("/static", _Static(directory=Path(__file__).with_name("static")), name="static"),
        _look("/", queue.records),
        _look("/filings", queue.filings),
        _look("/lost", queue.lost),
        _look("/next", queue.following),
        _look("/queue.csv", queue.table),
        _look("/queue.xlsx", queue.workbook),
        _write("/views", queue.keep_view),
        _look("/filings/{filing_id}", filing.one),
        _look("/filings/{filing_id}/pages/{page:int}", filing.picture),
        _write("/filings/{filing_id}", filing.decide_filing),
        _write("/filings/{filing_id}/family", filing.let_count),
        _write("/filings/{filing_id}/findings/{finding_id}", filing.settle),
        _write("/filings/{filing_id}/{table}/{record_id}", filing.decide_record),
        _write("/many", many.decide),
        _write("/undo", undoing.undo),
        _look("/filings/{filing_id}/{table}/{record_id}/preview", asking.preview),
        _look("/filings/{filing_id}/{table}/{record_id}/slip", slip.page),
        _look("/parse/value", asking.parse),
        _look("/candidates", asking.candidates),
        _look("/dashboard", dashboard.charts_page),
        _look("/incoming", incoming.page),
        Route("/incoming", incoming.take, methods=["POST"]),
        _look("/together", together.page),
        _look("/second", together.following),
        _look("/login", account.ask),
        _write("/login", account.enter, anyio.CapacityLimiter(_LOGINS)),
        _write("/logout", account.leave),
        _write("/choose", account.choose),
    ]


def _look(path: str, look: Look) -> Route:
    async def answer(request: Request) -> Response:
        return await run_in_threadpool(_guarded, request, look)

    return Route(path, answer, methods=["GET"])


def _write(path: str, write: Write, limiter: anyio.CapacityLimiter | None = None) -> Route:
    """A route that writes; with a limiter its work has threads of its own, and a rush of it hinders nobody else."""

    async def answer(request: Request) -> Response:
        try:
            form = await form_of(request)
        except Refused as refused:
            return PlainTextResponse(refused.key, refused.status)
        return await anyio.to_thread.run_sync(
            _guarded, request, lambda visit: _checked(visit, form, write), limiter=limiter
        )

    return Route(path, answer, methods=["POST"])


def _guarded(request: Request, answer: Look) -> Response:
    """The answer to one who may have it; others are asked to log in, and brought back."""
    visit = request.app.state.desk.visit(request)
    if not visit.is_welcome and request.url.path not in _OPEN:
        back = _back(request)
        return RedirectResponse(f"/login?{urlencode({'back': back})}", 303)
    try:
        response: Response = answer(visit)
    except Refused as refused:
        response = visit.page("refused.html", refused.status, key=refused.key)
    return response


def _back(request: Request) -> str:
    """Where one who logs in wants to be: the page asked for, or that on which the form stood."""
    if request.method == "GET":
        return str(request.url.replace(scheme="", netloc=""))
    page = urlsplit(request.headers.get("referer", ""))
    is_ours = page.netloc == request.headers.get("host", "") and page.path.startswith("/")
    return f"{page.path}?{page.query}" if is_ours and page.query else page.path if is_ours else ""


def _checked(visit: Visit, form: Form, write: Write) -> Response:
    if not compare_digest(form.get("token", "").encode(), visit.session.token.encode()):
        raise Refused(403, "stale-page")
    if not visit.may_decide and visit.request.url.path not in (_UNWRITTEN if visit.is_read_only else _ANYBODYS):
        raise Refused(403, visit.why_not)
    return write(visit, form)


class _Static(StaticFiles):
    """Files of our own, which change with the program alone: a version may stand before a name, so that a browser that
    keeps them never mixes those of two."""

    def get_path(self, scope: Scope) -> str:
        """The file's path, without the version."""
        path = super().get_path(scope)
        first, _, rest = path.partition("/")
        return rest if rest and _VERSION.fullmatch(first) else path

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def kept(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                headers = [*message["headers"], (b"cache-control", b"max-age=86400")]  # type: ignore[misc]
                message = {**message, "headers": headers}
            await send(message)

        await super().__call__(scope, receive, kept)  # type: ignore[arg-type]
