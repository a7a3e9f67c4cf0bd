"""A filing as read, with what people decided laid over it entry by entry: pure, and before anything is parsed.

A decision finds its record by the id, which names the place, and is laid over it only where the same words still stand
there. One that finds none, or another record, is lost: listed for a person, and the record stays as it was read.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.printed import (
    EMPTY,
    AnyReading,
    fingerprint,
    is_printed,
    printed,
    settled,
    source_of,
    with_printed,
)
from pipeline.settling import DERIVED, HEAD, is_allowed
from schema.decision import Decision
from schema.geometry import Box
from schema.place import Place
from schema.reading import IndicatorReading

#: What a record's review comes to be.
ACCEPTED, CORRECTED = "accepted", "corrected"
#: Why a decision is lost.
GONE, CHANGED, UNREAD, REFUSED = "gone", "changed", "unread", "refused"

# What a new record has from the one that it follows, unless it is given.
_SHARED = ("form", "project", "horizon", "level1", "level2", "kind")
_PLACE = ("page", "table", "row", "bbox", "after")
_ABOUT = ("with", "fingerprints")


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
    """The records of a filing by table in reading order, the columns of its head that people set, and what is lost.

    `is_accepted` says that a person has accepted the whole filing.
    """

    records: dict[str, list[Record]]
    head: Mapping[str, str]
    head_set: dict[str, str] = field(default_factory=dict)
    is_accepted: bool = False
    lost: list[Lost] = field(default_factory=list)

    def find(self, table: str, record_id: str) -> Record | None:
        """The record with this id of the export."""
        key = key_of(record_id)
        return next((record for record in self.records.get(table, ()) if record.key == key), None)

    def lay(self, entries: Iterable[Decision]) -> None:
        """Lays the entries over the records, in their order."""
        for entry in entries:
            lay = _LAID.get(entry.kind)
            if lay is None:
                continue
            try:
                reason = lay(self, entry)
            except (ValueError, TypeError, KeyError, AttributeError) as error:
                self.lost.append(
                    Lost(
                        entry.entry_id, entry.table, entry.record_id, REFUSED, f"{type(error).__name__}: {error}"[:200]
                    )
                )
                continue
            if reason:
                self.lost.append(Lost(entry.entry_id, entry.table, entry.record_id, reason))


def fingerprint_for(draft: Draft, decision: Decision) -> str:
    """The fingerprint that a decision made now rests on; empty where there is nothing printed to rest on."""
    if decision.table == "filings":
        return _head_fingerprint(draft, decision.field)
    record = draft.find(decision.table, decision.record_id)
    if record is None or record.origin is None:
        return ""
    return fingerprint(decision.table, record.origin, decision.field)


def _head_fingerprint(draft: Draft, column: str) -> str:
    return hashlib.sha256(draft.head.get(column, "").encode()).hexdigest()[:12] if column else ""


def _standing(draft: Draft, entry: Decision, record: Record | None) -> str:
    """Why the entry can't be laid over the record; empty where it can."""
    if record is None:
        return GONE
    if record.origin is None or fingerprint(entry.table, record.origin, entry.field) == entry.fingerprint:
        return ""
    who = fingerprint(entry.table, record.origin, entry.field).split(":")[0]
    agrees = entry.kind == "correct" and printed(entry.table, record.origin).get(_column(entry)) == entry.told
    return "" if agrees and who == entry.fingerprint.split(":")[0] else CHANGED


def _column(entry: Decision) -> str:
    return "name_raw" if entry.table == "indicators" and entry.field == "name" else entry.field


def _correct(draft: Draft, entry: Decision) -> str:
    text = entry.told
    if not isinstance(text, str):
        return REFUSED
    if entry.table == "filings":
        return _correct_head(draft, entry, text)
    record = draft.find(entry.table, entry.record_id)
    reason = _standing(draft, entry, record)
    if reason or record is None:
        return reason
    return "" if set_column(entry.table, record, entry.field, text) else REFUSED


def _correct_head(draft: Draft, entry: Decision, text: str) -> str:
    if not can_set("filings", entry.field, text):
        return REFUSED
    if _head_fingerprint(draft, entry.field) != entry.fingerprint and draft.head.get(entry.field) != text:
        return CHANGED
    draft.head_set[entry.field] = text
    return ""


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


def _accept(draft: Draft, entry: Decision) -> str:
    if entry.table == "filings":
        return _accept_all(draft, entry)
    record = draft.find(entry.table, entry.record_id)
    reason = _standing(draft, entry, record)
    if record is not None and not reason:
        _vouch(record)
    return reason


def _accept_all(draft: Draft, entry: Decision) -> str:
    """Accepts each record that stands as it stood; one that does not is lost by itself."""
    draft.is_accepted = True
    for table, record_id, was in _every(entry.told):
        found = draft.find(table, record_id)
        if found is None or (found.origin is not None and fingerprint(table, found.origin) != was):
            draft.lost.append(Lost(entry.entry_id, table, record_id, GONE if found is None else CHANGED))
            draft.is_accepted = False
        else:
            _vouch(found)
    return ""


