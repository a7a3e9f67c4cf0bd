"""What needs a look, worst first, and what looking at it is worth: asked of what is kept beside the records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import ColumnElement, Connection, Table, case, func, or_, select
from sqlmodel import SQLModel

from pipeline.decisions.kinds import KINDS
from pipeline.review.filters import Filters
from schema.finding import MISREAD
from schema.kept import CountRecord, JournalRecord, LookRecord, TallyRecord
from schema.records import DOUBTS, STATUSES

#: The filter by field: what of a record is doubtful, or which kind of record it is.
FIELDS = ("target", "actual", "history", "canonical", "amount", "goal", "field", "filing")
#: The orders that the queue can be in: the worst first, filing by filing, the newest years first, records of one name
#: together.
ORDERS = ("worst", "filing", "year", "name")

#: For other kinds than indicators the kind is the field.
OF_KINDS = {"amount": "amounts", "goal": "goals", "field": "fields", "filing": "filings"}
# How records that are equally bad are sorted.
_TIES = ("filing_id", "table", "ordinal", "record_id")
# So many rows are fetched at once where one after the other is looked at.
_A_PIECE = 200

_FILINGS = SQLModel.metadata.tables["filings"]
_LOOKS = SQLModel.metadata.tables[str(LookRecord.__tablename__)]
_TALLIES = SQLModel.metadata.tables[str(TallyRecord.__tablename__)]
_JOURNAL = SQLModel.metadata.tables[str(JournalRecord.__tablename__)]
_COUNTS = SQLModel.metadata.tables[str(CountRecord.__tablename__)]


@dataclass(frozen=True, slots=True)
class Item:
    """A record that needs a look. `risk` is how likely it is wrong, `rank` what it is sorted by, `doubt` why its filing
    needs review, one of `schema.records.DOUBTS`."""

    table: str
    record_id: str
    filing_id: str
    label: str
    printed: str
    confidence: float
    errors: int
    warnings: int
    risk: float
    rank: float
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
    """Records left to look at, how many of all that pass the filters are expected to be wrong now, and how many after
    the look."""

    left: int
    now: float
    after: float


def page(connection: Connection, filters: Filters, limit: int, offset: int = 0) -> tuple[Item, ...]:
    """So many records that need a look, in the order asked for; what was decided counts as right."""
    wanted = (
        select(*(_LOOKS.c[name] for name in ("table", "record_id")))
        .where(*narrowed(filters))
        .order_by(*_order(filters))
        .limit(limit)
        .offset(offset)
    )
    if filters.order in ORDERS[1:]:
        wanted = wanted.join_from(_LOOKS, _FILINGS, _FILINGS.c.filing_id == _LOOKS.c.filing_id)
    chosen = wanted.subquery()
    known = {**_FILINGS.c, **_LOOKS.c}
    question = (
        select(*(known[name] for name in Item.__slots__))
        .select_from(chosen)
        .join(_LOOKS, (_LOOKS.c.table == chosen.c.table) & (_LOOKS.c.record_id == chosen.c.record_id))
        .join(_FILINGS, _FILINGS.c.filing_id == _LOOKS.c.filing_id)
        .order_by(*_order(filters))
    )
    return tuple(Item(*row) for row in connection.execute(question))


def worth(connection: Connection, filters: Filters) -> Worth:
    """What the whole of the queue is worth."""
    tallies = _TALLIES.c
    sums = [func.coalesce(func.sum(tallies[name]), 0) for name in ("left", "risk", "expected")]
    asked = select(*sums).where(*of_filings(filters, tallies.filing_id))
    left, gained, now = connection.execute(asked).one()
    if filters.of_records:
        asked = select(func.count(), func.coalesce(func.sum(_LOOKS.c.risk), 0)).where(*narrowed(filters))
        left, gained = connection.execute(asked).one()
        now = gained  # what the filters choose is looked at to the last
    return Worth(int(left), round(now, 1), round(max(0.0, now - gained), 1))


def addresses_in_order(connection: Connection, filters: Filters) -> list[str]:
    """Table and id of the records of one filing that need a look, in the order of its page."""
    asked = select(_LOOKS.c.table, _LOOKS.c.record_id, _LOOKS.c.ordinal).where(*narrowed(filters))
    kinds = list(KINDS)
    found = sorted(connection.execute(asked), key=lambda row: (kinds.index(row.table), row.ordinal, row.record_id))
    return [f"{table}/{name}" for table, name, _ in found]


def places(connection: Connection, filters: Filters) -> Iterator[tuple[str, str]]:
    """Filing and address of every record that needs a look, in the order asked for."""
    asked = select(_LOOKS.c.filing_id, _LOOKS.c.table, _LOOKS.c.record_id).where(*narrowed(filters))
    if filters.order in ORDERS[1:]:
        asked = asked.join_from(_LOOKS, _FILINGS, _FILINGS.c.filing_id == _LOOKS.c.filing_id)
    asked = asked.order_by(*_order(filters))
    for filing_id, table, record_id in connection.execute(asked.execution_options(yield_per=_A_PIECE)):
        yield filing_id, f"{table}/{record_id}"


def number_left(connection: Connection, filters: Filters) -> int:
    """How many records need a look."""
    return worth(connection, filters).left


def number_failed(connection: Connection) -> int:
    """How many files could not be read."""
    return connection.execute(select(func.count()).where(_FILINGS.c.status == "failed")).scalar_one()


def choices(connection: Connection) -> Mapping[str, Sequence[str]]:
    """What the filters can be set to."""
    asked = {"form": _FILINGS.c.form, "year": _FILINGS.c.fiscal_year, "channel": _FILINGS.c.channel}
    asked |= {"who": _JOURNAL.c.who}
    found = {
        name: [value for value in connection.execute(select(column).distinct().order_by(column)).scalars() if value]
        for name, column in asked.items()
    }
    rules = select(_COUNTS.c.label).where(_COUNTS.c.what == "rule", _COUNTS.c.number > 0)
    found["rule"] = sorted({label.partition(" ")[0] for label in connection.execute(rules).scalars()})
    return found | {"field": list(FIELDS), "doubt": list(DOUBTS), "status": list(STATUSES), "order": list(ORDERS)}


def doubted(doubt: str) -> ColumnElement[bool]:
    """Whether a filing has this doubt, be it alone or beside the other."""
    return _FILINGS.c.doubt.in_((doubt, "both"))


def narrowed_filings(filters: Filters) -> list[ColumnElement[bool]]:
    """What the filters ask of a filing's own columns."""
    filings = _FILINGS.c
    asked: list[tuple[str, ColumnElement[bool]]] = [
        (filters.filing, filings.filing_id == filters.filing),
        (filters.form, filings.form == filters.form),
        (filters.year, filings.fiscal_year == filters.year),
        (filters.unit, filings.unit_name.contains(filters.unit, autoescape=True)),
        (filters.doubt, doubted(filters.doubt)),
        (filters.status, filings.status == filters.status),
        (filters.channel, filings.channel == filters.channel),
        (filters.who, filings.sha256.in_(select(_JOURNAL.c.sha256).where(_JOURNAL.c.who == filters.who))),
    ]
    return [condition for value, condition in asked if value]


