"""What a reviewer's form says, as entries of the journal; and how they are told of another who was faster."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from pipeline.decisions import corrections, journal
from pipeline.review import acts, taxonomy_search
from pipeline.review.filing import FilingView, Record
from pipeline.review.typed import Wrong, fitting
from schema.decision import Decision
from schema.errors import JixiaoError
from schema.finding import SETTLEMENTS

if TYPE_CHECKING:
    from sqlalchemy import Engine

Form = Mapping[str, str]

#: The columns that are asked for when a record is added, or an indicator split.
PARTS: Mapping[str, Sequence[str]] = {
    "indicators": ("level1", "level2", "name", "target_raw", "actual_raw", "weight_raw", "score_raw"),
    "amounts": ("item", "label", "raw"),
}
_LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Outcome:
    """The entries that were made, and those of others that stand against the rest of what was asked."""

    made: tuple[Decision, ...] = ()
    against: tuple[Decision, ...] = ()


def asked(form: Form, view: FilingView, record: Record, who: str) -> list[Decision]:
    """The entries that a form about a record asks for. Raises `Wrong`."""
    deed = form.get("deed", "")
    if deed not in _DEEDS:
        raise Wrong("bad-form")
    if any(len(value) > _LONGEST for value in form.values()):
        raise Wrong("too-long")
    return _DEEDS[deed](form, view, record, who)


def apply(engine: Engine, decisions: Sequence[Decision], revision: int) -> Outcome:
    """Makes the decisions about one filing as one act, or says what others did to the records since that revision.

    What others did to other records is no hindrance; what was made already, by a form that was sent twice, isn't made
    again. Raises `Wrong` where a decision can't be carried out.
    """
    news = _news(engine, decisions[0].sha256, revision)
    done = [place for place, entry in enumerate(news) if any(_same(entry, decision) for decision in decisions)]
    seen = revision + (done[-1] + 1 if done else 0)
    wanted = [decision for decision in decisions if not any(_same(entry, decision) for entry in news)]
    if not wanted:
        return Outcome()
    try:
        return Outcome(corrections.decide_all(engine, acts.together(wanted), seen).entries)
    except corrections.ConflictError as error:
        if all(decision.kind == "accept" for decision in wanted) and all(one.kind == "accept" for one in error.since):
            return Outcome()
        return Outcome((), error.since)
    except JixiaoError as error:
        raise Wrong("not-possible", error.message) from error


def settlement(form: Form, view: FilingView, finding_id: str, who: str) -> Decision:
    """The entry that says what a finding comes to. Raises `Wrong`."""
    outcome = form.get("outcome", "")
    if outcome not in SETTLEMENTS:
        raise Wrong("bad-form")
    why = form.get("why", "").strip()
    if len(why) > _LONGEST:
        raise Wrong("too-long")
    return Decision(
        "settle", who, str(view.row["sha256"]), table="findings", record_id=finding_id, new=_json(outcome), why=why
    )


def whole(view: FilingView, who: str) -> Decision:
    """The entry that accepts every record of a filing as it stands."""
    return Decision("accept", who, str(view.row["sha256"]), table="filings", record_id=str(view.row["filing_id"]))


def _news(engine: Engine, sha256: str, revision: int) -> list[Decision]:
    with engine.connect() as connection:
        return journal.arrived_since(connection, sha256, revision)


def _same(entry: Decision, decision: Decision) -> bool:
    """Whether an entry is what this decision comes to; of a join the journal holds more than was asked."""

    def said(one: Decision) -> tuple[object, ...]:
        new = one.told["with"] if one.kind == "join" else "" if one.table == "filings" else one.new
        return one.who, one.kind, one.table, one.record_id, one.field, new, one.why, one.undoes

    return said(entry) == said(decision)


def _entry(
    form: Form, view: FilingView, record: Record, who: str, kind: str, field: str = "", old: str = "", new: str = ""
) -> Decision:
    row = record.row
    entry = Decision(
        kind=kind,
        who=who,
        sha256=str(view.row["sha256"]),
        table=record.kind.table,
        record_id=record.id,
        why=form.get("why", "").strip(),
        page=row.get("page"),
        table_number=row.get("table"),
        row=row.get("row"),
        bbox=str(row.get("bbox") or ""),
    )
    return replace(entry, field=field, old=old, new=new)


def _corrected(form: Form, view: FilingView, record: Record, who: str) -> list[Decision]:
    """An entry a field that was changed; none that is changed to what it was."""
    changed = [
        (name.removeprefix("field-"), form.get("base-" + name.removeprefix("field-"), ""), value.strip())
        for name, value in form.items()
        if name.startswith("field-")
    ]
    found = []
    for field, old, typed in changed:
        if typed == old.strip():
            continue
        edit = record.kind.edit(field)
        if edit is None and not (record.kind.table == "indicators" and field.startswith("history.")):
            raise Wrong("bad-form")
        new = fitting(edit, record.kind, typed) if edit else typed
        found.append(_entry(form, view, record, who, "correct", field=field, old=_json(old), new=_json(new)))
    if not found:
        raise Wrong("nothing-changed")
    return found


def _accepted(form: Form, view: FilingView, record: Record, who: str) -> list[Decision]:
    return [_entry(form, view, record, who, "accept")]


def _seen(form: Form, view: FilingView, record: Record, who: str) -> list[Decision]:
    """A note that somebody has looked at what is said of the whole filing; to accept it would accept every record."""
    return [_entry(form, view, record, who, "note")]


def _noted(form: Form, view: FilingView, record: Record, who: str) -> list[Decision]:
    if not form.get("why", "").strip():
        raise Wrong("note-empty")
    return [_entry(form, view, record, who, "note")]


def _struck(form: Form, view: FilingView, record: Record, who: str) -> list[Decision]:
    return [_entry(form, view, record, who, "strike")]


def _added(form: Form, view: FilingView, record: Record, who: str) -> list[Decision]:
    """A missed record behind this one; behind a filing's own record it is its first indicator."""
    table = "indicators" if record.kind.table == "filings" else record.kind.table
    if table not in PARTS:
        raise Wrong("bad-form")
    columns = _part(form, 1, table)
    if not any(columns.get(name) for name in ("name", "item")):
        raise Wrong("name-missing")
    after = {} if record.kind.table == "filings" else {"after": record.address}
    entry = _entry(form, view, record, who, "add", new=_json(columns | after))
    # It is about no record that there is: what others do to the one before it is no hindrance.
    return [replace(entry, table=table, record_id="")]


