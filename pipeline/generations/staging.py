"""Filings made anew, kept apart until the whole generation is there: a rebuild that was killed goes on from them."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from decimal import Decimal
from typing import Any

from sqlalchemy import Connection, delete, insert, select, update
from sqlmodel import SQLModel

from pipeline.decisions.drafts import Lost
from pipeline.ingest.preparing import Made
from schema.kept import StagedRecord
from schema.printing import plain

_STAGED = SQLModel.metadata.tables[str(StagedRecord.__tablename__)]
_NUMBER = "\0number"


def stage(connection: Connection, made: Made, full: bool) -> None:
    """Keeps a filing, in the place of an older one of the same content."""
    unstage(connection, made.sha256)
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


def unstage(connection: Connection, sha256: str | None = None) -> None:
    """Forgets a filing, or all of them."""
    forgotten = delete(_STAGED)
    connection.execute(forgotten if sha256 is None else forgotten.where(_STAGED.c.sha256 == sha256))


def reusable(connection: Connection, read_by: str, meant_by: str, taxonomy_version: str, full: bool) -> set[str]:
    """The contents whose filings wait there, made by the same; for a full rebuild only those made by one."""
    wanted = select(_STAGED.c.sha256).where(
        _STAGED.c.read_by == read_by,
        _STAGED.c.meant_by == meant_by,
        _STAGED.c.taxonomy_version == taxonomy_version,
    )
    return set(connection.execute(wanted.where(_STAGED.c.full) if full else wanted).scalars())


def staged(connection: Connection) -> Iterator[Made]:
    """The filings that wait, by their hashes."""
    for sha256 in sorted(staged_hashes(connection)):
        yield staged_one(connection, sha256)


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
    for sha256, differs in differing.items():
        connection.execute(update(_STAGED).where(_STAGED.c.sha256 == sha256).values(differs=differs))


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
