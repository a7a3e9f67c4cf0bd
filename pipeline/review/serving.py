"""Serves the application until it is stopped."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from pipeline.messages import say
from pipeline.review import accounts, second
from pipeline.review.guard import Hosts, is_loopback
from pipeline.store import looks
from pipeline.store.engine import is_read_only
from schema.errors import UsageError

if TYPE_CHECKING:
    import uvicorn
    from sqlalchemy import Engine
    from starlette.applications import Starlette

# So many connections at once: more are told to come back.
_AT_ONCE = 600
_SECONDS_IDLE = 20
# So many more wait at the door.
_WAITING = 512


def serve(
    engine: Engine,
    host: str,
    port: int,
    further: Sequence[str] = (),
    begun: Callable[[], None] = lambda: None,
    share: float = second.SHARE,
) -> None:
    """Answers on this address; `begun` is called once it is ours. `share` of what was decided is looked at twice.

    Raises `UsageError` for an address that others reach while there is no account, and for one that can't be had.
    """
    import uvicorn

    from pipeline.review.app import build

    if not is_read_only(engine):
        looks.complete(engine)
    people = accounts.names(engine)
    if not is_loopback(host) and not people:
        raise UsageError(say("review-no-accounts", host=host), say("review-no-accounts-advice"))
    app = build(engine, Hosts.of(host, further), asks_login=bool(people), port=port, share=share)
    with listening(host, port) as door:
        begun()
        threading.Thread(target=_warm_up, daemon=True).start()
        uvicorn.Server(configured(app, host, port)).run(sockets=[door])


def listening(host: str, port: int) -> socket.socket:
    """A socket that listens there. Raises `UsageError` where another program does, or there is no such address."""
    try:
        return socket.create_server(
            (host, port), family=socket.AF_INET6 if ":" in host else socket.AF_INET, backlog=_WAITING
        )
    except (OSError, OverflowError) as error:
        said = say("port-busy", host=host, port=port, reason=getattr(error, "strerror", None) or str(error))
        raise UsageError(said, say("port-busy-advice")) from error


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
