"""How sure we are of a record: the chance that all of it is right, as the product of the chances of its parts.

`data/confidence.toml` holds every number: what an engine's sureness of a cell is worth, and what is left where
something speaks against a row."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from math import prod

from normalizers.knowledge import table

_LEAST, _MOST = 0.01, 0.99
#: The channels of what is written in characters, and never read from a picture.
TYPED = ("text", "docx", "sheet", "html")


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a row says of it: the chance that what it shares with others was read right, and sentences of
    `data/confidence.toml` that speak against the row."""

    chance: float = 1.0
    doubts: tuple[str, ...] = ()


def together(parts: Iterable[float]) -> float:
    """The chance that all parts are right, from 0.01 to 0.99, three decimals."""
    return round(min(_MOST, max(_LEAST, prod(parts))), 3)


@lru_cache(maxsize=4096)
def legible(sure: float) -> float:
    """The chance that a cell says what was read, by how sure the engine was of its least sure character."""
    known: dict[str, list[float]] = table("confidence")["legible"]
    steps = list(zip(known["sure"], known["chance"], strict=True))
    for (low, least), (high, most) in pairwise(steps):
        if sure <= high:
            return least + (most - least) * (sure - low) / (high - low)
    return steps[-1][1]


def confirmed(chance: float) -> float:
    """The chance of a text that is, word for word, one that is known to stand in such a place."""
    doubt: float = table("confidence")["known"]["doubt"]
    return 1 - (1 - chance) * doubt


def of_value(confidence: float) -> float:
    """What a value's confidence says of its row: of two usual ways of printing one is hardly less sure."""
    usual: float = table("confidence")["values"]["usual"]
    doubt: float = table("confidence")["values"]["doubt"]
    return 1 - (1 - confidence) * doubt if confidence >= usual else confidence


def of_filing(rows: Sequence[float], unread: int) -> float:
    """How large a part of a filing is likely right: the mean of its rows, less for each thing that was not read."""
    known: dict[str, float] = table("confidence")["unread"]
    return round(sum(rows) / len(rows) * max(known["least"], known["each"] ** unread), 3)


def left_by(doubts: Iterable[str]) -> float:
    """What several doubts leave of a row's confidence; each by its sentence in `data/confidence.toml`."""
    known: dict[str, float] = table("confidence")["doubts"]
    return prod(known[doubt] for doubt in doubts)


def left_in_amount(doubts: Iterable[str]) -> float:
    """What several doubts leave of an amount's confidence; each by its sentence in `data/confidence.toml`."""
    known: dict[str, float] = table("confidence")["amounts"]
    return prod(known[doubt] for doubt in doubts)


@cache
def typed_doubts() -> frozenset[str]:
    """What is odd about rows and speaks against those of typed text as well."""
    return frozenset(table("confidence")["typed"]["doubts"])


def after_finding(where: str, rule: str, typed: bool) -> float:
    """What a check that does not hold leaves of a row's confidence: its own (`row`), or one of its project's sums."""
    known: dict[str, float] = table("confidence")["findings"][f"typed_{where}" if typed else where]
    return known.get(rule, 1.0)
