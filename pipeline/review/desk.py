"""What every page needs: the services behind it, and who asks in which language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl, urlencode

import anyio
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from pipeline.decisions.kinds import KINDS
from pipeline.review import accounts, acts, showing
from pipeline.review.acts import Act
from pipeline.review.claims import Claims
from pipeline.review.filters import Filters
from pipeline.review.guard import LARGEST
from pipeline.review.incoming import Incoming
from pipeline.review.originals import Originals
from pipeline.review.sessions import LASTS, Attempts, Sealer, Session, has_ended
from pipeline.review.walking import Walk, Walks
from pipeline.settings import user_name
from pipeline.store.engine import is_read_only, reading
from pipeline.words import Words, known
from schema.roles import ADMINISTRATOR, READER

if TYPE_CHECKING:
    from sqlalchemy import Engine

Form = Mapping[str, str]

_FOLDER = Path(__file__).parent
_YEAR = 365 * 24 * 3600
_MOST_FIELDS = 400
# A form that is not here after so many seconds is not waited for.
_SECONDS_FOR_FORM = 30.0
_THEMES = ("auto", "light", "dark")
# What an address holds that is said on its page once.
_SAID_ONCE = ("said", "number", "name", "alike")


class Refused(Exception):  # noqa: N818 - it is an answer, not an error of ours
    """A request that is answered with this status and a sentence by its key."""

    def __init__(self, status: int, key: str) -> None:
        super().__init__(key)
        self.status = status
        self.key = key


@dataclass(frozen=True)
class Desk:
    """The services behind the pages. `asks_login` says that nobody sees anything without an account, `share` how much
    of what was decided is looked at twice."""

    engine: Engine
    asks_login: bool
    port: int
    originals: Originals
    sealer: Sealer
    share: float
    incoming: Incoming
    attempts: Attempts = field(default_factory=Attempts)
    walks: Walks = field(default_factory=Walks)
    claims: Claims = field(default_factory=Claims)
    templates: Environment = field(default_factory=lambda: _templates())

    @staticmethod
    def of(engine: Engine, asks_login: bool, port: int, share: float) -> Desk:
        """A desk on a database."""
        return Desk(engine, asks_login, port, Originals(engine), Sealer.of(engine), share, Incoming(engine))

    @property
    def cookie(self) -> str:
        """The session's name; cookies know no ports, and several may run on one machine."""
        return f"jixiao-{self.port}"

    def visit(self, request: Request) -> Visit:
        """Who asks; a session that holds no longer is a new one."""
        kept = self.sealer.read(request.cookies.get(self.cookie))
        if kept and kept.who and not self._holds(kept):
            kept = None
        words = Words(known(request.cookies.get("language")))
        theme = request.cookies.get("theme", "")
        return Visit(self, request, kept or Session(), words, theme if theme in _THEMES else _THEMES[0], kept is None)

    def _holds(self, session: Session) -> bool:
        """Whether the account is still there with that password, and nobody has logged out of the session."""
        return accounts.seal(self.engine, session.who) == session.seal and not has_ended(self.engine, session)


