"""Filings that are one: the same form in several formats, or a corrected one of the same unit, form and year. Kept
beside the records and made anew with them; which of them counts is told by people, else by the surest reading.

A filing is compared with those of its unit, form, year and projects, and with those that say the very same; so many as
there are of these are looked at, however large the database is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update
from sqlmodel import SQLModel

from schema.decision import Decision
from schema.kept import FamilyRecord
from schema.records import FilingRecord, table_name

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]

# Two of a unit are one filing where so much of their indicators' names is the same: a corrected form changes figures
# and some rows, another form of the same unit has other indicators.
_ALIKE = 0.5
# Names are compared by the least of their hashes: so many tell well enough how much two sets share.
_SKETCH = 64
# What says less than so many indicators is the same as too much else.
_FEWEST = 3

_FAMILIES = SQLModel.metadata.tables[str(FamilyRecord.__tablename__)]
_FILINGS = SQLModel.metadata.tables[table_name(FilingRecord)]


@dataclass(frozen=True, slots=True)
class Member:
    """A filing of a family. `counts` says that it is the one that counts, `is_aside` that it need not be reviewed:
    somebody said so, or it says the very same as the one that counts."""

    filing_id: str
    source: str
    channel: str
    status: str
    confidence: float
    superseded_by: str
    counts: bool
    is_aside: bool


def keep(connection: Connection, rows: Rows, entries: Sequence[Decision]) -> list[str]:
    """Puts a filing whose rows these are into its family, in the place of what was kept of it. `entries` are those that
    hold about it. Returns the other filings that are to be reviewed now and were not before, or the other way round."""
    head = rows["filings"][0]
    mine = str(head["filing_id"])
    before = connection.execute(select(_FAMILIES).where(_FAMILIES.c.filing_id == mine)).mappings().first()
    kept = _described(rows, entries)
    others = _near(connection, kept, str(before["family_id"]) if before else "")
    was_aside = {str(row["filing_id"]): bool(row["is_aside"]) for row in others}
    connection.execute(delete(_FAMILIES).where(_FAMILIES.c.filing_id == mine))
    connection.execute(insert(_FAMILIES), kept)
    for group in _groups([kept, *others]):
        _settle(connection, group)
    asked = select(_FAMILIES.c.filing_id, _FAMILIES.c.is_aside).where(_FAMILIES.c.filing_id.in_(list(was_aside)))
    now = connection.execute(asked) if was_aside else ()
    return sorted(str(name) for name, aside in now if bool(aside) != was_aside[name])


def drop(connection: Connection, filing_id: str) -> list[str]:
    """Forgets a filing that is taken out. Returns those of its family that are to be reviewed now and were not before,
    or the other way round."""
    family = select(_FAMILIES.c.family_id).where(_FAMILIES.c.filing_id == filing_id).scalar_subquery()
    asked = select(_FAMILIES).where(_FAMILIES.c.family_id == family, _FAMILIES.c.filing_id != filing_id)
    others = [dict(row) for row in connection.execute(asked).mappings()]
    connection.execute(delete(_FAMILIES).where(_FAMILIES.c.filing_id == filing_id))
    for group in _groups(others):
        _settle(connection, group)
    return [one["filing_id"] for one in others if is_aside(connection, one["filing_id"]) != bool(one["is_aside"])]


def is_aside(connection: Connection, filing_id: str) -> bool:
    """Whether a filing need not be reviewed, because another of its family is."""
    asked = select(_FAMILIES.c.is_aside).where(_FAMILIES.c.filing_id == filing_id)
    return bool(connection.execute(asked).scalar())


def family_of(connection: Connection, filing_id: str) -> list[Member]:
    """The filings that are one with this, itself among them, by name; nothing where it stands alone."""
    family = select(_FAMILIES.c.family_id).where(_FAMILIES.c.filing_id == filing_id).scalar_subquery()
    names = ("source", "channel", "status", "confidence")
    asked = (
        select(_FAMILIES.c.filing_id, *(_FILINGS.c[name] for name in names), _FAMILIES.c.superseded_by,
               _FAMILIES.c.counts, _FAMILIES.c.is_aside)
        .join_from(_FAMILIES, _FILINGS, _FILINGS.c.filing_id == _FAMILIES.c.filing_id)
        .where(_FAMILIES.c.family_id == family)
        .order_by(_FILINGS.c.source, _FAMILIES.c.filing_id)
    )  # fmt: skip
    found = [Member(*tuple(row)) for row in connection.execute(asked)]
    return found if len(found) > 1 else []


def _described(rows: Rows, entries: Sequence[Decision]) -> dict[str, Any]:
    """What is kept of a filing to compare it by."""
    head, indicators = rows["filings"][0], rows.get("indicators", ())
    names = {_hashed(name) for row in indicators if (name := _squeezed(row["name"]))}
    projects = sorted({_squeezed(row["project"]) for row in indicators} - {""})
    unit, year, form = _squeezed(head["unit_name"]), head["fiscal_year"], head["form"]
    about = [unit, form, year, *projects]
    said = sorted(f"{_squeezed(row['name'])} {_squeezed(row['target_raw'])}" for row in indicators)
    superseded = [entry for entry in entries if entry.kind == "supersede"]
    return {
        "filing_id": head["filing_id"],
        "family_id": head["filing_id"],
        "bucket": _hashed("\n".join(about)) if unit and year else "",
        "content": _hashed("\n".join([*projects, *said])) if len(said) >= _FEWEST else "",
        "about": "\n".join((unit, year)),
        "names": " ".join(sorted(names)[:_SKETCH]),
        "superseded_by": str(superseded[-1].told["by"]) if superseded else "",
        "counts": True,
        "is_aside": False,
    }


def _near(connection: Connection, kept: Row, family_id: str) -> list[Row]:
    """The filings that may be one with it, and all of their families."""
    columns = _FAMILIES.c
    alike = [columns[name] == kept[name] for name in ("bucket", "content") if kept[name]]
    said = (columns.superseded_by == kept["filing_id"], columns.filing_id == kept["superseded_by"])
    families = [family_id] if family_id else []
    families += connection.execute(select(columns.family_id).where(or_(*alike, *said)).distinct()).scalars()
    asked = select(_FAMILIES).where(columns.family_id.in_(families), columns.filing_id != kept["filing_id"])
    return [dict(row) for row in connection.execute(asked).mappings()]


def _groups(rows: Sequence[Row]) -> list[list[Row]]:
    """The rows by what is one with what, be it by way of others."""
    left, found = list(rows), []
    while left:
        group, grown = [left.pop()], 0
        while grown < len(group):
            near: list[Row] = []
            far: list[Row] = []
            for row in left:
                (near if _are_one(group[grown], row) else far).append(row)
            group, left = group + near, far
            grown += 1
        found.append(group)
    return found


def _are_one(one: Row, other: Row) -> bool:
    """Whether two filings are the same: a person says so; they say the very same, and nothing of unit and year speaks
    against it; or they are of one unit, form, year and project, and most of their indicators bear the same names."""
    if one["superseded_by"] == other["filing_id"] or other["superseded_by"] == one["filing_id"]:
        return True
    parts = zip(one["about"].split("\n"), other["about"].split("\n"), strict=True)
    if one["content"] and one["content"] == other["content"]:
        return all(not mine or not theirs or mine == theirs for mine, theirs in parts)
    return bool(one["bucket"]) and one["bucket"] == other["bucket"] and _likeness(one, other) >= _ALIKE


def _likeness(one: Row, other: Row) -> float:
    """The share of names that two filings have in common, told from the least of their hashes."""
    mine, theirs = set(one["names"].split()), set(other["names"].split())
    least = sorted(mine | theirs)[:_SKETCH]
    return len(mine & theirs & set(least)) / len(least) if least else 0.0


def _settle(connection: Connection, group: Sequence[Row]) -> None:
    """Writes down which of a family counts: of those that nobody superseded the one that did not fail and is surest."""
    ids = [str(row["filing_id"]) for row in group]
    asked = select(_FILINGS.c.filing_id, _FILINGS.c.status, _FILINGS.c.confidence, _FILINGS.c.source)
    heads = {row.filing_id: row for row in connection.execute(asked.where(_FILINGS.c.filing_id.in_(ids)))}
    standing = [row for row in group if row["superseded_by"] not in ids] or list(group)

    def order(row: Row) -> tuple[bool, float, str]:
        head = heads[row["filing_id"]]
        return head.status == "failed", -head.confidence, head.filing_id

    first = min(standing, key=order)
    for row in group:
        counts = row is first
        is_aside = not counts and (row["superseded_by"] in ids or _says_the_same(row, first))
        changed = {"family_id": min(ids), "counts": counts, "is_aside": is_aside}
        if any(row[name] != value for name, value in changed.items()):
            mine = _FAMILIES.c.filing_id == row["filing_id"]
            connection.execute(update(_FAMILIES).where(mine).values(**changed))


def _says_the_same(one: Row, other: Row) -> bool:
    return bool(one["content"]) and one["content"] == other["content"]


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _squeezed(text: str) -> str:
    return "".join(text.split())
