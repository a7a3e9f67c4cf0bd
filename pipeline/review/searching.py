"""Every record that passes the filters, also those that need no look: what somebody finds who searches."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, String, Table, literal, or_, select
from sqlmodel import SQLModel

from pipeline.decisions.kinds import KINDS, Kind
from pipeline.review import queue
from pipeline.review.filters import Filters
from pipeline.review.queue import OF_KINDS, Item
from schema.column import Words

_FILINGS = SQLModel.metadata.tables["filings"]
# What a record is called that is not edited.
_NAMES = ("name_raw", "canonical_name")


def page(connection: Connection, filters: Filters, limit: int, offset: int = 0) -> tuple[Item, ...]:
    """So many records, kind by kind, filing by filing, as they stand there."""
    found: list[Item] = []
    for kind in _kinds(filters):
        if (missing := offset + limit - len(found)) > 0:
            found += [_item(row._mapping) for row in connection.execute(_question(kind, filters).limit(missing))]
    return tuple(found[offset:])


def of_found(filters: Filters, column: ColumnElement[str]) -> list[ColumnElement[bool]]:
    """That a record of the filing of this id passes, a condition for each kind of records."""
    tables = [(kind, _table(kind)) for kind in _kinds(filters)]
    return [column.in_(select(table.c.filing_id).where(*_conditions(kind, table, filters))) for kind, table in tables]


def _kinds(filters: Filters) -> list[Kind]:
    """The kinds that the filter by field leaves: a value's role or a match are indicators' own."""
    chosen = OF_KINDS.get(filters.field, "indicators")
    return [kind for kind in KINDS.values() if not filters.field or kind.table == chosen]


def _table(kind: Kind) -> Table:
    return SQLModel.metadata.tables[kind.table]


def _question(kind: Kind, filters: Filters) -> Select[Any]:
    table, filings = _table(kind), _FILINGS.c
    own = [table.c.filing_id, table.c.confidence, table.c[kind.id_column].label("record_id")]
    own += [table.c[kind.label].label("label"), table.c[kind.printed].label("printed")]
    of_filing = [filings[name] for name in ("source", "unit_name", "fiscal_year", "form", "status", "doubt")]
    asked = select(literal(kind.table).label("table"), *own, *of_filing).where(*_conditions(kind, table, filters))
    if table is _FILINGS:
        return asked.order_by(filings.filing_id)
    joined = asked.join_from(table, _FILINGS, filings.filing_id == table.c.filing_id)
    return joined.order_by(table.c.filing_id, table.c.ordinal)


def _conditions(kind: Kind, table: Table, filters: Filters) -> list[ColumnElement[bool]]:
    found = queue.of_filings(filters, table.c.filing_id)
    if filters.rule:
        found.append(queue.of_rule(filters.rule, table.c[kind.id_column]))
    if filters.text:
        names = dict.fromkeys([*_NAMES, *(edit.name for edit in kind.edits)])
        texts = [name for name in names if name in table.c and isinstance(table.c[name].type, (String, Words))]
        said = queue.holding(filters.text, table, texts)
        found.append(or_(*said, queue.of_named(filters, table.c.filing_id)))
    return found


def _item(row: Any) -> Item:
    """A record that was found; what its findings weigh is not asked."""
    known = {"errors": 0, "warnings": 0, "risk": 1 - row["confidence"], "rank": 0.0}
    return Item(**known, **row)
