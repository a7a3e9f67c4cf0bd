"""The words that made filings are made of, read once from `data/`."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

DATA = Path(__file__).parent / "data"


@dataclass(frozen=True, slots=True)
class Pattern:
    """An indicator that can be drawn: `group` is its sector or level 1, `level2` its class."""

    group: str
    level2: str
    name: str
    shape: str
    unit: str
    low: Decimal
    high: Decimal
    step: Decimal


def _rows(name: str) -> list[dict[str, str]]:
    text = (DATA / name).read_text(encoding="utf-8")
    return list(csv.DictReader(line for line in text.splitlines() if not line.startswith("#")))


def _pattern(row: dict[str, str]) -> Pattern:
    low, high, step = (Decimal(row[key] or "0") for key in ("low", "high", "step"))
    group = row.get("sector") or row.get("level1") or ""
    return Pattern(group, row.get("class") or row["level2"], row["name"], row["shape"], row["unit"], low, high, step)


@cache
def patterns() -> tuple[Pattern, ...]:
    """The indicators of all sectors."""
    return tuple(_pattern(row) for row in _rows("indicators.csv"))


@cache
def management() -> tuple[Pattern, ...]:
    """The standing indicators of whole departments; `group` is their level 1."""
    return tuple(_pattern(row) for row in _rows("management.csv"))


@cache
def score_sheet() -> tuple[dict[str, str], ...]:
    """The rows of a score sheet: level1, level2, name, explanation, rule."""
    return tuple(_rows("scoresheet.csv"))


@cache
def public() -> tuple[dict[str, str], ...]:
    """Names and values of public filings: class, name, and the value as printed and as it is meant."""
    return tuple(_rows("public.csv"))


@cache
def words() -> dict[str, Any]:
    """`data/words.toml` as it stands."""
    return tomllib.loads((DATA / "words.toml").read_text(encoding="utf-8"))


@cache
def headers() -> dict[str, Sequence[str]]:
    """Role → the spellings of its head."""
    return tomllib.loads((DATA / "headers.toml").read_text(encoding="utf-8"))


def head(random: Random, role: str) -> str:
    """One spelling of a column's head."""
    return random.choice(headers()[role])


def word(random: Random, key: str) -> str:
    """One of the words that `data/words.toml` lists under the key."""
    return str(random.choice(words()[key]))


def sentence(random: Random, key: str) -> str:
    """One of the sentences that `data/words.toml` lists under `[prose]`."""
    return str(random.choice(words()["prose"][key]))
