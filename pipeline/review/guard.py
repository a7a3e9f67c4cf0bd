"""What stands before every page: which hosts are answered, how large a request may be, and what a browser may load."""

from __future__ import annotations

import ipaddress
import socket
from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from pipeline.settings import Limits

#: The largest request that is read, in bytes.
LARGEST = 1024 * 1024

#: Where files are taken in, they may be as large as anywhere else.
_LARGEST_OF = {"/incoming": Limits().size}

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
_HEADERS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}
_LOOPBACK = frozenset({"localhost", "127.0.0.1", "::1"})


def is_loopback(host: str) -> bool:
    """True for an address that only this machine reaches."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class Hosts:
    """The names under which we are asked. A page of another name that was made to lead here gets no answer."""

    names: frozenset[str]
    any_address: bool = False

    @staticmethod
    def of(host: str, further: Iterable[str] = ()) -> Hosts:
        """What a server on this address answers to; one that others reach, to any address and the machine's name."""
        named = _LOOPBACK | {host.lower(), *(name.lower() for name in further)}
        if is_loopback(host):
            return Hosts(named)
        return Hosts(named | {socket.gethostname().lower(), socket.getfqdn().lower()}, any_address=True)

    def answers(self, host: str) -> bool:
        """Whether a request with this Host header is for us: an address can't be made to lead elsewhere, a name can."""
        try:
            name = urlsplit(f"//{host}").hostname or ""
        except ValueError:
            return False
        if name in self.names:
            return True
        try:
            return self.any_address and bool(ipaddress.ip_address(name))
        except ValueError:
            return False


class Guard:
    """Refuses what is not for us or too large, and adds the headers of safety to every answer."""

    def __init__(self, app: ASGIApp, hosts: Hosts) -> None:
        self._app = app
        self._hosts = hosts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers, or lets the application answer."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        refusal = self._refusal(Headers(scope=scope), scope["method"], scope["path"])
        await (refusal or self._app)(scope, receive, _protected(send))

    def _refusal(self, headers: Headers, method: str, path: str) -> PlainTextResponse | None:
        host = headers.get("host", "")
        if not self._hosts.answers(host):
            return PlainTextResponse("Unknown host.", 421)
        size, largest = headers.get("content-length", "0"), _LARGEST_OF.get(path, LARGEST)
        if not size.isdecimal() or len(size) > 18 or int(size) > largest:
            return PlainTextResponse("Too large.", 413)
        origin = headers.get("origin")
        if method not in ("GET", "HEAD") and origin is not None and urlsplit(origin).netloc != host:
            return PlainTextResponse("From another page.", 403)
        return None


def _protected(send: Send) -> Send:
    async def protect(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _HEADERS.items():
                headers[name] = value
            headers.setdefault("Cache-Control", "no-store")
        await send(message)

    return protect
