"""Filings made anew, kept apart until the whole generation is there: a rebuild that was killed goes on from them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Collection, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, Engine, bindparam, delete, insert, or_, select, update
from sqlmodel import SQLModel

from pipeline.decisions.drafts import Lost
from pipeline.ingest.preparing import Made
from pipeline.store.engine import reading, writing
from schema.kept import StagedRecord, UnderstandingRecord
from schema.printing import plain

_STAGED = SQLModel.metadata.tables[str(StagedRecord.__tablename__)]
_NUMBER = "\0number"
# So many filings are forgotten at a time.
_FEW = 500
#: What a reading was made by.
STAMPED = ("read_by", "meant_by", "taxonomy_version", "entries")


def stage(connection: Connection, made: Made, full: bool) -> None:
    """Keeps a filing, in the place of an older one of the same content."""
    unstage(connection, [made.sha256])
    kept = {
        "sha256": made.sha256,
        "payload": _packed(made),
        "read_by": made.read_by,
        "meant_by": made.meant_by,
        "taxonomy_version": made.taxonomy_version,
        "entries": made.entries,
        "full": full,
    }
    connection.execute(insert(_STAGED), kept)


def unstage(connection: Connection, hashes: Collection[str]) -> None:
    """Forgets these filings."""
    connection.execute(delete(_STAGED).where(_STAGED.c.sha256.in_(hashes)))


def reusable(connection: Connection, read_by: str, meant_by: str, taxonomy_version: str, full: bool) -> set[str]:
    """The contents whose filings wait there, made by the same; for a full rebuild only those made by one."""
    wanted = select(_STAGED.c.sha256).where(
        _STAGED.c.read_by == read_by,
        _STAGED.c.meant_by == meant_by,
        _STAGED.c.taxonomy_version == taxonomy_version,
    )
    return set(connection.execute(wanted.where(_STAGED.c.full) if full else wanted).scalars())


def staged_one(connection: Connection, sha256: str) -> Made:
    """The filing of this content that waits."""
    return _unpacked(staged_row(connection, sha256))


def staged_row(connection: Connection, sha256: str) -> dict[str, Any]:
    """The same as it is kept."""
    return dict(connection.execute(select(_STAGED).where(_STAGED.c.sha256 == sha256)).mappings().one())


def staged_hashes(connection: Connection) -> set[str]:
    """The contents whose filings wait."""
    return set(connection.execute(select(_STAGED.c.sha256)).scalars())


def staged_stamps(connection: Connection) -> list[dict[str, Any]]:
    """What is known of each filing that waits, without the filing, by their hashes."""
    columns = [column for column in _STAGED.c if column.name != "payload"]
    found = connection.execute(select(*columns)).mappings()
    return sorted((dict(row) for row in found), key=lambda row: str(row["sha256"]))


def mark(connection: Connection, differing: Mapping[str, bool]) -> None:
    """Notes of each filing whether it differs from the one that it will replace."""
    if differing:
        mine = update(_STAGED).where(_STAGED.c.sha256 == bindparam("mine")).values(differs=bindparam("is_other"))
        connection.execute(mine, [{"mine": sha256, "is_other": differs} for sha256, differs in differing.items()])


def forget_waiting(engine: Engine, kept: Collection[str] = ()) -> None:
    """Forgets what waits but for these, a little at a time, so that nobody waits long for the lock of writers."""
    with reading(engine) as connection:
        idle = sorted(staged_hashes(connection) - set(kept))
    for start in range(0, len(idle), _FEW):
        with writing(engine) as connection:
            unstage(connection, idle[start : start + _FEW])


def is_news(connection: Connection) -> bool:
    """Whether a filing waits that differs, or whose reading was made by others than the one that is kept."""
    kept = SQLModel.metadata.tables[str(UnderstandingRecord.__tablename__)]
    other = [_STAGED.c[name].is_distinct_from(kept.c[name]) for name in STAMPED]
    waiting = select(_STAGED.c.sha256).outerjoin(kept, kept.c.sha256 == _STAGED.c.sha256)
    return connection.execute(waiting.where(or_(_STAGED.c.differs, *other)).limit(1)).first() is not None


def reading_of(row: Mapping[str, Any]) -> bytes:
    """The reading within a filing that waits, packed."""
    kept: bytes = row["payload"]
    return kept[8 + int.from_bytes(kept[:8], "big") :]


def _packed(made: Made) -> bytes:
    """Rows and lost decisions as JSON, the reading as it is, each behind its length, compressed."""
    told = json.dumps({"rows": made.rows, "lost": [asdict(lost) for lost in made.lost]}, default=_told).encode()
    compressed = zlib.compress(told, 3)
    return len(compressed).to_bytes(8, "big") + compressed + made.payload


def _unpacked(row: dict[str, Any]) -> Made:
    kept: bytes = row["payload"]
    end = 8 + int.from_bytes(kept[:8], "big")
    said = json.loads(zlib.decompress(kept[8:end]), object_hook=_number)
    lost = tuple(Lost(**each) for each in said["lost"])
    return Made(said["rows"], reading_of(row), row["read_by"], row["meant_by"], row["entries"], lost)


def _told(value: object) -> object:
    if isinstance(value, Decimal):
        return {_NUMBER: plain(value)}
    raise TypeError(f"{type(value).__name__} stands in no row")


def _number(found: dict[str, Any]) -> Any:
    return Decimal(found[_NUMBER]) if found.keys() == {_NUMBER} else found
