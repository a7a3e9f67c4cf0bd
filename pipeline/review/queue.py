"""What needs a look, worst first, and what looking at it is worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, Subquery, and_, case, exists, func, literal, or_, select
from sqlalchemy import union_all as union
from sqlmodel import SQLModel

from pipeline.review.filters import Filters
from pipeline.review.kinds import KINDS
from pipeline.settings import REVIEW_BELOW

#: The filter by field: what of a record is doubtful, or which kind of record it is.
FIELDS = ("target", "actual", "history", "canonical", "amount", "goal", "field", "filing")

# What a finding adds to a record's badness: one error outweighs any doubt of reading.
_ERROR, _WARNING, _FAILED = 0.5, 0.15, 10.0

_TABLES = SQLModel.metadata.tables


@dataclass(frozen=True, slots=True)
class Item:
    """A record that needs a look. `doubt` is how likely it is wrong, `badness` what it is sorted by."""

    table: str
    record_id: str
    filing_id: str
    label: str
    printed: str
    confidence: float
    errors: int
    warnings: int
    doubt: float
    badness: float
    source: str
    unit_name: str
    fiscal_year: str
    form: str
    status: str

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


def items(connection: Connection, filters: Filters, limit: int, offset: int = 0) -> list[Item]:
    """So many records that need a look, the worst first."""
    open_ = open_records(filters).subquery()
    order = (open_.c.badness.desc(), open_.c.source, open_.c.filing_id, open_.c.ordinal, open_.c.record_id)
    question = select(*(open_.c[name] for name in Item.__slots__)).order_by(*order).limit(limit).offset(offset)
    return [Item(*row) for row in connection.execute(question)]


def open_addresses(connection: Connection, filing_id: str) -> set[str]:
    """Table and id of a filing's records that need a look."""
    open_ = open_records(Filters(filing=filing_id)).subquery()
    return {f"{table}/{name}" for table, name in connection.execute(select(open_.c.table, open_.c.record_id))}


def worth(connection: Connection, filters: Filters) -> Worth:
    """What the records of the queue are worth; what was decided counts as right."""
    open_ = open_records(filters).subquery()
    question = select(func.count(), func.coalesce(func.sum(open_.c.doubt), 0.0)).select_from(open_)
    left, gained = connection.execute(question).one()
    now = sum(connection.execute(_doubts(name)).scalar() or 0.0 for name in KINDS if name != "filings")
    return Worth(left, round(now, 1), round(max(0.0, now - gained), 1))


def choices(connection: Connection) -> Mapping[str, Sequence[str]]:
    """What the filters can be set to."""
    filings, findings = _TABLES["filings"].c, _TABLES["findings"].c
    asked = {"form": filings.form, "year": filings.fiscal_year, "rule": findings.rule}
    found = {
        name: [value for value in connection.execute(select(column).distinct().order_by(column)).scalars() if value]
        for name, column in asked.items()
    }
    return found | {"field": list(FIELDS)}


def decided(table: str, record_id: ColumnElement[str], *kinds: str) -> ColumnElement[bool]:
    """True for a record about which the journal holds such a decision that was not taken back."""
    journal, undo = _TABLES["journal"], _TABLES["journal"].alias("undo")
    taken_back = exists().where(undo.c.kind == "undo", undo.c.undoes == journal.c.entry_id)
    about = and_(journal.c.table == table, journal.c.record_id == record_id)
    return exists().where(about, journal.c.kind.in_(kinds), ~taken_back)


def open_records(filters: Filters) -> Select[Any]:
    """Every record that needs a look and passes the filters."""
    found = union(*(_records(name, filters) for name in KINDS)).subquery()
    return select(found)


