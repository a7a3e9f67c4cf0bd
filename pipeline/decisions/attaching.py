"""Which record a decision is about, when a document has been read anew.

It is the one at its place where the same words still stand there. Else it is the one record of the filing that says the
same elsewhere, for rows move; or the one at its place whose project or parents alone are read otherwise now. Where a
decision was laid over a record so, that is said. To accept a record is to vouch for all its words: only those very
words keep an acceptance. A record may have been struck because it was there twice: one that is struck elsewhere now is
what a person must look at.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from pipeline.decisions.drafts import CHANGED, GONE, Draft, Moved, Record, key_of
from pipeline.decisions.printed import AnyReading, fingerprint, fingerprint_of, printed
from schema.decision import Decision
from schema.reading import AmountReading

#: Of so many decisions it is said where they went; so many ways to name a record are tried.
_TOLD, _NAMES = 20, 400


def attached(draft: Draft, entry: Decision) -> tuple[Record | None, str]:
    """The record that an entry is about, or why there is none (`gone`, `changed`)."""
    record = draft.find(entry.table, entry.record_id) or _part_that_moved(draft, entry)
    if record is not None and (_stands(entry, record) or _has_come(entry, record)):
        return record, ""
    moved = _elsewhere(draft, entry)
    if moved is None and record is not None and _is_named_otherwise(draft, entry, record):
        moved = record
    if moved is None:
        return None, GONE if record is None else CHANGED
    draft.moved.append(Moved(entry.entry_id, entry.kind, entry.table, entry.record_id, moved.key))
    return moved, ""


def standing(draft: Draft, entry: Decision, table: str, record_id: str, was: str) -> tuple[Record | None, str]:
    """The record with this id, of which an entry says that its fingerprint `was` this when it was decided, or why there
    is none."""
    about = replace(entry, table=table, record_id=record_id, field="", fingerprint=was)
    return attached(draft, about)


def _elsewhere(draft: Draft, entry: Decision) -> Record | None:
    """The only record that says what the one of the entry said; None for none or several."""
    said = _by_words(draft, entry.table, entry.field).get(entry.fingerprint, [])
    found = list(islice((record for record in said if record in draft.records[entry.table]), 2))
    return found[0] if len(found) == 1 else None


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


def _is_named_otherwise(draft: Draft, entry: Decision, record: Record) -> bool:
    """Whether only the project or the parents of a record are read otherwise than when the entry was made."""
    if entry.kind == "accept" or record.origin is None:
        return False
    ways = islice(_otherwise(draft, entry.table, record.origin), _NAMES)
    return any(fingerprint_of(entry.table, words, entry.field) == entry.fingerprint for words in ways)


def _otherwise(draft: Draft, table: str, origin: AnyReading) -> Iterator[dict[str, str]]:
    """The words of a record under each other project of the filing, and with fewer parents or further ones."""
    words = printed(table, origin)
    every = [record.origin for records in draft.records.values() for record in records if record.origin is not None]
    yield from ({**words, "project": project} for project in dict.fromkeys(["", *(each.project for each in every)]))
    if isinstance(origin, AmountReading):
        yield from ({**words, "item": "/".join(origin.path[at:])} for at in range(1, len(origin.path)))
        paths = dict.fromkeys(each.path[:at] for each in every if isinstance(each, AmountReading)
                              for at in range(1, len(each.path)))  # fmt: skip
        yield from ({**words, "item": "/".join((*parents, *origin.path))} for parents in paths)


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
    laid = [moved for moved in found if not _is_struck_elsewhere(moved)]
    for moved in laid[:_TOLD]:
        old = key_of(moved.record_id)
        if moved.key == old:
            yield f"a decision about {moved.table} {old} was laid over it, though its project or parents differ now"
        else:
            yield f"a decision about {moved.table} {old} was laid over {moved.key}, where the same words stand now"
    if len(laid) > _TOLD:
        yield f"{len(laid) - _TOLD} more decisions were laid over records that stand elsewhere now"


def to_look_at(found: Sequence[Moved]) -> Iterator[str]:
    """A sentence for each record that was struck where its words stand now: it may have been there twice before."""
    for moved in filter(_is_struck_elsewhere, found):
        old = key_of(moved.record_id)
        yield f"{moved.table} {old} was struck and stands at {moved.key} now, where it was struck: is it the same?"


def _is_struck_elsewhere(moved: Moved) -> bool:
    return moved.kind == "strike" and moved.key != key_of(moved.record_id)
