"""Holds an export against gold files: one figure a table, each by channel, by form and by field, with every miss."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from corpus.judging import Judged, judge_indicators, judge_records
from corpus.likeness import folded
from corpus.records import FIELDS, GOALS, TABLE_AMOUNTS, TOLD_AMOUNTS, caught
from corpus.report import Document, Report
from corpus.tally import Counts, Tally

Record = Mapping[str, Any]
TABLES = ("filings", "indicators", "values", "amounts", "goals", "fields", "findings", "sources")
HEAD = ("form", "fiscal_year", "unit_name")
#: The lists of a report → the list of a gold file that `scope` and `partial` name.
LISTS = {"table_amounts": "amounts", "narrative": "amounts", "goals": "goals", "fields": "fields"}
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
    head = _head(gold["filing"], filing, misses)
    lists = _lists(gold, mine, misses)
    wanted = [finding for finding in gold.get("findings", []) if not finding.get("optional")]
    names = {row["indicator_id"]: row["name"] for row in mine["indicators"]}
    hits = caught(wanted, mine["findings"], names, misses)
    return Document(
        source=Path(gold["source"]).name, channel=filing.get("channel") or "", form=gold["filing"].get("form") or "",
        status=filing.get("status") or "", judged=judged, head=head, lists=lists,
        findings=(hits, len(wanted), len(mine["findings"])), misses=tuple(misses),
        family=gold.get("family") or "", wear=gold.get("wear") or "",
    )  # fmt: skip


def _head(want: Record, have: Record, misses: list[str]) -> Tally:
    head = Tally()
    for name in HEAD:
        if not head.cell(name, folded(want.get(name)), folded(have.get(name))):
            misses.append(f"filing {name}: want {want.get(name)!r}, got {have.get(name)!r}")
    return head


def _told(rows: Sequence[Record], narrative: bool) -> list[Record]:
    return [row for row in rows if (row.get("source", "table") == "narrative") == narrative]


def _lists(gold: Record, mine: Mapping[str, Sequence[Record]], misses: list[str]) -> dict[str, Counts]:
    """The other tables; what the gold leaves out is no error, and nothing counts outside its scope."""
    amounts = gold.get("amounts", [])
    given = {
        "table_amounts": (TABLE_AMOUNTS, _told(amounts, False), _told(mine["amounts"], False)),
        "narrative": (TOLD_AMOUNTS, _told(amounts, True), _told(mine["amounts"], True)),
        "goals": (GOALS, gold.get("goals", []), mine["goals"]),
        "fields": (FIELDS, gold.get("fields", []), mine["fields"]),
    }
    done: dict[str, Counts] = {}
    for name, (kind, golds, rows) in given.items():
        own: list[str] = []
        counts = judge_records(kind, golds, rows, own)
        free = name == "narrative" or LISTS[name] in gold.get("partial", ())
        if free:
            counts = Counts(counts.right, counts.wrong, counts.missed)
            own = [miss for miss in own if not miss.startswith("invented")]
        judged = "scope" not in gold or gold["scope"] is None or LISTS[name] in gold["scope"]
        done[name] = counts if judged else Counts()
        misses += own if judged else []
    return done


def kept_floors() -> dict[str, Any]:
    """`floors.toml` as it stands: what no evaluation of made filings may fall below."""
    return tomllib.loads((Path(__file__).parent / "floors.toml").read_text(encoding="utf-8"))


def below(report: Report, floors: Mapping[str, Any]) -> list[str]:
    """What fell below its floor, a sentence each; empty where nothing did.

    `floors` has `all` (figure → floor), `channel`, `family` and `wear` (name → figure → floor) and `field` (name → F1).
    A group or a figure that the report does not have is not judged.
    """
    groups = {"channel": report.by(lambda d: d.channel), "family": report.by_family(), "wear": report.by_wear()}
    done = _under("all", report.summary(), floors.get("all", {}))
    for kind, found in groups.items():
        for name, asked in floors.get(kind, {}).items():
            done += _under(f"{kind} {name}", found.get(name, {}), asked)
    return done + _under("field", report.summary()["by_cell"], floors.get("field", {}))


def _under(where: str, figures: Mapping[str, Any], floors: Mapping[str, float]) -> list[str]:
    return [
        f"{where}: {name} is {figures[name]:.4f}, below {floor}"
        for name, floor in floors.items()
        if figures.get(name) is not None and figures[name] < floor
    ]
