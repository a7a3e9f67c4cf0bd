"""Writes the export that a reader without a fault would make of gold files: the other side for the scorer's tests."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

Rows = list[dict[str, Any]]
PARTS = ("raw", "op", "value", "value_max", "unit", "kind", "text")


def _value(prefix: str, value: Mapping[str, Any] | None) -> dict[str, Any]:
    return {f"{prefix}{part}": (value or {}).get(part) for part in PARTS}


def tables_of(golds: Sequence[Mapping[str, Any]]) -> dict[str, Rows]:
    tables: dict[str, Rows] = {
        name: [] for name in ("filings", "indicators", "values", "amounts", "goals", "fields", "findings")
    }
    for number, gold in enumerate(golds):
        own = {"filing_id": f"f{number}"}
        tables["filings"].append(
            {**own, "source": f"in/{gold['source']}", "channel": "text", "status": "ok", **gold["filing"]}
        )
        for at, record in enumerate(gold["indicators"]):
            key = {**own, "indicator_id": f"i{number}-{at}"}
            plain = {k: v for k, v in record.items() if not isinstance(v, dict | list)}
            tables["indicators"].append(
                {
                    **key,
                    **plain,
                    **_value("target_", record.get("target")),
                    **_value("actual_", record.get("actual")),
                    "confidence": "0.9",
                }
            )
            tables["values"] += [
                {**key, "role": "history", "period": past["period"], **_value("", past)}
                for past in record.get("history", [])
            ]
        for name in ("amounts", "goals", "fields"):
            tables[name] += [{**own, **record} for record in gold.get(name, [])]
        tables["findings"] += [{**own, "rule": f["rule"], "message": f["about"]} for f in gold.get("findings", [])]
    return tables


def write(folder: Path, tables: Mapping[str, Rows]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, rows in tables.items():
        columns = list(dict.fromkeys(key for row in rows for key in row))
        with (folder / f"{name}.csv").open("w", encoding="utf-8-sig", newline="") as handle:
            writer = csv.DictWriter(handle, columns)
            writer.writeheader()
            writer.writerows(rows)
    return folder
