"""From a reading and what people decided to a filing: decisions laid over it, values parsed, checked anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from normalizers.confidence import of_filing
from normalizers.names.taxonomy import Taxonomy
from normalizers.normalize import is_own_field, normalize
from pipeline.checks import check
from pipeline.checks._bearing import weighed
from pipeline.decisions.applying import lay
from pipeline.decisions.attaching import to_look_at, told
from pipeline.decisions.drafts import UNREAD, Draft, Lost, Record
from pipeline.decisions.settable import with_parts
from pipeline.decisions.settlements import settled
from pipeline.ingest.understanding import Recognised
from pipeline.store.rows import NO_MARKS, Marks
from schema.decision import QUIET_KINDS, Decision
from schema.document import Document
from schema.filing import Amount, Filing, Indicator
from schema.finding import MISREAD, Finding
from schema.reading import Reading
from schema.value import Value

_SURE = 1.0
_TABLES = ("indicators", "amounts", "goals", "fields")


@dataclass(frozen=True, slots=True)
class Meaning:
    """A filing with what does not add up in it, what people have said of it, and the decisions that fit nowhere."""

    filing: Filing
    findings: tuple[Finding, ...] = ()
    marks: Marks = NO_MARKS
    lost: tuple[Lost, ...] = ()


def meant(recognised: Recognised, decisions: Sequence[Decision] = (), taxonomy: Taxonomy | None = None) -> Meaning:
    """What a reading means once the decisions, which must be those that hold, are laid over it."""
    fresh = normalize(recognised.reading, _document(recognised), taxonomy)
    if not any(entry.kind not in (*QUIET_KINDS, "settle") for entry in decisions):
        return _checked(fresh, decisions)
    draft = drafted(recognised, fresh, decisions)
    again = _again(recognised, draft, taxonomy)
    reasons, unread = (*again.reasons, *told(draft.moved)), (*again.unread, *to_look_at(draft.moved))
    filing = _settled(replace(again, reasons=reasons, unread=unread), draft)
    marks = {(table, record.key): record.state for table in _TABLES for record in draft.records[table] if record.state}
    every = [record for table in _TABLES for record in draft.records[table]]
    accepted = draft.is_accepted and all(record.state for record in every)
    return _checked(filing, decisions, Marks(marks, accepted), tuple(draft.lost))


def _checked(
    filing: Filing, decisions: Sequence[Decision], marks: Marks = NO_MARKS, lost: tuple[Lost, ...] = ()
) -> Meaning:
    """The filing with what does not add up in it, and its rows as sure as that leaves them: what the filing prints
    so, as a person says, weighs no more against the reading."""
    faults: list[str] = []
    findings = check(filing, faults)
    said, lapsed = settled(findings, decisions)
    filing = weighed(filing, tuple(finding for finding in findings if said.get(finding, MISREAD) == MISREAD))
    filing = replace(filing, unread=(*filing.unread, *faults))
    return Meaning(filing, findings, replace(marks, settled=said), (*lost, *lapsed))


def all_lost(decisions: Sequence[Decision]) -> tuple[Lost, ...]:
    """The decisions about a document that can't be read any more."""
    bound = [entry for entry in decisions if entry.kind not in QUIET_KINDS]
    return tuple(Lost(entry.entry_id, entry.table, entry.record_id, UNREAD) for entry in bound)


def drafted(recognised: Recognised, fresh: Filing, decisions: Sequence[Decision]) -> Draft:
    """The reading's records under the keys of the fresh filing, the decisions laid over them."""
    head = {"form": fresh.form, "fiscal_year": fresh.fiscal_year, "unit_name": fresh.unit_name}
    reading = recognised.reading
    read: dict[str, Sequence[Any]] = {
        "indicators": reading.indicators,
        "amounts": reading.amounts,
        "goals": reading.goals,
        "fields": _own_fields(reading),
    }
    records = {
        table: [Record(made.key, r, r) for made, r in zip(getattr(fresh, table), read[table], strict=True)]
        for table in _TABLES
    }
    draft = Draft(records, head)
    lay(draft, decisions)
    return draft


def _document(recognised: Recognised) -> Document:
    """What normalizing asks of a document."""
    return Document(recognised.channel, (), recognised.pages)


def _own_fields(reading: Reading) -> tuple[Any, ...]:
    return tuple(cell for cell in reading.fields if is_own_field(cell))


def _again(recognised: Recognised, draft: Draft, taxonomy: Taxonomy | None) -> Filing:
    """The filing that the draft's readings mean."""
    head = tuple(cell for cell in recognised.reading.fields if not is_own_field(cell))
    read: dict[str, Any] = {table: tuple(record.reading for record in draft.records[table]) for table in _TABLES}
    reading = replace(recognised.reading, **(read | {"fields": (*head, *read["fields"])}))
    return normalize(reading, _document(recognised), taxonomy, draft.head_set.get("fiscal_year"))


def _settled(filing: Filing, draft: Draft) -> Filing:
    """The filing under the draft's keys, with what people set beside the printed words; what they saw is sure."""
    made: dict[str, Any] = {
        table: tuple(
            _one(record, new) for record, new in zip(draft.records[table], getattr(filing, table), strict=True)
        )
        for table in _TABLES
    }
    rows = [indicator.confidence for indicator in made["indicators"]]
    confidence = of_filing(rows, len(filing.unread)) if rows else filing.confidence
    head: dict[str, Any] = {name: draft.head_set[name] for name in ("form", "unit_name") if name in draft.head_set}
    return replace(filing, **made, **head, confidence=confidence)


def _one(record: Record, new: Any) -> Any:
    new = replace(new, key=record.key)
    if record.parts:
        new = with_parts(new, record.parts)
    if isinstance(new, Indicator):
        return _sure_indicator(new, record)
    if isinstance(new, Amount) and record.state:
        return replace(new, value=_sure(new.value), confidence=_SURE)
    return replace(new, confidence=_SURE) if record.state else new


def _sure_indicator(indicator: Indicator, record: Record) -> Indicator:
    """Sure where a person has seen the row, unless a cell that nobody settled can still be read in several ways."""
    if any(value.readings for value in (indicator.target, indicator.actual, *(p.value for p in indicator.history))):
        record.state = ""
    if not record.state:
        return indicator
    history = tuple(replace(past, value=_sure(past.value)) for past in indicator.history)
    return replace(
        indicator,
        target=_sure(indicator.target),
        actual=_sure(indicator.actual),
        history=history,
        confidence=_SURE,
        reasons=(),
    )


def _sure(value: Value) -> Value:
    return replace(value, confidence=_SURE, reasons=())
