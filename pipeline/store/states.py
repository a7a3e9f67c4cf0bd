"""What the program remembers of its runs, by name: the generation, the archive's folder, the last accuracy."""

from __future__ import annotations

import json

from sqlalchemy import Connection, delete, insert, select
from sqlmodel import SQLModel

from schema.kept import StateRecord

_STATES = SQLModel.metadata.tables[str(StateRecord.__tablename__)]


def state(connection: Connection, name: str, otherwise: str = "") -> str:
    """What was remembered last under this name."""
    found = connection.execute(select(_STATES.c.value).where(_STATES.c.name == name)).scalar()
    return otherwise if found is None else str(found)


def remember(connection: Connection, name: str, value: str) -> None:
    """Puts a value in the place of what was remembered before."""
    connection.execute(delete(_STATES).where(_STATES.c.name == name))
    connection.execute(insert(_STATES), {"name": name, "value": value})


def aliases_in_force(connection: Connection) -> tuple[tuple[str, str], ...]:
    """The further aliases that the present generation was made with, each behind the id of its entry."""
    return tuple((str(entry_id), str(alias)) for entry_id, alias in json.loads(state(connection, "aliases", "[]")))
