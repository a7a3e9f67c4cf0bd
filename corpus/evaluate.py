"""Holds an export against gold files: one figure a table, each by channel, by form and by field, with every miss."""

from __future__ import annotations

import csv
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.judging import Judged, judge_indicators, judge_records
from corpus.likeness import folded
from corpus.records import FIELDS, GOALS, TABLE_AMOUNTS, TOLD_AMOUNTS, TOLD_ITEMS, caught
from corpus.report import Report
from corpus.summary import Document
from corpus.tally import Counts, Tally
from corpus.trust import Trusted

Record = Mapping[str, Any]
TABLES = ("filings", "indicators", "values", "amounts", "goals", "fields", "findings", "sources")
HEAD = ("form", "fiscal_year", "unit_name")
#: The lists of a report → the list of a gold file that `scope` and `partial` name.
LISTS = {"table_amounts": "amounts", "narrative": "amounts", "narrative_item": "amounts", "goals": "goals",
         "fields": "fields"}  # fmt: skip
#: Amounts of running text are judged by recall: what else is told there is no error.
RECALLED = ("narrative", "narrative_item")
#: What a document is written in, where its filing failed and does not say so.
CHANNELS = {".docx": "docx", ".txt": "text", ".pdf": "pdf-text", ".html": "html", ".xlsx": "sheet", ".csv": "sheet"}
ABSENT: Record = {"filing_id": None, "status": "absent"}


def evaluate(export_dir: Path, gold_dir: Path) -> Report:
    """Compares the CSV export with every `*.gold.json` of the folder and its subfolders.

    Raises `ValueError` for a gold file that is no JSON object with `source` and `filing`."""
    tables = {name: _read(export_dir / f"{name}.csv") for name in TABLES}
    golds = sorted(gold_dir.rglob("*.gold.json"))
    return Report(tuple(judge(tables, _gold(path)) for path in golds))


def _read(path: Path) -> list[dict[str, str]]:
    if not path.exists():
        return []
    with path.open(encoding="utf-8-sig", newline="") as handle:
        return list(csv.DictReader(handle))


def _gold(path: Path) -> dict[str, Any]:
    gold = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(gold, dict) or not {"source", "filing"} <= set(gold):
        raise ValueError(f"{path} is no gold file: it names no source or no filing")
    return gold


def _filings(tables: Mapping[str, Sequence[Record]], source: str) -> list[Record]:
    """The filings of that file name; else those whose content was met under it."""
    name = Path(source).name
    found = [row for row in tables["filings"] if Path(row["source"]).name == name]
    known = {row["filing_id"] for row in tables["sources"] if Path(row["source"]).name == name}
    return found or [row for row in tables["filings"] if row["filing_id"] in known]


def judge(tables: Mapping[str, Sequence[Record]], gold: Record) -> Document:
    """One document's export against its gold."""
    misses: list[str] = []
    filings = _filings(tables, gold["source"])
    filing = filings[0] if filings else ABSENT
    ids = {row["filing_id"] for row in filings}
    mine = {name: [row for row in rows if row.get("filing_id") in ids] for name, rows in tables.items()}
    history = [row for row in mine["values"] if row["role"] == "history"]
    judged: Judged = judge_indicators(gold.get("indicators", []), mine["indicators"], history, misses)
    head = _head(gold["filing"], filing, misses) if _is_judged(gold, "filing") else Tally()
    lists, trusted = _lists(gold, mine, misses)
    wanted = [finding for finding in gold.get("findings", []) if not finding.get("optional")]
    names = {row["indicator_id"]: row["name"] for row in mine["indicators"]}
    hits = caught(wanted, mine["findings"], names, misses)
    return Document(
        source=Path(gold["source"]).name, channel=_channel(gold, filing), form=gold["filing"].get("form") or "",
        status=filing.get("status") or "", judged=judged, head=head, lists=lists,
        findings=(hits, len(wanted), len(mine["findings"])), misses=tuple(misses),
        doubt=filing.get("doubt"), trusted=trusted, family=gold.get("family") or "",
        wear=gold.get("wear") or "", stress=tuple(gold.get("stress") or ()),
    )  # fmt: skip


def _channel(gold: Record, filing: Record) -> str:
    """What the export says; of a filing that failed or is not there what its name tells."""
    if filing.get("channel") or filing is ABSENT:
        return filing.get("channel") or ""
    return "pdf-scan" if gold.get("wear") else CHANNELS.get(Path(gold["source"]).suffix.lower(), "")


def _is_judged(gold: Record, table: str) -> bool:
    """Whether the table is in the gold's scope: by default all are."""
    return gold.get("scope") is None or table in gold["scope"]


def _head(want: Record, have: Record, misses: list[str]) -> Tally:
    head = Tally()
    for name in HEAD:
        if not head.cell(name, folded(want.get(name)), folded(have.get(name))):
            misses.append(f"filing {name}: want {want.get(name)!r}, got {have.get(name)!r}")
    return head


def _told(rows: Sequence[Record], narrative: bool) -> list[Record]:
    return [row for row in rows if (row.get("source", "table") == "narrative") == narrative]


def _lists(
    gold: Record, mine: Mapping[str, Sequence[Record]], misses: list[str]
) -> tuple[dict[str, Counts], dict[str, list[Trusted]]]:
    """The other tables, and how far their records can be trusted; what the gold leaves out is no error, and nothing
    counts outside its scope."""
    told, said = (_told(rows, True) for rows in (gold.get("amounts", []), mine["amounts"]))
    given = {
        "table_amounts": (TABLE_AMOUNTS, _told(gold.get("amounts", []), False), _told(mine["amounts"], False)),
        "narrative": (TOLD_AMOUNTS, told, said),
        "narrative_item": (TOLD_ITEMS, told, said),
        "goals": (GOALS, gold.get("goals", []), mine["goals"]),
        "fields": (FIELDS, gold.get("fields", []), mine["fields"]),
    }
    counted: dict[str, Counts] = {}
    trusted: dict[str, list[Trusted]] = {}
    for name, (kind, golds, rows) in given.items():
        own: list[str] = []
        trusted[name] = []
        counts = judge_records(kind, golds, rows, own, trusted[name])
        if name in RECALLED or LISTS[name] in gold.get("partial", ()):
            trusted[name] = trusted[name][: counts.right + counts.wrong]
            counts = Counts(counts.right, counts.wrong, counts.missed)
            own = [miss for miss in own if not miss.startswith("invented")]
        judged = _is_judged(gold, LISTS[name])
        counted[name] = counts if judged else Counts()
        trusted[name] = trusted[name] if judged else []
        # A wrong item of a right amount is no miss of its own: recall by value is what counts.
        misses += own if judged and name != "narrative_item" else []
    return counted, trusted
