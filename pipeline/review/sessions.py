"""Who asks: a signed cookie that bears the account, its seal and a token for writes; and how often a login may fail."""

from __future__ import annotations

import hashlib
import os
import secrets
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from sqlalchemy import delete
from sqlmodel import SQLModel

from pipeline.settings import state_folder
from pipeline.store.engine import is_read_only, writing
from pipeline.store.states import remember, state
from schema.kept import StateRecord

if TYPE_CHECKING:
    from pathlib import Path

    from itsdangerous import URLSafeTimedSerializer
    from sqlalchemy import Engine

#: A session ends after so many seconds: a working day and a night.
LASTS = 16 * 3600

#: A browser is known for so many seconds after a login in it.
KNOWN = 365 * 24 * 3600

_ENDED = "review-ended:"
# What is signed for another purpose is never taken for a session.
_KNOWN_SALT = "jixiao-review-known"
_STATES = SQLModel.metadata.tables[str(StateRecord.__tablename__)]


@dataclass(frozen=True, slots=True)
class Session:
    """`who` is empty for one who has not logged in; `token` is what every write must bring along."""

    who: str = ""
    seal: str = ""
    token: str = field(default_factory=lambda: secrets.token_urlsafe(24))


@dataclass(frozen=True, slots=True)
class Sealer:
    """Writes sessions into cookies and reads them, signed with a key."""

    serializer: URLSafeTimedSerializer

    @staticmethod
    def of(engine: Engine) -> Sealer:
        """With this machine's key for the database, so that sessions outlast a restart; one who has the database alone
        can't write a session."""
        from itsdangerous import URLSafeTimedSerializer

        name = hashlib.sha256(engine.url.render_as_string().encode()).hexdigest()[:16]
        return Sealer(URLSafeTimedSerializer(_key(state_folder() / f"review-{name}.key"), salt="jixiao-review"))

    def written(self, session: Session) -> str:
        """The cookie's text."""
        return str(self.serializer.dumps([session.who, session.seal, session.token]))

    def read(self, cookie: str | None) -> Session | None:
        """The session of a cookie; None where it is none of ours, was changed, or is too old."""
        from itsdangerous import BadData

        try:
            who, seal, token = self.serializer.loads(cookie or "", max_age=LASTS)
        except (BadData, ValueError, TypeError):
            return None
        return Session(str(who), str(seal), str(token))

    def known(self, who: str) -> str:
        """The text of a cookie that says that somebody has logged in with this browser."""
        return str(self.serializer.dumps([who, secrets.token_urlsafe(12)], salt=_KNOWN_SALT))

    def browser(self, cookie: str | None, who: str) -> str:
        """The name of a browser that this person has logged in with; empty for any other."""
        from itsdangerous import BadData

        try:
            known, browser = self.serializer.loads(cookie or "", max_age=KNOWN, salt=_KNOWN_SALT)
        except (BadData, ValueError, TypeError):
            return ""
        return str(browser) if known == who else ""


@dataclass
class Attempts:
    """Failed logins by name, by address, or by a known browser: after `free` of them each one more is refused for
    longer and longer."""

    free: int = 5
    longest: float = 900.0
    now: Callable[[], float] = time.monotonic
    most: int = 10_000
    _failed: OrderedDict[str, tuple[int, float]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def wait(self, *keys: str) -> float:
        """Seconds until one of these may try again."""
        with self._lock:
            return max((self._until(key) - self.now() for key in keys), default=0.0)

    def failed(self, *keys: str) -> None:
        """Notes a failure of each."""
        with self._lock:
            for key in keys:
                number, _ = self._failed.get(key, (0, 0.0))
                self._failed[key] = (number + 1, self.now())
                self._failed.move_to_end(key)
            while len(self._failed) > self.most:
                self._failed.popitem(last=False)

    def succeeded(self, *keys: str) -> None:
        """Forgets the failures of each."""
        with self._lock:
            for key in keys:
                self._failed.pop(key, None)

    def _until(self, key: str) -> float:
        number, last = self._failed.get(key, (0, 0.0))
        return last + min(self.longest, 2.0 ** (number - self.free)) if number >= self.free else 0.0


def end(engine: Engine, session: Session) -> None:
    """Makes a session's cookie worthless, wherever a copy of it is; forgets those that are too old to hold anyway."""
    if is_read_only(engine):  # the cookie goes all the same
        return
    now = int(time.time())
    with writing(engine) as connection:
        connection.execute(delete(_STATES).where(_STATES.c.name.startswith(_ENDED), _STATES.c.value < str(now)))
        remember(connection, _ended_name(session), str(now + LASTS))


def has_ended(engine: Engine, session: Session) -> bool:
    """Whether somebody has logged out of it."""
    with engine.connect() as connection:
        return bool(state(connection, _ended_name(session)))


def _ended_name(session: Session) -> str:
    return _ENDED + hashlib.sha256(session.token.encode()).hexdigest()[:32]


def _key(path: Path) -> str:
    """The key of this file, which nobody else may read; where none can be kept, one that lasts as long as we run."""
    fresh = secrets.token_urlsafe(32)
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
            file.write(fresh)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip() or fresh
    except OSError:
        return fresh
    return fresh
