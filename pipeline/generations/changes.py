"""What a new generation changes, cell by cell, and why; kept in a file while it is made, for there may be many."""

from __future__ import annotations

import csv
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import IO, Any

from sqlalchemy import Connection, select
from sqlmodel import SQLModel

from pipeline.export.to_csv import guarded
from pipeline.store.appended import sync_folder
from pipeline.store.digests import STAMPS, bare, cell_text
from pipeline.store.row_parts import Row
from pipeline.store.rows import Rows
from schema.column import cells
from schema.records import TABLES, columns, table_name

_TABLES = {table_name(record): SQLModel.metadata.tables[table_name(record)] for record in TABLES}
_SHOWN = {table_name(record): tuple(columns(record)) for record in TABLES}

#: Why a cell changes.
CODE, TAXONOMY, SETTINGS, CORRECTION, NEW_FILE = "code", "taxonomy", "settings", "correction", "new-file"
#: How.
ADDED, REMOVED, CHANGED = "added", "removed", "changed"

# What tells a row from the others of its filing.
_KEYS = {
    "filings": (),
    "indicators": ("indicator_id",),
    "values": ("indicator_id", "role", "period"),
    "readings": ("indicator_id", "role", "period", "rank"),
    "amounts": ("amount_id",),
    "goals": ("goal_id",),
    "fields": ("field_id",),
    "rules": ("indicator_id",),
    "findings": ("finding_id",),
}
# What a name that is matched otherwise changes.
_MATCHED = ("canonical_id", "canonical_name", "match_score", "family")


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that is another, or a row that is added or removed; `record` is the row's key in its table."""

    filing_id: str
    source: str
    table: str
    record: str
    change: str
    column: str
    old: str
    new: str
    why: str


COLUMNS = tuple(part.name for part in fields(Change))


@dataclass(frozen=True, slots=True)
class Reasons:
    """What is other than when the filing was made before; `corrected` are the records decided about since."""

    is_new: bool = False
    code: bool = False
    settings: bool = False
    taxonomy: bool = False
    corrected: frozenset[str] = frozenset()

    def of(self, record: str, column: str) -> str:
        """Why a cell of this record changed."""
        if self.is_new:
            return NEW_FILE
        if record.split("/")[0] in self.corrected:
            return CORRECTION
        if self.taxonomy and (column in _MATCHED or not (self.code or self.settings)):
            return TAXONOMY
        if self.settings and not self.code:
            return SETTINGS
        return CODE if self.code or not self.corrected else CORRECTION


def stored_rows(connection: Connection, filing_id: str) -> Rows:
    """The filing's rows as they are stored, by table; none where it is not there."""
    found: Rows = {}
    for name in _KEYS:
        table = _TABLES[name]
        rows = connection.execute(select(*cells(table)).where(table.c.filing_id == filing_id)).mappings()
        found[name] = [dict(row) for row in rows]
    return found


def are_same(old: Rows, new: Rows) -> bool:
    """True where both are the same but for the stamps of what made them and for names."""
    return all(bare(name, old.get(name, [])) == bare(name, new.get(name, [])) for name in _KEYS)


def changes(old: Rows, new: Rows, source: str, reasons: Reasons) -> Iterator[Change]:
    """Every change from the old rows of a filing to the new ones, table by table; of a new filing that it is there."""
    filing_id = new["filings"][0]["filing_id"]
    if not old.get("filings"):
        yield Change(filing_id, source, "filings", "", ADDED, "", "", "", reasons.of(filing_id, ""))
        return
    for name in _KEYS:
        before, after = _by_key(name, old.get(name, [])), _by_key(name, new.get(name, []))
        for record in dict.fromkeys([*before, *after]):
            for change, column, was, now in _cells(name, before.get(record), after.get(record)):
                why = reasons.of(record or filing_id, column)
                yield Change(filing_id, source, name, record, change, column, was, now, why)


def _cells(table: str, old: Row | None, new: Row | None) -> Iterator[tuple[str, str, str, str]]:
    if old is None or new is None:
        yield (ADDED if old is None else REMOVED, "", "", "")
        return
    for column in _SHOWN[table]:
        if column not in STAMPS and (was := cell_text(old[column])) != (now := cell_text(new[column])):
            yield CHANGED, column, was, now


def _by_key(table: str, rows: Iterable[Row]) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for row in sorted(rows, key=lambda row: row.get("ordinal") or 0):
        key = name = "/".join(cell_text(row[part]) for part in _KEYS[table])
        again = 1
        while name in found:
            again += 1
            name = f"{key}/{again}"
        found[name] = row
    return found


class Spool:
    """Changes in the order in which they are found, kept in a file; those of a filing may be taken back."""

    def __init__(self, file: IO[str]) -> None:
        self._file = file
        self._taken_back: dict[str, int] = {}
        self._lines = 0

    def add(self, found: Iterable[Change]) -> int:
        """Keeps changes; how many they were."""
        count = 0
        for change in found:
            self._file.write(json.dumps(asdict(change), ensure_ascii=False) + "\n")
            count += 1
        self._lines += count
        return count

    def take_back(self, filing_id: str) -> None:
        """Forgets the changes of a filing that were kept so far."""
        self._taken_back[filing_id] = self._lines

    def changes(self) -> Iterator[Change]:
        """Those that are left."""
        self._file.flush()
        self._file.seek(0)
        for number, line in enumerate(self._file):
            change = Change(**json.loads(line))
            if number >= self._taken_back.get(change.filing_id, 0):
                yield change


def counts(found: Iterable[Change]) -> Counter[tuple[str, str]]:
    """How many changes there are, by why and how."""
    return Counter((change.why, change.change) for change in found)


def write_changes(folder: Path, found: Iterable[Change]) -> Path:
    """Writes `changes.csv` as the export's tables are written; whole, or the one before stays. Raises `OSError`."""
    folder.mkdir(parents=True, exist_ok=True)
    path, waiting = folder / "changes.csv", folder / ".changes.csv.part"
    with waiting.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(COLUMNS)
        writer.writerows(_guarded(asdict(change)) for change in found)
    waiting.replace(path)
    sync_folder(folder)
    return path


def _guarded(cells: Mapping[str, Any]) -> list[str]:
    return [guarded(text) if name in ("source", "old", "new") else text for name, text in cells.items()]
