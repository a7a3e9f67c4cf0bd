"""One filing with everything that is known of it, as a reviewer sees it."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from pipeline.decisions import journal
from pipeline.decisions.drafts import added_key
from pipeline.decisions.kinds import KINDS, Kind
from pipeline.review.doubts import Doubts, doubts_of
from pipeline.review.filters import Filters
from pipeline.review.queue import addresses_in_order
from schema.column import cells
from schema.decision import Decision, effective

Row = Mapping[str, Any]

_PLACE = re.compile(r"-t(\d+)r(\d+)(?:-\d+)?$|-b(\d+)(?:-\d+)?$")


@dataclass(frozen=True)
class Record:
    """A row of one of the tables with what belongs to it. `is_open` says that it needs a look."""

    kind: Kind
    row: Row
    findings: Sequence[Row] = ()
    values: Sequence[Row] = ()
    readings: Sequence[Row] = ()
    rule: Row | None = None
    history: Sequence[Decision] = ()
    is_open: bool = False

    @property
    def id(self) -> str:
        """The id that the export gives it."""
        return str(self.row[self.kind.id_column])

    @property
    def address(self) -> str:
        """Table and id: ids of different tables may be alike."""
        return f"{self.kind.table}/{self.id}"

    @property
    def review(self) -> str:
        """One of `schema.records.REVIEWS`; for tables without the column, what the journal says."""
        said = self.row.get("review", "")
        if said:
            return str(said)
        kinds = {entry.kind for entry in self.history if entry.kind in ("correct", "accept", "add", "split", "join")}
        return "corrected" if kinds - {"accept"} else "accepted" if kinds else "none"

    @property
    def open_findings(self) -> list[Row]:
        """The findings that nobody has settled."""
        return [row for row in self.findings if not row["settled"]]

    @cached_property
    def doubts(self) -> Doubts:
        """Which of its fields are doubtful."""
        values, readings, findings = self.values, self.readings, self.open_findings
        if self.kind.table != "indicators":
            values, readings, findings = (), (), []
        return doubts_of(self.kind.table, self.row, values, readings, findings, self.is_open)

    @cached_property
    def place(self) -> tuple[int | None, int | None, int | None]:
        """Table, row and block, each from 1, as far as the record's columns or its id say them."""
        if self.row.get("table"):
            return self.row["table"], self.row["row"], None
        found = _PLACE.search(self.id)
        table, row, block = ((int(number) if number else None) for number in found.groups()) if found else (None,) * 3
        return table, row, block

    @property
    def box(self) -> tuple[float, float, float, float] | None:
        """The box on its page; None where there is none."""
        numbers = str(self.row.get("bbox") or "").split()
        if len(numbers) != 4:
            return None
        x0, y0, x1, y1 = map(float, numbers)
        return x0, y0, x1, y1

    @property
    def corners(self) -> tuple[tuple[float, float], ...]:
        """The corners of the record on its page, along the slant of a scan; none where it has no place there."""
        numbers = [float(number) for number in str(self.row.get("polygon") or "").split()]
        if len(numbers) == 8:
            return tuple(zip(numbers[::2], numbers[1::2], strict=True))
        if self.box is None:
            return ()
        x0, y0, x1, y1 = self.box
        return (x0, y0), (x1, y0), (x1, y1), (x0, y1)

    @property
    def printed(self) -> list[str]:
        """The texts that stand in the document, to be found there again: what names the record, then what it says, and
        what it said before somebody put it right."""
        item = str(self.row.get("item") or "").rsplit("/", 1)[-1]
        names = [str(self.row.get(name) or "") for name in ("name_raw", "key")]
        says = ("target_raw", "actual_raw", "weight_raw", "score_raw", "raw", "text", "value")
        figures = [self.row[name] for name in says if isinstance(self.row.get(name), str)]
        before = [_told(entry.old) for entry in self.history if entry.kind == "correct"]
        return [text for text in (*names, item, *figures, *before) if text]


