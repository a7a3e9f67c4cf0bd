"""The views that analysts ask: made of `data/views.sql`, anew whenever the tables change."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from sqlalchemy import Connection

#: The column of the views that tells a filing that counts.
COUNTS = "counts"

_FILE = Path(__file__).parents[1] / "data" / "views.sql"
_VIEW = re.compile(r"^CREATE VIEW (\w+) AS\n.*?;$", re.MULTILINE | re.DOTALL)


@cache
def statements() -> Mapping[str, str]:
    """The statement that makes each view, by its name; a view refers only to those before it."""
    text = "".join(line for line in _FILE.read_text(encoding="utf-8").splitlines(True) if not line.startswith("--"))
    return {found[1]: found[0].removesuffix(";") for found in _VIEW.finditer(text)}


def drop(connection: Connection) -> None:
    """Takes the views away, so that the tables below them can be changed."""
    for name in reversed(list(statements())):
        connection.exec_driver_sql(f"DROP VIEW IF EXISTS {name}")


def make(connection: Connection) -> None:
    """Makes them as this program has them."""
    drop(connection)
    for statement in statements().values():
        connection.exec_driver_sql(statement)