def _every(told: Mapping[str, Mapping[str, str]] | None) -> list[tuple[str, str, str]]:
    return [(table, record_id, was) for table, prints in (told or {}).items() for record_id, was in prints.items()]


def _vouch(record: Record) -> None:
    record.reading = settled(record.reading)
    record.state = record.state or ACCEPTED


def _strike(draft: Draft, entry: Decision) -> str:
    record = draft.find(entry.table, entry.record_id)
    reason = _standing(draft, entry, record)
    if record is not None and not reason:
        draft.records[entry.table].remove(record)
    return reason


def _add(draft: Draft, entry: Decision) -> str:
    given = dict(entry.told)
    rows = draft.records[entry.table]
    before = draft.find(entry.table, str(given.get("after", "")))
    reading = EMPTY[entry.table](_place(given, before))
    if before is not None or rows:
        neighbour = (before or rows[-1]).reading
        reading = replace(reading, **{name: getattr(neighbour, name) for name in _SHARED if hasattr(neighbour, name)})
    record = Record(added_key(entry), reading, None)
    if not _set_all(entry.table, record, given):
        return REFUSED
    rows.insert(rows.index(before) + 1 if before is not None else len(rows), record)
    return ""


def added_key(entry: Decision) -> str:
    """The key of the record that an entry brings in: from the entry, for no other has its id."""
    return "a" + hashlib.sha256(entry.entry_id.encode()).hexdigest()[:10]


def _place(given: Mapping[str, Any], before: Record | None) -> Place:
    place = before.reading.place if before is not None else Place()
    box = given.get("bbox")
    sides = [float(side) for side in str(box).split()] if box else []
    return replace(
        place,
        page=given.get("page", place.page),
        table=given.get("table", place.table),
        row=given.get("row", place.row),
        box=Box(*sides) if len(sides) == 4 else place.box,
    )


def _set_all(table: str, record: Record, given: Mapping[str, Any]) -> bool:
    """Sets every column that is given, or none where one can't be; False then."""
    wanted = {name: text for name, text in given.items() if name not in (*_PLACE, *_ABOUT)}
    if not all(can_set(table, name, text) for name, text in wanted.items()):
        return False
    for name, text in wanted.items():
        set_column(table, record, name, text)
    record.state = CORRECTED
    return True


def _split(draft: Draft, entry: Decision) -> str:
    record = draft.find(entry.table, entry.record_id)
    reason = _standing(draft, entry, record)
    if reason or record is None:
        return reason
    parts = [
        Record(record.key if number == 1 else f"{record.key}.{number}", record.reading, record.origin)
        for number, _ in enumerate(entry.told, start=1)
    ]
    if not all(_set_all(entry.table, part, given) for part, given in zip(parts, entry.told, strict=True)):
        return REFUSED
    for part in parts[1:]:
        part.origin = None
    place = draft.records[entry.table].index(record)
    draft.records[entry.table][place : place + 1] = parts
    return ""


def _join(draft: Draft, entry: Decision) -> str:
    record = draft.find(entry.table, entry.record_id)
    reason = _standing(draft, entry, record)
    if reason or record is None:
        return reason
    prints = entry.told.get("fingerprints", {})
    together = [record]
    for record_id in entry.told["with"]:
        other = draft.find(entry.table, record_id)
        if other is None:
            return GONE
        if other.origin is not None and fingerprint(entry.table, other.origin) != prints.get(record_id):
            return CHANGED
        together.append(other)
    joined = _united(entry.table, together)
    if not _set_all(entry.table, record, joined | {k: v for k, v in entry.told.items() if k not in _ABOUT}):
        return REFUSED
    draft.records[entry.table] = [each for each in draft.records[entry.table] if each not in together[1:]]
    return ""


def _united(table: str, together: list[Record]) -> dict[str, str]:
    """The words of all, one behind the other, where they differ: a row that a page break cut in two."""
    every = [printed(table, record.reading) for record in together]
    free = [name for name in every[0] if name not in (*_SHARED, "source", "label", "item")]
    found = {name: _one(name, [words.get(name, "") for words in every]) for name in free}
    return {name: text for name, text in found.items() if text != every[0][name]}


def _one(column: str, texts: list[str]) -> str:
    """One text of several; points are not words, and of those the first stand."""
    if column in ("weight_raw", "score_raw"):
        return next((text for text in texts if text), "")
    return "".join(dict.fromkeys(texts))


_LAID: dict[str, Callable[[Draft, Decision], str]] = {
    "correct": _correct,
    "accept": _accept,
    "strike": _strike,
    "add": _add,
    "split": _split,
    "join": _join,
}