@dataclass(frozen=True)
class Visit:
    """One request."""

    desk: Desk
    request: Request
    session: Session
    words: Words
    theme: str
    is_new: bool = False

    @property
    def walk(self) -> Walk:
        """The way that this session has gone through the queue."""
        return self.desk.walks.of(self.session.token)

    @property
    def who(self) -> str:
        """The name that decisions bear."""
        return self.session.who or user_name()

    @cached_property
    def role(self) -> str:
        """What the person may do; nobody may do more than read where the database can't be written to."""
        return READER if self.is_read_only else accounts.role(self.desk.engine, self.session.who)

    @property
    def is_read_only(self) -> bool:
        """True where nothing can be written into the database."""
        return is_read_only(self.desk.engine)

    @property
    def may_decide(self) -> bool:
        """True for who decides about records, and not only reads."""
        return self.role != READER

    @property
    def why_not(self) -> str:
        """The key of the sentence that says why one who asked may not decide."""
        return "read-only" if self.is_read_only else "readers-only"

    @property
    def may_all(self) -> bool:
        """True for who decides also what reaches further than one record."""
        return self.role == ADMINISTRATOR

    @property
    def filters(self) -> Filters:
        """What the queue is narrowed to."""
        return Filters.of(self.request.query_params)

    @property
    def is_second(self) -> bool:
        """True on the way through the records that are looked at twice."""
        return bool(self.request.query_params.get("second"))

    @property
    def is_welcome(self) -> bool:
        """True where no login is asked or one was made."""
        return bool(self.session.who) or not self.desk.asks_login

    @property
    def here(self) -> str:
        """The address of the page, to come back to: without what is said on it once; of a page that answers a form,
        that of the record which the form was about."""
        if self.request.method != "GET":
            asked = self.request.path_params
            about = "{table}/{record_id}".format(**asked) if "record_id" in asked else ""
            return self.filters.link(f"/filings/{asked['filing_id']}", at=about) if "filing_id" in asked else "/"
        kept = [pair for pair in self.request.query_params.multi_items() if pair[0] not in _SAID_ONCE]
        return f"{self.request.url.path}?{urlencode(kept)}" if kept else self.request.url.path

    @cached_property
    def last_act(self) -> Act | None:
        """What the person would take back now."""
        with reading(self.desk.engine) as connection:
            return acts.last(connection, self.who)

    def holder(self, filing_id: str) -> str:
        """Who else works on a filing; empty for nobody."""
        return self.desk.claims.holder(filing_id, but=self.who)

    def page(self, template: str, status: int = 200, **parts: Any) -> Response:
        """A page with everything that every page has."""
        shared = {
            "visit": self,
            "words": self.words,
            "t": self.words.say,
            "show": showing.Showing(self.words),
            "filters": self.filters,
            "kinds": KINDS,
            "token": self.session.token,
        }
        text = self.desk.templates.get_template(template).render(**shared, **parts)
        response = HTMLResponse(text, status)
        if self.is_new:
            self.remember(response, self.session)
        return response

    def redirect(self, path: str) -> Response:
        """Sends the browser on, so that a reload repeats nothing."""
        return RedirectResponse(path, 303)

    def remember(self, response: Response, session: Session) -> None:
        """Gives the browser a session. A page never renews one that holds: it would undo a logout that came first."""
        self._set(response, self.desk.cookie, self.desk.sealer.written(session), LASTS)

    def keep(self, response: Response, name: str, value: str) -> None:
        """A choice of the browser's user that lasts: language or theme."""
        self._set(response, name, value, _YEAR)

    def _set(self, response: Response, name: str, value: str, seconds: int) -> None:
        """A cookie that a link from another site brings along, and a form of another site does not.

        Lax and not strict: who follows a link into the queue is still logged in. Writes are guarded by their token.
        """
        secure = self.request.url.scheme == "https"
        response.set_cookie(name, value, max_age=seconds, httponly=True, samesite="lax", secure=secure)


async def form_of(request: Request) -> Form:
    """The fields of a posted form, line breaks as `\\n`. Refuses one that is too large."""
    body = bytearray()
    with anyio.move_on_after(_SECONDS_FOR_FORM) as patience:
        async for piece in request.stream():
            body += piece
            if len(body) > LARGEST:
                raise Refused(413, "too-large")
    if patience.cancelled_caught:
        raise Refused(408, "bad-form")
    try:
        pairs = parse_qsl(body.decode(), keep_blank_values=True, max_num_fields=_MOST_FIELDS)
    except ValueError as error:
        raise Refused(400, "bad-form") from error
    return {name: value.replace("\r\n", "\n") for name, value in pairs}


def inside(back: str) -> str:
    """An address of our own; anything else leads to the queue."""
    is_path = back.startswith("/") and not back.startswith(("//", "/\\")) and back.isprintable()
    return back if is_path else "/"


def saying(address: str, **said: object) -> str:
    """An address of our own with what is to be said on its page."""
    return f"{address}{'&' if '?' in address else '?'}{urlencode(said)}"


def _templates() -> Environment:
    found = Environment(
        loader=FileSystemLoader(_FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    found.globals["static"] = _static_version()
    return found


def _static_version() -> str:
    """Changes with the files, so that a browser keeps them and never an old one."""
    import hashlib

    digest = hashlib.sha256()
    for path in sorted((_FOLDER / "static").iterdir()):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:10]
