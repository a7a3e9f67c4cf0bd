"""Which records a decision is to reach beyond those that somebody picked: those alike in all filings, or all shown."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, String, select
from sqlmodel import SQLModel

from pipeline.decisions.kinds import KINDS, Kind
from pipeline.review import queue
from pipeline.review.acts import Act
from pipeline.review.filters import Filters
from pipeline.review.many import MOST_RECORDS, Asked
from pipeline.review.typed import Wrong
from schema.column import Words
from schema.decision import Decision
from schema.kept import LookRecord

#: The picked alone; those that bear the name of one of them, or are doubted for the same reasons, wherever the filters
#: lead; all that the filters show.
REACHES = ("picked", "named", "doubted", "shown")

_LOOKS = SQLModel.metadata.tables[str(LookRecord.__tablename__)]
# One more than can be done at once, so that it is noticed.
_MOST = MOST_RECORDS + 1


def reached(connection: Connection, picks: Sequence[str], reach: str, filters: Filters) -> list[str]:
    """The picks and what is to be decided with them, each filing, table and record id with `/` between; of what was
    not picked only what needs a look. Raises `Wrong` for a reach that there is not."""
    if reach not in REACHES:
        raise Wrong("bad-form")
    if reach == "picked":
        return list(picks)
    found = _shown(connection, filters) if reach == "shown" else _alike(connection, picks, reach, filters)
    return list(itertools.islice(dict.fromkeys(itertools.chain(picks, found)), _MOST))


def repeated(act: Act) -> list[Asked]:
    """What an act of one record would do to others. Raises `Wrong` where it can't be repeated."""
    corrections = [entry for entry in act.entries if entry.kind == "correct"]
    about = {(entry.table, entry.record_id) for entry in act.entries}
    if len(about) != 1 or len(corrections) != len(act.entries) or not all(map(_is_plain, corrections)):
        raise Wrong("not-to-repeat")
    return [Asked("set", entry.field, _text(entry.new), entry.why) for entry in corrections]


def like_it(connection: Connection, act: Act) -> list[str]:
    """The records of all filings that bear the name of the one that an act put right, hold what it held before, and are
    not decided about; each as a pick."""
    first = act.entries[0]
    kind, table = KINDS[first.table], SQLModel.metadata.tables[first.table]
    before = {entry.field: _text(entry.old) for entry in act.entries}
    mine = table.c[kind.id_column] == first.record_id
    name = before.get(kind.label) or connection.execute(select(table.c[kind.label]).where(mine)).scalar()
    held = [table.c[column] == text for column, text in {kind.label: name, **before}.items()]
    undecided = [table.c.review.in_(("none", "pending"))] if "review" in table.c else []
    asked = select(table.c.filing_id, table.c[kind.id_column]).where(~mine, *held, *undecided)
    asked = asked.order_by(table.c.filing_id, table.c.ordinal).limit(_MOST)
    return [f"{filing_id}/{first.table}/{record_id}" for filing_id, record_id in connection.execute(asked)]


def _shown(connection: Connection, filters: Filters) -> Iterator[str]:
    places = queue.places(connection, filters)
    return (f"{filing_id}/{address}" for filing_id, address in places if not address.startswith("filings/"))


def _alike(connection: Connection, picks: Sequence[str], reach: str, filters: Filters) -> Iterator[str]:
    """What needs a look, passes the filters, and is like a pick."""
    by_table: defaultdict[str, list[str]] = defaultdict(list)
    for pick in picks:
        _, _, address = pick.partition("/")
        table, _, record_id = address.partition("/")
        by_table[table].append(record_id)
    for name, record_ids in by_table.items():
        if (kind := KINDS.get(name)) is not None and name != "filings":
            yield from _alike_in(connection, kind, record_ids, reach, replace(filters, field="", text=""))


def _alike_in(
    connection: Connection, kind: Kind, record_ids: Sequence[str], reach: str, filters: Filters
) -> Iterator[str]:
    table = SQLModel.metadata.tables[kind.table]
    column = table.c[kind.label] if reach == "named" else table.c.get("reasons")
    if column is None:  # nothing is said of why these are doubted
        return
    own = table.c[kind.id_column]
    said = {text for text in connection.execute(select(column).where(own.in_(record_ids))).scalars() if text}
    conditions: list[ColumnElement[bool]] = [_LOOKS.c.table == kind.table, column.in_(said), *queue.narrowed(filters)]
    asked = select(_LOOKS.c.filing_id, _LOOKS.c.record_id).join(table, own == _LOOKS.c.record_id).where(*conditions)
    for filing_id, record_id in connection.execute(asked.order_by(_LOOKS.c.rank, _LOOKS.c.record_id).limit(_MOST)):
        yield f"{filing_id}/{kind.table}/{record_id}"


def _is_plain(entry: Decision) -> bool:
    """Whether an entry puts a text into a column of a record's own row."""
    kind = KINDS.get(entry.table)
    column = SQLModel.metadata.tables[entry.table].c.get(entry.field) if kind else None
    is_text = column is not None and isinstance(column.type, (String, Words))
    return kind is not None and kind.table != "filings" and kind.edit(entry.field) is not None and is_text


def _text(told: str) -> str:
    """What an entry says in JSON, as it stands in a column."""
    found = json.loads(told) if told else ""
    return "" if found is None else str(found)
