"""The people who may review, with their passwords as argon2 keeps them."""

from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select, update
from sqlmodel import SQLModel

from pipeline.messages import say
from pipeline.store.engine import writing
from schema.errors import UsageError
from schema.kept import UserRecord
from schema.roles import ADMINISTRATOR, READER, REVIEWER, ROLES

if TYPE_CHECKING:
    from argon2 import PasswordHasher
    from sqlalchemy import Engine

#: A shorter password is refused.
SHORTEST = 10
# A longer one is no password, and would only keep the processor busy.
_LONGEST = 1000
_NAME = re.compile(r"[\w.@ -]{1,60}")

_USERS = SQLModel.metadata.tables[str(UserRecord.__tablename__)]


def add(engine: Engine, name: str, password: str, role: str = "") -> None:
    """Makes an account, the first an administrator's, the others reviewers' where no role is given.

    Raises `UsageError` for a name that is taken or none, and for a password too short.
    """
    if not _NAME.fullmatch(name) or name != name.strip():
        raise UsageError(say("user-bad-name", name=name), say("user-bad-name-advice"))
    hashed = _hashed(password)
    with writing(engine) as connection:
        if connection.execute(select(_USERS.c.name).where(_USERS.c.name == name)).first():
            raise UsageError(say("user-taken", name=name), say("user-taken-advice"))
        role = role or (REVIEWER if connection.execute(select(_USERS.c.name).limit(1)).first() else ADMINISTRATOR)
        made_at = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        connection.execute(insert(_USERS), {"name": name, "password_hash": hashed, "made_at": made_at, "role": role})


def set_password(engine: Engine, name: str, password: str) -> None:
    """Gives an account another password, which ends its sessions. Raises `UsageError` where there is none."""
    hashed = _hashed(password)
    with writing(engine) as connection:
        changed = connection.execute(update(_USERS).where(_USERS.c.name == name).values(password_hash=hashed))
        if not changed.rowcount:
            raise UsageError(say("user-unknown", name=name), say("user-unknown-advice"))


def set_role(engine: Engine, name: str, role: str) -> None:
    """Says what an account's owner may do, from their next page on. Raises `UsageError` where there is none."""
    with writing(engine) as connection:
        if not connection.execute(update(_USERS).where(_USERS.c.name == name).values(role=role)).rowcount:
            raise UsageError(say("user-unknown", name=name), say("user-unknown-advice"))


def role(engine: Engine, name: str) -> str:
    """One of `schema.roles.ROLES`; who needs no account may do everything."""
    with engine.connect() as connection:
        found = connection.execute(select(_USERS.c.role).where(_USERS.c.name == name)).scalar()
    return str(found) if found in ROLES else READER if name else ADMINISTRATOR


def remove(engine: Engine, name: str) -> None:
    """Takes an account away; what its owner decided stays. Raises `UsageError` where there is no such account."""
    with writing(engine) as connection:
        if not connection.execute(delete(_USERS).where(_USERS.c.name == name)).rowcount:
            raise UsageError(say("user-unknown", name=name), say("user-unknown-advice"))


def names(engine: Engine) -> list[str]:
    """Everybody's names, in order."""
    with engine.connect() as connection:
        return list(connection.execute(select(_USERS.c.name).order_by(_USERS.c.name)).scalars())


def is_right(engine: Engine, name: str, password: str) -> bool:
    """Whether this is the password of that account; it takes as long where there is no such account."""
    from argon2.exceptions import InvalidHashError, VerificationError

    kept = _kept(engine, name)
    try:
        return _hasher().verify(kept or _nobodys(), password[:_LONGEST]) and kept is not None
    except (VerificationError, InvalidHashError):
        return False


def seal(engine: Engine, name: str) -> str | None:
    """What a session of this account must bear: it changes with the password. None where there is no such account."""
    kept = _kept(engine, name)
    return None if kept is None else hashlib.sha256(kept.encode()).hexdigest()[:16]


def _kept(engine: Engine, name: str) -> str | None:
    with engine.connect() as connection:
        return connection.execute(select(_USERS.c.password_hash).where(_USERS.c.name == name)).scalar()


def _hashed(password: str) -> str:
    if not SHORTEST <= len(password) <= _LONGEST:
        raise UsageError(say("password-short", shortest=SHORTEST), say("password-short-advice"))
    return _hasher().hash(password)


@cache
def _hasher() -> PasswordHasher:
    from argon2 import PasswordHasher

    return PasswordHasher()


@cache
def _nobodys() -> str:
    """A hash that no password fits."""
    return _hasher().hash("\0" * SHORTEST)
