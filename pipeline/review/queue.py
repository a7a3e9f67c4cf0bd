"""What needs a look, worst first, and what looking at it is worth."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, CompoundSelect, Connection, Select, Subquery, case, func, literal, or_, select
from sqlalchemy import union_all as union
from sqlmodel import SQLModel

from normalizers.confidence import REVIEW_BELOW
from pipeline.review.filters import Filters
from pipeline.kinds import KINDS
from schema.finding import MISREAD
from schema.kept import JournalRecord
from schema.records import DOUBTS, STATUSES, TABLES, table_name

#: The filter by field: what of a record is doubtful, or which kind of record it is.
FIELDS = ("target", "actual", "history", "canonical", "amount", "goal", "field", "filing")

# What a finding adds to a record's badness: one error outweighs any doubt of reading. What was not read of a filing, or
# not surely, weighs as much as an error. A file that failed comes last: there is nothing in it to put right, and a
# hundred of them would hide the rest.
_ERROR, _WARNING, _FAILED, _UNREAD = 0.5, 0.15, -0.5, 0.5

#: The tables whose records there are findings about.
_FOUND = ("filings", "indicators")
# How records that are equally bad are sorted.
_ORDER = ("filing_id", "table", "ordinal", "record_id")
# So many rows are fetched at once where one after the other is looked at.
_A_PIECE = 200

_TABLES = {table_name(record): SQLModel.metadata.tables[table_name(record)] for record in TABLES}
_JOURNAL = SQLModel.metadata.tables[str(JournalRecord.__tablename__)]


@dataclass(frozen=True, slots=True)
class Item:
    """A record that needs a look. `risk` is how likely it is wrong, `badness` what it is sorted by, `doubt` why its
    filing needs review, one of `schema.records.DOUBTS`."""

    table: str
    record_id: str
    filing_id: str
    label: str
    printed: str
    confidence: float
    errors: int
    warnings: int
    risk: float
    badness: float
    source: str
    unit_name: str
    fiscal_year: str
    form: str
    status: str
    doubt: str

    @property
    def address(self) -> str:
        """Table and id: ids of different tables may be alike."""
        return f"{self.table}/{self.record_id}"


@dataclass(frozen=True, slots=True)
class Worth:
    """Records left to look at, how many of all are expected to be wrong now, and how many after the look."""

    left: int
    now: float
    after: float


@dataclass(frozen=True, slots=True)
class Queue:
    """A page of the queue, and what the whole of it is worth."""

    items: tuple[Item, ...]
    worth: Worth


def page(connection: Connection, filters: Filters, limit: int, offset: int = 0) -> Queue:
    """So many records that need a look, the worst first; what was decided counts as right."""
    open_ = open_records(filters).subquery()
    left, gained = func.count().over().label("left"), func.sum(open_.c.risk).over().label("gained")
    wanted = select(open_, left, gained).order_by(*_worst_first(open_)).limit(limit).offset(offset).subquery()
    filings = _TABLES["filings"]
    known = {**filings.c, **wanted.c}
    question = (
        select(*(known[name] for name in Item.__slots__), wanted.c.left, wanted.c.gained)
        .select_from(wanted.join(filings, filings.c.filing_id == wanted.c.filing_id))
        .order_by(*_worst_first(wanted))
    )
    found = connection.execute(question).all()
    all_, sum_ = (found[0].left, found[0].gained) if found else (0, 0.0)
    now = _expected_wrong(connection)
    items = tuple(Item(*row[: len(Item.__slots__)]) for row in found)
    return Queue(items, Worth(all_, round(now, 1), round(max(0.0, now - sum_), 1)))


def addresses_in_order(connection: Connection, filters: Filters) -> list[str]:
    """Table and id of the records of one filing that need a look, in the order of its page."""
    open_ = open_records(filters).subquery()
    asked = select(open_.c.table, open_.c.record_id, open_.c.ordinal)
    kinds = list(KINDS)
    found = sorted(connection.execute(asked), key=lambda row: (kinds.index(row.table), row.ordinal, row.record_id))
    return [f"{table}/{name}" for table, name, _ in found]


def places(connection: Connection, filters: Filters) -> Iterator[tuple[str, str]]:
    """Filing and address of every record that needs a look, the worst first."""
    open_ = open_records(filters).subquery()
    asked = select(open_.c.filing_id, open_.c.table, open_.c.record_id).order_by(*_worst_first(open_))
    for filing_id, table, record_id in connection.execute(asked.execution_options(yield_per=_A_PIECE)):
        yield filing_id, f"{table}/{record_id}"


def number_left(connection: Connection, filters: Filters) -> int:
    """How many records need a look."""
    return connection.execute(select(func.count()).select_from(open_records(filters).subquery())).scalar_one()


def number_failed(connection: Connection) -> int:
    """How many files could not be read."""
    status = _TABLES["filings"].c.status
    return connection.execute(select(func.count()).where(status == "failed")).scalar_one()


def _worst_first(open_: Subquery) -> list[ColumnElement[Any]]:
    return [open_.c.badness.desc(), *(open_.c[name] for name in _ORDER)]


def choices(connection: Connection) -> Mapping[str, Sequence[str]]:
    """What the filters can be set to."""
    filings, findings = _TABLES["filings"].c, _TABLES["findings"].c
    asked = {"form": filings.form, "year": filings.fiscal_year, "rule": findings.rule}
    found = {
        name: [value for value in connection.execute(select(column).distinct().order_by(column)).scalars() if value]
        for name, column in asked.items()
    }
    return found | {"field": list(FIELDS), "doubt": list(DOUBTS), "status": list(STATUSES)}


def open_records(filters: Filters) -> CompoundSelect[Any]:
    """Every record that needs a look and passes the filters."""
    return union(*(_records(name, filters) for name in KINDS))


def _records(name: str, filters: Filters) -> Select[Any]:
    kind, table = KINDS[name], _TABLES[name]
    is_filing = name == "filings"
    errors, warnings = _number(name, "error"), _number(name, "warning")
    risk = literal(0.0) if is_filing else 1.0 - table.c.confidence
    whole = _whole() if is_filing else literal(0.0)
    chosen = {
        "table": literal(name),
        "record_id": table.c[kind.id_column],
        "filing_id": table.c.filing_id,
        "ordinal": literal(0) if is_filing else table.c.ordinal,
        "label": table.c[kind.label],
        "printed": table.c[kind.printed],
        "confidence": table.c.confidence,
        "errors": errors,
        "warnings": warnings,
        "risk": risk,
        "badness": risk + errors * _ERROR + warnings * _WARNING + whole,
    }
    question = select(*(column.label(label) for label, column in chosen.items()))
    return question.where(_undecided(name), _needs_a_look(name), *_narrowed(name, filters))


def _whole() -> ColumnElement[float]:
    """What weighs on a filing as a whole beside its findings: that it failed, that its reading is doubted."""
    status = _TABLES["filings"].c.status
    return case((status == "failed", _FAILED), (doubted("reading"), _UNREAD), else_=0.0)


def doubted(doubt: str) -> ColumnElement[bool]:
    """Whether a filing has this doubt, be it alone or beside the other."""
    return _TABLES["filings"].c.doubt.in_((doubt, "both"))


def _undecided(name: str) -> ColumnElement[bool]:
    table = _TABLES[name]
    if "review" in table.c:
        return table.c.review.in_(("none", "pending"))
    return table.c[KINDS[name].id_column].not_in(_decided(name))


def _decided(name: str) -> Select[Any]:
    """The ids about which the journal holds a decision that was not taken back.

    A note about a whole filing says that somebody has looked at it.
    """
    journal, undo = _JOURNAL, _JOURNAL.alias("undo")
    kinds = ("accept", "correct", "note") if name == "filings" else ("accept", "correct")
    taken_back = select(undo.c.undoes).where(undo.c.kind == "undo")
    about = (journal.c.table == name, journal.c.kind.in_(kinds), journal.c.entry_id.not_in(taken_back))
    return select(journal.c.record_id).where(*about)


def _needs_a_look(name: str) -> ColumnElement[bool]:
    table = _TABLES[name]
    if name == "filings":
        found = [table.c.status == "failed", doubted("reading")]
    else:
        found = [table.c.confidence < REVIEW_BELOW]
    if "review" in table.c:
        found.append(table.c.review == "pending")
    if name in _FOUND:
        findings = _TABLES["findings"].c
        graver = select(_about(name)).where(findings.severity.in_(("error", "warning")), _unsettled(), *_alone(name))
        found.append(table.c[KINDS[name].id_column].in_(graver))
    return or_(*found)


def _number(name: str, severity: str) -> ColumnElement[int]:
    """How many findings of this severity there are about a record, found by the record alone."""
    if name not in _FOUND:
        return literal(0)
    same = _about(name) == _TABLES[name].c[KINDS[name].id_column]
    number = func.sum(case((_TABLES["findings"].c.severity == severity, 1), else_=0))
    counted = select(func.coalesce(number, 0)).where(same, _unsettled(), *_alone(name))
    return counted.correlate(_TABLES[name]).scalar_subquery()


def _unsettled() -> ColumnElement[bool]:
    """A finding that asks for something: nobody has settled it, or what was misread is to be put right."""
    return _TABLES["findings"].c.settled.in_(("", MISREAD))


def _about(name: str) -> ColumnElement[str]:
    """The column of a finding that names the record."""
    return _TABLES["findings"].c["filing_id" if name == "filings" else "indicator_id"]


def _alone(name: str) -> list[ColumnElement[bool]]:
    """A finding about a whole filing is one about no indicator; half of all are, so that an index would not help."""
    return [func.length(_TABLES["findings"].c.indicator_id) == 0] if name == "filings" else []


def _expected_wrong(connection: Connection) -> float:
    """How many records are expected to be wrong: all doubts, less those of records that were decided about."""
    total = 0.0
    for name in KINDS:
        if name == "filings":
            continue
        table = _TABLES[name]
        sum_ = select(func.coalesce(func.sum(1.0 - table.c.confidence), 0.0))
        decided = table.c.review.not_in(("none", "pending")) if "review" in table.c else None
        gone = decided if decided is not None else table.c[KINDS[name].id_column].in_(_decided(name))
        total += connection.execute(sum_).scalar_one() - connection.execute(sum_.where(gone)).scalar_one()
    return total


def narrowed_filings(filters: Filters) -> list[ColumnElement[bool]]:
    """What the filters ask of a filing's own columns."""
    filings = _TABLES["filings"].c
    asked: list[tuple[str, ColumnElement[bool]]] = [
        (filters.filing, filings.filing_id == filters.filing),
        (filters.form, filings.form == filters.form),
        (filters.year, filings.fiscal_year == filters.year),
        (filters.unit, filings.unit_name.contains(filters.unit, autoescape=True)),
        (filters.doubt, doubted(filters.doubt)),
        (filters.status, filings.status == filters.status),
    ]
    return [condition for value, condition in asked if value]


