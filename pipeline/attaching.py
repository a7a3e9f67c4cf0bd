"""Which record a decision is about: the one at its place where the same words still stand there; else the one record of
the filing that says the same elsewhere, for rows move when a document is read anew. A decision that has moved is laid
over its record there, and said."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pipeline.drafts import CHANGED, GONE, Draft, Moved, Record, key_of
from pipeline.printed import fingerprint, printed
from schema.decision import Decision

#: Of so many decisions it is said where they went.
_TOLD = 20


def attached(draft: Draft, entry: Decision) -> tuple[Record | None, str]:
    """The record that an entry is about, or why there is none (`gone`, `changed`)."""
    record = draft.find(entry.table, entry.record_id) or _part_that_moved(draft, entry)
    if record is not None and (_stands(entry, record) or _has_come(entry, record)):
        return record, ""
    moved = _elsewhere(draft, entry)
    return (moved, "") if moved is not None else (None, GONE if record is None else CHANGED)


def standing(draft: Draft, entry: Decision, table: str, record_id: str, was: str) -> tuple[Record | None, str]:
    """The record with this id, of which an entry says that its fingerprint `was` this when it was decided, or why there
    is none."""
    about = replace(entry, table=table, record_id=record_id, field="", fingerprint=was)
    return attached(draft, about)


def _elsewhere(draft: Draft, entry: Decision) -> Record | None:
    """The only record that says what the one of the entry said; None for none or several."""
    said = _by_words(draft, entry.table, entry.field).get(entry.fingerprint, [])
    found = [record for record in said if record in draft.records[entry.table]]
    if len(found) != 1:
        return None
    draft.moved.append(Moved(entry.entry_id, entry.table, entry.record_id, found[0].key))
    return found[0]


def _by_words(draft: Draft, table: str, column: str) -> Mapping[str, list[Record]]:
    """The records that the program read, by the fingerprints that entries about a column rest on."""
    if (table, column) not in draft.by_words:
        found: defaultdict[str, list[Record]] = defaultdict(list)
        for record in draft.records.get(table, ()):
            if record.origin is not None:
                found[fingerprint(table, record.origin, column)].append(record)
        draft.by_words[table, column] = found
    return draft.by_words[table, column]


def _stands(entry: Decision, record: Record) -> bool:
    """Whether the words still stand in a record on which the entry rests; a person's own record rests on none."""
    return record.origin is None or fingerprint(entry.table, record.origin, entry.field) == entry.fingerprint


def _has_come(entry: Decision, record: Record) -> bool:
    """Whether the program reads by now what a person put right: then it is the same record, and the entry holds."""
    if entry.kind != "correct" or record.origin is None:
        return False
    who = fingerprint(entry.table, record.origin, entry.field).split(":")[0]
    says = printed(entry.table, record.origin).get(_column(entry))
    return says == entry.told and who == entry.fingerprint.split(":")[0]


def _column(entry: Decision) -> str:
    return "name_raw" if entry.table == "indicators" and entry.field == "name" else entry.field


def _part_that_moved(draft: Draft, entry: Decision) -> Record | None:
    """The part of a record that was split where it stands now."""
    whole, dot, number = entry.record_id.rpartition(".")
    moved = [one.key for one in draft.moved if (one.table, one.record_id) == (entry.table, whole)]
    return draft.find(entry.table, f"-{moved[-1]}.{number}") if dot and moved else None


def told(found: Sequence[Moved]) -> Iterator[str]:
    """A sentence for each decision that was laid over its record elsewhere, and one for those that are too many."""
    for moved in found[:_TOLD]:
        old = key_of(moved.record_id)
        yield f"a decision about {moved.table} {old} was laid over {moved.key}, where the same words stand now"
    if len(found) > _TOLD:
        yield f"{len(found) - _TOLD} more decisions were laid over records that stand elsewhere now"
