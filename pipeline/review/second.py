"""A second look: a random share of the decided records is shown to somebody else, and how often the two agree is told.

Chance is that of the entry's id, whose last digits are random: nobody chooses what is looked at twice, and what was
chosen once stays so. Who goes on from there accepts the record, which agrees, or decides otherwise, which does not.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from sqlalchemy import Connection, func, select, tuple_
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.decisions.kinds import KINDS
from pipeline.store.rows import filing_id_of
from schema.kept import JournalRecord

#: The share that is looked at twice where none is named.
SHARE = 0.05

_JOURNAL = SQLModel.metadata.tables[str(JournalRecord.__tablename__)]
#: The decisions that can be looked at again: the record that they are about is still there.
_FIRST = ("accept", "correct", "split", "join")
_SECOND = (*_FIRST, "strike")
_TABLES = tuple(name for name in KINDS if name != "filings")
# An entry's id ends with so many random hexadecimal digits that are asked.
_DIGITS = 4
_CHUNK = 300


@dataclass(frozen=True, slots=True)
class Twice:
    """A record of the share: who decided first, and who looked at it again; `second` is empty while nobody has."""

    filing_id: str
    address: str
    first: str
    second: str = ""
    agrees: bool = False
    label: str = ""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The records of the share, and what came of them."""

    records: tuple[Twice, ...]

    @property
    def done(self) -> int:
        """How many were looked at twice."""
        return sum(bool(one.second) for one in self.records)

    @property
    def agreed(self) -> int:
        """How many of those agree."""
        return sum(one.agrees for one in self.records)

    @property
    def differing(self) -> list[Twice]:
        """Those about which two people do not agree."""
        return [one for one in self.records if one.second and not one.agrees]

    def waiting(self, who: str) -> list[Twice]:
        """Those that this person can look at: nobody else has, and they did not decide first."""
        return [one for one in self.records if not one.second and one.first != who]


def agreement(connection: Connection, share: float) -> Agreement:
    """The records of the share that are there, the oldest decision first."""
    found = list(_twice(connection, share))
    labels = dict(_labels(connection, found))
    told = (replace(one, label=labels.get(one.address, "")) for one in found)
    return Agreement(tuple(one for one in told if one.second or one.address in labels))


def following(found: Agreement, who: str, is_behind: Callable[[tuple[str, str]], bool]) -> Twice | None:
    """The next record for a person's second look that they did not pass by; None at the end."""
    return next((one for one in found.waiting(who) if not is_behind((one.filing_id, one.address))), None)


def _twice(connection: Connection, share: float) -> Iterator[Twice]:
    said = _JOURNAL.c
    about = (said.sha256, said.table, said.record_id)
    first = func.min(said.entry_id).label("first")
    least = (
        select(*about, first)
        .where(said.kind.in_(_FIRST), said.table.in_(_TABLES), said.record_id != "", *journal.holding())
        .group_by(*about)
        .having(func.substr(first, func.length(first) - _DIGITS + 1) < _limit(share))
        .order_by(first)
    )
    chosen = [(row.sha256, row.table, row.record_id) for row in connection.execute(least)]
    for start in range(0, len(chosen), _CHUNK):
        part = chosen[start : start + _CHUNK]
        asked = select(*about, said.who, said.kind).where(
            tuple_(*about).in_(part), said.kind.in_(_SECOND), *journal.holding()
        )
        entries: dict[tuple[str, str, str], list[tuple[str, str]]] = {place: [] for place in part}
        for sha256, table, record_id, who, kind in connection.execute(asked.order_by(said.entry_id)):
            entries[sha256, table, record_id].append((who, kind))
        for place in part:
            yield _judged(*place, entries[place])


def _judged(sha256: str, table: str, record_id: str, entries: list[tuple[str, str]]) -> Twice:
    """What the first decider and the first of the others said."""
    first = entries[0][0]
    second, kind = next(((who, kind) for who, kind in entries if who != first), ("", ""))
    return Twice(filing_id_of(sha256), f"{table}/{record_id}", first, second, kind == "accept")


def _limit(share: float) -> str:
    """The first of the random endings that is not in the share."""
    number = round(min(max(share, 0.0), 1.0) * 16**_DIGITS)
    return "g" if number >= 16**_DIGITS else f"{number:0{_DIGITS}x}"


def _labels(connection: Connection, found: list[Twice]) -> Iterator[tuple[str, str]]:
    """What each record that is there is called, by its address."""
    for name in _TABLES:
        kind, columns = KINDS[name], SQLModel.metadata.tables[name].c
        wanted = [one.address.partition("/")[2] for one in found if one.address.startswith(f"{name}/")]
        for start in range(0, len(wanted), _CHUNK):
            mine = columns[kind.id_column].in_(wanted[start : start + _CHUNK])
            for record_id, label in connection.execute(
                select(columns[kind.id_column], columns[kind.label]).where(mine)
            ):
                yield f"{name}/{record_id}", str(label)