def _records(name: str, filters: Filters) -> Select[Any]:
    kind, table, filings, counts = KINDS[name], _TABLES[name], _TABLES["filings"], _findings()
    is_filing = name == "filings"
    key = table.c[kind.id_column]
    about = and_(counts.c.filing_id == table.c.filing_id, counts.c.indicator_id == ("" if is_filing else key))
    source = table.outerjoin(counts, about) if is_filing else table.join(filings).outerjoin(counts, about)
    errors, warnings = func.coalesce(counts.c.errors, 0), func.coalesce(counts.c.warnings, 0)
    doubt = literal(0.0) if is_filing else 1.0 - table.c.confidence
    failed = case((filings.c.status == "failed", _FAILED), else_=0.0) if is_filing else literal(0.0)
    chosen = {
        "table": literal(name),
        "record_id": key,
        "filing_id": table.c.filing_id,
        "label": table.c[kind.label],
        "printed": table.c[kind.printed],
        "confidence": table.c.confidence,
        "errors": errors,
        "warnings": warnings,
        "doubt": doubt,
        "badness": doubt + errors * _ERROR + warnings * _WARNING + failed,
        "source": filings.c.source,
        "unit_name": filings.c.unit_name,
        "fiscal_year": filings.c.fiscal_year,
        "form": filings.c.form,
        "status": filings.c.status,
        "ordinal": literal(0) if is_filing else table.c.ordinal,
    }
    question = select(*(column.label(label) for label, column in chosen.items())).select_from(source)
    return question.where(_undecided(name), or_(_doubtful(name), errors + warnings > 0), *_narrowed(name, filters))


def _undecided(name: str) -> ColumnElement[bool]:
    table = _TABLES[name]
    if "review" in table.c:
        return table.c.review.in_(("none", "pending"))
    # A note about a whole filing says that somebody has looked at it.
    kinds = ("accept", "correct", "note") if name == "filings" else ("accept", "correct")
    return ~decided(name, table.c[KINDS[name].id_column], *kinds)


def _doubtful(name: str) -> ColumnElement[bool]:
    table = _TABLES[name]
    if name == "filings":
        return table.c.status == "failed"
    if "review" in table.c:
        return or_(table.c.review == "pending", table.c.confidence < REVIEW_BELOW)
    return table.c.confidence < REVIEW_BELOW


def _doubts(name: str) -> Select[Any]:
    table = _TABLES[name]
    return select(func.sum(1.0 - table.c.confidence)).where(_undecided(name))


def _findings() -> Subquery:
    """How many errors and warnings there are about each indicator, and about each filing (no indicator)."""
    findings = _TABLES["findings"].c

    def number(severity: str) -> ColumnElement[int]:
        return func.sum(case((findings.severity == severity, 1), else_=0))

    counted = select(
        findings.filing_id, findings.indicator_id, number("error").label("errors"), number("warning").label("warnings")
    )
    return counted.group_by(findings.filing_id, findings.indicator_id).subquery("counts")


def narrowed_filings(filters: Filters) -> list[ColumnElement[bool]]:
    """What the filters ask of a filing's own columns."""
    filings = _TABLES["filings"].c
    asked: list[tuple[str, ColumnElement[bool]]] = [
        (filters.filing, filings.filing_id == filters.filing),
        (filters.form, filings.form == filters.form),
        (filters.year, filings.fiscal_year == filters.year),
        (filters.unit, filings.unit_name.contains(filters.unit, autoescape=True)),
    ]
    return [condition for value, condition in asked if value]


def _narrowed(name: str, filters: Filters) -> list[ColumnElement[bool]]:
    table = _TABLES[name]
    found = narrowed_filings(filters)
    if filters.field:
        found.append(_about_field(name, filters.field))
    if filters.rule:
        findings = _TABLES["findings"].c
        about = "" if name == "filings" else table.c[KINDS[name].id_column]
        same = and_(findings.filing_id == table.c.filing_id, findings.indicator_id == about)
        found.append(exists().where(same, findings.rule == filters.rule))
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
    unsure = exists().where(values.indicator_id == indicator, values.role == field, values.confidence < REVIEW_BELOW)
    doubted = exists().where(readings.indicator_id == indicator, readings.role == field)
    return or_(unsure, doubted)
