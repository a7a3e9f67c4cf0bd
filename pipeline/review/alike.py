"""Which records a decision is to reach beyond those that somebody picked: those alike in all filings, or all shown."""

from __future__ import annotations

import itertools
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, Connection, String, Table, select
from sqlmodel import SQLModel

from pipeline.decisions.kinds import KINDS, Kind
from pipeline.review import queue
from pipeline.review.acts import Act
from pipeline.review.filters import Filters
from pipeline.review.many import MOST_FILINGS, MOST_RECORDS, Asked
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


def at_once(picks: Sequence[str]) -> list[str]:
    """The first of them, as many records of as many filings as can be done at once."""
    filings = set(list(dict.fromkeys(pick.partition("/")[0] for pick in picks))[:MOST_FILINGS])
    return [pick for pick in picks if pick.partition("/")[0] in filings][:MOST_RECORDS]


def repeated(act: Act) -> list[Asked]:
    """What an act that puts the same right in one record or in several would do to others. Raises `Wrong` where it
    can't be repeated."""
    by_record: defaultdict[tuple[str, str], list[Decision]] = defaultdict(list)
    for entry in act.entries:
        by_record[entry.table, entry.record_id].append(entry)
    said = [[(entry.table, entry.field, entry.old, entry.new) for entry in entries] for entries in by_record.values()]
    if not all(map(_is_plain, act.entries)) or any(one != said[0] for one in said):
        raise Wrong("not-to-repeat")
    return [Asked("set", entry.field, _text(entry.new), entry.why) for entry in next(iter(by_record.values()))]


def like_it(connection: Connection, act: Act) -> list[str]:
    """The records of all filings that bear a name of those that an act put right, hold what they held before, and are
    not decided about; each as a pick."""
    kind, table = _tables(act)
    asked = select(table.c.filing_id, table.c[kind.id_column]).where(*_held(connection, act))
    asked = asked.order_by(table.c.filing_id, table.c.ordinal).limit(_MOST)
    return [f"{filing_id}/{kind.table}/{record_id}" for filing_id, record_id in connection.execute(asked)]


def is_like_others(connection: Connection, entries: Sequence[Decision]) -> bool:
    """Whether what was just put right stands in records that need a look as well, so that it is worth saying so."""
    act = Act("", tuple(entries))
    try:
        repeated(act)
    except Wrong:
        return False
    kind, table = _tables(act)
    same = (_LOOKS.c.table == kind.table) & (_LOOKS.c.record_id == table.c[kind.id_column])
    # The name is asked of what needs a look first: there are far fewer of those than of all.
    named = _LOOKS.c.label.in_(_names(connection, act))
    asked = select(_LOOKS.c.record_id).join(table, same).where(named, *_held(connection, act)).limit(1)
    return connection.execute(asked).first() is not None


def _tables(act: Act) -> tuple[Kind, Table]:
    name = act.entries[0].table
    return KINDS[name], SQLModel.metadata.tables[name]


def _names(connection: Connection, act: Act) -> list[str]:
    """What the records of an act were called before it."""
    kind, table = _tables(act)
    before = {_text(entry.old) for entry in act.entries if entry.field == kind.label}
    asked = select(table.c[kind.label]).distinct().where(table.c[kind.id_column].in_(_ids(act)))
    return sorted(before) or sorted(map(str, connection.execute(asked).scalars()))


def _ids(act: Act) -> list[str]:
    return list(dict.fromkeys(entry.record_id for entry in act.entries))


def _held(connection: Connection, act: Act) -> list[ColumnElement[bool]]:
    """That another record has the name and holds what was put right, and that nobody has decided about it."""
    kind, table = _tables(act)
    before = {entry.field: _text(entry.old) for entry in act.entries}
    found: list[ColumnElement[bool]] = [table.c[column] == text for column, text in before.items()]
    found += [table.c[kind.label].in_(_names(connection, act)), table.c[kind.id_column].not_in(_ids(act))]
    return [*found, table.c.review.in_(("none", "pending"))] if "review" in table.c else found


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
    kind = KINDS.get(entry.table) if entry.kind == "correct" else None
    column = SQLModel.metadata.tables[entry.table].c.get(entry.field) if kind else None
    is_text = column is not None and isinstance(column.type, (String, Words))
    return kind is not None and kind.table != "filings" and kind.edit(entry.field) is not None and is_text


def _text(told: str) -> str:
    """What an entry says in JSON, as it stands in a column."""
    found = json.loads(told) if told else ""
    return "" if found is None else str(found)