@dataclass(frozen=True)
class FilingView:
    """A filing, its records in reading order by kind, the entries that hold among all of its entries."""

    row: Row
    records: Sequence[Record]
    entries: Sequence[Decision]
    all_entries: Sequence[Decision]

    @property
    def revision(self) -> int:
        """How old this view is, as `journal.revision` counts."""
        return len(self.all_entries)

    def record(self, address: str) -> Record | None:
        """The record of this table and id."""
        return next((record for record in self.records if record.address == address), None)

    @cached_property
    def head(self) -> Record:
        """The filing's own record."""
        return self.records[0]

    @cached_property
    def open(self) -> list[str]:
        """The addresses of the records that need a look, in the order of the page."""
        return [record.address for record in self.records if record.is_open]

    @property
    def first(self) -> Record:
        """The first record that needs a look, else the first."""
        return self.record(next(iter(self.open), "")) or self.records[min(1, len(self.records) - 1)]

    def near(self, record: Record) -> tuple[str, str]:
        """The addresses before and behind a record; empty for none."""
        ids = [one.address for one in self.records]
        at = ids.index(record.address)
        return (ids[at - 1] if at else ""), (ids[at + 1] if at + 1 < len(ids) else "")

    def finding(self, finding_id: str) -> tuple[Record, Row] | None:
        """A finding, and the record that it stands beside."""
        pairs = ((record, row) for record in self.records for row in record.findings)
        return next((pair for pair in pairs if pair[1]["finding_id"] == finding_id), None)

    def said_of(self, address: str) -> list[Decision]:
        """The entries that hold about a record, be it there or not."""
        return [entry for entry in self.entries if f"{entry.table}/{entry.record_id}" == address]

    def sections(self) -> list[tuple[Kind, list[Record]]]:
        """The records by kind, without the filing's own."""
        found = [(kind, [one for one in self.records if one.kind is kind]) for kind in KINDS.values()]
        return [(kind, records) for kind, records in found if records and kind.table != "filings"]


def load(connection: Connection, filing_id: str) -> FilingView | None:
    """The filing as it stands; None where there is none with this id."""
    rows = {name: _rows(connection, name, filing_id) for name in (*KINDS, "values", "readings", "rules", "findings")}
    if not rows["filings"]:
        return None
    head = rows["filings"][0]
    made = journal.entries_of(connection, head["sha256"])
    holding = effective(made)
    wanted = set(addresses_in_order(connection, Filters(filing=filing_id)))
    beside = _Beside.of(filing_id, rows, holding)
    records = [
        beside.record(kind, row, f"{kind.table}/{row[kind.id_column]}" in wanted)
        for kind in KINDS.values()
        for row in rows[kind.table]
    ]
    return FilingView(head, records, holding, made)


@dataclass(frozen=True, slots=True)
class _Beside:
    """What belongs to records, by table and address; `accepted` are the entries that accept the whole filing."""

    rows: Mapping[str, Mapping[str, list[Row]]]
    entries: Mapping[str, list[Decision]]
    accepted: list[Decision]

    @staticmethod
    def of(head_id: str, rows: Mapping[str, Sequence[Row]], entries: Sequence[Decision]) -> _Beside:
        by_table: dict[str, dict[str, list[Row]]] = {}
        for name in ("values", "readings", "rules", "findings"):
            found: defaultdict[str, list[Row]] = defaultdict(list)
            for row in rows[name]:
                found[row["indicator_id"]].append(row)
            by_table[name] = found
        said: defaultdict[str, list[Decision]] = defaultdict(list)
        for entry in entries:
            own = entry.record_id or (f"{head_id}-{added_key(entry)}" if entry.kind == "add" else "")
            said[f"{entry.table}/{own}"].append(entry)
        accepted = [entry for entry in entries if entry.kind == "accept" and entry.table == "filings"]
        return _Beside(by_table, said, accepted)

    def record(self, kind: Kind, row: Row, is_open: bool) -> Record:
        name = str(row[kind.id_column])
        about = "" if kind.table == "filings" else name
        return Record(
            kind=kind,
            row=row,
            findings=self._of(kind, "findings", about),
            values=self._of(kind, "values", name),
            readings=self._of(kind, "readings", name),
            rule=next(iter(self._of(kind, "rules", name)), None),
            history=[*(self.accepted if about else ()), *self.entries.get(f"{kind.table}/{name}", ())],
            is_open=is_open,
        )

    def _of(self, kind: Kind, table: str, name: str) -> Sequence[Row]:
        """What refers to an indicator, or to no indicator: other kinds have nothing of their own beside them."""
        return self.rows[table].get(name, ()) if kind.table in ("indicators", "filings") else ()


def _told(text: str) -> str:
    """What an entry of the journal holds in JSON, where it is a text."""
    found = json.loads(text) if text else ""
    return found if isinstance(found, str) else ""


def _rows(connection: Connection, name: str, filing_id: str) -> list[Row]:
    table = SQLModel.metadata.tables[name]
    question = select(*cells(table)).where(table.c.filing_id == filing_id)
    if "ordinal" in table.c:
        question = question.order_by(table.c.ordinal)
    return [dict(row._mapping) for row in connection.execute(question)]
