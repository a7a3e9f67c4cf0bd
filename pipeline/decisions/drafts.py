"""A filing as read, made ready for people's decisions: records that can be set, found by their ids."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field

from pipeline.decisions.printed import (
    AnyReading,
    fingerprint,
    is_printed,
    source_of,
    with_printed,
)
from pipeline.decisions.settable import DERIVED, HEAD, is_allowed
from schema.decision import Decision
from schema.reading import IndicatorReading

#: What a record's review comes to be.
ACCEPTED, CORRECTED = "accepted", "corrected"
#: Why a decision is lost.
GONE, CHANGED, UNREAD, REFUSED = "gone", "changed", "unread", "refused"


def key_of(record_id: str) -> str:
    """The key of the record that has this id: the id without the filing's."""
    return record_id.partition("-")[2]


@dataclass(frozen=True, slots=True)
class Lost:
    """A decision that could not be laid over a record, and why (`gone`, `changed`, `unread` or `refused`)."""

    entry_id: str
    table: str
    record_id: str
    reason: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Moved:
    """A decision of some kind that was laid over the record with this key: its words stand there now, or it is the one
    that the id says and has another project or other parents."""

    entry_id: str
    kind: str
    table: str
    record_id: str
    key: str


@dataclass(slots=True, eq=False)
class Record:
    """A record of a draft.

    `origin` is the record as the program read it, None for one that a person brought in; `parts` are columns that a
    person set and that are not printed; `state` is empty, `accepted` or `corrected`.
    """

    key: str
    reading: AnyReading
    origin: AnyReading | None
    parts: dict[str, str] = field(default_factory=dict)
    state: str = ""


@dataclass(slots=True)
class Draft:
    """The records of a filing by table in reading order, the columns of its head that people set, and which decisions
    are lost or were laid over a record that stands elsewhere now. `by_words` are the records by their fingerprints, for
    each table and column that was asked for.

    `is_accepted` says that a person has accepted the whole filing.
    """

    records: dict[str, list[Record]]
    head: Mapping[str, str]
    head_set: dict[str, str] = field(default_factory=dict)
    is_accepted: bool = False
    lost: list[Lost] = field(default_factory=list)
    moved: list[Moved] = field(default_factory=list)
    by_words: dict[tuple[str, str], Mapping[str, list[Record]]] = field(default_factory=dict)

    def find(self, table: str, record_id: str) -> Record | None:
        """The record with this id of the export."""
        key = key_of(record_id)
        return next((record for record in self.records.get(table, ()) if record.key == key), None)


def added_key(entry: Decision) -> str:
    """The key of the record that an entry brings in: from the entry, for no other has its id."""
    return "a" + hashlib.sha256(entry.entry_id.encode()).hexdigest()[:10]


def fingerprint_for(draft: Draft, decision: Decision) -> str:
    """The fingerprint that a decision made now rests on; empty where there is nothing printed to rest on."""
    if decision.table == "filings":
        return head_fingerprint(draft, decision.field)
    record = draft.find(decision.table, decision.record_id)
    if record is None or record.origin is None:
        return ""
    return fingerprint(decision.table, record.origin, decision.field)


def head_fingerprint(draft: Draft, column: str) -> str:
    """That of what the program reads in a column of the filing's head."""
    return hashlib.sha256(draft.head.get(column, "").encode()).hexdigest()[:12] if column else ""


def set_column(table: str, record: Record, column: str, text: str) -> bool:
    """Sets a column of a record as a person wants it; False where there is no such column or it can't hold that."""
    if not can_set(table, column, text):
        return False
    if is_printed(table, column):
        source = source_of(table, column)
        record.parts = {name: part for name, part in record.parts.items() if source_of(table, name) != source}
        if column == "name" and isinstance(record.reading, IndicatorReading):
            record.parts |= {"name": text, "name_raw": record.reading.name.text}
        record.reading = with_printed(table, record.reading, column, text)
    else:
        record.parts[column] = text
    record.state = CORRECTED
    return True


def can_set(table: str, column: str, text: object) -> bool:
    """Whether a person may set this column to this."""
    is_known = column in HEAD if table == "filings" else is_printed(table, column) or column in DERIVED.get(table, ())
    return is_known and isinstance(text, str) and is_allowed(table, column, text)
