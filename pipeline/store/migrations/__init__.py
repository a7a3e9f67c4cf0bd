"""How databases grow with the program: every table is made and changed by the steps in `versions`, and none is dropped.

A step is a file `rNNNN_what.py` whose revision is `rNNNN` and that names the one before it. The last of them is what
the program works with.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlalchemy import Connection

#: The revision of databases that were made before there were revisions.
FIRST = "r0001"
# By these tables together we know a database that bears no revision.
_TABLES = frozenset({"filings", "indicators", "stamps"})

_FOLDER = Path(__file__).parent


def newest() -> str:
    """The revision of the last step."""
    return max(path.stem.split("_")[0] for path in (_FOLDER / "versions").glob("r[0-9]*.py"))


def revisions() -> frozenset[str]:
    """Every revision that this program knows."""
    return frozenset(path.stem.split("_")[0] for path in (_FOLDER / "versions").glob("r[0-9]*.py"))


def revision_of(connection: Connection) -> str:
    """The database's revision; `FIRST` where it has tables of ours and bears none, empty where it has none of ours."""
    from sqlalchemy import inspect, text

    tables = inspect(connection).get_table_names()
    if "alembic_version" in tables:
        return str(connection.execute(text("SELECT version_num FROM alembic_version")).scalar() or "")
    return FIRST if _TABLES.issubset(tables) else ""


def migrate(connection: Connection, revision: str) -> None:
    """Takes every step that follows the revision, in the transaction that the connection is in."""
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(_FOLDER).replace("%", "%%"))
    config.attributes["connection"] = connection
    if revision == FIRST:
        command.stamp(config, FIRST)
    command.upgrade(config, "head")