def _split(form: Form, view: FilingView, record: Record, who: str) -> list[Decision]:
    parts = [_part(form, number, "indicators") for number in (1, 2)]
    if not all(part.get("name") for part in parts):
        raise Wrong("name-missing")
    return [_entry(form, view, record, who, "split", new=_json(parts))]


def _joined(form: Form, view: FilingView, record: Record, who: str) -> list[Decision]:
    other = view.record(f"{record.kind.table}/{form.get('with', '')}")
    if other is None or other.kind is not record.kind or other is record:
        raise Wrong("bad-form")
    return [_entry(form, view, record, who, "join", new=_json({"with": [other.id]}))]


def _alias(form: Form, view: FilingView, record: Record, who: str) -> list[Decision]:
    alias, canonical = form.get("alias", "").strip(), form.get("canonical_id", "").strip()
    if not alias:
        raise Wrong("name-missing")
    if taxonomy_search.entry(canonical) is None:
        raise Wrong("no-such-entry", canonical)
    return [_entry(form, view, record, who, "alias", new=_json({"canonical_id": canonical, "alias": alias}))]


def _part(form: Form, number: int, table: str) -> dict[str, str]:
    typed = {name: form.get(f"part{number}-{name}", "").strip() for name in PARTS[table]}
    return {name: text for name, text in typed.items() if text}


def _json(told: object) -> str:
    return json.dumps(told, ensure_ascii=False)


_DEEDS = {
    "correct": _corrected, "accept": _accepted, "note": _noted, "strike": _struck, "add": _added, "split": _split,
    "join": _joined, "alias": _alias, "seen": _seen,
}  # fmt: skip
