"""What each kind of decision does to the records of a draft; pure, and before anything is parsed.

A decision finds its record by the id, which names the place, where the same words still stand there, else by those
words (`pipeline.decisions.attaching`). One that finds none, or another record, is lost: listed for a person, and the
record stays as it was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from pipeline.decisions.attaching import attached, standing
from pipeline.decisions.drafts import (
    ACCEPTED,
    CHANGED,
    CORRECTED,
    REFUSED,
    Draft,
    Lost,
    Record,
    added_key,
    can_set,
    head_fingerprint,
    set_column,
)
from pipeline.decisions.printed import EMPTY, printed, settled
from schema.decision import Decision
from schema.geometry import Box
from schema.place import Place

# What a new record has from the one that it follows, unless it is given.
_SHARED = ("form", "project", "horizon", "level1", "level2", "kind")
_PLACE = ("page", "table", "row", "bbox", "after")
_ABOUT = ("with", "fingerprints")


def lay(draft: Draft, entries: Iterable[Decision]) -> None:
    """Lays the entries over the records, in their order; one that can't be laid is among the draft's lost."""
    for entry in entries:
        laid = _LAID.get(entry.kind)
        if laid is None:
            continue
        try:
            reason, detail = laid(draft, entry), ""
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            reason, detail = REFUSED, f"{type(error).__name__}: {error}"[:200]
        if reason:
            draft.lost.append(Lost(entry.entry_id, entry.table, entry.record_id, reason, detail))


def _correct(draft: Draft, entry: Decision) -> str:
    text = entry.told
    if not isinstance(text, str):
        return REFUSED
    if entry.table == "filings":
        return _correct_head(draft, entry, text)
    record, reason = attached(draft, entry)
    if record is None:
        return reason
    return "" if set_column(entry.table, record, entry.field, text) else REFUSED


def _correct_head(draft: Draft, entry: Decision, text: str) -> str:
    if not can_set("filings", entry.field, text):
        return REFUSED
    if head_fingerprint(draft, entry.field) != entry.fingerprint and draft.head.get(entry.field) != text:
        return CHANGED
    draft.head_set[entry.field] = text
    return ""


def _accept(draft: Draft, entry: Decision) -> str:
    if entry.table == "filings":
        return _accept_all(draft, entry)
    record, reason = attached(draft, entry)
    if record is not None:
        _vouch(record)
    return reason


def _accept_all(draft: Draft, entry: Decision) -> str:
    """Accepts each record that stands as it stood; one that does not is lost by itself."""
    draft.is_accepted = True
    for table, record_id, was in _every(entry.told):
        found, reason = standing(draft, entry, table, record_id, was)
        if found is None:
            draft.lost.append(Lost(entry.entry_id, table, record_id, reason))
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
    record, reason = attached(draft, entry)
    if record is not None:
        draft.records[entry.table].remove(record)
    return reason


def _add(draft: Draft, entry: Decision) -> str:
    given = dict(entry.told)
    rows = draft.records[entry.table]
    before = _neighbour(draft, entry, str(given.get("after", "")))
    reading = EMPTY[entry.table](_place(given, before))
    if before is not None or rows:
        neighbour = (before or rows[-1]).reading
        reading = replace(reading, **{name: getattr(neighbour, name) for name in _SHARED if hasattr(neighbour, name)})
    record = Record(added_key(entry), reading, None)
    if not _set_all(entry.table, record, given):
        return REFUSED
    rows.insert(rows.index(before) + 1 if before is not None else len(rows), record)
    return ""


def _neighbour(draft: Draft, entry: Decision, record_id: str) -> Record | None:
    """The record that an added one follows: by its words, which older entries do not tell, else by its place."""
    found = standing(draft, entry, entry.table, record_id, entry.fingerprint)[0] if entry.fingerprint else None
    return found or draft.find(entry.table, record_id)


def _place(given: Mapping[str, Any], before: Record | None) -> Place:
    place = before.reading.place if before is not None else Place()
    box = given.get("bbox")
    sides = [float(side) for side in str(box).split()] if box else []
    return replace(
        place,
        page=given.get("page", place.page),
        table=given.get("table", place.table),
        row=given.get("row", place.row),
        box=Box(sides[0], sides[1], sides[2], sides[3]) if len(sides) == 4 else place.box,
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
    record, reason = attached(draft, entry)
    if record is None:
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
    record, reason = attached(draft, entry)
    if record is None:
        return reason
    prints = entry.told.get("fingerprints", {})
    together = [record]
    for record_id in entry.told["with"]:
        other, reason = standing(draft, entry, entry.table, record_id, prints.get(record_id, ""))
        if other is None:
            return reason
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
