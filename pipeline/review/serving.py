"""Serves the application until it is stopped."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from typing import TYPE_CHECKING

from pipeline.messages import say
from pipeline.review import accounts
from pipeline.review.guard import Hosts, is_loopback
from schema.errors import UsageError

if TYPE_CHECKING:
    import uvicorn
    from sqlalchemy import Engine
    from starlette.applications import Starlette

# So many connections at once: more are told to come back.
_AT_ONCE = 600
_SECONDS_IDLE = 20


def serve(engine: Engine, host: str, port: int, further: Sequence[str] = ()) -> None:
    """Answers on this address. Raises `UsageError` for one that others reach while there is no account."""
    import uvicorn

    from pipeline.review.app import build

    people = accounts.names(engine)
    if not is_loopback(host) and not people:
        raise UsageError(say("review-no-accounts", host=host), say("review-no-accounts-advice"))
    app = build(engine, Hosts.of(host, further), asks_login=bool(people), port=port)
    threading.Thread(target=_warm_up, daemon=True).start()
    uvicorn.Server(configured(app, host, port)).run()


def configured(app: Starlette, host: str, port: int) -> uvicorn.Config:
    """How the server treats those who ask."""
    import uvicorn

    from pipeline.review.connections import PromptProtocol

    return uvicorn.Config(
        app,
        host=host,
        port=port,
        http=PromptProtocol,
        log_level="warning",
        access_log=False,
        server_header=False,
        limit_concurrency=_AT_ONCE,
        timeout_keep_alive=_SECONDS_IDLE,
        timeout_graceful_shutdown=5,
    )


def _warm_up() -> None:
    """Loads what the first reviewer would wait for: the taxonomy and what reads values."""
    from pipeline.review import taxonomy_search

    taxonomy_search.search("满意度")
