"""Connections that ask for nothing are closed: whoever opens many and sends half a request stops nobody else."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn.protocols.http.h11_impl import H11Protocol

#: A request's head must be there after so many seconds.
SECONDS_FOR_HEAD = 10.0
#: So many connections may wait for one at once; one more, and the one that waits longest is closed.
MOST_WAITING = 200


class PromptProtocol(H11Protocol):
    """HTTP as uvicorn speaks it, with an end to waiting for the head of a request."""

    _waiting: asyncio.TimerHandle | None = None
    _since = 0.0
    seconds = SECONDS_FOR_HEAD
    most = MOST_WAITING

    def connection_made(self, transport: Any) -> None:
        """Waits for the first request."""
        super().connection_made(transport)
        self._wait()
        waiting = [one for one in self.connections if isinstance(one, PromptProtocol) and one._waiting is not None]
        if len(waiting) > self.most:
            min(waiting, key=lambda one: one._since)._close()

    def data_received(self, data: bytes) -> None:
        """Waits on while a head is not whole, and no longer once it is."""
        super().data_received(data)
        if self.cycle is None or self.cycle.response_complete:
            self._wait()
        elif self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None

    def connection_lost(self, exc: Exception | None) -> None:
        """Nothing is waited for any more."""
        if self._waiting is not None:
            self._waiting.cancel()
        super().connection_lost(exc)

    def _wait(self) -> None:
        if self._waiting is None:
            self._since = self.loop.time()
            self._waiting = self.loop.call_later(self.seconds, self._give_up)

    def _close(self) -> None:
        """Closes it at once; it is waited for no more."""
        if self._waiting is not None:
            self._waiting.cancel()
            self._waiting = None
        self.transport.abort()

    def _give_up(self) -> None:
        self._waiting = None
        is_idle = self.cycle is not None and self.cycle.response_complete and self.timeout_keep_alive_task is not None
        if not is_idle and not self.transport.is_closing():
            self.transport.close()
