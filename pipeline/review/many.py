"""One decision about many records, in one filing or several: what it would change, and the change as one act."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from sqlalchemy import Connection

from pipeline.decisions import corrections
from pipeline.decisions.kinds import Edit
from pipeline.review.filing import FilingView, Record, load
from pipeline.review.typed import Wrong, fitting
from schema.decision import Decision
from schema.errors import JixiaoError

if TYPE_CHECKING:
    from sqlalchemy import Engine

#: So many records are decided about at once, and in so many filings.
MOST_RECORDS, MOST_FILINGS = 500, 100
#: What can be done with many: `set` puts one text into one column of all, `fill` what stands there in the first of each
#: filing.
DEEDS = ("accept", "set", "fill", "strike")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants: `column` is empty unless something is set or filled, `text` unless it is set."""

    deed: str
    column: str = ""
    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one record, or of one of its columns: `old` and `new` are what stands there, empty where nothing
    is set."""

    view: FilingView
    record: Record
    decision: Decision
    old: str = ""
    new: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes, and how many of the records picked there are not (`gone`) or need none (`same`)."""

    changes: tuple[Change, ...]
    gone: int = 0
    same: int = 0

    @property
    def number(self) -> int:
        """How many records would change."""
        return len({(change.decision.sha256, change.record.address) for change in self.changes})


def plan(connection: Connection, picks: Sequence[str], asked: Sequence[Asked], who: str) -> Plan:
    """What would change if all that is asked were done to each. A pick is filing, table and record id with `/` between.
    Raises `Wrong` for what can't be."""
    if not asked or any(one.deed not in DEEDS for one in asked):
        raise Wrong("bad-form")
    if not picks:
        raise Wrong("nothing-picked")
    by_filing: dict[str, list[str]] = {}
    for pick in dict.fromkeys(picks):
        filing_id, _, address = pick.partition("/")
        by_filing.setdefault(filing_id, []).append(address)
    if len(picks) > MOST_RECORDS or len(by_filing) > MOST_FILINGS:
        raise Wrong("too-many", f"{MOST_RECORDS} / {MOST_FILINGS}")
    changes: list[Change] = []
    gone = same = 0
    for filing_id, addresses in by_filing.items():
        view = load(connection, filing_id)
        mine = list(asked)
        for address in addresses:
            record = view.record(address) if view else None
            if view is None or record is None or record.kind.table == "filings":
                gone += 1
                continue
            mine = [_filled(one, record) for one in mine]
            found = [change for one in mine if (change := _change(view, record, one, who)) is not None]
            same += not found
            changes += found
    return Plan(tuple(changes), gone, same)


def make(engine: Engine, changes: Sequence[Change], act: str) -> tuple[int, list[tuple[str, str]]]:
    """Makes the changes, a filing whole or not at all; how many records were changed, and the sources of the filings
    that were not, each with who or what stood against it."""
    made, hindered = 0, []
    by_filing: dict[str, list[Change]] = {}
    for change in changes:
        by_filing.setdefault(change.decision.sha256, []).append(change)
    for mine in by_filing.values():
        decisions = [replace(change.decision, act=act) for change in mine]
        try:
            corrections.decide_all(engine, decisions, mine[0].view.revision)
        except JixiaoError as error:
            hindered.append((str(mine[0].view.row["source"]), error.message))
        else:
            made += len({change.record.address for change in mine})
    return made, hindered


def _filled(asked: Asked, record: Record) -> Asked:
    """What is filled down is set to what stands in this first record."""
    if asked.deed != "fill":
        return asked
    _edit(record, asked.column)
    return replace(asked, deed="set", text=_standing(record, asked.column))


def _change(view: FilingView, record: Record, asked: Asked, who: str) -> Change | None:
    """The change of one record; None where it is so already."""
    about = Decision(
        asked.deed, who, str(view.row["sha256"]), record.kind.table, record.id, why=asked.why,
        page=record.row.get("page"), table_number=record.row.get("table"), row=record.row.get("row"),
        bbox=str(record.row.get("bbox") or ""),
    )  # fmt: skip
    if asked.deed != "set":
        is_done = asked.deed == "accept" and record.review in ("accepted", "corrected")
        return None if is_done else Change(view, record, about)
    edit, old = _edit(record, asked.column), _standing(record, asked.column)
    new = fitting(edit, record.kind, asked.text.strip())
    if new == old:
        return None
    before, after = (json.dumps(text, ensure_ascii=False) for text in (old, new))
    return Change(view, record, replace(about, kind="correct", field=asked.column, old=before, new=after), old, new)


def _standing(record: Record, column: str) -> str:
    """What stands in a column of a record."""
    return "" if record.row[column] is None else str(record.row[column])


def _edit(record: Record, column: str) -> Edit:
    """How a column of a record is edited. Raises `Wrong` where it has no such column."""
    edit = record.kind.edit(column)
    if edit is None:
        raise Wrong("no-column", column)
    return edit
