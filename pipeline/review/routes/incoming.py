"""Files dropped into the page: taken in piece by piece, and what became of each."""

from __future__ import annotations

import tempfile
from pathlib import Path
from secrets import compare_digest

import anyio
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pipeline.review.desk import Refused, Visit
from pipeline.review.incoming import LARGEST, filings_of

# So many are shown.
_SHOWN = 500
# A file of which nothing comes for so long is not waited for.
_SECONDS_BETWEEN_PIECES = 60.0


def page(visit: Visit) -> Response:
    """The files that came, the latest first, and what became of each."""
    is_busy = visit.desk.incoming.is_busy()  # asked first: what ends in between is shown as ended at the next look
    found = visit.desk.incoming.arrivals()
    shown = found[:_SHOWN]
    known = filings_of(visit.desk.engine, [one.name for one in shown if not one.is_open])
    counts = {state: sum(one.state == state for one in found) for state in sorted({one.state for one in found})}
    return visit.page(
        "incoming.html",
        arrivals=shown,
        known=known,
        counts=counts,
        is_busy=is_busy,
        more=len(found) > _SHOWN,
        largest=LARGEST // 1024 // 1024,
    )


async def take(request: Request) -> Response:
    """Takes one file in: its bytes are the body, its name stands in the address. Says why where it does not."""
    try:
        visit = await run_in_threadpool(request.app.state.desk.visit, request)
        await run_in_threadpool(_check, visit)
        path = await _staged(visit)
    except Refused as refused:
        return PlainTextResponse(refused.key, refused.status)
    name = await run_in_threadpool(visit.desk.incoming.add, request.query_params.get("name", ""), path, visit.who)
    return PlainTextResponse(name, 201)


def _check(visit: Visit) -> None:
    token = visit.request.headers.get("x-token", "")
    if not visit.is_welcome or not compare_digest(token.encode(), visit.session.token.encode()):
        raise Refused(403, "stale-page")
    if not visit.may_decide:
        raise Refused(403, visit.why_not)
    if not visit.desk.incoming.has_room():
        raise Refused(429, "too-many-files")


async def _staged(visit: Visit) -> Path:
    """The file where it lies until it is read. Refuses one that is too large, or does not come."""
    folder = await run_in_threadpool(visit.desk.incoming.staging)
    with tempfile.NamedTemporaryFile(dir=folder, delete=False) as file:
        path = Path(file.name)
        try:
            size = 0
            pieces = visit.request.stream()
            while True:
                with anyio.fail_after(_SECONDS_BETWEEN_PIECES):
                    piece = await anext(pieces, None)
                if piece is None:
                    return path
                size += len(piece)
                if size > LARGEST:
                    raise Refused(413, "too-large")
                await run_in_threadpool(file.write, piece)
        except TimeoutError as error:
            path.unlink(missing_ok=True)
            raise Refused(408, "bad-form") from error
        except BaseException:
            path.unlink(missing_ok=True)
            raise