def _narrowed(name: str, filters: Filters) -> list[ColumnElement[bool]]:
    table = _TABLES[name]
    found = [table.c.filing_id == filters.filing] if filters.filing else []
    if asked := narrowed_filings(replace(filters, filing="")):
        found.append(table.c.filing_id.in_(select(_TABLES["filings"].c.filing_id).where(*asked)))
    if filters.field:
        found.append(_about_field(name, filters.field))
    if filters.rule:
        ruled = select(_about(name)).where(_TABLES["findings"].c.rule == filters.rule, *_alone(name))
        found.append(table.c[KINDS[name].id_column].in_(ruled) if name in _FOUND else literal(False))
    return found


def _about_field(name: str, field: str) -> ColumnElement[bool]:
    """True for records of which this field is doubtful; for other kinds than indicators the kind is the field."""
    kinds = {"amount": "amounts", "goal": "goals", "field": "fields", "filing": "filings"}
    if name != "indicators" or field in kinds:
        return literal(kinds.get(field) == name)
    if field == "canonical":
        return _TABLES["indicators"].c.canonical_id == ""
    indicator = _TABLES["indicators"].c.indicator_id
    values, readings = _TABLES["values"].c, _TABLES["readings"].c
    unsure = select(values.indicator_id).where(values.role == field, values.confidence < REVIEW_BELOW)
    doubted = select(readings.indicator_id).where(readings.role == field)
    return or_(indicator.in_(unsure), indicator.in_(doubted))
