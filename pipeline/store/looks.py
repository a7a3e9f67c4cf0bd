"""Which records need a look and how badly, kept beside the records: made anew whenever their filing's rows are, so that
the queue and the dashboard take as long for ten thousand filings as for forty."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, and_, bindparam, delete, insert, or_, select, update
from sqlmodel import SQLModel

from normalizers.confidence import REVIEW_BELOW
from pipeline.decisions.journal import entries_of
from pipeline.decisions.kinds import KINDS, Kind
from pipeline.store import families
from pipeline.store.engine import writing
from schema.column import cells
from schema.decision import Decision, effective
from schema.finding import MISREAD
from schema.kept import CountRecord, FamilyRecord, LookRecord, TallyRecord

if TYPE_CHECKING:
    from sqlalchemy import Engine

Row = Mapping[str, Any]
Rows = Mapping[str, Sequence[Row]]

# What a finding adds to a record's badness: one error outweighs any doubt of reading. What was not read of a filing, or
# not surely, weighs as much as an error. A file that failed comes last: there is nothing in it to put right, and a
# hundred of them would hide the rest.
_ERROR, _WARNING, _FAILED, _UNREAD = 0.5, 0.15, -0.5, 0.5
_UNDECIDED = ("none", "pending")
#: Records by confidence are counted in so many steps.
STEPS = 20

_LOOKS = SQLModel.metadata.tables[str(LookRecord.__tablename__)]
_TALLIES = SQLModel.metadata.tables[str(TallyRecord.__tablename__)]
_FAMILIES = SQLModel.metadata.tables[str(FamilyRecord.__tablename__)]
_COUNTS = SQLModel.metadata.tables[str(CountRecord.__tablename__)]


@dataclass(frozen=True, slots=True)
class Look:
    """A record that needs a look; see `schema.kept.LookRecord`."""

    table: str
    record_id: str
    filing_id: str
    ordinal: int
    label: str
    printed: str
    confidence: float
    errors: int
    warnings: int
    risk: float
    rank: float
    doubtful: str


def keep(connection: Connection, rows: Rows) -> None:
    """Lists what needs a look in a filing whose rows these are, and counts it, in the place of what was before."""
    head = rows["filings"][0]
    entries = effective(entries_of(connection, head["sha256"]))
    changed = families.keep(connection, rows, entries)
    _list(connection, rows, entries)
    for filing_id in changed:
        other = _stored(connection, filing_id)
        _list(connection, other, effective(entries_of(connection, other["filings"][0]["sha256"])))


def drop(connection: Connection, filing_id: str) -> None:
    """Forgets a filing that is taken out, and lists anew those of its family that stand otherwise now."""
    changed = families.drop(connection, filing_id)
    before = connection.execute(select(_TALLIES.c.counts).where(_TALLIES.c.filing_id == filing_id)).scalar()
    add_counts(connection, [(before, None)])
    for table in (_LOOKS, _TALLIES):
        connection.execute(delete(table).where(table.c.filing_id == filing_id))
    for other in changed:
        restore(connection, other)


def _list(connection: Connection, rows: Rows, entries: Iterable[Decision]) -> None:
    """Lists and counts; of a filing of which another counts instead nothing needs a look."""
    mine = rows["filings"][0]["filing_id"]
    listed = listing(rows, entries, families.is_aside(connection, mine))
    connection.execute(delete(_LOOKS).where(_LOOKS.c.filing_id == mine))
    if listed.looks:
        connection.execute(insert(_LOOKS), listed.looks)
    before = connection.execute(select(_TALLIES.c.counts).where(_TALLIES.c.filing_id == mine)).scalar()
    connection.execute(delete(_TALLIES).where(_TALLIES.c.filing_id == mine))
    connection.execute(insert(_TALLIES), listed.tally)
    add_counts(connection, [(before, listed.tally["counts"])])


@dataclass(frozen=True, slots=True)
class Listing:
    """The rows of a filing in the tables of looks and of tallies."""

    looks: list[dict[str, Any]]
    tally: dict[str, Any]


def listing(rows: Rows, entries: Iterable[Decision], is_aside: bool) -> Listing:
    """What needs a look in a filing whose rows these are, and how much there is of it; nothing does where it is
    `is_aside`. `entries` are those that hold about it."""
    decided = _decided(entries)
    looks = [] if is_aside else list(looks_of(rows, decided))
    tally = {
        "filing_id": rows["filings"][0]["filing_id"],
        "left": len(looks),
        "risk": sum(look.risk for look in looks),
        "expected": 0.0 if is_aside else _expected(rows, decided),
        "rank": min((look.rank for look in looks), default=1.0),
        "counts": json.dumps(counted(rows), ensure_ascii=False),
    }
    return Listing([asdict(look) for look in looks], tally)


def add_counts(connection: Connection, tallies: Iterable[tuple[str | None, str | None]]) -> None:
    """Puts what filings count for now in the place of what they counted for, each told as `tallies` keeps it, the old
    one first; None for a filing that was not there, or is no more."""
    was, now = Counter[str](), Counter[str]()
    for old, new in tallies:
        was.update(json.loads(old) if old else {})
        now.update(json.loads(new) if new else {})
    _add(connection, now, was)


def complete(engine: Engine) -> None:
    """Lists and counts the filings that nobody has listed yet: those of a database of an older version."""
    filings = SQLModel.metadata.tables["filings"].c
    unlisted = [filings.filing_id.not_in(select(table.c.filing_id)) for table in (_TALLIES, _FAMILIES)]
    with engine.connect() as connection:
        missing = connection.execute(select(filings.filing_id).where(or_(*unlisted))).scalars().all()
    if not missing:
        return
    with writing(engine) as connection:
        for filing_id in missing:
            keep(connection, _stored(connection, filing_id))


def looks_of(rows: Rows, decided: set[tuple[str, str]]) -> Iterator[Look]:
    """The records of a filing that need a look; `decided` are those about which a decision holds."""
    found: defaultdict[str, list[Row]] = defaultdict(list)
    for finding in rows.get("findings", ()):
        if finding.get("settled", "") in ("", MISREAD):
            found[finding["indicator_id"]].append(finding)
    doubtful = _doubtful(rows)
    for name, kind in KINDS.items():
        for place, row in enumerate(rows.get(name, ())):
            record_id = row[kind.id_column]
            about = found["" if name == "filings" else record_id] if name in ("filings", "indicators") else []
            if _is_open(row, kind, about, (name, record_id) in decided):
                yield _look(row, kind, place, about, doubtful.get(record_id, set()) if name == "indicators" else set())


def counted(rows: Rows) -> dict[str, int]:
    """How many records of a filing there are of each sort, by `what` and label with a tab between."""
    found: Counter[str] = Counter()
    for name in ("indicators", "amounts", "goals", "fields", "findings"):
        found[f"records\t{name}"] += len(rows.get(name, ()))
    for row in rows.get("indicators", ()):
        found[f"review\t{row['review']}"] += 1
        found["records\tmatched"] += row["canonical_id"] != ""
    for row in (*rows.get("indicators", ()), *rows.get("amounts", ())):
        found[f"confidence\t{min(STEPS - 1, int(row['confidence'] * STEPS + 1e-9))}"] += 1
    for row in rows.get("findings", ()):
        found[f"rule\t{row['rule']} {row['severity']}"] += 1
    return {name: number for name, number in found.items() if number}


def _decided(entries: Iterable[Decision]) -> set[tuple[str, str]]:
    """Table and id of what was decided about; a note about a whole filing says that somebody has looked at it."""
    kinds = ("accept", "correct")
    return {
        (entry.table, entry.record_id)
        for entry in entries
        if entry.kind in kinds or (entry.kind == "note" and entry.table == "filings")
    }


def _is_open(row: Row, kind: Kind, about: Sequence[Row], is_decided: bool) -> bool:
    review = row.get("review")
    if review not in _UNDECIDED if review is not None else is_decided:
        return False
    if kind.table == "filings":
        unsure = row["status"] == "failed" or row["doubt"] in ("reading", "both")
    else:
        unsure = row["confidence"] < REVIEW_BELOW or review == "pending"
    return unsure or any(finding["severity"] in ("error", "warning") for finding in about)


def _look(row: Row, kind: Kind, place: int, about: Sequence[Row], doubtful: set[str]) -> Look:
    errors, warnings = (sum(finding["severity"] == one for finding in about) for one in ("error", "warning"))
    is_filing = kind.table == "filings"
    risk = 0.0 if is_filing else 1.0 - row["confidence"]
    whole = _whole(row) if is_filing else 0.0
    badness = risk + errors * _ERROR + warnings * _WARNING + whole
    return Look(
        kind.table, row[kind.id_column], row["filing_id"], 0 if is_filing else row.get("ordinal", place),
        str(row[kind.label]), str(row[kind.printed]), row["confidence"], errors, warnings, risk, -badness,
        _listed(doubtful),
    )  # fmt: skip


def _whole(row: Row) -> float:
    """What weighs on a filing as a whole beside its findings: that it failed, that its reading is doubted."""
    if row["status"] == "failed":
        return _FAILED
    return _UNREAD if row["doubt"] in ("reading", "both") else 0.0


def _doubtful(rows: Rows) -> dict[str, set[str]]:
    """The fields of each indicator that are doubtful, by its id: roles of values, and `canonical` for no match."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for value in rows.get("values", ()):
        if value["confidence"] < REVIEW_BELOW:
            found[value["indicator_id"]].add(value["role"])
    for reading in rows.get("readings", ()):
        found[reading["indicator_id"]].add(reading["role"])
    for row in rows.get("indicators", ()):
        if not row["canonical_id"]:
            found[row["indicator_id"]].add("canonical")
    return found


