"""What the tables of cases say otherwise than we do, and why: `known_wrong.csv`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path

_LIST = Path(__file__).parents[1] / "cases" / "known_wrong.csv"


@cache
def known_wrong(table: str) -> dict[str, str]:
    """The reason for each text of a table that is known to be read otherwise."""
    with _LIST.open(encoding="utf-8", newline="") as file:
        return {row["text"]: row["reason"] for row in csv.DictReader(file) if row["table"] == table}
