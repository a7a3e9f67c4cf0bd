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

from sqlalchemy import Connection, and_, delete, insert, or_, select, true, update
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

# What makes two filings exactly alike here.
_DESCRIBED = ("bucket", "content", "about", "names", "superseded_by")

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
    return join(connection, described(rows, entries))


def join(connection: Connection, kept: Row) -> list[str]:
    """The same for a filing that is `described` already."""
    before = stored(connection, kept["filing_id"])
    if _is_one_more(connection, kept, before):
        return []
    others = _near(connection, kept, str(before["family_id"]) if before else "")
    was_aside = {str(row["filing_id"]): bool(row["is_aside"]) for row in others}
    connection.execute(delete(_FAMILIES).where(_FAMILIES.c.filing_id == kept["filing_id"]))
    connection.execute(insert(_FAMILIES), kept)
    for group in _groups([kept, *others]):
        _settle(connection, group)
    asked = select(_FAMILIES.c.filing_id, _FAMILIES.c.is_aside).where(_FAMILIES.c.filing_id.in_(list(was_aside)))
    now = connection.execute(asked) if was_aside else ()
    return sorted(str(name) for name, aside in now if bool(aside) != was_aside[name])


def stored(connection: Connection, filing_id: str) -> dict[str, Any] | None:
    """What is kept of a filing; None where nothing is."""
    found = connection.execute(select(_FAMILIES).where(_FAMILIES.c.filing_id == filing_id)).mappings().first()
    return dict(found) if found is not None else None


def is_described_alike(kept: Row, before: Row | None) -> bool:
    """Whether what is kept of a filing says what was kept of it before, so that it is one with the same others."""
    return before is not None and all(before[name] == kept[name] for name in _DESCRIBED)


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


def _is_one_more(connection: Connection, kept: Row, before: Row | None) -> bool:
    """Whether a filing only joins others that it is exactly like, and changes nothing for them; it is kept then.

    Thousands of the same form that nobody filled in are looked at once each so, and not each with all of them.
    """
    columns = _FAMILIES.c
    mine, alike = kept["filing_id"], [columns[name] == kept[name] for name in _DESCRIBED]
    if not kept["content"] or kept["superseded_by"] or (before and not is_described_alike(kept, before)):
        return False
    asked = select(columns.family_id).where(*alike, columns.filing_id != mine).limit(1)
    family = str(before["family_id"] if before else connection.execute(asked).scalar() or "")
    first = _first_of(connection, family)
    if first is None or first["filing_id"] == mine or mine < family or _is_superseding(connection, mine, family):
        return False
    if _ranks(connection, [mine, first["filing_id"]])[0] == mine:
        return False
    if before is None:
        aside = _says_the_same(kept, first)
        connection.execute(insert(_FAMILIES), {**kept, "family_id": family, "counts": False, "is_aside": aside})
    return True


def _first_of(connection: Connection, family: str) -> Row | None:
    """The one of a family that counts: as a rule the one that the family is named after."""
    named = select(_FAMILIES).where(_FAMILIES.c.filing_id == family, _FAMILIES.c.counts)
    anyone = select(_FAMILIES).where(_FAMILIES.c.family_id == family, _FAMILIES.c.counts).limit(1)
    found = (connection.execute(asked).mappings().first() for asked in (named, anyone))
    return next((dict(row) for row in found if row is not None), None)


def _is_superseding(connection: Connection, mine: str, family: str) -> bool:
    """Whether people said of somebody in a family, or in favour of a filing, who counts."""
    columns = _FAMILIES.c
    # Few filings are superseded and a family may be large: its name must not be what the database looks by.
    told = select(columns.filing_id).where(columns.superseded_by > "", columns.family_id.concat("") == family)
    for_mine = select(columns.filing_id).where(columns.superseded_by == mine)
    return any(connection.execute(asked.limit(1)).first() for asked in (told, for_mine))


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


def described(rows: Rows, entries: Sequence[Decision]) -> dict[str, Any]:
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
    alike = [columns[name] == kept[name] for name in ("bucket",) if kept[name]]
    if kept["content"]:
        unit, year = kept["about"].split("\n")
        same = [f"{one}\n{when}" for one in (unit, "") for when in (year, "")]
        # Of forms that thousands of units fill in alike, those of other units and years are never one with it.
        is_told = columns.about.in_(same) if unit and year else true()
        alike.append(and_(columns.content == kept["content"], is_told))
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
    standing = {str(row["filing_id"]): row for row in group if row["superseded_by"] not in ids}
    standing = standing or {str(row["filing_id"]): row for row in group}
    first = standing[_ranks(connection, list(standing))[0]]
    for row in group:
        counts = row is first
        is_aside = not counts and (row["superseded_by"] in ids or _says_the_same(row, first))
        changed = {"family_id": min(ids), "counts": counts, "is_aside": is_aside}
        if any(row[name] != value for name, value in changed.items()):
            mine = _FAMILIES.c.filing_id == row["filing_id"]
            connection.execute(update(_FAMILIES).where(mine).values(**changed))


def _ranks(connection: Connection, ids: Sequence[str]) -> list[str]:
    """Filings in the order in which they are to count: those that did not fail, the surest first."""
    asked = select(_FILINGS.c.filing_id, _FILINGS.c.status, _FILINGS.c.confidence).where(_FILINGS.c.filing_id.in_(ids))
    ranked = sorted((row.status == "failed", -row.confidence, row.filing_id) for row in connection.execute(asked))
    return [str(filing_id) for _, _, filing_id in ranked]


def _says_the_same(one: Row, other: Row) -> bool:
    return bool(one["content"]) and one["content"] == other["content"]


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def _squeezed(text: str) -> str:
    return "".join(text.split())