def _listed(words: Iterable[str]) -> str:
    said = sorted(set(words))
    return f" {' '.join(said)} " if said else ""


def _expected(rows: Rows, decided: set[tuple[str, str]]) -> float:
    """How many records are expected to be wrong: all doubts, less those of records that were decided about."""
    total = 0.0
    for name, kind in KINDS.items():
        for row in rows.get(name, ()) if name != "filings" else ():
            review = row.get("review")
            is_done = review not in _UNDECIDED if review is not None else (name, row[kind.id_column]) in decided
            total += 0.0 if is_done else 1.0 - row["confidence"]
    return total


def _add(connection: Connection, now: Counter[str], before: Counter[str]) -> None:
    """Puts a filing's numbers in the place of those that it had, in the counts of all."""
    changes = {name: now[name] - before[name] for name in now.keys() | before.keys() if now[name] != before[name]}
    if not changes:
        return
    pairs = {name: tuple(name.split("\t", 1)) for name in changes}
    kept = {(what, label) for what, label in connection.execute(select(_COUNTS.c.what, _COUNTS.c.label))}
    rows = [{"w": what, "l": label, "n": changes[name]} for name, (what, label) in sorted(pairs.items())]
    known = [row for row in rows if (row["w"], row["l"]) in kept]
    mine = and_(_COUNTS.c.what == bindparam("w"), _COUNTS.c.label == bindparam("l"))
    if known:
        connection.execute(update(_COUNTS).where(mine).values(number=_COUNTS.c.number + bindparam("n")), known)
    new = [{"what": row["w"], "label": row["l"], "number": row["n"]} for row in rows if row not in known]
    if new:
        connection.execute(insert(_COUNTS), new)


def _stored(connection: Connection, filing_id: str) -> dict[str, list[Row]]:
    """The rows of a filing as the database holds them."""
    found: dict[str, list[Row]] = {}
    for name in (*KINDS, "values", "readings", "findings"):
        table = SQLModel.metadata.tables[name]
        question = select(*cells(table)).where(table.c.filing_id == filing_id)
        found[name] = [dict(row) for row in connection.execute(question).mappings()]
    return found


def restore(connection: Connection, filing_id: str) -> None:
    """Lists and counts a filing from its stored rows, after decisions that changed none of them."""
    keep(connection, _stored(connection, filing_id))