def of_records(filters: Filters) -> list[ColumnElement[bool]]:
    """What the filters ask of a record itself."""
    found: list[ColumnElement[bool]] = []
    if filters.field in OF_KINDS:
        found.append(_LOOKS.c.table == OF_KINDS[filters.field])
    elif filters.field:
        found += [_LOOKS.c.table == "indicators", _LOOKS.c.doubtful.contains(f" {filters.field} ", autoescape=True)]
    if filters.rule:
        found.append(of_rule(filters.rule, _LOOKS.c.record_id))
    if filters.text:
        found.append(or_(*holding(filters.text, _LOOKS, ("label", "printed")), of_named(filters, _LOOKS.c.filing_id)))
    return found


def of_rule(rule: str, column: ColumnElement[str]) -> ColumnElement[bool]:
    """That a finding of this rule is open about the record of this id."""
    findings = SQLModel.metadata.tables["findings"].c
    about = case((findings.indicator_id == "", findings.filing_id), else_=findings.indicator_id)
    return column.in_(select(about).where(findings.rule == rule, findings.settled.in_(("", MISREAD))))


def holding(text: str, table: Table, columns: Iterable[str]) -> list[ColumnElement[bool]]:
    """That a text stands in one of these columns, a condition each."""
    return [table.c[name].contains(text, autoescape=True) for name in columns]


def of_named(filters: Filters, column: ColumnElement[str]) -> ColumnElement[bool]:
    """That the text asked for stands in the file's or the department's name of the filing of this id."""
    named = or_(*holding(filters.text, _FILINGS, ("source", "unit_name")))
    return column.in_(select(_FILINGS.c.filing_id).where(named))


def narrowed(filters: Filters) -> list[ColumnElement[bool]]:
    """What the filters ask of a record that needs a look."""
    return [*of_filings(filters, _LOOKS.c.filing_id), *of_records(filters)]


def of_filings(filters: Filters, column: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """That a filing of this id passes; the one filing alone is asked for by its id."""
    found = [column == filters.filing] if filters.filing else []
    if asked := narrowed_filings(replace(filters, filing="")):
        found.append(column.in_(select(_FILINGS.c.filing_id).where(*asked)))
    return found


def _order(filters: Filters) -> list[ColumnElement[Any]]:
    ties = [_LOOKS.c[name] for name in _TIES]
    if filters.order == "filing":
        return [_FILINGS.c.source, _LOOKS.c.rank, *ties]
    if filters.order == "year":
        return [_FILINGS.c.fiscal_year.desc(), _LOOKS.c.rank, *ties]
    if filters.order == "name":
        return [_LOOKS.c.label, _LOOKS.c.rank, *ties]
    return [_LOOKS.c.rank, *ties]
